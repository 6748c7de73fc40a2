/**
 * Wake-ups and deliveries, carried by BullMQ on Redis or on PostgreSQL with the same behaviour.
 *
 * A job runs at least once: one whose worker was killed is taken over by another within about five seconds, one that
 * throws is repeated. Nothing lives here alone; a lost queue is rebuilt from the tables.
 */
import {
  type BackendFactory,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  type Job,
  Queue,
  UnrecoverableError,
  Worker,
} from 'bullmq';
import { type JobName, jobs, type Payload } from './jobs.ts';

export type QueueTarget = { redisUrl: string } | { databaseUrl: string };

export type QueueSettings = {
  /** Keeps several installations apart: key prefix on Redis, schema on PostgreSQL. */
  namespace?: string;
  /** Runs of a job at most, the first included. */
  attempts?: number;
  /** Wait before the second run; doubles each time. */
  backoffMs?: number;
  /** A connection was lost or refused; BullMQ goes on trying. */
  onTrouble?: (error: Error) => void;
};

export type AddOptions = {
  /** Any text. While a job of that id waits or runs, adding it again does nothing; afterwards it may be used again. */
  jobId: string;
  delayMs?: number;
  /** Goes behind all that can not wait. */
  canWait?: boolean;
};

/** A job that was given up. The payload is missing when it was lost with its worker too often. */
export type FailedJob<Name extends JobName> = {
  name: Name;
  payload: Payload<Name> | undefined;
  error: Error;
};

export type WorkOptions<Name extends JobName> = {
  concurrency?: number;
  onFailed?: (failed: FailedJob<Name>) => void;
};

export type Working = { close(): Promise<void> };

export type Queues = {
  /** Rejects with `QueueFault` when the queue cannot be reached within five seconds. */
  add<Name extends JobName>(name: Name, payload: Payload<Name>, options: AddOptions): Promise<void>;
  /** Runs jobs of one name; resolves when the worker is connected. */
  work<Name extends JobName>(
    name: Name,
    handler: (payload: Payload<Name>) => Promise<void>,
    options?: WorkOptions<Name>,
  ): Promise<Working>;
  /** Takes no new jobs, waits for those that run, and closes all connections. */
  close(): Promise<void>;
};

/** The queue did not answer. What was to be queued is in the tables, so the next sweep finds it. */
export class QueueFault extends Error {
  override readonly name = 'QueueFault';
}

const ADD_LIMIT_MS = 5000;
/** A worker that is silent for this long is taken for dead. */
const LOCK_MS = 3000;
const STALLED_CHECK_MS = 1000;
/** A job that takes its worker down every time must end somewhere. */
const STALLED_AT_MOST = 5;

type AnyQueue = Queue<unknown, void, string, unknown, void, string, IQueueBackend, object>;
type AnyWorker = Worker<unknown, void, string, IQueueBackend, number, object>;
type Backend = {
  options: { connection: object; prefix?: string };
  factory: BackendFactory<IQueueBackend, object>;
};

export function createQueues(target: QueueTarget, settings: QueueSettings = {}): Queues {
  const { attempts = 8, backoffMs = 1000, onTrouble = () => undefined } = settings;
  const backend = backendFor(target, settings.namespace ?? 'not_one_less');
  const defaultJobOptions = {
    attempts,
    backoff: { type: 'exponential', delay: backoffMs },
    removeOnComplete: true,
    removeOnFail: true,
  };
  const queues = new Map<JobName, AnyQueue>();
  const workers = new Set<AnyWorker>();

  function queueOf(name: JobName): AnyQueue {
    const known = queues.get(name);
    if (known) return known;
    const queue: AnyQueue = new Queue(name, { ...backend.options, defaultJobOptions }, backend.factory);
    queue.on('error', onTrouble);
    queues.set(name, queue);
    return queue;
  }

  return {
    async add(name, payload, { jobId, delayMs = 0, canWait = false }) {
      const options = {
        jobId: safeId(jobId),
        delay: Math.max(0, delayMs),
        // BullMQ takes what has no priority first.
        ...(canWait ? { priority: 1 } : {}),
      };
      await inTime(queueOf(name).add(name, jobs[name].parse(payload), options));
    },
    async work(name, handler, { concurrency = 1, onFailed } = {}) {
      const worker: AnyWorker = new Worker(
        name,
        processor(name, handler),
        workerOptions(backend, concurrency),
        backend.factory,
      );
      workers.add(worker);
      worker.on('error', onTrouble);
      worker.on('failed', (job, error) => {
        if (isGivenUp(job, error)) onFailed?.({ name, payload: payloadOf(name, job), error });
      });
      await worker.waitUntilReady();
      return { close: () => worker.close() };
    },
    async close() {
      await Promise.all([...workers].map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

function backendFor(target: QueueTarget, namespace: string): Backend {
  if ('redisUrl' in target) {
    const connection = { url: target.redisUrl, maxRetriesPerRequest: null };
    return { options: { connection, prefix: namespace }, factory: createRedisBackend as Backend['factory'] };
  }
  // Each queue and each worker has a pool of its own and one connection more that listens.
  const connection = {
    connectionString: target.databaseUrl,
    schema: `${namespace}_queue`,
    migrate: true,
    max: 2,
  };
  return { options: { connection }, factory: createPostgresBackend as Backend['factory'] };
}

const workerOptions = ({ options }: Backend, concurrency: number) => ({
  ...options,
  concurrency,
  lockDuration: LOCK_MS,
  stalledInterval: STALLED_CHECK_MS,
  maxStalledCount: STALLED_AT_MOST,
});

/** A payload that does not parse will not parse the next time either. */
function processor<Name extends JobName>(name: Name, handler: (payload: Payload<Name>) => Promise<void>) {
  return async (job: { data: unknown }): Promise<void> => {
    const payload = jobs[name].safeParse(job.data);
    if (!payload.success) throw new UnrecoverableError(`not a payload of ${name}: ${payload.error.message}`);
    await handler(payload.data as Payload<Name>);
  };
}

/** Without a job, BullMQ tells of one that stalled too often and is gone. */
const isGivenUp = (job: Job<unknown, void> | undefined, error: Error): boolean =>
  job === undefined || error instanceof UnrecoverableError || job.attemptsMade >= (job.opts.attempts ?? 1);

function payloadOf<Name extends JobName>(
  name: Name,
  job: Job<unknown, void> | undefined,
): Payload<Name> | undefined {
  const payload = jobs[name].safeParse(job?.data);
  return payload.success ? (payload.data as Payload<Name>) : undefined;
}

/** BullMQ allows neither a colon nor a plain integer. */
const safeId = (id: string): string => `id-${encodeURIComponent(id)}`;

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ADD_LIMIT_MS} ms`)), ADD_LIMIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw new QueueFault('The queue cannot be reached', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
