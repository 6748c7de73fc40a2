import { SOURCES } from '../../domain/comparison/types.ts';
import { listTemplateGuide } from '../../templates/comparison.ts';
import { type Sheet, workbookOf } from '../../templates/sheets.ts';
import { loadComparison } from './load-comparison.ts';

const WIDTH = 16;
/** Empty rows are text already, so that nobody loses the last digits of an identity number. */
const PREPARED_ROWS = 200;

/** The four lists, each on a sheet of its own, with a first sheet that says how. */
export function listTemplate(): Promise<Buffer> {
  const { lists } = loadComparison().format;
  const sheets = SOURCES.map((source): Sheet => {
    const columns = Object.values(lists[source].columns).map(({ title }) => ({ title, width: WIDTH }));
    const empty = columns.map(() => '');
    return { name: lists[source].title, columns, rows: Array.from({ length: PREPARED_ROWS }, () => empty) };
  });
  const [title, ...lines] = listTemplateGuide;
  return workbookOf([
    { name: '说明', columns: [{ title, width: 100 }], rows: lines.map((line) => [line]) },
    ...sheets,
  ]);
}
