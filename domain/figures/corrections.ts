import type { Cell, FigureId, Row } from './figure.ts';

/**
 * The figures of a sheet that can be corrected afterwards, compared row by row: what was done in time, is not yet due or
 * no longer applies changes by itself, and a roster changes every day.
 */
export const COMPARED: readonly FigureId[] = [
  ...(['open_at_start', 'opened', 'relapsed', 'continued', 'returned', 'ended', 'open_at_end'] as const),
  ...(['duties_done_late', 'duties_not_done', 'absence_days', 'leave_days'] as const),
  ...(['visits', 'papers_sent', 'tickets'] as const),
];

/** A row that a frozen sheet counts and the ledger, asked again about the same span, does not; or the other way round. */
export interface Correction extends Row {
  /** `gone`: was counted then and is not now; `added`: is counted now and was not then. */
  change: 'gone' | 'added';
}

/**
 * What has been corrected since a sheet was frozen. A row that moved from one kind or place to another is gone from the
 * one and added to the other.
 */
export const correctionsBetween = (frozen: readonly Cell[], now: readonly Cell[]): Correction[] => {
  const before = rowsOf(frozen);
  const after = rowsOf(now);
  const missing = (
    from: Map<string, Row>,
    to: Map<string, Row>,
    change: Correction['change'],
  ): Correction[] => [...from].filter(([key]) => !to.has(key)).map(([, row]) => ({ ...row, change }));
  return [...missing(before, after, 'gone'), ...missing(after, before, 'added')];
};

const rowsOf = (cells: readonly Cell[]): Map<string, Row> =>
  new Map(
    cells
      .filter(({ figure }) => COMPARED.includes(figure))
      .flatMap(({ figure, by, township, school, rows = [] }) =>
        rows.map((row): [string, Row] => [
          JSON.stringify([figure, by, township, school, row]),
          { figure, by, township, school, row },
        ]),
      ),
  );
