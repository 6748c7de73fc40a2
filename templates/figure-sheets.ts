import { type Day, dayOf, type Instant, timeOfDay } from '../domain/calendar/time.ts';
import type { SchoolArrival } from '../domain/figures/arrivals.ts';
import { FIGURE_IDS, type FigureId, type ToldFigures } from '../domain/figures/figure.ts';
import type { PlaceRow } from '../domain/figures/place-rows.ts';
import { type BarChart, barChart } from './chart.ts';
import { figureWords } from './figures.ts';
import { type Sheet, workbookOf } from './sheets.ts';

const TITLES = { places: '各单位情况', schools: '各学校情况' } as const;

/** What the whole table of an area is made of. */
export interface FigureTable {
  /** Townships, then schools; in the county's own order. */
  places: readonly { title: keyof typeof TITLES; rows: readonly PlaceRow[] }[];
  /** What a rule is called. */
  titleOf: (rule: string) => string;
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
  name: TITLES[title],
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
  workbookOf([...table.places.map(placeSheet), undoneSheet(table), howSheet()]);

/** How the pupils came back at term start, place by place. */
export const arrivalWorkbook = (rows: readonly SchoolArrival[]): Promise<Buffer> =>
  workbookOf([
    {
      name: '开学到校统计',
      columns: [
        column('单位', 22),
        column('应到', 10),
        column('已到', 10),
        column('未到', 10),
        column('没报的人数（到没到不知道）', 26),
        column('班数', 8),
        column('没报的班', 10),
      ],
      rows: rows.map(({ name, expected, came, missing, unknown, classes, silent }) => [
        ...[name, expected, came, missing, unknown, classes, silent],
      ]),
    },
  ]);

const dayWords = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
/** The last moment of a day is its 24:00. */
const timeWords = (at: Instant): string => {
  const clock = timeOfDay(at);
  return clock === '23:59' ? '24:00' : clock;
};

/** The four numbers that say how a month went, with colours that differ in grey too. */
const SHOWN: readonly { figure: FigureId; label: string; color: string }[] = [
  { figure: 'open_at_start', label: '期初在办', color: '#9aa5b1' },
  { figure: 'opened', label: '新增', color: '#e07a3f' },
  { figure: 'returned', label: '返校', color: '#2f9e6e' },
  { figure: 'open_at_end', label: '期末在办', color: '#1f5f9e' },
];

/** The chart of a bulletin: how the cases of each place moved within the span. */
export const bulletinChart = ({ name, span }: ToldFigures, rows: readonly PlaceRow[]): string => {
  const { first, last, at } = span;
  const chart: BarChart = {
    title: `${name}${first.slice(0, 4)}年${Number(first.slice(5, 7))}月控辍保学情况`,
    subtitle: `${dayWords(first)}至${dayWords(last)}，截至${dayWords(dayOf(at))}${timeWords(at)}，单位：人`,
    series: SHOWN,
    groups: rows.map((row) => ({ name: row.name, values: SHOWN.map(({ figure }) => row.counts[figure]) })),
    notes: [
      '按县里的顺序排，不按多少排。没有报的不知道，不等于零。',
      '来源：控辍保学台账。一名学生在一格里只算一次。',
    ],
  };
  return barChart(chart);
};
