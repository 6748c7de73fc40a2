import { type Database, openDatabase } from '../prisma/client.ts';
import { openSecrets, readOrMakeKey, type Secrets } from '../prisma/secrets.ts';
import type { Config } from './config.ts';
import { withDatabase } from './open-database.ts';

/** Gives a command the product's own tables and its key, wherever the database is. */
export const onOwnDatabase = <Value>(
  config: Pick<Config, 'DATABASE_URL' | 'DATA_DIR' | 'DATA_KEY'>,
  work: (database: Database, secrets: Secrets) => Promise<Value>,
): Promise<Value> =>
  withDatabase(config, async ({ databaseUrl, dataDir }) => {
    const secrets = openSecrets(readOrMakeKey(dataDir, config.DATA_KEY));
    const database = openDatabase(databaseUrl, { poolSize: 4, onLostConnection: () => undefined });
    try {
      return await work(database, secrets);
    } finally {
      await database.$disconnect();
    }
  });
