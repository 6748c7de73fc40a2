import path from 'node:path';
import { runningPostgres } from '../prisma/embedded.ts';
import { migrate } from '../prisma/migrate.ts';
import type { Config } from './config.ts';
import { dataFolders, startDatabase } from './data-folder.ts';

/** Where a command finds the database, and the folder in which everything else is kept. */
export interface AtHand {
  databaseUrl: string;
  dataDir: string;
}

/**
 * Runs a command on the product's database: the one that is set, the one of a copy that is running, or the embedded one,
 * started for as long as the command runs.
 */
export const withDatabase = async <Value>(
  { DATABASE_URL, DATA_DIR }: Pick<Config, 'DATABASE_URL' | 'DATA_DIR'>,
  work: (atHand: AtHand) => Promise<Value>,
): Promise<Value> => {
  if (DATABASE_URL) {
    await migrate(DATABASE_URL);
    return work({ databaseUrl: DATABASE_URL, dataDir: path.resolve(DATA_DIR ?? '.data') });
  }
  for (const dataDir of dataFolders(DATA_DIR)) {
    const databaseUrl = await runningPostgres(dataDir);
    if (databaseUrl) return work({ databaseUrl, dataDir });
  }
  const { dataDir, server } = await startDatabase(DATA_DIR, (fault) => {
    throw fault;
  });
  try {
    await migrate(server.url());
    return await work({ databaseUrl: server.url(), dataDir });
  } finally {
    await server.stop();
  }
};
