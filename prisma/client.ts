/** The one way to the tables: Prisma's client, and beside it the short way for what every message does. */
import { Socket } from 'node:net';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';
import { type Hot, openHot } from './hot.ts';

export type Database = PrismaClient & { readonly hot: Hot };

export type DatabaseOptions = {
  /** Connections at most; every process of ours has its own pool. */
  poolSize?: number;
  /** Told when an idle connection is lost. The pool replaces it by itself, so this is for the log. */
  onLostConnection?: (error: Error) => void;
};

/** What is sent before anything else happens goes out in one piece: each piece costs a call of the system on both sides. */
class GatheringSocket extends Socket {
  override uncork(): void {
    process.nextTick(() => super.uncork());
  }
}

/** Opens a pool; the first query connects. End it with `$disconnect()`, before the server is stopped. */
export function openDatabase(
  url: string,
  { poolSize = 10, onLostConnection }: DatabaseOptions = {},
): Database {
  const lost = onLostConnection ?? (() => undefined);
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // A statement goes out while the one before is on its way: a transaction costs fewer waits.
    pipeline: true,
    stream: () => new GatheringSocket(),
  });
  pool.on('error', lost);
  const client = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: true }),
    // A whole county is put in by one transaction, on a slow or busy server too; and one waits its turn as long as that.
    transactionOptions: { timeout: 60_000, maxWait: 60_000 },
  });
  return Object.assign(client, { hot: openHot(pool) });
}
