/**
 * Writes the migration that leads from prisma/migrations to prisma/schema.prisma; for developers, needs no network.
 *
 *     npx tsx prisma/make-migration.ts NAME          writes prisma/migrations/<time>_NAME/migration.sql
 *     npx tsx prisma/make-migration.ts --check       ends with 1 when schema and migrations differ
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startPostgres } from './embedded.ts';
import { MIGRATIONS, migrate, NO_FILTER, SCHEMA, withEngine } from './migrate.ts';

const LOCK = '# The database the migrations are written for; checked by Prisma.\nprovider = "postgresql"\n';
const EMPTY = '-- This is an empty migration.';

/**
 * The SQL that is still missing between the migrations and the schema; empty when they agree.
 * `url` names an empty database that the migrations are applied to.
 */
export async function missingSql(url: string, migrations = MIGRATIONS, schema = SCHEMA): Promise<string> {
  await mkdir(migrations, { recursive: true });
  await writeFile(path.join(migrations, 'migration_lock.toml'), LOCK, { flag: 'wx' }).catch(unlessThere);
  await migrate(url, migrations);
  const wanted = { path: schema, content: await readFile(schema, 'utf8') };
  return withEngine(url, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files: [wanted], configDir: path.dirname(schema) },
      to: { tag: 'schemaDatamodel', files: [wanted] },
      script: true,
      exitCode: null,
      filters: NO_FILTER,
    });
    const sql = (stdout ?? '').trim();
    return sql === EMPTY ? '' : sql;
  });
}

async function main(name: string | undefined): Promise<number> {
  if (name === undefined || !/^(--check|[a-z][a-z0-9_]*)$/.test(name)) {
    process.stderr.write('usage: npx tsx prisma/make-migration.ts NAME (lower case, digits, _) | --check\n');
    return 2;
  }
  const sql = await missingSqlOnEmptyServer();
  if (name === '--check') {
    process.stdout.write(
      sql === '' ? 'schema and migrations agree\n' : `not in any migration yet:\n\n${sql}\n`,
    );
    return sql === '' ? 0 : 1;
  }
  process.stdout.write(sql === '' ? 'nothing to migrate\n' : `${await write(name, sql)}\n`);
  return 0;
}

async function missingSqlOnEmptyServer(): Promise<string> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'not-one-less-migration-'));
  try {
    const server = await startPostgres({ dataDir, settings: { fsync: 'off' } });
    return await missingSql(server.url()).finally(() => server.stop());
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function write(name: string, sql: string): Promise<string> {
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const file = path.join(MIGRATIONS, `${time}_${name}`, 'migration.sql');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${sql}\n`);
  return path.relative(process.cwd(), file);
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await main(process.argv[2]);
}
