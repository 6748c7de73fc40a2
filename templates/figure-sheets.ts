import { FIGURE_IDS, type FigureId } from '../domain/figures/figure.ts';
import type { PlaceRow } from '../domain/figures/place-rows.ts';
import { type BarChart, barChart } from './chart.ts';
import { figureWords } from './figures.ts';
import { type Sheet, workbookOf } from './sheets.ts';
import { sayDay, sayWhen } from './words.ts';

/** A journey of somebody who persuaded a family, as the base of a claim for travel money (G2-FUND); no child's name. */
export interface Trip {
  day: string;
  person: string;
  post: string;
  purpose: string;
  school: string;
  township: string;
}

/** What the whole table of an area is made of. */
export interface FigureTable {
  /** Townships, then schools; in the county's own order. */
  places: readonly { title: string; rows: readonly PlaceRow[] }[];
  /** What a rule is called. */
  titleOf: (rule: string) => string;
  trips: readonly Trip[];
}

const COLUMNS: readonly FigureId[] = [
  ...(['pupils', 'open_at_start', 'opened', 'relapsed', 'returned', 'ended', 'open_at_end'] as const),
  ...([
    'duties_done',
    'duties_done_late',
    'duties_not_done',
    'duties_pending',
    'duties_not_applicable',
  ] as const),
  ...(['absence_days', 'leave_days', 'visits', 'papers_sent', 'tickets'] as const),
];

const column = (title: string, width: number) => ({ title, width });

const placeSheet = ({ title, rows }: FigureTable['places'][number]): Sheet => ({
  name: title,
  columns: [
    column('单位', 22),
    ...COLUMNS.map((figure) => column(`${figureWords(figure).title}（${figureWords(figure).unit}）`, 16)),
  ],
  rows: rows.map(({ name, counts }) => [name, ...COLUMNS.map((figure) => counts[figure])]),
});

const undoneSheet = ({ places, titleOf }: FigureTable): Sheet => ({
  name: '到时未办',
  columns: [column('单位', 22), column('事项', 28), column('依据', 22), column('件数', 8)],
  rows: places.flatMap(({ rows }) =>
    rows.flatMap(({ name, undone }) =>
      undone.map((item) => [name, titleOf(item.name), item.name, item.count]),
    ),
  ),
});

const tripSheet = (trips: readonly Trip[]): Sheet => ({
  name: '劝返出行',
  columns: [
    ...[column('日期', 14), column('人员', 12), column('岗位', 24), column('事由', 12), column('学校', 22)],
    ...[column('乡镇（街道）', 16), column('里程（公里，自填）', 20)],
  ],
  rows: trips.map(({ day, person, post, purpose, school, township }) => [
    ...[day, person, post, purpose, school, township, null],
  ]),
});

const howSheet = (): Sheet => ({
  name: '怎么数',
  columns: [column('名称', 14), column('单位', 8), column('怎么数', 70), column('数不到的', 50)],
  rows: FIGURE_IDS.map((figure) => {
    const { title, unit, formula, limits } = figureWords(figure);
    return [title, unit, formula, limits];
  }),
});

/** The whole table behind a bulletin or an assessment, with how each number is counted and what it cannot know. */
export const figureWorkbook = (table: FigureTable): Promise<Buffer> =>
  workbookOf([
    ...table.places.map(placeSheet),
    undoneSheet(table),
    ...(table.trips.length > 0 ? [tripSheet(table.trips)] : []),
    howSheet(),
  ]);

/** The four numbers that say how a month went, with colours that differ in grey too. */
const SHOWN: readonly { figure: FigureId; label: string; color: string }[] = [
  { figure: 'open_at_start', label: '期初在办', color: '#9aa5b1' },
  { figure: 'opened', label: '新增', color: '#e07a3f' },
  { figure: 'returned', label: '返校', color: '#2f9e6e' },
  { figure: 'open_at_end', label: '期末在办', color: '#1f5f9e' },
];

/** The chart of a bulletin: how the cases of each place moved within the span. */
export const bulletinChart = (
  { name, first, last, at }: { name: string; first: string; last: string; at: number },
  rows: readonly PlaceRow[],
): string => {
  const chart: BarChart = {
    title: `${name}控辍保学情况`,
    subtitle: `${sayDay(first)}至${sayDay(last)}，截至${sayWhen(at, 0)}，单位：人`,
    series: SHOWN,
    groups: rows.map((row) => ({ name: row.name, values: SHOWN.map(({ figure }) => row.counts[figure]) })),
    notes: [
      '按县里的顺序排，不按多少排。没有报的不知道，不等于零。',
      '来源：控辍保学台账。一名学生在一格里只算一次。',
    ],
  };
  return barChart(chart);
};
