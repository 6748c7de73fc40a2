import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres } from '../prisma/embedded.ts';
import { migrate } from '../prisma/migrate.ts';

/**
 * What is lost in a power cut is no loss here; and nobody counts a database that lives for seconds, so its planner
 * must not take the tables for empty and read them whole.
 */
const UNSAFE = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  plan_cache_mode: 'force_generic_plan',
  autovacuum_naptime: '1s',
  autovacuum_vacuum_cost_delay: '0',
};

/**
 * Gives `work` the connection string of a migrated, empty database on a server of its own, and removes both
 * afterwards. `work` must have closed its connections when it ends.
 */
export const onThrowAwayDatabase = async <Value>(
  work: (url: string) => Promise<Value>,
  settings: Readonly<Record<string, string>> = UNSAFE,
): Promise<Value> => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'not-one-less-'));
  try {
    const server = await startPostgres({ dataDir, settings });
    try {
      await migrate(server.url());
      return await work(server.url());
    } finally {
      await server.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
};
