import { type Sheet, workbookOf } from '../../templates/sheets.ts';
import { surveyTemplateGuide } from '../../templates/survey.ts';
import { loadSurvey } from './load-survey.ts';

const WIDTH = 14;
/** Empty rows are text already, so that nobody loses the last digits of an identity number. */
const PREPARED_ROWS = 500;

/** An empty 适龄儿童排查表, with a first sheet that says how it is filled. */
export function surveyTemplate(): Promise<Buffer> {
  const { sheet, columns } = loadSurvey();
  const heads = Object.values(columns).map(({ title }) => ({ title, width: WIDTH }));
  const empty = heads.map(() => '');
  const [title, ...lines] = surveyTemplateGuide;
  const table: Sheet = {
    name: sheet,
    columns: heads,
    rows: Array.from({ length: PREPARED_ROWS }, () => empty),
  };
  return workbookOf([
    { name: '说明', columns: [{ title, width: 100 }], rows: lines.map((line) => [line]) },
    table,
  ]);
}
