import type { Instant } from '../../domain/calendar/time.ts';
import type { Database } from '../client.ts';

/** What has been sent to each target, oldest first, and what is to be kept of it. */
export interface PaceChange<Result> {
  /** By target; null leaves everything as it was. */
  taken: ReadonlyMap<string, readonly number[]> | null;
  result: Result;
}

/**
 * Lets `decide` look at the rows of these targets and change them, all of them or none, while no other process can.
 * Rows are locked in the order of their names, so that two who want the same never wait for each other.
 */
export const changePace = async <Result>(
  database: Database,
  targets: readonly string[],
  now: Instant,
  decide: (taken: ReadonlyMap<string, readonly number[]>) => PaceChange<Result>,
): Promise<Result> =>
  database.hot.transaction(async (tx) => {
    const names = [...new Set(targets)].sort();
    const rows = await tx.$queryRaw<{ target: string; taken: number[] }[]>`
      INSERT INTO wecom_pace (target, taken, latest)
      SELECT target, '{}', ${new Date(now)} FROM unnest(${names}::text[]) AS target
      ON CONFLICT (target) DO UPDATE SET target = excluded.target
      RETURNING target, to_json(taken) AS taken`;
    const { taken, result } = decide(new Map(rows.map((row) => [row.target, row.taken])));
    if (taken) {
      const changed = [...taken].map(([target, instants]) => ({ target, taken: instants }));
      await tx.$executeRaw`
        UPDATE wecom_pace SET taken = changed.taken, latest = ${new Date(now)}
        FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS changed(target text, taken bigint[])
        WHERE wecom_pace.target = changed.target`;
    }
    return result;
  });

/** Forgets what was last sent to before this instant. Returns how many targets were forgotten. */
export const forgetPace = async (database: Database, before: Instant): Promise<number> =>
  database.hot.$executeRaw`DELETE FROM wecom_pace WHERE latest < ${new Date(before)}`;
