import { at, dayOf, type Instant } from '../../domain/calendar/time.ts';
import { weeksMarksFrom } from '../../domain/cases/without-cause.ts';
import { Prisma } from '../generated/client.ts';
import { followedSince } from './followed.ts';
import type { FileRow, Lacking, SchoolRows } from './remembered-school.ts';
import type { Transaction } from './transaction.ts';

const FILE = Prisma.sql`json_build_object('student', student, 'school', school, 'class', class, 'active', active,
  'listed', listed, 'marked', marked, 'state', state)`;

/**
 * What is loaded of a school that this process does not remember: files that are active, listed, marked as lately as a
 * week's report reaches back, or of no class; today's class days; duties that will wake, were opened today, are live, or are of a post (P1.2-POST).
 */
export const loadSchools = async (
  tx: Transaction,
  ids: readonly string[],
  now: Instant,
): Promise<Map<string, SchoolRows>> => {
  if (ids.length === 0) return new Map();
  const today = dayOf(now);
  const midnight = new Date(at(today, '00:00'));
  const rows = await tx.$queryRaw<(SchoolRows & { id: string })[]>`
    SELECT id,
      (SELECT json_agg(${FILE}) FROM case_file
        WHERE school = stream.id AND (${followedSince(weeksMarksFrom(today))} OR class IS NULL)) AS files,
      (SELECT json_agg(state) FROM class_day WHERE school = stream.id AND day >= ${today}::date) AS days,
      (SELECT json_agg(to_json(duty)) FROM duty WHERE id IN (
        SELECT id FROM duty WHERE duty.stream = stream.id AND next_at IS NOT NULL
        UNION SELECT id FROM duty WHERE duty.stream = stream.id AND opened_at >= ${midnight}
        UNION SELECT duty.id FROM unit JOIN duty ON duty.class = unit.id
          WHERE unit.parent = stream.id AND duty.stream = stream.id AND state IN ('open', 'overdue')
        UNION SELECT id FROM duty
          WHERE duty.stream = stream.id AND class IS NULL
            AND (state IN ('open', 'overdue') OR student IS NULL AND rule = 'P1.2-POST')
      )) AS duties
    FROM stream WHERE id = ANY(${[...ids]})`;
  return new Map(rows.map((row) => [row.id, row]));
};

/** What of each school was written after a turn of its stream. */
export const loadWritten = async (
  tx: Transaction,
  turns: ReadonlyMap<string, number>,
  now: Instant,
): Promise<Map<string, SchoolRows>> => {
  if (turns.size === 0) return new Map();
  const known = JSON.stringify([...turns].map(([id, turn]) => ({ id, turn })));
  const rows = await tx.$queryRaw<(SchoolRows & { id: string })[]>`
    SELECT known.id,
      (SELECT json_agg(${FILE}) FROM case_file WHERE school = known.id AND case_file.turn > known.turn) AS files,
      (SELECT json_agg(state) FROM class_day
        WHERE school = known.id AND day >= ${dayOf(now)}::date AND class_day.turn > known.turn) AS days,
      (SELECT json_agg(to_json(duty)) FROM duty WHERE duty.stream = known.id AND duty.turn > known.turn) AS duties
    FROM jsonb_to_recordset(${known}::jsonb) AS known(id text, turn int)`;
  return new Map(rows.map((row) => [row.id, row]));
};

/** The files of pupils of whom anything was ever told. */
export const loadFilesOf = async (
  tx: Transaction,
  { classes, followed, pupils }: Lacking,
  now: Instant,
): Promise<FileRow[]> => {
  if (classes.length + followed.length + pupils.length === 0) return [];
  const [row] = await tx.$queryRaw<{ files: FileRow[] | null }[]>`
    SELECT json_agg(${FILE}) AS files FROM case_file
    WHERE class = ANY(${[...classes]}) OR student = ANY(${[...pupils]})
      OR class = ANY(${[...followed]}) AND ${followedSince(weeksMarksFrom(dayOf(now)))}`;
  return row?.files ?? [];
};
