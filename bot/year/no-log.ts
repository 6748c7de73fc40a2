import { openDatabase } from '../../prisma/client.ts';

/** Has an empty database keep no log of what is written: that is for what must outlive a crash. */
export const keepNoLog = async (url: string): Promise<void> => {
  const database = openDatabase(url, { poolSize: 1 });
  try {
    await database.$executeRaw`
      DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
          EXECUTE format('ALTER TABLE %I SET UNLOGGED', name);
        END LOOP;
      END $$`;
  } finally {
    await database.$disconnect();
  }
};
