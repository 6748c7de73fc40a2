import type { Day, Instant } from '../calendar/time.ts';

/**
 * Every figure the register's reports stand on, with the kind of row it counts. What each is called, how it is counted
 * and what it cannot know is said in `templates/figures.yaml`.
 */
export const FIGURES = {
  open_at_start: 'case',
  opened: 'case',
  relapsed: 'case',
  continued: 'case',
  returned: 'case',
  ended: 'case',
  open_at_end: 'case',
  duties_done: 'duty',
  duties_done_late: 'duty',
  duties_not_done: 'duty',
  duties_pending: 'duty',
  duties_not_applicable: 'duty',
  absence_days: 'day',
  leave_days: 'day',
  visits: 'fact',
  papers_sent: 'fact',
  tickets: 'fact',
  pupils: 'pupil',
} as const;

export type FigureId = keyof typeof FIGURES;
/** What one row of a figure is: a pupil with a case, a duty, a day of a pupil, something told, a pupil on a roster. */
export type RowKind = (typeof FIGURES)[FigureId];
export const FIGURE_IDS = Object.keys(FIGURES) as FigureId[];

/** What is counted: these days, first and last included, as they stood at `at`. */
export interface Span {
  first: Day;
  last: Day;
  at: Instant;
}

/** Where and when numbers were told of. */
export interface ToldFigures {
  area: Area;
  name: string;
  span: Span;
  /** The key of the frozen sheet they stand in; null as they are now. */
  sheet: string | null;
}

/** Where a row belongs. `township` is the one that answers for it; for a case the one that persuades (劝返主体). */
export interface RowPlace {
  township: string | null;
  /** The school; the district's own stream for what belongs to no school. */
  school: string;
}

/**
 * The rows of one figure that lie in one place and are of one kind `by`: the stage of a case, the name of a rule, the
 * purpose of a visit; empty where a figure is not broken down. `rows` are ids, and left out where only counts are read.
 */
export interface Cell extends RowPlace {
  figure: FigureId;
  by: string;
  count: number;
  rows?: readonly string[];
}

/** The part of the county that somebody looks at. */
export type Area = { district: string } | { township: string } | { school: string };

export const lies = ({ township, school }: RowPlace, area: Area): boolean =>
  'district' in area ||
  ('township' in area ? area.township === township : 'school' in area && area.school === school);

/** What is counted of `cells` in an area: of one figure, and of one kind if it is named. */
export const count = (cells: readonly Cell[], figure: FigureId, area: Area, by?: string): number =>
  cells
    .filter((cell) => cell.figure === figure && (by === undefined || cell.by === by) && lies(cell, area))
    .reduce((sum, cell) => sum + cell.count, 0);

/** The counts of one figure in an area by kind, in the order of the kinds' names. */
export const countsBy = (cells: readonly Cell[], figure: FigureId, area: Area): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const cell of cells)
    if (cell.figure === figure && lies(cell, area))
      counts.set(cell.by, (counts.get(cell.by) ?? 0) + cell.count);
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** One row, before rows of the same figure, kind and place are put together. */
export interface Row extends RowPlace {
  figure: FigureId;
  by: string;
  row: string;
}

export const cellsOf = (rows: readonly Row[]): Cell[] => {
  const cells = new Map<string, Cell & { rows: string[] }>();
  for (const { figure, by, township, school, row } of rows) {
    const key = JSON.stringify([figure, by, township, school]);
    const cell = cells.get(key) ?? { figure, by, township, school, count: 0, rows: [] };
    cell.count += 1;
    cell.rows.push(row);
    cells.set(key, cell);
  }
  return [...cells.values()];
};
