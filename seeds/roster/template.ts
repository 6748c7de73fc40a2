import { TEMPLATE_GUIDE } from '../../templates/roster.ts';
import { type Sheet, workbookOf } from '../../templates/sheets.ts';
import { COLUMNS, guardianTitle, SHEETS, type SheetKey } from './columns.ts';

/** Father, mother, and whoever looks after the child at home. */
const GUARDIANS = 3;
/** Empty rows are text already, so that nobody loses the last digits of an identity number. */
const PREPARED_ROWS = 200;
const WIDTH = 16;

const titles = (key: SheetKey): string[] => [
  ...Object.values(COLUMNS[key]).map(({ title }) => title),
  ...(key === 'students'
    ? Array.from({ length: GUARDIANS }, (_, index) =>
        (['name', 'phone', 'account', 'wechaty', 'relation', 'language', 'voice'] as const).map((part) =>
          guardianTitle(index + 1, part),
        ),
      ).flat()
    : []),
];

/** The workbook that schools fill in, with a first sheet that says how. */
export function rosterTemplate(): Promise<Buffer> {
  const sheets = (Object.keys(SHEETS) as SheetKey[]).map((key): Sheet => {
    const columns = titles(key).map((title) => ({ title, width: WIDTH }));
    const empty = columns.map(() => '');
    return { name: SHEETS[key].name, columns, rows: Array.from({ length: PREPARED_ROWS }, () => empty) };
  });
  const [title, ...lines] = TEMPLATE_GUIDE.lines;
  const guide: Sheet = {
    name: TEMPLATE_GUIDE.sheet,
    columns: [{ title, width: 100 }],
    rows: lines.map((line) => [line]),
  };
  return workbookOf([guide, ...sheets]);
}
