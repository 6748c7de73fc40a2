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

interface Places {
  /** The place that each message without one tried. */
  fresh: { key: string; place: number; places: number }[] | null;
  taken: string[] | null;
}

/**
 * In the order of people, so that two workers never wait for each other. Looked up person by person: joined, all messages
 * of the day would be gone through for each.
 */
const tryPlaces = async (database: Database, now: Instant, wanted: readonly Wanted[]): Promise<Tried[]> => {
  const rows = JSON.stringify(wanted.map((one, turn) => ({ ...one, turn })));
  const [tried] = await database.hot.$queryRaw<Places[]>`
    WITH wanted AS (
      SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS one(person text, "asParent" boolean, key text, places int, turn int)),
    fresh AS (
      SELECT person, "asParent", key, places, (
          SELECT coalesce(max(place), 0) FROM daily_message
          WHERE daily_message.person = wanted.person AND as_parent = "asParent" AND day = ${dayOf(now)}::date
        ) + row_number() OVER (PARTITION BY person, "asParent" ORDER BY turn) AS place
      FROM wanted WHERE 0 = (
        SELECT count(*) FROM daily_message
        WHERE daily_message.person = wanted.person AND as_parent = "asParent" AND day = ${dayOf(now)}::date
          AND daily_message.key = wanted.key)),
    taken AS (
      INSERT INTO daily_message (person, as_parent, day, place, key)
      SELECT person, "asParent", ${dayOf(now)}::date, place, key FROM fresh WHERE place <= places
      ORDER BY person, "asParent", place
      ON CONFLICT DO NOTHING RETURNING key)
    SELECT (SELECT json_agg(json_build_object('key', key, 'place', place, 'places', places)) FROM fresh) AS fresh,
      (SELECT array_agg(key) FROM taken) AS taken`;
  const taken = new Set(tried?.taken ?? []);
  const fresh = new Map((tried?.fresh ?? []).map((one) => [one.key, one]));
  return wanted.map(({ key }) => {
    const one = fresh.get(key);
    // What is not fresh has kept its place.
    if (!one || taken.has(key)) return { key, outcome: 'taken' };
    return { key, outcome: one.place > one.places ? 'full' : 'met' };
  });
};

/** What was sent on days before `day` counts no more. */
export const forgetPlaces = async (database: Database, now: Instant): Promise<void> => {
  await database.$executeRaw`DELETE FROM daily_message WHERE day < ${dayOf(now)}::date`;
};
