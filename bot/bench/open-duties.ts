import { HOUR, type Instant } from '../../domain/calendar/time.ts';
import type { Database } from '../../prisma/client.ts';
import type { Size } from './county.ts';

/** A rule whose duties are about pupils, and speak to a teacher and two rungs above. */
const RULE = 'P3.1-CHECK-1H';
const LADDER = ['academic_office', 'principal'];
/** How many open duties one statement makes. */
const BATCH = 250_000;

/** Fills a county of plain ids with open duties, spread over all pupils, none due before an hour has passed. */
export const openDuties = async (
  database: Database,
  count: number,
  { schools, classes, pupils }: Size,
  now: Instant,
): Promise<void> => {
  for (let from = 0; from < count; from += BATCH)
    await database.$executeRaw`
      INSERT INTO duty
      SELECT ${RULE} || '|student:' || pupil || '|' || n, ${RULE}, ${RULE}, school, pupil, class, n::text,
        'homeroom_teacher', class || '-t', opened, next_at, next_at, 'open', null, null, 'bench',
        jsonb_build_object('lateAt', ms, 'taken', 0, 'ladder', ${JSON.stringify(LADDER)}::jsonb,
          'about', jsonb_build_object('student', pupil),
          'steps', jsonb_build_array(jsonb_build_object('at', ms, 'does', 'due', 'rung', 0),
            jsonb_build_object('at', ms + ${HOUR}, 'does', 'again', 'rung', 1)))
      FROM generate_series(${from}::int, ${Math.min(count, from + BATCH) - 1}::int) AS n,
        LATERAL (SELECT 's' || n % ${schools}::int AS school) AS one,
        LATERAL (SELECT school || '-c' || n / ${schools}::int % ${classes}::int AS class) AS two,
        LATERAL (SELECT class || '-p' || n / ${schools * classes}::int % ${pupils}::int AS pupil) AS three,
        LATERAL (SELECT ${now + HOUR}::bigint + n % 40000 * 60000::bigint AS ms) AS four,
        LATERAL (SELECT to_timestamp(ms / 1000) AS next_at, ${new Date(now - 48 * HOUR)}::timestamptz AS opened) AS five`;
  await database.$executeRaw`UPDATE stream SET turn = turn + 1, rewritten = turn + 1`;
  await database.$executeRaw`ANALYZE duty`;
};

/** Lets `count` of the open duties of each of these schools fall due at `now`; the schools' clocks stand just before. */
export const fallDue = async (
  database: Database,
  schools: readonly string[],
  count: number,
  now: Instant,
): Promise<void> => {
  for (const school of schools)
    await database.$executeRaw`
      UPDATE duty SET next_at = ${new Date(now)}, due_at = ${new Date(now)},
        plan = jsonb_set(jsonb_set(plan, '{lateAt}', to_jsonb(${now}::bigint)), '{steps,0,at}', to_jsonb(${now}::bigint))
      WHERE id IN (
        SELECT id FROM duty WHERE stream = ${school} AND next_at > ${new Date(now)} ORDER BY next_at LIMIT ${count})`;
  await database.$executeRaw`
    UPDATE stream SET turn = turn + 1, rewritten = turn + 1, ticked_at = ${new Date(now - 1)}, next_at = ${new Date(now)} WHERE id = ANY(${[...schools]})`;
};
