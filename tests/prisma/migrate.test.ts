import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { missingSql } from '../../prisma/make-migration.ts';
import { MigrationFault, migrate } from '../../prisma/migrate.ts';
import { emptyDatabase, testDatabase } from '../support/database.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'not-one-less-migrations-'));
  await writeFile(path.join(folder, 'migration_lock.toml'), 'provider = "postgresql"\n');
  await migration('20260101000000_children', 'CREATE TABLE children (id int PRIMARY KEY, name text);');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function migration(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name));
  await writeFile(path.join(folder, name, 'migration.sql'), sql);
}

async function rows(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return (await client.query(sql).finally(() => client.end())).rows;
}

const LEDGER =
  'SELECT migration_name AS name, applied_steps_count AS steps, finished_at IS NOT NULL AS done FROM _prisma_migrations ORDER BY started_at';

test('applies what is pending, once, and notes it in Prisma’s ledger', async () => {
  const url = await emptyDatabase();
  expect(await migrate(url, folder)).toEqual(['20260101000000_children']);
  await migration('20260102000000_age', 'ALTER TABLE children ADD COLUMN age int;');
  expect(await migrate(url, folder)).toEqual(['20260102000000_age']);
  expect(await migrate(url, folder)).toEqual([]);
  expect(await rows(url, LEDGER)).toEqual([
    { name: '20260101000000_children', steps: 1, done: true },
    { name: '20260102000000_age', steps: 1, done: true },
  ]);
});

test('several processes at once apply each migration once', async () => {
  const url = await emptyDatabase();
  const applied = await Promise.all([1, 2, 3].map(() => migrate(url, folder)));
  expect(applied.flat()).toEqual(['20260101000000_children']);
});

test('a faulty migration stops with its name and the reason, leaves nothing behind and may be tried again', async () => {
  const url = await emptyDatabase();
  const name = '20260102000000_faulty';
  await migration(name, 'CREATE TABLE half (id int); ALTER TABLE nobody ADD COLUMN age int;');
  const attempt = migrate(url, folder);
  await expect(attempt).rejects.toThrow(MigrationFault);
  await expect(attempt).rejects.toThrow(
    /^数据库升级步骤 20260102000000_faulty 没有成功：No such table: nobody$/,
  );
  const tables = "SELECT to_regclass('children') IS NOT NULL AS first, to_regclass('half') AS half";
  expect(await rows(url, tables)).toEqual([{ first: true, half: null }]);

  await writeFile(path.join(folder, name, 'migration.sql'), 'CREATE TABLE half (id int);');
  expect(await migrate(url, folder)).toEqual([name]);
});

test('a function body is not cut at its semicolons', async () => {
  const url = await emptyDatabase();
  await migration(
    '20260102000000_guard',
    'CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 0; RETURN 1; END $$;',
  );
  await migrate(url, folder);
  expect(await rows(url, 'SELECT one()')).toEqual([{ one: 1 }]);
});

test('the migrations in the repository lead exactly to the schema', async () => {
  expect(await missingSql(await emptyDatabase())).toBe('');
});

test('the SQL for a changed schema is worked out without a network', async () => {
  const schema = path.join(folder, 'schema.prisma');
  await writeFile(
    schema,
    'datasource db {\n  provider = "postgresql"\n}\nmodel children {\n  id Int @id\n  name String?\n  school String?\n}\n',
  );
  const sql = await missingSql(await emptyDatabase(), folder, schema);
  expect(sql).toMatch(/^-- AlterTable\s+ALTER TABLE "children" ADD COLUMN\s+"school" TEXT;$/);
});

test('a test file has the tables and a database of its own', async () => {
  const { prisma, url } = await testDatabase();
  const applied = await prisma.$queryRaw<{ n: bigint }[]>`SELECT count(*) AS n FROM _prisma_migrations`;
  expect(Number(applied[0]?.n)).toBeGreaterThan(0);
  expect(new URL(url).pathname).toMatch(/^\/test_[0-9a-f]{12}$/);
});
