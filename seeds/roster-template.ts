import writeWorkbook from 'write-excel-file/node';
import { TEMPLATE_GUIDE } from '../templates/roster.ts';
import { COLUMNS, guardianTitle, SHEETS, type SheetKey } from './roster-columns.ts';

/**
 * A text as a cell that no table program takes for a formula, here or after it was saved as CSV: what begins with one of
 * the signs gets an apostrophe before it. `readRoster` takes it off again.
 */
export const plainCell = (text: string): { value: string; type: StringConstructor; format: string } => ({
  value: /^[=+\-@\t\r]/.test(text) ? `'${text}` : text,
  type: String,
  format: '@',
});

const GUARDIANS = 2;
/** Empty rows are text already, so that nobody loses the last digits of an identity number. */
const PREPARED_ROWS = 200;
const WIDTH = 16;

const titles = (key: SheetKey): string[] => [
  ...Object.values(COLUMNS[key]).map(({ title }) => title),
  ...(key === 'students'
    ? Array.from({ length: GUARDIANS }, (_, index) =>
        (['name', 'phone', 'account', 'wechaty', 'relation'] as const).map((part) =>
          guardianTitle(index + 1, part),
        ),
      ).flat()
    : []),
];

/** The workbook that schools fill in, with a first sheet that says how. */
export function rosterTemplate(): Promise<Buffer> {
  const sheets = (Object.keys(SHEETS) as SheetKey[]).map((key) => {
    const header = titles(key);
    return {
      sheet: SHEETS[key].name,
      stickyRowsCount: 1,
      columns: header.map(() => ({ width: WIDTH })),
      data: [
        header.map((title) => ({ ...plainCell(title), fontWeight: 'bold' as const })),
        ...Array.from({ length: PREPARED_ROWS }, () => header.map(() => plainCell(''))),
      ],
    };
  });
  const guide = {
    sheet: TEMPLATE_GUIDE.sheet,
    columns: [{ width: 100 }],
    data: TEMPLATE_GUIDE.lines.map((line) => [plainCell(line)]),
  };
  return writeWorkbook([guide, ...sheets]).toBuffer();
}
