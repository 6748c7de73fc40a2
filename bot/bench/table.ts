/** One line of the table: what was measured, the figure, and what it was measured with or against. */
export interface Row {
  what: string;
  figure: string;
  beside: string;
}

const SHOWN_FROM = 100;

/** "1,234", "12.3"; small figures keep one decimal. */
export const figure = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: value >= SHOWN_FROM ? 0 : 1 });

/** "0.42" */
export const ratio = (value: number): string => value.toFixed(2);

/** The value below which `share` of the values lie; NaN for none. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};

/** The rows with their columns aligned. */
export const table = (rows: readonly Row[]): string => {
  const width = (column: keyof Row) => Math.max(...rows.map((row) => row[column].length));
  const [what, value] = [width('what'), width('figure')];
  return rows
    .map((row) => `${row.what.padEnd(what)}  ${row.figure.padStart(value)}  ${row.beside}`.trimEnd())
    .join('\n');
};
