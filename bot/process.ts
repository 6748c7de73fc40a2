import type { Logger } from 'pino';
import { demoCounty } from '../seeds/demo/county.ts';
import { sandboxChannel } from '../workers/channels/sandbox.ts';
import { draftPaper } from '../workers/documents.ts';
import { createQueues, type Queues } from '../workers/queue.ts';
import { startWorkers, type WorkerDependencies } from '../workers/run.ts';
import type { Config } from './config.ts';
import { openParts, type Parts } from './parts.ts';
import { SandboxClock } from './sandbox/clock.ts';

/** One running process of the product: what it stands on, and how to stop it. */
export interface Running {
  parts: Parts;
  close(): Promise<void>;
}

const AUDIT_MS = 60_000;

export interface Process {
  parts: Parts;
  clock: SandboxClock;
  queues: Queues;
  trouble(what: string, error: unknown): void;
}

export const openProcess = async (
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

export const workerDependencies = (
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
  const workers = await startWorkers(workerDependencies(process, config, log));
  return {
    parts: process.parts,
    close: async () => {
      await workers.close();
      await process.queues.close();
      await process.parts.database.$disconnect();
    },
  };
};
