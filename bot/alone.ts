import path from 'node:path';
import type { Logger } from 'pino';
import { migrate } from '../prisma/migrate.ts';
import { type Config, ConfigFault, readConfig } from './config.ts';
import { endWell, stopped } from './ending.ts';
import { endOnFault, makeLog } from './log.ts';
import type { Running } from './process.ts';

type Run = (config: Config, databaseUrl: string, dataDir: string, log: Logger) => Promise<Running>;

/**
 * One half of the product as a process of its own, on a database that several share: brings the database up to date
 * (one at a time), says `ready` on standard output, and stops cleanly when asked.
 */
export const runAlone = (what: string, run: Run): Promise<void> =>
  endWell(async () => {
    const config = readConfig(process.env);
    const databaseUrl = config.DATABASE_URL;
    if (!databaseUrl)
      throw new ConfigFault(
        `${what}单独运行时要和别的进程共用一个数据库，请设置 DATABASE_URL，例如 postgres://用户:密码@主机:5432/库名；只在一台机器上试用请用 npm start。`,
      );
    const log = makeLog(config.LOG_LEVEL);
    endOnFault(log);
    await migrate(databaseUrl);
    const running = await run(config, databaseUrl, path.resolve(config.DATA_DIR ?? '.data'), log);
    process.stdout.write(`${what} ready\n`);
    await stopped();
    await running.close();
  });
