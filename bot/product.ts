import path from 'node:path';
import type { Logger } from 'pino';
import type { Instant } from '../domain/calendar/time.ts';
import { wipeSandbox } from '../prisma/stores/sandbox-store.ts';
import { nextWake } from '../prisma/stores/school-store.ts';
import { demoCounty } from '../seeds/demo/county.ts';
import { loadStories } from '../seeds/stories.ts';
import { watchAges } from '../workers/ages.ts';
import { every } from '../workers/every.ts';
import { startWorkers, type WorkerDependencies } from '../workers/run.ts';
import { runUntil } from '../workers/run-until.ts';
import { Background } from './background.ts';
import type { Config } from './config.ts';
import { drainSpool, type IntakeDependencies } from './intake.ts';
import { listen } from './listen.ts';
import { openProcess, type Process, type Running, workerDependencies } from './process.ts';
import { answerLeftBehind, type ReceiveDependencies, receive } from './receive.ts';
import { sandboxApp } from './sandbox/app.ts';
import { SandboxClock } from './sandbox/clock.ts';
import { nextDuty } from './sandbox/upcoming.ts';
import { openSpool } from './spool.ts';

const STORY_PACE_MS = 700;
/** Messages of the app's callback that are answered at a time. */
const ANSWERED_TOGETHER = 4;

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
  const receiving = {
    database,
    keeper,
    words,
    seal: secrets.seal,
    now: () => clock.now(),
    onTrouble: trouble,
  };
  const dependencies = workerDependencies(process, config, log);
  const background = new Background(ANSWERED_TOGETHER, (error) => trouble('answer', error));
  const intake: IntakeDependencies = {
    ...receiving,
    spool: openSpool(path.join(dataDir, 'spool'), secrets, trouble),
    background: background.add,
    wake: (person) => queues.add('deliver', { person }, { jobId: `deliver-${person}` }),
    secrets: parts.secrets,
    importRoster: async (file) => {
      const { importFromChat } = await import('./import-from-chat.ts');
      return importFromChat(file, parts, await clock.now());
    },
    takeSurvey: async (file, from) => {
      const { surveyFromChat } = await import('./survey-from-chat.ts');
      return surveyFromChat(file, from, parts, await clock.now());
    },
  };
  const page = config.sandbox ? sandbox(process, dependencies, receiving, log) : null;
  const { tellAdministrator, fetchMedia } = process.outside;
  const server = await listen(config, page, {
    intake,
    fetchMedia,
    directoryChanged: async ({ book, change, id, newId, key }) => {
      // Without the right to read the books there is nobody to take the job.
      if (dependencies.sync) await queues.add('sync', { book, change, id, newId }, { jobId: key });
    },
    tellAdministrator,
    log,
  });
  // What a channel stands on is large, and loaded only where the channel is on.
  const connecting = { databaseUrl, secrets, intake, log, tellAdministrator };
  const aiBot = config.channels.aiBot
    ? (await import('./start-ai-bot.ts')).startAiBot(config.channels.aiBot, connecting)
    : null;
  const wechaty = config.channels.wechaty
    ? await (await import('./start-wechaty.ts')).startWechaty(config.channels.wechaty, connecting)
    : null;
  const workers = work ? await startWorkers(dependencies) : null;
  const left = every(
    config.SWEEP_MS,
    async () => {
      await keeper.refresh();
      await drainSpool(intake);
      await answerLeftBehind(receiving);
    },
    (error) => trouble('inbox', error),
  );
  return {
    parts,
    close: async () => {
      await server?.close();
      await aiBot?.stop();
      await wechaty?.stop();
      await left.stop();
      await background.idle();
      await workers?.close();
      await queues.close();
      await database.$disconnect();
    },
  };
};

/** The sandbox page with the product behind it. */
const sandbox = (
  { parts, queues }: Process,
  dependencies: WorkerDependencies,
  receiving: ReceiveDependencies,
  log: Logger,
) => {
  const { database, keeper, secrets } = parts;
  const { now } = receiving;
  const clock = new SandboxClock(database);
  return sandboxApp({
    database,
    secrets,
    draftAnew: async (paper) => dependencies.makeFile(paper, await now()),
    policy: () => keeper.current().policy,
    directory: () => keeper.current().directory,
    now,
    runUntil: async (target: Instant) => {
      // What was told just now is followed before its own minute is skipped (A-HR-CHILD: at once).
      await watchAges(await now(), dependencies);
      await runUntil(await now(), target, dependencies, (instant) => clock.set(instant));
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
};
