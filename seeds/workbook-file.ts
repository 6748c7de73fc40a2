import readWorkbook, { InvalidInputError, InvalidSpreadsheetError } from 'read-excel-file/node';
import { plainText } from '../templates/sheets.ts';

/** A cell that was a number keeps the digits as the file has them. */
interface NumberCell {
  digits: string;
}
export type Cell = string | boolean | Date | NumberCell | null;

export interface SheetRows {
  sheet: string;
  data: Cell[][];
}

/** The sheets of an .xlsx file; null for what is none. */
export async function readSheets(file: Buffer): Promise<SheetRows[] | null> {
  try {
    const sheets = await readWorkbook<NumberCell>(file, { parseNumber: (digits) => ({ digits }) });
    // A sheet that the workbook names and does not have comes without rows.
    if (sheets.some(({ data }) => !Array.isArray(data))) return null;
    return sheets.map(({ sheet, data }) => ({ sheet, data: data as unknown as Cell[][] }));
  } catch (error) {
    if (error instanceof InvalidInputError || error instanceof InvalidSpreadsheetError) return null;
    // What is inside a zip may be anything; a parser's complaint about it is the file's fault.
    if (error instanceof Error) return null;
    throw error;
  }
}

/** One row of a sheet by its columns. */
export class Row {
  readonly number: number;
  readonly #cells: ReadonlyMap<string, Cell>;

  constructor(number: number, cells: ReadonlyMap<string, Cell>) {
    this.number = number;
    this.#cells = cells;
  }

  cell(column: string): Cell {
    return this.#cells.get(column) ?? null;
  }

  get columns(): readonly string[] {
    return [...this.#cells.keys()];
  }

  /** Empty cells are null; an apostrophe with which somebody forced text goes. */
  text(column: string): string | null {
    return textOf(this.cell(column));
  }

  /** Whether a table program took the digits for a number and cut them after the fifteenth. */
  hasLostDigits(column: string): boolean {
    const cell = this.cell(column);
    const isNumber = cell instanceof Object && 'digits' in cell;
    return isNumber && (/e/i.test(cell.digits) || cell.digits.replace(/\D/g, '').length > 15);
  }
}

/** What a cell says, without the blanks around it; null for an empty one. A date is read for its time. */
export function textOf(cell: Cell): string | null {
  if (cell === null) return null;
  const text = cell instanceof Date ? timeIn(cell) : typeof cell === 'object' ? cell.digits : String(cell);
  return plainText(text.normalize('NFC')).trim() || null;
}

/** A number that is no day at all may be written as one. */
const timeIn = (date: Date): string =>
  Number.isNaN(date.getTime()) ? String(date) : date.toISOString().slice(11, 16);

/** A header as it is compared: without spaces, brackets and what stands in them, marks of what is required. */
export const plainHeader = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\([^)]*\)/g, '')
    .replace(/[\s*:、/_\-“”"'.]/g, '')
    .toLowerCase();
