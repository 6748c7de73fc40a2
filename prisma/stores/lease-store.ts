import pg from 'pg';
import type { Database } from '../client.ts';

/** Something that one process of all holds, as long as its connection to the database lives. */
export interface Lease {
  /** Resolves when it is held no more, by whatever cause. */
  readonly ended: Promise<void>;
  /** Gives it back; another process may take it at once. */
  release(): Promise<void>;
}

export interface LeaseOptions {
  /** How often the holder makes sure that it is still connected, in milliseconds. */
  checkEvery?: number;
}

/**
 * Takes a lease if nobody has it, else null. It is a lock of PostgreSQL on a connection of its own: when the process
 * dies, or its machine, the server drops the connection and with it the lock, so nothing has to run out by the clock.
 */
export const tryLease = async (
  url: string,
  name: string,
  { checkEvery = 5000 }: LeaseOptions = {},
): Promise<Lease | null> => {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
    keepAlive: true,
  });
  const ended = endOf(client);
  try {
    await client.connect();
    await client.query(DROP_SILENT_CONNECTIONS);
    const { rows } = await client.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken',
      [`lease:${name}`],
    );
    if (rows[0]?.taken) return held(client, ended, checkEvery);
  } catch (error) {
    await endQuietly(client);
    throw error;
  }
  await endQuietly(client);
  return null;
};

/** A machine that vanished is noticed within half a minute instead of the two hours that are usual. */
const DROP_SILENT_CONNECTIONS =
  'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3';

const endOf = (client: pg.Client): Promise<void> =>
  new Promise((resolve) => {
    client.once('end', () => resolve());
    // Without a listener it would end the process; the end itself is what counts.
    client.on('error', () => resolve());
  });

const held = (client: pg.Client, ended: Promise<void>, checkEvery: number): Lease => {
  const check = setInterval(() => {
    client.query('SELECT 1').catch(() => endQuietly(client));
  }, checkEvery);
  check.unref();
  void ended.then(() => clearInterval(check));
  return { ended, release: () => endQuietly(client) };
};

/** A connection that is broken already needs no goodbye. */
const endQuietly = (client: pg.Client): Promise<void> => client.end().catch(() => undefined);

/** Whether some process holds a lease now. */
export const isLeased = async (database: Database, name: string): Promise<boolean> => {
  // A lock of 64 bits stands in pg_locks as two halves.
  const [row] = await database.hot.$queryRaw<{ held: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM pg_locks, (SELECT hashtextextended(${`lease:${name}`}, 0) AS key) AS lease
      WHERE locktype = 'advisory' AND objsubid = 1 AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND classid::bigint = (key >> 32) & 4294967295 AND objid::bigint = key & 4294967295) AS held`;
  return row?.held ?? false;
};
