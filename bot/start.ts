import path from 'node:path';
import { StartFault, startPostgres } from '../prisma/embedded.ts';
import { MigrationFault, migrate } from '../prisma/migrate.ts';
import { CalendarFileError } from '../seeds/load-calendar.ts';
import { PolicyFileError } from '../seeds/load-policy.ts';
import { ConfigFault, readConfig } from './config.ts';
import { welcome } from './greeting.ts';
import { makeLog } from './log.ts';
import { runBot } from './product.ts';

/** `npm start`: database, migrations, county, queue, workers, bot and page, all in one process. */
const start = async (): Promise<void> => {
  const config = readConfig(process.env);
  const log = makeLog(config.LOG_LEVEL);
  const dataDir = path.resolve(config.DATA_DIR ?? '.data');
  const fail = (error: unknown): void => {
    log.fatal({ error }, 'stopped');
    process.exitCode = 1;
  };
  const embedded = config.DATABASE_URL ? null : await startPostgres({ dataDir, onCrash: fail });
  const databaseUrl = config.DATABASE_URL ?? embedded?.url() ?? '';
  try {
    await migrate(databaseUrl);
    const running = await runBot(config, databaseUrl, dataDir, log, { work: true });
    process.stdout.write(welcome(config.PORT, embedded ? dataDir : null));
    await stopped();
    process.stdout.write('正在停下……\n');
    await running.close();
  } finally {
    await embedded?.stop();
  }
};

/** Ends when somebody asks this process to stop. */
const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });

/** Faults that a person can mend get their sentence; everything else keeps its stack. */
const isForPeople = (error: unknown): error is Error =>
  error instanceof StartFault ||
  error instanceof ConfigFault ||
  error instanceof MigrationFault ||
  error instanceof PolicyFileError ||
  error instanceof CalendarFileError ||
  (error instanceof Error && error.message.startsWith('文案有误'));

const portSentence = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    ? '端口已被别的程序占用。请换一个再启动，例如：PORT=3001 npm start（Windows：先 set PORT=3001）'
    : null;

try {
  await start();
} catch (error) {
  const sentence = portSentence(error) ?? (isForPeople(error) ? error.message : null);
  if (sentence === null) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
