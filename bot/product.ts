import type { Logger } from 'pino';
import type { Instant } from '../domain/calendar/time.ts';
import { wipeSandbox } from '../prisma/stores/sandbox-store.ts';
import { nextWake } from '../prisma/stores/school-store.ts';
import { demoCounty } from '../seeds/demo/county.ts';
import { loadStories } from '../seeds/stories.ts';
import { sandboxChannel } from '../workers/channels/sandbox.ts';
import { draftPaper } from '../workers/documents.ts';
import { every } from '../workers/every.ts';
import { createQueues, type Queues } from '../workers/queue.ts';
import { startWorkers, type WorkerDependencies } from '../workers/run.ts';
import { runUntil } from '../workers/run-until.ts';
import type { Config } from './config.ts';
import { openParts, type Parts } from './parts.ts';
import { answerLeftBehind, receive } from './receive.ts';
import { sandboxApp } from './sandbox/app.ts';
import { SandboxClock } from './sandbox/clock.ts';
import { nextDuty } from './sandbox/upcoming.ts';

/** One running process of the product: what it stands on, and how to stop it. */
export interface Running {
  parts: Parts;
  close(): Promise<void>;
}

const AUDIT_MS = 60_000;
const STORY_PACE_MS = 700;

interface Process {
  parts: Parts;
  clock: SandboxClock;
  queues: Queues;
  trouble(what: string, error: unknown): void;
}

const openProcess = async (
  config: Config,
  databaseUrl: string,
  dataDir: string,
  log: Logger,
): Promise<Process> => {
  const trouble = (what: string, error: unknown): void => log.error({ what, error }, 'trouble');
  const parts = await openParts(config, databaseUrl, dataDir, (error) => trouble('database', error));
  const clock = new SandboxClock(parts.database);
  if (!(await clock.isSet())) await clock.set(demoCounty().start);
  const target = config.REDIS_URL ? { redisUrl: config.REDIS_URL } : { databaseUrl };
  const queues = createQueues(target, { onTrouble: (error) => trouble('queue', error) });
  return { parts, clock, queues, trouble };
};

const workerDependencies = (
  { parts, clock, queues, trouble }: Process,
  config: Config,
  log: Logger,
): WorkerDependencies => {
  const { database, keeper, words, secrets } = parts;
  return {
    database,
    keeper,
    words,
    queues,
    channel: sandboxChannel(database),
    draft: (file, now) => draftPaper(file, now, { database, secrets, county: keeper.current }),
    now: () => clock.now(),
    onTrouble: trouble,
    onFinding: (finding) => log.warn(finding, 'audit'),
    sweepEveryMs: config.SWEEP_MS,
    auditEveryMs: AUDIT_MS,
  };
};

/** The workers alone: ticks and deliveries. As many processes as wanted. */
export const runWorkers = async (
  config: Config,
  databaseUrl: string,
  dataDir: string,
  log: Logger,
): Promise<Running> => {
  const process = await openProcess(config, databaseUrl, dataDir, log);
  const workers = startWorkers(workerDependencies(process, config, log));
  return {
    parts: process.parts,
    close: async () => {
      await workers.close();
      await process.queues.close();
      await process.parts.database.$disconnect();
    },
  };
};

/** The bot: what people say, answered; with `work`, the workers in the same process too. */
export const runBot = async (
  config: Config,
  databaseUrl: string,
  dataDir: string,
  log: Logger,
  { work }: { work: boolean },
): Promise<Running> => {
  const process = await openProcess(config, databaseUrl, dataDir, log);
  const { parts, clock, queues, trouble } = process;
  const { database, keeper, words, secrets } = parts;
  const now = (): Promise<Instant> => clock.now();
  const receiving = { database, keeper, words, now, onTrouble: trouble };
  const dependencies = workerDependencies(process, config, log);
  const app = sandboxApp({
    database,
    secrets,
    policy: () => keeper.current().policy,
    directory: () => keeper.current().directory,
    now,
    runUntil: async (target) => {
      const county = keeper.current;
      await runUntil(await now(), target, { ...dependencies, county }, (instant) => clock.set(instant));
      await clock.set(target);
    },
    nextInstant: () => nextDuty(database, keeper.current(), nextWake),
    receive: async ({ id, from, text, at }) => {
      await receive({ channel: 'sandbox', messageId: id, sender: from, text, sentAt: at }, receiving);
      await queues.add('deliver', { person: from }, { jobId: `deliver-${from}` });
    },
    stories: loadStories(),
    reset: (start) => wipeSandbox(database, start ?? demoCounty().start),
    pace: STORY_PACE_MS,
    logger: log,
  });
  await app.listen({ host: '127.0.0.1', port: config.PORT });
  const workers = work ? startWorkers(dependencies) : null;
  const left = every(
    config.SWEEP_MS,
    async () => {
      await keeper.refresh();
      await answerLeftBehind(receiving);
    },
    (error) => trouble('inbox', error),
  );
  return {
    parts,
    close: async () => {
      await app.close();
      await left.stop();
      await workers?.close();
      await queues.close();
      await database.$disconnect();
    },
  };
};
