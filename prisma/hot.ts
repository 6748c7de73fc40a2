import pg from 'pg';
import { Prisma } from './generated/client.ts';

/** Runs statements written as templates; values go as parameters, other `Prisma.sql` parts go in place. */
export interface Statements {
  $queryRaw<Rows extends readonly object[]>(text: TemplateStringsArray, ...values: unknown[]): Promise<Rows>;
  /** Returns how many rows were touched. */
  $executeRaw(text: TemplateStringsArray, ...values: unknown[]): Promise<number>;
}

/**
 * The way for what every message and tick does: the same templates as Prisma's raw queries, straight on the driver,
 * which costs a third (docs/decisions/004).
 */
export interface Hot extends Statements {
  /** One transaction on one connection; rolled back when `work` throws. */
  transaction<Result>(work: (tx: Statements) => Promise<Result>): Promise<Result>;
}

export const openHot = (pool: pg.Pool): Hot => ({
  ...statementsOn(pool),
  transaction: async (work) => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(statementsOn(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((fault: Error) => {
        broken = fault;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  },
});

const statementsOn = (connection: pg.Pool | pg.PoolClient): Statements => {
  const run = (text: TemplateStringsArray, values: unknown[]) => {
    const statement = Prisma.sql(text, ...(values as Prisma.Sql[]));
    return connection.query({
      name: nameOf(statement.text),
      text: statement.text,
      values: statement.values as unknown[],
      types: TYPES,
    });
  };
  return {
    $queryRaw: async <Rows extends readonly object[]>(text: TemplateStringsArray, ...values: unknown[]) =>
      (await run(text, values)).rows as unknown as Rows,
    $executeRaw: async (text, ...values) => (await run(text, values)).rowCount ?? 0,
  };
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
