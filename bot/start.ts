import path from 'node:path';
import { migrate } from '../prisma/migrate.ts';
import { readConfig } from './config.ts';
import { startDatabase } from './data-folder.ts';
import { endWell, stopped } from './ending.ts';
import { welcome } from './greeting.ts';
import { endOnFault, makeLog } from './log.ts';
import { runBot } from './product.ts';

/** `npm start`: database, migrations, county, queue, workers, bot and page, all in one process. */
const start = async (): Promise<void> => {
  const config = readConfig(process.env);
  const log = makeLog(config.LOG_LEVEL);
  endOnFault(log);
  const fail = (error: unknown): void => {
    log.fatal({ error }, 'stopped');
    process.exitCode = 1;
  };
  const embedded = config.DATABASE_URL ? null : await startDatabase(config.DATA_DIR, fail);
  const dataDir = embedded?.dataDir ?? path.resolve(config.DATA_DIR ?? '.data');
  const databaseUrl = config.DATABASE_URL ?? embedded?.server.url() ?? '';
  try {
    await migrate(databaseUrl);
    const running = await runBot(config, databaseUrl, dataDir, log, { work: true });
    process.stdout.write(welcome(config.PORT, embedded ? dataDir : null));
    await stopped();
    process.stdout.write('正在停下……\n');
    await running.close();
  } finally {
    await embedded?.server.stop();
  }
};

await endWell(start);
