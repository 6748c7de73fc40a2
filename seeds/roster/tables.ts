import { type Cell, plainHeader, Row, type SheetRows } from '../workbook-file.ts';
import type { RosterCells } from './cells.ts';
import { COLUMNS, columnNamed, SHEETS, type SheetKey } from './columns.ts';

const MOST_ROWS = 60_000;
const TITLE_ROWS = 5;

export interface Table {
  key: SheetKey;
  rows: Row[];
}

/** The sheet of that name below its header; null where there is none or it cannot be read. */
export function tableOf(
  cells: RosterCells,
  sheets: readonly SheetRows[],
  key: SheetKey,
  isNeeded: boolean,
): Table | null {
  const found = sheets.find(({ sheet }) => SHEETS[key].pattern.test(plainHeader(sheet)));
  if (!found) {
    if (isNeeded) cells.complain(key, null, null, 'missing_sheet');
    return null;
  }
  if (found.data.length > MOST_ROWS) {
    cells.complain(key, null, null, 'too_many_rows', String(MOST_ROWS));
    return null;
  }
  const header = headerOf(cells, key, found.data);
  if (header === null) return null;
  const rows = found.data
    .slice(header.at + 1)
    .map((cells, index) => new Row(header.at + index + 2, cellsOf(cells, header.columns)))
    .filter((row) => row.columns.some((column) => row.text(column) !== null));
  if (rows.length === 0) cells.complain(key, null, null, 'no_rows');
  return { key, rows };
}

/** The first of the top rows that names two columns of ours, or the only one there is; titles may stand above it. */
function headerOf(
  cells: RosterCells,
  key: SheetKey,
  data: readonly Cell[][],
): { at: number; columns: (string | null)[] } | null {
  const rows = data.slice(0, TITLE_ROWS).map((cells) => cells.map((cell) => columnIn(key, cell)));
  const counts = rows.map((columns) => new Set(columns.filter(Boolean)).size);
  const at = counts.findIndex((count) => count > 1);
  const columns = rows[at === -1 ? 0 : at] ?? [];
  const missing = Object.entries(COLUMNS[key]).flatMap(([column, rule]) =>
    'isNeeded' in rule && rule.isNeeded && !columns.includes(column) ? [column] : [],
  );
  for (const column of missing) cells.complain(key, null, column, 'missing_column');
  return missing.length > 0 ? null : { at: Math.max(at, 0), columns };
}

const columnIn = (key: SheetKey, cell: Cell): string | null =>
  typeof cell === 'string' ? columnNamed(key, cell) : null;

const cellsOf = (cells: readonly Cell[], columns: readonly (string | null)[]): Map<string, Cell> => {
  const found = new Map<string, Cell>();
  for (const [index, column] of columns.entries())
    if (column !== null && !found.has(column)) found.set(column, cells[index] ?? null);
  return found;
};
