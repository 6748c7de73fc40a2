import type { Logger } from 'pino';
import type { Instant } from '../domain/calendar/time.ts';
import { wipeSandbox } from '../prisma/stores/sandbox-store.ts';
import { nextWake } from '../prisma/stores/school-store.ts';
import { demoCounty } from '../seeds/demo/county.ts';
import { loadStories } from '../seeds/stories.ts';
import { every } from '../workers/every.ts';
import { startWorkers } from '../workers/run.ts';
import { runUntil } from '../workers/run-until.ts';
import type { Config } from './config.ts';
import { openProcess, type Running, workerDependencies } from './process.ts';
import { answerLeftBehind, receive } from './receive.ts';
import { sandboxApp } from './sandbox/app.ts';
import { nextDuty } from './sandbox/upcoming.ts';

const STORY_PACE_MS = 700;

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
  // Loopback only: whoever can open the page can speak as anybody.
  if (config.SANDBOX !== 'off') await app.listen({ host: '127.0.0.1', port: config.PORT });
  const workers = work ? await startWorkers(dependencies) : null;
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
