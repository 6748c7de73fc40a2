import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { Prisma } from './generated/client.ts';
import { OpenTransaction, type Statements, type TransactionStatements } from './open-transaction.ts';

/**
 * The way for what every message and tick does: the same templates as Prisma's raw queries, straight on the driver,
 * which costs a third (docs/decisions/004).
 */
export interface Hot extends Statements {
  /**
   * One transaction on one connection; rolled back when `work`, or what it sent on its way, fails. Of two that wait for each other
   * the database ends one, whose `work` is then done from the beginning.
   */
  transaction<Result>(work: (tx: TransactionStatements) => Promise<Result>): Promise<Result>;
}

export const openHot = (pool: pg.Pool): Hot => {
  const memory = new Map<string, unknown>();
  const once = async <Result>(work: (tx: TransactionStatements) => Promise<Result>): Promise<Result> => {
    const client = await pool.connect();
    const sent: Promise<unknown>[] = [];
    const send = (answer: Promise<unknown>): void => {
      // Whether it failed is looked at below; until then its fault is nobody's.
      answer.catch(() => undefined);
      sent.push(answer);
    };
    const open = new OpenTransaction(
      { ...statementsOn(client), $send: (text, ...values) => send(run(client, text, values)) },
      memory,
    );
    let broken: Error | undefined;
    try {
      send(client.query(BEGIN));
      send(client.query(LOOK_UPS));
      const result = await work(open.work());
      open.close();
      send(client.query(COMMIT));
      await Promise.all(sent);
      open.remember();
      return result;
    } catch (error) {
      open.abandon();
      await client.query('ROLLBACK').catch((fault: Error) => {
        broken = fault;
      });
      throw (await firstFault(sent)) ?? error;
    } finally {
      client.release(broken);
    }
  };
  return {
    ...statementsOn(pool),
    transaction: async (work) => {
      for (let retries = MOST_RETRIES; ; retries -= 1)
        try {
          return await once(work);
        } catch (error) {
          if (retries === 0 || !isDeadlock(error)) throw error;
          await setTimeout(HEAD_START);
        }
    },
  };
};

/** How often the work of a transaction is done again that the database ended because another waited for it. */
const MOST_RETRIES = 5;

/**
 * Milliseconds before it is done again: the other must have woken and taken what was let go, or both wait for each other once more,
 * a second of the database's patience each time.
 */
const HEAD_START = 50;

const isDeadlock = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '40P01';

const BEGIN = { name: 'begin', text: 'BEGIN' };
/**
 * Every statement of such a transaction looks up some rows by what they are indexed by, but the planner takes each list that it
 * is given for a hundred rows, and reads whole tables for that until they are long.
 */
const LOOK_UPS = {
  name: 'look_ups',
  text: `SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
    set_config('enable_mergejoin', 'off', true)`,
};
const COMMIT = { name: 'commit', text: 'COMMIT' };

/** A statement that failed makes all that follow fail: the first fault is the one that says why. */
const firstFault = async (sent: readonly Promise<unknown>[]): Promise<unknown> =>
  (await Promise.allSettled(sent)).flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))[0];

const statementsOn = (connection: pg.Pool | pg.PoolClient): Statements => ({
  $queryRaw: async <Rows extends readonly object[]>(text: TemplateStringsArray, ...values: unknown[]) =>
    (await run(connection, text, values)).rows as unknown as Rows,
  $executeRaw: async (text, ...values) => (await run(connection, text, values)).rowCount ?? 0,
});

const run = (connection: pg.Pool | pg.PoolClient, text: TemplateStringsArray, values: unknown[]) => {
  const statement = Prisma.sql(text, ...(values as Prisma.Sql[]));
  return connection.query({
    name: nameOf(statement.text),
    text: statement.text,
    values: statement.values as unknown[],
    types: TYPES,
  });
};

const BIGINT = 20;

/** As Prisma reads them: 64-bit numbers as bigint. */
const TYPES: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === BIGINT ? BigInt : pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
};

const names = new Map<string, string>();

/** Statements are prepared once per connection; planning the long ones costs more than running them. */
const nameOf = (text: string): string => {
  const known = names.get(text);
  if (known) return known;
  const name = `hot${names.size}`;
  names.set(text, name);
  return name;
};
