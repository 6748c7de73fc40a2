/** One throw-away PostgreSQL for a whole test run, with a migrated template that test files clone. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../prisma/embedded.ts';
import { migrate } from '../../prisma/migrate.ts';

export const TEMPLATE = 'not_one_less_template';

/** What is lost in a power cut is no loss here. */
export const FAST_AND_UNSAFE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** A pool lets an idle connection go after ten seconds; a file of stories opens some dozens of databases in that time. */
const MOST_CONNECTIONS = '400';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../prisma/generate.mjs', import.meta.url))]);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'not-one-less-test-'));
  const settings = { ...FAST_AND_UNSAFE, max_connections: MOST_CONNECTIONS };
  const server = await startPostgres({ dataDir, settings });
  const teardown = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await makeTemplate(server.url('postgres'), server.url(TEMPLATE));
    project.provide('databaseServer', server.url('postgres'));
    return teardown;
  } catch (error) {
    await teardown();
    throw error;
  }
}

async function makeTemplate(serverUrl: string, templateUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  await migrate(templateUrl);
}
