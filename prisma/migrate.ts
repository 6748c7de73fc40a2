/**
 * Applies the migrations in prisma/migrations, with Prisma's own engine as WebAssembly and Prisma's own ledger
 * (`_prisma_migrations`), so that `prisma migrate deploy` finds the same state. Needs no network and no binary.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  DriverAdapterError,
} from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

export const MIGRATIONS = fileURLToPath(new URL('migrations', import.meta.url));
export const SCHEMA = fileURLToPath(new URL('schema.prisma', import.meta.url));
/** Everything in the schema is ours; nothing is managed elsewhere. */
export const NO_FILTER = { externalTables: [], externalEnums: [] };

const MIGRATION_LOCK = 7_310_002;

/** A migration that cannot be applied; the database keeps what was committed before it. */
export class MigrationFault extends Error {
  override readonly name = 'MigrationFault';
}

/**
 * Brings a database up to date and gives the names of what was applied now, oldest first.
 * Safe for several processes at once: one works, the others wait for it.
 */
export async function migrate(url: string, migrations = MIGRATIONS): Promise<readonly string[]> {
  const list = await readMigrations(migrations);
  if (await isCurrent(url, list)) return [];
  return oneAtATime(url, () =>
    withEngine(url, async (engine) => {
      await forgetUnfinished(engine, list);
      const { appliedMigrationNames } = await engine.applyMigrations({
        migrationsList: list,
        filters: NO_FILTER,
      });
      return appliedMigrationNames;
    }),
  );
}

/** Whether the ledger holds exactly these migrations, finished and unchanged; the engine need not be woken then. */
async function isCurrent(url: string, { migrationDirectories }: MigrationList): Promise<boolean> {
  const wanted = migrationDirectories.map(({ path: name, migrationFile: { content } }) =>
    content.tag === 'ok' ? `${name} ${createHash('sha256').update(content.value).digest('hex')}` : name,
  );
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ entry: string }>(`
      SELECT migration_name || ' ' || CASE WHEN finished_at IS NULL THEN 'unfinished' ELSE checksum END AS entry
      FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`);
    return rows.map(({ entry }) => entry).join('\n') === wanted.join('\n');
  } catch {
    // No ledger yet, or no way in: the engine finds out and says which.
    return false;
  } finally {
    await client.end();
  }
}

/**
 * Prisma refuses to go on after a migration that did not finish. PostgreSQL has rolled back what such a script did,
 * since it runs a script as one transaction, so it may simply be tried again.
 */
async function forgetUnfinished(engine: SchemaEngine, migrationsList: MigrationList): Promise<void> {
  const question = { migrationsList, optInToShadowDatabase: false, filters: NO_FILTER };
  const { failedMigrationNames } = await engine.diagnoseMigrationHistory(question);
  for (const migrationName of failedMigrationNames) await engine.markMigrationRolledBack({ migrationName });
}

/** The lock lives on a connection of its own, so a process that dies lets go of it. */
async function oneAtATime<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}

/** Runs `work` with a schema engine on that database; its connections are closed afterwards. */
export async function withEngine<T>(url: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  await loadEngine();
  // The engine leaves the adapter's own pool open, hence one of ours.
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  const adapter = bindMigrationAwareSqlAdapterFactory(adapterFor(pool));
  try {
    const datamodels: [string, string][] = [[SCHEMA, await readFile(SCHEMA, 'utf8')]];
    const engine = await glue.SchemaEngine.new({ datamodels }, () => undefined, adapter);
    return await work(engine);
  } catch (error) {
    throw new MigrationFault(sentence(error), { cause: error });
  } finally {
    await pool.end();
  }
}

/** PostgreSQL's internal type "char", in which the catalogue tells for instance what a foreign key does. */
const INTERNAL_CHAR = 18;
const TEXT = 25;

/**
 * Prisma's adapter with two repairs. It refuses columns of that type: here they pass it as text and reach the engine
 * as single characters. And it cuts scripts at every semicolon: here a script goes to the server whole, which makes
 * it one transaction and leaves function bodies in one piece.
 */
function adapterFor(pool: pg.Pool): PrismaPg {
  const characters = new WeakMap<object, readonly number[]>();
  const query = pool.query.bind(pool) as (config: pg.QueryConfig | string) => Promise<pg.QueryResult>;
  const asText = async (config: pg.QueryConfig) => {
    const result = await query(config);
    const found = result.fields.flatMap(({ dataTypeID }, at) => (dataTypeID === INTERNAL_CHAR ? [at] : []));
    for (const at of found) Object.assign(result.fields[at] ?? {}, { dataTypeID: TEXT });
    characters.set(result.rows, found);
    return result;
  };
  Object.assign(pool, { query: asText });

  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (statement) => {
      const result = await queryRaw(statement);
      for (const at of characters.get(result.rows) ?? []) result.columnTypes[at] = ColumnTypeEnum.Character;
      return result;
    };
    adapter.executeScript = async (script) => {
      await query(script).catch(asAdapterError);
    };
    return adapter;
  };
  return factory;
}

function asAdapterError(error: unknown): never {
  if (!(error instanceof pg.DatabaseError)) throw error;
  const { code = '', severity = '', message, detail, column, hint } = error;
  throw new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint });
}

let panic = '';
const rememberPanic = (message: string): void => {
  panic = message;
};

let loaded: Promise<void> | undefined;

/** The package is made for bundlers, which know how to import a .wasm file; Node does not, so by hand. */
function loadEngine(): Promise<void> {
  loaded ??= (async () => {
    const main = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
    const code = await readFile(path.join(path.dirname(main), 'schema_engine_bg.wasm'));
    const instance = await instantiate(code, {
      './schema_engine_bg.js': { ...glue, ...timersThatHoldNobody() },
    });
    // A panic of the engine is told through this global; it then throws as well.
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: rememberPanic } });
    glue.__wbg_set_wasm(instance);
    instance.__wbindgen_start();
  })();
  return loaded;
}

/** The engine forgets a timer of ten seconds, which would keep every process of ours alive for as long. */
function timersThatHoldNobody(): Record<string, unknown> {
  const timers = Object.entries<unknown>({ ...glue }).filter(([name]) =>
    name.startsWith('__wbg_setTimeout_'),
  );
  const unheld = timers.map(([name, start]) => [
    name,
    (...given: unknown[]) => {
      const timer: unknown = typeof start === 'function' ? start(...given) : undefined;
      if (timer instanceof Object && 'unref' in timer && typeof timer.unref === 'function') timer.unref();
      return timer;
    },
  ]);
  return Object.fromEntries(unheld);
}

type EngineExports = { __wbindgen_start(): void };
/** Node has it; its name is only in the browser's types, which this project does not load. */
type WithWebAssembly = {
  WebAssembly: {
    instantiate(code: Uint8Array, imports: object): Promise<{ instance: { exports: EngineExports } }>;
  };
};

async function instantiate(code: Uint8Array, imports: object): Promise<EngineExports> {
  const { WebAssembly } = globalThis as unknown as WithWebAssembly;
  const { instance } = await WebAssembly.instantiate(code, imports);
  return instance.exports;
}

/** Prisma's folder layout: one folder per migration with migration.sql in it, beside migration_lock.toml. */
async function readMigrations(baseDir: string): Promise<MigrationList> {
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const migrationDirectories = await Promise.all(
    names.sort().map(async (name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: await readScript(path.join(baseDir, name, 'migration.sql')),
      },
    })),
  );
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readFile(path.join(baseDir, 'migration_lock.toml'), 'utf8'),
  };
  return { baseDir, lockfile, shadowDbInitScript: '', migrationDirectories };
}

const readScript = async (file: string): Promise<{ tag: 'ok'; value: string }> => ({
  tag: 'ok',
  value: await readFile(file, 'utf8'),
});

/** What the engine says, without its trace but with the name of the migration, which only the trace tells. */
function sentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const name = /migration_name=\\?"(\w+)/.exec(message)?.[1];
  const reason = message.replace(/\n\s+0: [\s\S]*/, '').replace(/^external connector error\n/i, '');
  return [name ? `数据库升级步骤 ${name} 没有成功` : '数据库结构没能更新', reason, panic]
    .filter(Boolean)
    .join('：');
}
