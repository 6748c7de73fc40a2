import type { Directory } from '../people/directory.ts';
import { partsOf } from './areas.ts';
import { type Area, type Cell, count, countsBy, FIGURE_IDS, type FigureId } from './figure.ts';

/** How one place stands in a bulletin: the counts of its cases and duties, and what it has to put right. */
export interface PlaceRow {
  name: string;
  counts: Readonly<Record<FigureId, number>>;
  /** Rules whose duties were not done, with how many. */
  undone: readonly { name: string; count: number }[];
}

/** The figures of an area as one row, under its name. */
export const placeRow = (cells: readonly Cell[], { area, name }: { area: Area; name: string }): PlaceRow => ({
  name,
  counts: Object.fromEntries(FIGURE_IDS.map((figure) => [figure, count(cells, figure, area)])) as Record<
    FigureId,
    number
  >,
  undone: [...countsBy(cells, 'duties_not_done', area)].map(([rule, number]) => ({
    name: rule,
    count: number,
  })),
});

/** The places within an area, each as one row, in the county's own order and never in that of a figure (P0-TRUTH). */
export const placeRows = (cells: readonly Cell[], area: Area, directory: Directory): PlaceRow[] =>
  partsOf(area, directory).map((part) => placeRow(cells, part));
