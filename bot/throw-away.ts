import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres } from '../prisma/embedded.ts';
import { migrate } from '../prisma/migrate.ts';

/**
 * What is lost in a power cut is no loss here; and nobody counts a database that lives for seconds, so its planner
 * must not take the tables for empty and read them whole.
 */
const FAST = {
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
 * The same for a database that is worked on for minutes: each look of the autovacuum has every statement planned anew and every
 * index of a long table read, and plans are never so dear that compiling them pays. What it reads lies in memory, and nobody wants
 * its log of writes.
 */
export const FOR_LONG = {
  ...FAST,
  jit: 'off',
  autovacuum_naptime: '30s',
  autovacuum_vacuum_scale_factor: '0.6',
  autovacuum_vacuum_insert_scale_factor: '10',
  autovacuum_analyze_scale_factor: '1',
  io_method: 'sync',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '384MB',
  max_wal_size: '8GB',
};

/**
 * Gives `work` the connection string of a migrated, empty database on a server of its own, and removes both
 * afterwards. `work` must have closed its connections when it ends.
 */
export const onThrowAwayDatabase = async <Value>(
  work: (url: string) => Promise<Value>,
  settings: Readonly<Record<string, string>> = FAST,
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
