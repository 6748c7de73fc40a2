import { at, type Day, type Instant } from '../../domain/calendar/time.ts';
import type { CaseFile } from '../../domain/cases/file.ts';
import type { FactBody } from '../../domain/facts/fact.ts';
import { type CaseStep, caseRows } from '../../domain/figures/cases.ts';
import { type DutyGroup, dutyCells } from '../../domain/figures/duties.ts';
import {
  type Cell,
  cellsOf,
  FIGURES,
  type FigureId,
  type RowKind,
  type Span,
} from '../../domain/figures/figure.ts';
import { Prisma } from '../generated/client.ts';
import type { Transaction } from './transaction.ts';

/** How rows are read: with their ids, or only how many there are. */
export type Depth = 'counts' | 'rows';

type Reader = (tx: Transaction, span: Span, depth: Depth, only?: FigureId) => Promise<Cell[]>;

/**
 * All figures of a span, over the whole county. Costs a few statements that grow with what was told and with the duties
 * of the span, not with pupils and days.
 */
export const readFigures = async (tx: Transaction, span: Span, depth: Depth): Promise<Cell[]> => {
  const cells: Cell[] = [];
  // One after the other, as a transaction has one connection.
  for (const read of Object.values(READERS)) cells.push(...(await read(tx, span, depth)));
  return cells;
};

/** One figure with the rows that it was counted from. */
export const readRows = async (tx: Transaction, figure: FigureId, span: Span): Promise<Cell[]> => {
  const cells = await READERS[FIGURES[figure]](tx, span, 'rows', figure);
  return cells.filter((cell) => cell.figure === figure);
};

/** A school with its township. */
const PLACE = Prisma.sql`(SELECT id AS place, parent AS township FROM unit) AS place`;

/**
 * The moves of cases, out of the daily coming and going of absences. Word for word the condition of the index
 * `fact_case_steps`, without which all facts ever told would be read.
 */
const CASE_STEPS = Prisma.sql`
  (kind = 'dispatch' OR kind = 'stage' AND (
    body->>'to' IN ('SUSPECTED', 'SUSPECTED_7', 'LONG_ABSENT', 'DROPOUT', 'NOT_ENROLLED', 'RETURNED', 'CLOSED')
    OR body->>'from' IN ('SUSPECTED', 'SUSPECTED_7', 'LONG_ABSENT', 'DROPOUT', 'NOT_ENROLLED', 'RETURNED', 'CLOSED')))`;

const readCases: Reader = async (tx, span) => {
  const rows = await tx.$queryRaw<(Omit<CaseStep, 'at'> & { at: Date })[]>`
    SELECT student, at, stream AS school, place.township AS "schoolTownship",
      body->>'to' AS "to", body->>'township' AS township
    FROM fact LEFT JOIN ${PLACE} ON place = stream
    WHERE ${CASE_STEPS} AND at <= ${new Date(span.at)}
    ORDER BY student, recorded_at, seq`;
  return cellsOf(
    caseRows(
      rows.map((row) => ({ ...row, at: row.at.getTime() }) as CaseStep),
      span,
    ),
  );
};

/** Ids are gathered only where they are asked for. */
const ids = (depth: Depth, id: Prisma.Sql): Prisma.Sql =>
  depth === 'rows' ? Prisma.sql`array_agg(${id} ORDER BY ${id})` : Prisma.sql`NULL::text[]`;

type Counted<Shape> = Omit<Shape, 'count' | 'rows'> & { count: bigint; rows: string[] | null };

const counted = <Shape extends { count: number; rows?: readonly string[] }>(
  rows: readonly Counted<Shape>[],
): Shape[] =>
  rows.map(
    ({ count, rows, ...rest }) =>
      ({ ...rest, count: Number(count), ...(rows ? { rows } : {}) }) as unknown as Shape,
  );

/** The township that a duty above the schools is about. */
const NAMED = Prisma.sql`
  CASE WHEN student IS NULL AND class IS NULL THEN coalesce(plan->'about'->>'township',
    (SELECT parent FROM unit AS village WHERE village.id = plan->'about'->>'village')) END`;

/** Duties whose time fell into the span. Where one figure is asked for, those that cannot be of it are not read. */
const readDuties: Reader = async (tx, { first, last, at: when }, depth, only) => {
  const now = new Date(when);
  const ended = Prisma.sql`(done_at <= ${now} IS TRUE)`;
  const within =
    only === 'duties_not_done' || only === 'duties_pending'
      ? Prisma.sql`(NOT ${ended} OR state = 'not_done')`
      : only === 'duties_done_late'
        ? Prisma.sql`state = 'done_late'`
        : Prisma.sql`true`;
  const rows = await tx.$queryRaw<Counted<DutyGroup>[]>`
    SELECT name, coalesce(named, place.township) AS township, school, state, ended, late, count(*) AS count,
      ${ids(depth, Prisma.sql`judged.id`)} AS rows
    FROM (
      SELECT id, name, stream AS school, state, ${ended} AS ended,
        ${NAMED} AS named,
        NOT ${ended} AND due_at <= ${now} AND (plan->>'lateAt')::bigint <= ${when}::bigint AS late
      FROM duty
      WHERE due_at >= ${new Date(at(first, '00:00'))} AND due_at < ${new Date(at(last, '24:00'))}
        AND opened_at <= ${now} AND ${within}
    ) AS judged LEFT JOIN ${PLACE} ON place = school
    GROUP BY 1, 2, 3, 4, 5, 6`;
  return dutyCells(counted(rows));
};

/** Days of pupils that count as absent, without leave and with it: what stands about them now. */
const readDays: Reader = async (tx, { first, last }, depth) => {
  const rows = await tx.$queryRaw<Counted<Cell>[]>`
    SELECT CASE WHEN told.value ? 'excused' THEN 'leave_days' ELSE 'absence_days' END AS figure, '' AS by,
      place.township, school, count(*) AS count,
      ${ids(depth, Prisma.sql`student || '@' || told.key`)} AS rows
    FROM case_file CROSS JOIN jsonb_each(state->'marks') AS told LEFT JOIN ${PLACE} ON place = school
    WHERE marked >= ${first}::date AND told.key BETWEEN ${first} AND ${last}
      AND (told.value ? 'unexcused' OR told.value ? 'excused')
    GROUP BY 1, 2, 3, 4`;
  return counted(rows);
};

/** Visits and persuasions by their day, however late they were told; papers and tickets by when they were told. */
const readTold: Reader = async (tx, { first, last, at: now }, depth) => {
  const rows = await tx.$queryRaw<Counted<Cell>[]>`
    SELECT figure, by, place.township, school, count(*) AS count, ${ids(depth, Prisma.sql`told.key`)} AS rows
    FROM (
      SELECT key, stream AS school,
        CASE kind WHEN 'visit' THEN 'visits' WHEN 'paper' THEN 'papers_sent' ELSE 'tickets' END AS figure,
        coalesce(body->>'purpose', body->>'paper', '') AS by
      FROM fact
      WHERE kind IN ('visit', 'paper', 'ticket') AND at >= ${new Date(at(first, '00:00'))}
        AND (body ? 'day' OR at <= ${new Date(now)})
        AND coalesce(body->>'day', to_char(at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')) BETWEEN ${first} AND ${last}
        AND (kind <> 'paper' OR body->>'step' = 'sent')
        AND NOT (kind = 'visit' AND EXISTS (
          SELECT 1 FROM fact AS taken WHERE taken.kind = 'visit_withdrawn' AND taken.student = fact.student
            AND taken.body->>'visit' = fact.key))
    ) AS told LEFT JOIN ${PLACE} ON place = school
    GROUP BY 1, 2, 3, 4`;
  return counted(rows);
};

/**
 * Whom the county knows of today, by whether they stand on a roster (P0-ALL). Ids only of those who do not: a roster is
 * kept by the directory, and a copy of it with every sheet would be more data than anybody needs.
 */
const readPupils: Reader = async (tx, { at: now }, depth) => {
  const rows = await tx.$queryRaw<Counted<Cell>[]>`
    SELECT 'pupils' AS figure, CASE WHEN class IS NULL THEN 'none' ELSE 'enrolled' END AS by,
      CASE WHEN class IS NULL THEN household ELSE place.township END AS township, school, count(*) AS count,
      CASE WHEN class IS NULL THEN ${ids(depth, Prisma.sql`student.id`)} END AS rows
    FROM student LEFT JOIN ${PLACE} ON place = school
    WHERE student.until IS NULL OR student.until >= ${new Date(now)}::date
    GROUP BY 1, 2, 3, 4, class IS NULL`;
  return counted(rows);
};

const READERS: Readonly<Record<RowKind, Reader>> = {
  case: readCases,
  duty: readDuties,
  day: readDays,
  fact: readTold,
  pupil: readPupils,
};

/** A duty that somebody has not done in time, as those who may see the process are told of it. */
export interface LateDuty {
  id: string;
  name: string;
  student: string | null;
  class: string | null;
  school: string;
  township: string | null;
  actor: string | null;
  due: Instant;
}

/** Live duties whose time is over, or these; the longest waiting first. */
export const lateDuties = async (
  tx: Transaction,
  now: Instant,
  of: { since: Instant } | { ids: readonly string[] },
): Promise<LateDuty[]> => {
  const which =
    'ids' in of
      ? Prisma.sql`duty.id = ANY(${[...of.ids]})`
      : Prisma.sql`state IN ('open', 'overdue') AND done_at IS NULL AND due_at BETWEEN ${new Date(of.since)} AND ${new Date(now)}
          AND (plan->>'lateAt')::bigint <= ${now}::bigint`;
  const rows = await tx.$queryRaw<(Omit<LateDuty, 'due'> & { due: Date })[]>`
    SELECT id, name, student, class, stream AS school,
      coalesce(${NAMED}, place.township) AS township,
      actor, due_at AS due
    FROM duty LEFT JOIN ${PLACE} ON place = stream WHERE ${which} ORDER BY due_at, id`;
  return rows.map((row) => ({ ...row, due: row.due.getTime() }));
};

/** A visit, a paper or a ticket as it was told. */
export interface ToldFact {
  key: string;
  student: string | null;
  /** In whose stream it stands. */
  school: string;
  author: string;
  /** The day it is about; of a paper or a ticket the one on which it was told. */
  day: Day;
  body: Extract<FactBody, { kind: 'visit' | 'paper' | 'ticket' }>;
}

/** What was told under these keys, by day. */
export const toldFacts = (tx: Transaction, keys: readonly string[]): Promise<ToldFact[]> =>
  tx.$queryRaw<ToldFact[]>`
    SELECT key, student, stream AS school, author, body,
      coalesce(body->>'day', to_char(at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')) AS day
    FROM fact WHERE key = ANY(${[...keys]}) ORDER BY day, key`;

/** An open case as the agenda of the joint conference counts it: without a name. */
export type OpenReason = Pick<CaseFile, 'category' | 'family'> & { isLeftBehind: boolean };

export const openReasons = (tx: Transaction): Promise<OpenReason[]> =>
  tx.$queryRaw<OpenReason[]>`
    SELECT state->'category' AS category, state->'family' AS family, 'left_behind' = ANY(flags) AS "isLeftBehind"
    FROM case_file JOIN student ON student.id = case_file.student
    WHERE stage IN ('SUSPECTED', 'SUSPECTED_7', 'LONG_ABSENT', 'DROPOUT', 'NOT_ENROLLED')`;
