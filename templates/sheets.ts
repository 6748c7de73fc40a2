import writeWorkbook from 'write-excel-file/node';

/**
 * A text as a cell that no table program takes for a formula, here or after it was saved as CSV: what begins with one of
 * the signs gets an apostrophe before it, which `plainText` takes off again.
 */
const plainCell = (text: string): { value: string; type: StringConstructor; format: string } => ({
  value: /^[=+\-@\t\r]/.test(text) ? `'${text}` : text,
  type: String,
  format: '@',
});

/** A text as it was before `plainCell`, or before somebody forced it to be text by hand. */
export const plainText = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r])/, '');

/** One sheet of a workbook: bold titles that stay in sight, and rows below. An empty text is a cell made for text, null none at all. */
export interface Sheet {
  name: string;
  /** Widths in characters. */
  columns: readonly { title: string; width: number }[];
  rows: readonly (readonly (string | number | null)[])[];
}

/** An .xlsx file. Every text in it is text, whatever it begins with. */
export const workbookOf = (sheets: readonly Sheet[]): Promise<Buffer> =>
  writeWorkbook(
    sheets.map(({ name, columns, rows }) => ({
      sheet: name,
      stickyRowsCount: 1,
      columns: columns.map(({ width }) => ({ width })),
      data: [
        columns.map(({ title }) => ({ ...plainCell(title), fontWeight: 'bold' as const })),
        ...rows.map((row) => row.map((value) => (typeof value === 'string' ? plainCell(value) : value))),
      ],
    })),
  ).toBuffer();
