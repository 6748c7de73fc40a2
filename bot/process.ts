import type { Logger } from 'pino';
import { openIdNumbers, openPhones } from '../prisma/stores/directory-store.ts';
import { demoCounty } from '../seeds/demo/county.ts';
import { makeFile } from '../workers/documents/make-file.ts';
import { createQueues, type Queues } from '../workers/queue.ts';
import { openRoute } from '../workers/route.ts';
import { startWorkers, type WorkerDependencies } from '../workers/run.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { isReal } from './config-channels.ts';
import { type Outside, openOutside } from './outside.ts';
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
  /** The product's time: the sandbox's, which can be moved, where that runs; else the real one. */
  clock: Clock;
  outside: Outside;
  databaseUrl: string;
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
  const clock = config.sandbox ? await sandboxClock(config, parts) : { now: async () => Date.now() };
  const target = config.REDIS_URL ? { redisUrl: config.REDIS_URL } : { databaseUrl };
  const queues = createQueues(target, { onTrouble: (error) => trouble('queue', error) });
  const outside = openOutside(config, parts, log, () => clock.now());
  return { parts, clock, outside, databaseUrl, queues, trouble };
};

/** Alone, the sandbox begins on the demo county's first morning and stands still; beside real channels it runs as they do. */
const sandboxClock = async ({ channels }: Config, { database }: Parts): Promise<SandboxClock> => {
  const clock = new SandboxClock(database);
  if (await clock.isSet()) return clock;
  if (isReal(channels)) {
    await clock.set(Date.now());
    await clock.play(1);
  } else await clock.set(demoCounty().start);
  return clock;
};

export const workerDependencies = (
  { parts, clock, outside, databaseUrl, queues, trouble }: Process,
  config: Config,
  log: Logger,
): WorkerDependencies => {
  const { database, keeper, words, secrets } = parts;
  return {
    database,
    county: keeper.current,
    keeper,
    words,
    queues,
    channel: openRoute({
      database,
      ways: outside.ways,
      realNow: () => Date.now(),
      noPrivateWay: () => words.say('phrase:brief_no_private', { now: Date.now() }),
    }),
    webhooks: outside.webhooks,
    taking: outside.taking,
    campaigns: outside.crowd && { ...outside.crowd, database, county: keeper.current, words },
    databaseUrl,
    sync: config.sandbox ? null : outside.sync,
    makeFile: (file, now) => makeFile(file, now, { database, secrets, county: keeper.current }),
    phonesOf: (people) => openPhones(database, secrets, people),
    idNumbersOf: (students) => openIdNumbers(database, secrets, students),
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
