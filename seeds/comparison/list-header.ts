import { type Day, isDay } from '../../domain/calendar/time.ts';
import { plainHeader, Row, type SheetRows, textOf } from '../workbook-file.ts';
import type { ListFormat } from './load-comparison.ts';

const TITLE_ROWS = 10;

/** Where the columns of a list stand on a sheet. */
export interface Header<Column extends string = string> {
  at: number;
  columns: (Column | null)[];
  /** How many columns of ours were found. */
  found: number;
  /** Titles of those without which the list says nothing. */
  missing: string[];
}

/** The row, among the first, that names most of our columns; titles may stand above it. */
export function headerOf<Column extends string>(
  { data }: SheetRows,
  known: Readonly<Partial<Record<Column, ColumnRule>>>,
): Header<Column> {
  const columns = Object.entries(known) as [Column, ColumnRule][];
  const names = new Map(
    columns.flatMap(([key, { title, spellings }]) =>
      [title, ...spellings].map((spelling) => [plainHeader(spelling), key] as const),
    ),
  );
  const rows = data
    .slice(0, TITLE_ROWS)
    .map((cells) =>
      cells.map((cell) => (typeof cell === 'string' ? (names.get(plainHeader(cell)) ?? null) : null)),
    );
  const counts = rows.map((row) => new Set(row.filter(Boolean)).size);
  const found = Math.max(0, ...counts);
  const at = Math.max(0, counts.indexOf(found));
  const own = rows[at] ?? [];
  return {
    at,
    columns: own,
    found,
    missing: columns.flatMap(([key, { title, needed }]) => (needed && !own.includes(key) ? [title] : [])),
  };
}

/** How a column is called, and whether a list says nothing without it. */
export interface ColumnRule {
  title: string;
  needed?: 'yes' | undefined;
  spellings: readonly string[];
}

/** The rows below the header that say anything. */
export const rowsOf = ({ data }: SheetRows, { at, columns }: Header): Row[] =>
  data.slice(at + 1).flatMap((cells, index) => {
    const named = new Map(
      columns.flatMap((column, place) => (column === null ? [] : [[column, cells[place] ?? null] as const])),
    );
    const row = new Row(at + index + 2, named);
    return row.columns.some((column) => row.text(column) !== null) ? [row] : [];
  });

/**
 * The date and the supplier, where they stand above the header or on a sheet that is no list: in one cell
 * ("数据日期：2026-09-08") or in two beside each other.
 */
export function toldIn(
  sheets: readonly { sheet: SheetRows; header: Header }[],
  { told }: ListFormat,
): { date: Day | null; by: string | null } {
  const labels = { date: new Set(told.date), by: new Set(told.source) };
  const found: { date: Day | null; by: string | null } = { date: null, by: null };
  for (const { sheet, header } of sheets)
    for (const cells of sheet.data.slice(0, header.found > 0 ? header.at : TITLE_ROWS))
      for (const [place, cell] of cells.entries()) {
        if (typeof cell !== 'string') continue;
        const [, label = '', inside = ''] = /^\s*([^:：]+?)\s*[:：]\s*(.*)$/.exec(cell) ?? [
          null,
          cell.trim(),
        ];
        const beside = cells[place + 1] ?? null;
        if (labels.date.has(label)) found.date ??= dayIn(inside || beside);
        if (labels.by.has(label)) found.by ??= inside || textOf(beside);
      }
  return found;
}

/** A day as lists write it: a date cell, 2015-03-04, 2015/3/4, 2015年3月4日, 20150304, or a table program's count of days. */
export function dayIn(cell: ReturnType<Row['cell']>): Day | null {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : cell.toISOString().slice(0, 10);
  const text = textOf(cell)?.normalize('NFKC') ?? '';
  const isCount = cell instanceof Object && /^\d{5}(\.\d+)?$/.test(text);
  if (isCount)
    return new Date(Date.UTC(1899, 11, 30) + Math.floor(Number(text)) * 86_400_000)
      .toISOString()
      .slice(0, 10);
  const [, year, month = '', day = ''] =
    /^(\d{4})(\d\d)(\d\d)$/.exec(text) ??
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s.*)?$/.exec(text) ??
    [];
  const plain = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(plain) ? plain : null;
}
