import { dayOf, type Instant } from '../../domain/calendar/time.ts';
import type { Database } from '../client.ts';

/** A message that wants one of the places of a person's day. */
export interface Wanted {
  person: string;
  /** Sent to them as a parent; what they are sent in a post does not take its place. */
  asParent: boolean;
  /** Of the delivery: the same message sent again keeps its place. */
  key: string;
  /** How many places the day has by now. */
  places: number;
}

/**
 * Takes a place of today for each message as long as there are any, the first first; returns the keys that have one.
 * Where another worker takes the same place at the same moment, the primary key lets one of them in and the other looks
 * again.
 */
export const takePlaces = async (
  database: Database,
  now: Instant,
  wanted: readonly Wanted[],
): Promise<ReadonlySet<string>> => {
  const placed = new Set<string>();
  let left = wanted;
  while (left.length > 0) {
    const rows = await tryPlaces(database, now, left);
    for (const { key, outcome } of rows) if (outcome === 'taken') placed.add(key);
    const met = new Set(rows.flatMap(({ key, outcome }) => (outcome === 'met' ? [key] : [])));
    left = left.filter(({ key }) => met.has(key));
  }
  return placed;
};

interface Tried {
  key: string;
  /** `full`: the day has no place left; `met`: another worker was at that place. */
  outcome: 'taken' | 'full' | 'met';
}

/** In the order of people, so that two workers never wait for each other. */
const tryPlaces = (database: Database, now: Instant, wanted: readonly Wanted[]): Promise<Tried[]> => {
  const rows = JSON.stringify(wanted.map((one, turn) => ({ ...one, turn })));
  return database.hot.$queryRaw<Tried[]>`
    WITH wanted AS (
      SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS one(person text, "asParent" boolean, key text, places int, turn int)),
    fresh AS (
      SELECT person, "asParent", key, places, (
          SELECT coalesce(max(place), 0) FROM daily_message
          WHERE daily_message.person = wanted.person AND as_parent = "asParent" AND day = ${dayOf(now)}::date
        ) + row_number() OVER (PARTITION BY person, "asParent" ORDER BY turn) AS place
      FROM wanted WHERE NOT EXISTS (
        SELECT 1 FROM daily_message
        WHERE daily_message.person = wanted.person AND as_parent = "asParent" AND day = ${dayOf(now)}::date
          AND daily_message.key = wanted.key)),
    taken AS (
      INSERT INTO daily_message (person, as_parent, day, place, key)
      SELECT person, "asParent", ${dayOf(now)}::date, place, key FROM fresh WHERE place <= places
      ORDER BY person, "asParent", place
      ON CONFLICT DO NOTHING RETURNING key)
    SELECT wanted.key, CASE
        WHEN fresh.key IS NULL OR taken.key IS NOT NULL THEN 'taken'
        WHEN fresh.place > fresh.places THEN 'full'
        ELSE 'met' END AS outcome
    FROM wanted LEFT JOIN fresh USING (key) LEFT JOIN taken USING (key)`;
};

/** What was sent on days before `day` counts no more. */
export const forgetPlaces = async (database: Database, now: Instant): Promise<void> => {
  await database.$executeRaw`DELETE FROM daily_message WHERE day < ${dayOf(now)}::date`;
};
