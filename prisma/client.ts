/** The one way to the tables: Prisma's client over the `pg` driver. */
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.ts';

export type Database = PrismaClient;

export type DatabaseOptions = {
  /** Connections at most; every process of ours has its own pool. */
  poolSize?: number;
  /** Told when an idle connection is lost. The pool replaces it by itself, so this is for the log. */
  onLostConnection?: (error: Error) => void;
};

/** Opens a pool; the first query connects. End it with `$disconnect()`, before the server is stopped. */
export function openDatabase(
  url: string,
  { poolSize = 10, onLostConnection }: DatabaseOptions = {},
): Database {
  const lost = onLostConnection ?? (() => undefined);
  const pool = { connectionString: url, max: poolSize, connectionTimeoutMillis: 10_000, keepAlive: true };
  const options = { onPoolError: lost, onConnectionError: lost, statementNameGenerator: nameOf };
  return new PrismaClient({ adapter: new PrismaPg(pool, options) });
}

const names = new Map<string, string>();

/** Statements are prepared once per connection; planning the long ones costs more than running them. */
const nameOf = ({ sql }: { sql: string }): string => {
  const known = names.get(sql);
  if (known) return known;
  const name = `s${names.size}`;
  names.set(sql, name);
  return name;
};
