import { at } from '../../../domain/calendar/time.ts';
import type { Question } from '../../../domain/conversation/question.ts';
import { areasOf, type NamedArea, partsOf } from '../../../domain/figures/areas.ts';
import {
  type Area,
  type Cell,
  count,
  countsBy,
  FIGURE_IDS,
  type FigureId,
  type ToldFigures,
} from '../../../domain/figures/figure.ts';
import { type SpanName, spanNamed } from '../../../domain/figures/spans.ts';
import { type Level, posts } from '../../../domain/people/roles.ts';
import { readFigures } from '../../../prisma/stores/figure-store.ts';
import { figureWords } from '../../../templates/figures.ts';
import { stageWords } from '../../../templates/vocabulary.ts';
import { endOfDay } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';
import { openFigure } from './figure-rows.ts';

const SPANS: Readonly<Record<string, SpanName>> = {
  ...{ 今天: 'today', 今日: 'today', 本周: 'week', 这周: 'week', 上周: 'last_week' },
  ...{ 本月: 'month', 这个月: 'month', 上月: 'last_month', 上个月: 'last_month' },
};
const ASKS =
  /^(?:看一?下|看看|看|查看|查)?(今天|今日|本周|这周|上周|本月|这个月|上个?月)?(.{0,16}?)的?(?:情况|数据|统计|数字)(?:怎么样|如何|呢)?[。？?！!]*$/;
const OWN = /^(?:辖区|全区|本区|我区|区里|全镇|本镇|我镇|镇里|全校|本校|我校|学校)?$/;

/** What is opened by its place in the answer; a card has room for six buttons. The other numbers open by their names. */
const OPENED_BY: readonly FigureId[] = [
  ...(['open_at_end', 'opened', 'returned', 'ended', 'duties_not_done', 'duties_done_late'] as const),
];

/** "本月情况", "辖区情况", "上周汤丹镇情况": the figures of an area whose counts the speaker may see; null for anything else. */
export const askedFigures = async (turn: Turn): Promise<Outcome | null> => {
  const match = ASKS.exec(turn.text);
  if (!match || (!match[1] && !match[2])) return null;
  const named = areaCalled(turn, match[2] ?? '');
  if (!named) return null;
  const span = spanNamed(SPANS[match[1] ?? ''] ?? 'month', turn.now);
  const cells = await readFigures(turn.tx, span, 'counts');
  return tellFigures(turn, { ...named, span, sheet: null }, cells);
};

const DAY = '(今天|今日|今早|本周|这周|上周|本月|这个月|上个?月)?';
const MISSED = '(?:缺勤|旷课|没来|没到校?|未到校?|请假)';
const HOW_MANY = '(?:有)?(?:多少|几)(?:个|名)?(?:学生|孩子|人)*';
const COUNTED: readonly RegExp[] = [
  new RegExp(
    `^${DAY}(.{0,8}?)的?(?:一共|总共|共)?${MISSED}了?的?(?:学生|孩子|人数)?${HOW_MANY}[。？?！!]*$`,
    'u',
  ),
  new RegExp(`^${DAY}(.{0,8}?)的?(?:一共|总共|共)?${HOW_MANY}${MISSED}[。？?！!]*$`, 'u'),
];
const UNTOLD = new RegExp(
  `^${DAY}(.{0,8}?)的?(?:还)?有?(?:哪些|哪几个|哪个|哪所|多少|几个|几所)(?:学校|中小学|校)(?:今天)?(?:还)?(?:没有?|未)(?:上?报|点名|报点名|报考勤|报数)(?:的|了)*[。？?！!]*$`,
  'u',
);

/** The place that is meant: the speaker's own, or one that is named. */
const areaCalled = (turn: Turn, wanted: string): NamedArea | undefined => {
  const areas = areasOf(turn.speaker.viewer, 'figures', turn.directory);
  return OWN.test(wanted) ? areas[0] : areas.find(({ name }) => isCalled(name, wanted));
};

/** "今天全区缺勤多少人", "哪些学校没报": the day's figures, or who has told no roll; null for anything else, and to schools. */
export const askedDay = async (turn: Turn): Promise<Outcome | null> => {
  const counted = COUNTED.map((pattern) => pattern.exec(turn.text)).find((found) => found !== null);
  const match = counted ?? UNTOLD.exec(turn.text);
  const named = match ? areaCalled(turn, match[2] ?? '') : undefined;
  if (!match || !named || 'school' in named.area) return null;
  const span = spanNamed(SPANS[match[1] ?? ''] ?? 'today', turn.now);
  const cells = await readFigures(turn.tx, span, 'counts');
  const told = { ...named, span, sheet: null };
  if (counted) return tellFigures(turn, told, cells);
  const values = {
    ...{ name: named.name, first: span.first, last: span.last },
    silent: silentSchools(turn, cells, named.area).join('、'),
    rolls: count(cells, 'duties_not_done', named.area, ROLL),
  };
  return { act: 'query', reply: phrase(turn, 'figure_untold', values) };
};

/** A place by its name, or without what kind of place it is: 汤丹 for 汤丹镇. */
const isCalled = (name: string, said: string): boolean =>
  name === said || name.replace(/(镇|乡|街道|区|县)$/, '') === said;

/** The figures of an area on one phone screen, with the numbers that open by an answer; `notes` stand at the end. */
export const tellFigures = (
  turn: Turn,
  { area, name, span, sheet }: ToldFigures,
  cells: readonly Cell[],
  notes: readonly string[] = [],
): Outcome => {
  const of = (figure: FigureId, by?: string): number => count(cells, figure, area, by);
  const stages = [...countsBy(cells, 'open_at_end', area)].map(
    ([stage, number]) => `${stageWords(stage)}${number}`,
  );
  const figures = OPENED_BY.filter((figure) => of(figure) > 0);
  const options = figures.map((figure) => figureWords(figure).title);
  const others = NAMED.filter((figure) => !figures.includes(figure) && of(figure) > 0);
  const values = {
    others: others.map((figure) => figureWords(figure).title).join('、'),
    ...{ name, first: span.first, last: span.last, until: Math.min(span.at, at(span.last, '24:00')) },
    ...{ enrolled: of('pupils', 'enrolled'), none: of('pupils', 'none'), stages: stages.join('、') },
    ...Object.fromEntries(SAID.map((figure) => [figure, of(figure)])),
    ...{ persuasions: of('visits', 'persuasion') + of('visits', 'session') },
    ...('school' in area ? {} : governmentLine(turn, cells, area)),
    ...{ rolls: of('duties_not_done', ROLL), silent: silentSchools(turn, cells, area).join('、') },
  };
  const parts = partsOf(area, turn.directory);
  const lines = parts.length <= MOST_PARTS ? parts.map((part) => partLine(turn, cells, part)) : [];
  return {
    act: 'query',
    reply: turn.words.say('replies/figures', { values, lines, parts: notes, next: options, now: turn.now }),
    question:
      options.length + others.length === 0
        ? null
        : { kind: 'figure', area, name, span, sheet, figures, options, until: endOfDay(turn) },
  };
};

const ROLL = 'P3.1-ROLL';
/** What fits on a phone beside the rest; the whole is in the sheet. */
const MOST_PARTS = 10;

const SAID: readonly FigureId[] = [
  ...(['open_at_start', 'opened', 'relapsed', 'returned', 'ended', 'open_at_end'] as const),
  ...(['duties_done', 'duties_done_late', 'duties_not_done', 'duties_pending'] as const),
  ...(['absence_days', 'leave_days', 'visits', 'papers_sent'] as const),
];

/** What townships and villages had to do themselves: the township's own score, apart from its schools' (P1.R1-TOWN). */
const governmentLine = (turn: Turn, cells: readonly Cell[], area: Area) => {
  const own = cells.filter(({ by }) => {
    const rule = turn.policy.named.get(by)?.duty;
    return rule !== undefined && GOVERNMENT.has(posts[rule.actor].level);
  });
  return {
    township_done: count(own, 'duties_done', area),
    township_done_late: count(own, 'duties_done_late', area),
    township_not_done: count(own, 'duties_not_done', area),
  };
};
const GOVERNMENT: ReadonlySet<Level> = new Set<Level>(['group', 'village', 'household', 'township']);

const partLine = (turn: Turn, cells: readonly Cell[], { area, name }: NamedArea): string =>
  phrase(turn, 'figure_part', {
    name,
    open: count(cells, 'open_at_end', area),
    opened: count(cells, 'opened', area),
    returned: count(cells, 'returned', area),
    undone: count(cells, 'duties_not_done', area),
  });

/** Schools that told no roll at all in the span though rolls were due: their absences are not known. */
const silentSchools = (turn: Turn, cells: readonly Cell[], area: NamedArea['area']): string[] => {
  const schools = 'school' in area ? [] : turn.directory.parts.schools;
  const inArea = schools.filter(({ township }) => !('township' in area) || area.township === township);
  return inArea
    .filter(({ id }) => {
      const of = (figure: FigureId): number => count(cells, figure, { school: id }, ROLL);
      return of('duties_not_done') > 0 && of('duties_done') + of('duties_done_late') === 0;
    })
    .map(({ name }) => name);
};

/** The other numbers of the answer, each with a row for everything it counts; how many pupils there are is the roster's. */
const NAMED: readonly FigureId[] = FIGURE_IDS.filter((figure) => figure !== 'pupils');

/** The number of which the rows are wanted: "1", its name, or "这个数是哪些" where there is only one. */
export const chosenFigure = async (
  turn: Turn,
  { area, name, span, sheet, figures, options }: Extract<Question, { kind: 'figure' }>,
  index: number | null,
): Promise<Outcome | null> => {
  const asksWhich = /哪些|是谁|有谁|名单/.test(turn.text);
  // The longest name that was said: 逾期办结 is no 办结.
  const titled = NAMED.filter(
    (figure) => asksWhich && turn.text.includes(figureWords(figure).title),
  ).toSorted((one, other) => figureWords(other).title.length - figureWords(one).title.length)[0];
  const chosen =
    index === null
      ? (titled ?? (asksWhich && figures.length === 1 ? figures[0] : undefined))
      : figures[index];
  if (chosen) return openFigure(turn, { figure: chosen, area, name, span, sheet }, null);
  return asksWhich
    ? { act: 'query', reply: phrase(turn, 'figure_which', { options: options.join('、') }) }
    : null;
};
