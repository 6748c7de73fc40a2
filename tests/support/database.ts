/** A database of its own for each test file, cloned from the migrated template of the test run. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../prisma/client.ts';
import { TEMPLATE } from './global-setup.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the run's server, to its database `postgres`. */
    databaseServer: string;
  }
}

const clients: Database[] = [];
const names: string[] = [];

/** Ends the clients of a test file and drops its databases; `drop-databases.ts` has it done after each file. */
export async function dropDatabases(): Promise<void> {
  await Promise.all(clients.splice(0).map((client) => client.$disconnect()));
  for (const name of names.splice(0)) await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
}

export type TestDatabase = { readonly url: string; readonly prisma: Database };

/** Clones the template; dropped after the last test of the file. */
export async function testDatabase(): Promise<TestDatabase> {
  const url = await newDatabase(TEMPLATE);
  const prisma = openDatabase(url, { poolSize: 5 });
  clients.push(prisma);
  return { url, prisma };
}

/** Like `testDatabase`, but with nothing in it, not even tables. */
export const emptyDatabase = (): Promise<string> => newDatabase('template0');

async function newDatabase(template: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  names.push(name);
  return Object.assign(new URL(inject('databaseServer')), { pathname: `/${name}` }).href;
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('databaseServer') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
