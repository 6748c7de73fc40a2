import { addDays, at, type Day } from '../../domain/calendar/time.ts';
import type { Span } from '../../domain/figures/figure.ts';
import type { Database } from '../../prisma/client.ts';
import { readFigures, readRows } from '../../prisma/stores/figure-store.ts';
import type { Size } from './county.ts';
import { timed } from './pace.ts';

const SPAN: Span = { first: '2026-10-01', last: '2026-10-31', at: at('2026-10-31', '24:00') };
/** Class duties of each school day: the roll, the list, the marking. */
const DAILY = ['P3.1-ROLL', 'P3.1-REPORT-2H', 'P3.3-ATT-1500'];
/** Of a hundred pupils this many are away on a day; of a thousand this many have a case in the month. */
const AWAY = 2;
const CASES = 8;

/** A month of a county of plain ids, as its duties, facts and files would be, with two earlier years of daily facts. */
const fillMonth = async (database: Database, days: readonly Day[], size: Size): Promise<void> => {
  const { schools, classes, pupils } = size;
  await database.$executeRaw`
    INSERT INTO duty (id, name, rule, stream, class, period, role, opened_at, due_at, state, done_at, policy, plan)
    SELECT rule || '|class:' || class || '|' || day, rule, rule, school, class, day, 'homeroom_teacher',
      (day || ' 07:30+08')::timestamptz, due, CASE WHEN n % 20 = 0 THEN 'overdue' WHEN n % 9 = 0 THEN 'done_late' ELSE 'done' END,
      CASE WHEN n % 20 <> 0 THEN due + make_interval(mins => CASE WHEN n % 9 = 0 THEN 60 ELSE -5 END) END, 'bench',
      jsonb_build_object('lateAt', (extract(epoch FROM due) * 1000)::bigint, 'steps', '[]'::jsonb, 'ladder', '[]'::jsonb,
        'about', jsonb_build_object('class', class))
    FROM unnest(${[...days]}::text[]) AS day, unnest(${DAILY}::text[]) AS rule, generate_series(0, ${schools - 1}) AS s,
      generate_series(0, ${classes - 1}) AS c,
      LATERAL (SELECT 's' || s AS school, 's' || s || '-c' || c AS class, s * 31 + c * 7 + extract(day FROM day::date)::int AS n,
        (day || ' 08:00+08')::timestamptz AS due) AS one`;
  // Every pupil who is ever away has a file; the daily coming and going of two years stands in the ledger.
  await database.$executeRaw`
    INSERT INTO case_file (student, school, class, stage, active, marked, state)
    SELECT pupil, school, class, 'ENROLLED', false, max(day)::date,
      jsonb_build_object('student', pupil, 'marks', jsonb_object_agg(day, '{"standing":"unaccounted","unexcused":true}'::jsonb))
    FROM unnest(${[...days]}::text[]) WITH ORDINALITY AS given(day, d), generate_series(0, ${schools - 1}) AS s,
      generate_series(0, ${classes - 1}) AS c, generate_series(0, ${pupils - 1}) AS p,
      LATERAL (SELECT 's' || s AS school, 's' || s || '-c' || c AS class, 's' || s || '-c' || c || '-p' || p AS pupil) AS one
    WHERE (s * 7 + c * 13 + p * 29 + d * 17) % 100 < ${AWAY} GROUP BY pupil, school, class`;
  await database.$executeRaw`
    INSERT INTO fact (stream, seq, key, kind, student, class, author, author_role, at, recorded_at, body, previous, hash)
    SELECT school, row_number() OVER (PARTITION BY school ORDER BY moment, pupil), 'bench:' || pupil || ':' || n || ':' || move, 'stage', pupil, class,
      'clock', 'clock', moment, moment, jsonb_build_object('kind', 'stage',
        'from', CASE WHEN move = 1 THEN 'ENROLLED' WHEN n = 0 THEN 'SUSPECTED' ELSE 'ABSENT_UNVERIFIED' END,
        'to', CASE WHEN n = 0 AND move = 1 THEN 'SUSPECTED' WHEN n = 0 THEN 'RETURNED' WHEN move = 1 THEN 'ABSENT_UNVERIFIED' ELSE 'ENROLLED' END), '', ''
    FROM generate_series(0, ${schools - 1}) AS s, generate_series(0, ${classes - 1}) AS c,
      generate_series(0, ${pupils - 1}) AS p, generate_series(0, 8) AS n, generate_series(1, 2) AS move,
      LATERAL (SELECT 's' || s AS school, 's' || s || '-c' || c AS class, 's' || s || '-c' || c || '-p' || p AS pupil,
        ${new Date(SPAN.at)}::timestamptz - make_interval(days => n * 80 + (c + p) % 30, hours => 3 - move) AS moment) AS one
    WHERE n > 0 OR (s * 3 + c * 11 + p * 7) % 1000 < ${CASES}`;
  await database.$executeRaw`ANALYZE duty, fact, case_file`;
};

/** How long a month of a county takes to count, and one number to open; milliseconds, warmed up. */
export const figureTimes = async (database: Database, size: Size, schoolDays: readonly Day[]) => {
  await fillMonth(
    database,
    schoolDays.filter((day) => day >= SPAN.first && day <= SPAN.last),
    size,
  );
  await readFigures(database.hot, { ...SPAN, first: addDays(SPAN.last, -1) }, 'counts');
  const counted = await timed(() => readFigures(database.hot, SPAN, 'counts'));
  const opened = await timed(() => readRows(database.hot, 'duties_not_done', SPAN));
  const [row] = await database.hot.$queryRaw<{ duties: bigint; facts: bigint }[]>`
    SELECT (SELECT count(*) FROM duty) AS duties, (SELECT count(*) FROM fact) AS facts`;
  return { counted, opened, duties: Number(row?.duties), facts: Number(row?.facts) };
};
