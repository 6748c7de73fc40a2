import type { Instant } from '../../domain/calendar/time.ts';
import type { Database } from '../client.ts';
import type { Secrets } from '../secrets.ts';

/** How an errand ended, or where it stands. */
export type ErrandState = 'open' | 'taken' | 'accepted' | 'refused' | 'unknown' | 'later' | 'withdrawn';

export interface ErrandResult {
  state: ErrandState;
  reason: string | null;
}

/** One errand, taken to be done. */
export interface Errand {
  key: string;
  body: unknown;
}

const placeOf = (key: string) => ({ table: 'errand', column: 'body', row: key });

/**
 * Leaves an errand for the process that holds a connection. The same key is the same errand: done before, it is not
 * done again; put off before, it is open once more. Returns how it stands.
 */
export const leaveErrand = async (
  { database, secrets }: { database: Database; secrets: Secrets },
  key: string,
  body: object,
  now: Instant,
): Promise<ErrandResult> => {
  const sealed = secrets.seal(JSON.stringify(body), placeOf(key));
  const [row] = await database.hot.$queryRaw<ErrandResult[]>`
    INSERT INTO errand (key, body, state, at) VALUES (${key}, ${sealed}, 'open', ${new Date(now)})
    ON CONFLICT (key) DO UPDATE SET
      state = CASE WHEN errand.state IN ('withdrawn', 'later') THEN 'open' ELSE errand.state END,
      body = CASE WHEN errand.state IN ('withdrawn', 'later') THEN excluded.body ELSE errand.body END,
      at = excluded.at
    RETURNING state, reason`;
  return row ?? { state: 'open', reason: null };
};

export const errandResult = async (database: Database, key: string): Promise<ErrandResult> => {
  const [row] = await database.hot.$queryRaw<
    ErrandResult[]
  >`SELECT state, reason FROM errand WHERE key = ${key}`;
  return row ?? { state: 'withdrawn', reason: null };
};

/** Takes an errand back that nobody has begun. False when somebody has. */
export const withdrawErrand = async (database: Database, key: string): Promise<boolean> =>
  (await database.hot
    .$executeRaw`UPDATE errand SET state = 'withdrawn' WHERE key = ${key} AND state = 'open'`) > 0;

/** Takes what is open of those whose key begins so, oldest first; nobody else gets the same. */
export const takeErrands = async (
  { database, secrets }: { database: Database; secrets: Secrets },
  prefix: string,
  now: Instant,
  limit: number,
): Promise<Errand[]> => {
  const rows = await database.hot.$queryRaw<{ key: string; body: string }[]>`
    UPDATE errand SET state = 'taken', taken_at = ${new Date(now)}
    WHERE key IN (SELECT key FROM errand WHERE state = 'open' AND starts_with(key, ${prefix}) ORDER BY at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING key, body`;
  return rows.map(({ key, body }) => ({
    key,
    body: JSON.parse(secrets.open(body, placeOf(key))) as unknown,
  }));
};

/** Writes down how it ended. The content is not kept: the notice has it. */
export const finishErrand = async (
  database: Database,
  key: string,
  state: Exclude<ErrandState, 'open' | 'taken' | 'withdrawn'>,
  reason: string | null,
): Promise<void> => {
  await database.hot.$executeRaw`
    UPDATE errand SET state = ${state}, reason = ${reason}, body = '' WHERE key = ${key}`;
};

/** Forgets what ended long ago. */
export const sweepErrands = async (database: Database, before: Instant): Promise<void> => {
  await database.hot.$executeRaw`DELETE FROM errand WHERE at < ${new Date(before)}`;
};
