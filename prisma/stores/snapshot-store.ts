import { type Day, dayOf, type Instant } from '../../domain/calendar/time.ts';
import { COMPARED, type Correction, correctionsBetween } from '../../domain/figures/corrections.ts';
import { type Cell, FIGURES, type FigureId, type Span } from '../../domain/figures/figure.ts';
import type { Sheet, SheetKind } from '../../domain/figures/sheets.ts';
import { Prisma } from '../generated/client.ts';
import { readFigures, readRows } from './figure-store.ts';
import type { Transaction } from './transaction.ts';

/** A sheet of figures as it was frozen; its cells keep the rows they were counted from. */
export interface Snapshot extends Sheet {
  id: bigint;
  /** A person, or the clock. */
  takenBy: string;
  takenAt: Instant;
}

/** Cells that go into one statement. */
const BATCH = 500;

/**
 * Freezes the figures of a sheet with the rows they were counted from, once for each key; false when it was frozen
 * before, or when nothing watched over that span: what nobody was asked is not known, and not zero. In a transaction, so
 * that a sheet is there whole or not at all.
 */
export const freeze = async (
  tx: Transaction,
  { key, kind, span }: Sheet,
  takenBy: string,
  takenAt: Instant,
): Promise<boolean> => {
  const cells = await readFigures(tx, span, 'rows');
  if (!cells.some(({ figure }) => FIGURES[figure] === 'duty')) return false;
  const [taken] = await tx.$queryRaw<{ id: bigint }[]>`
    INSERT INTO snapshot (key, kind, first, last, at, taken_by, taken_at)
    VALUES (${key}, ${kind}, ${span.first}::date, ${span.last}::date, ${new Date(span.at)}, ${takenBy}, ${new Date(takenAt)})
    ON CONFLICT (key) DO NOTHING RETURNING id`;
  if (!taken) return false;
  for (let from = 0; from < cells.length; from += BATCH) {
    const rows = cells
      .slice(from, from + BATCH)
      .map((cell, place) => ({ rows: [], ...cell, snapshot: String(taken.id), ordinal: from + place }));
    await tx.$executeRaw`
      INSERT INTO snapshot_cell SELECT * FROM jsonb_populate_recordset(null::snapshot_cell, ${JSON.stringify(rows)}::jsonb)`;
  }
  return true;
};

interface SnapshotRow {
  id: bigint;
  key: string;
  kind: SheetKind;
  first: Day;
  last: Day;
  at: Date;
  takenBy: string;
  takenAt: Date;
}

const snapshotOf = ({ first, last, at, takenAt, ...rest }: SnapshotRow): Snapshot => ({
  ...rest,
  span: { first, last, at: at.getTime() },
  takenAt: takenAt.getTime(),
});

const COLUMNS = Prisma.sql`
  id, key, kind, first::text, last::text, at, taken_by AS "takenBy", taken_at AS "takenAt"`;

/** The newest sheet of a kind; null when there is none. */
export const newestSnapshot = async (tx: Transaction, kind: SheetKind): Promise<Snapshot | null> => {
  const [row] = await tx.$queryRaw<SnapshotRow[]>`
    SELECT ${COLUMNS} FROM snapshot WHERE kind = ${kind} ORDER BY last DESC, id DESC LIMIT 1`;
  return row ? snapshotOf(row) : null;
};

/** The sheet of a key; null when there is none. */
export const snapshotOfKey = async (tx: Transaction, key: string): Promise<Snapshot | null> => {
  const [row] = await tx.$queryRaw<SnapshotRow[]>`SELECT ${COLUMNS} FROM snapshot WHERE key = ${key}`;
  return row ? snapshotOf(row) : null;
};

/** The cells of a sheet; their rows only of the figures named. */
export const cellsOfSnapshot = (tx: Transaction, id: bigint, opened: readonly FigureId[]): Promise<Cell[]> =>
  tx.$queryRaw<Cell[]>`
    SELECT figure, by, township, school, count, CASE WHEN figure = ANY(${[...opened]}) THEN rows ELSE '{}' END AS rows
    FROM snapshot_cell WHERE snapshot = ${id} ORDER BY ordinal`;

/** A correction with the day on which the ledger was told of it; null where no fact says so. */
export type DatedCorrection = Correction & { on: Day | null };

/** What the ledger, asked again about the same span, counts otherwise than the sheet does, and since when. */
export const correctionsSince = async (
  tx: Transaction,
  { id, span, takenAt }: Snapshot,
): Promise<DatedCorrection[]> => {
  const frozen = await cellsOfSnapshot(tx, id, COMPARED);
  const now: Cell[] = [];
  for (const figure of COMPARED) now.push(...(await readRows(tx, figure, span)));
  const corrections = correctionsBetween(frozen, now);
  const told = await toldSince(tx, corrections.map(sourceOf), span, takenAt);
  return corrections.map((correction) => ({ ...correction, on: told.get(sourceOf(correction)) ?? null }));
};

/** Whom or what a row is about: `student:…`, `class:…`, or a fact's own key. */
const sourceOf = ({ figure, row }: Correction): string => {
  switch (FIGURES[figure]) {
    case 'duty':
      // rule|subject|period
      return row.split('|')[1] ?? row;
    case 'day':
      return `student:${row.slice(0, row.lastIndexOf('@'))}`;
    case 'fact':
      return row;
    default:
      return `student:${row}`;
  }
};

/** The latest day on which something was written down, after a sheet was frozen, about a day that the sheet covers. */
const toldSince = async (
  tx: Transaction,
  sources: readonly string[],
  { last, at }: Span,
  since: Instant,
): Promise<ReadonlyMap<string, Day>> => {
  const named = (kind: string): string[] =>
    sources.filter((source) => source.startsWith(kind)).map((source) => source.slice(kind.length));
  if (sources.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ source: string; at: Date }[]>`
    SELECT source, max(recorded_at) AS at FROM (
      SELECT 'student:' || pupil.student AS source, recorded_at, at, body FROM case_file AS pupil
        JOIN fact ON fact.student = pupil.student OR fact.student IS NULL AND fact.class = pupil.class
        WHERE pupil.student = ANY(${named('student:')})
      UNION ALL SELECT 'class:' || class, recorded_at, at, body FROM fact WHERE class = ANY(${named('class:')})
      UNION ALL SELECT key, recorded_at, at, body FROM fact WHERE key = ANY(${[...sources]})
    ) AS told
    WHERE recorded_at > ${new Date(since)}
      AND (at <= ${new Date(at)} OR coalesce(body->>'day', body->>'from') <= ${last})
    GROUP BY source`;
  return new Map(rows.map((row) => [row.source, dayOf(row.at.getTime())]));
};
