import { isDemonstrative, linkToName } from '../clauses/links.ts';
import { isOneOfSeveral } from '../clauses/one-by-one.ts';
import type { Cue } from '../tokens/phrases.ts';
import type { CueToken, Token } from '../tokens/tokens.ts';
import { firstAfter, isBreak, isCue, lastBefore } from '../tokens/tokens.ts';

const AWAY: readonly Cue[] = ['absent', 'sick', 'personal', 'leave', 'unexcused'];
const CAME = /^(?:今早|早上|上午|中午|下午)?[到来]了?$|^(?:没有?)?[到来]$|^(?:返校|返回|回来|回)了?$/;

const CAME_HERE =
  /^(?:已经?|只|都|实|今早|早上|上午|中午|下午)?(?:[到来](?:了|的|校了?)?|[返归]校?了?|回(?:校|校了|了|来了?)|在[的了呢])$/;
/** "雾大, 就来了8个": no time to come, but a number. */
const BARELY_CAME = /^[就才][来到]了?$/;
/** "坐着19个", "坐在教室里的19个" */
const SITS_HERE = /^(?:坐[着起]|(?:坐|站)?在(?:教室|座|班|校|学校|座位|位子).*)的?$/;

export const isPresentLabel = (token: Token | undefined): boolean =>
  isCue(token, 'actual') ||
  (isCue(token, 'present', 'to', 'back', 'late') && CAME_HERE.test(token?.text ?? '')) ||
  (isCue(token, 'present') && SITS_HERE.test(token?.text ?? '')) ||
  (isCue(token, 'late', 'later') && BARELY_CAME.test(token?.text ?? ''));

/** "28个在27个": of two numbers the second tells who is there, where a place would be no smaller number. */
export function isInNumber(tokens: readonly Token[], place: number): boolean {
  const counted = tokens[place];
  const label = beside(tokens, place, -1);
  if (counted?.kind !== 'count' || !IN.test(label?.text ?? '')) return false;
  const before = lastBefore(
    tokens,
    tokens.lastIndexOf(label as Token, place),
    ({ kind }) => kind === 'count',
  );
  return before?.kind === 'count' ? before.n >= counted.n : counted.unit;
}

const IN = /^在(?:了|的|呢)?$/;

export const isAway = (token: Token | undefined): token is CueToken =>
  token?.kind === 'cue' && AWAY.includes(token.cue);

export const isLabel = (token: Token | undefined): boolean =>
  isPresentLabel(token) || isAway(token) || isCue(token, 'expected', 'all', 'rest', 'total', 'only');

export const isPlural = (token: Token | undefined): boolean =>
  isCue(token, 'particle') && /^[都均]$/.test(token?.text ?? '');

/** "应到20, 实到也是20" */
const isAlso = (token: Token | undefined): boolean => isCue(token, 'same') && token?.text === '也是';

export const isIdle = (token: Token | undefined): boolean =>
  isBreak(token, 'space', 'colon') ||
  isDemonstrative(token) ||
  (isCue(token, 'only') && token?.text === '就是') ||
  isAlso(token) ||
  (isCue(token, 'particle', 'copula', 'part', 'correct') && !/^(?:还有|点名)$/.test(token?.text ?? ''));

/** "18个小朋友开学第一天全部到齐": whose number it is, past the day on which they came. */
export function isToldOfAll(tokens: readonly Token[], place: number, atOnce = false): boolean {
  let at = place + 1;
  while (isIdle(tokens[at]) || tokens[at]?.kind === 'time' || AS_OF.test(tokens[at]?.text ?? '')) at++;
  return (atOnce || at > place + 1) && isCue(tokens[at], 'all');
}

/** "全班5人, 今日无一缺席": the number of the class, and then that all of it came. */
export function isClassThatCame(tokens: readonly Token[], place: number): boolean {
  const before = beside(tokens, place, -1);
  if (isLabel(before) && !isCue(before, 'total')) return false;
  return isBreak(tokens[place + 1], 'soft') && isToldOfAll(tokens, place + 1, true);
}

/** "全勤, 38人": how many all are. */
export function isAfterAll(tokens: readonly Token[], place: number): boolean {
  const [all, mark] = tokens.slice(Math.max(0, place - 2), place);
  const next = tokens[place + 1];
  return isCue(all, 'all') && isBreak(mark, 'soft') && (next === undefined || next.kind === 'break');
}

const AS_OF = /^(?:开学|收假|返校|第一|首日|复课)+$/;

export function beside(tokens: readonly Token[], place: number, step: 1 | -1): Token | undefined {
  let at = place + step;
  while (isIdle(tokens[at]) && !isPlural(tokens[at])) at += step;
  // In "捡到一个钱包" the end of a longer word labels nothing.
  const tail = isCue(tokens[at], 'to') && tokens[at - 1]?.kind === 'word';
  return tail ? tokens[at - 1] : tokens[at];
}

/** "缺勤情况: 2人病假": what stands after the number labels it, not the heading. */
export function ownLabel(tokens: readonly Token[], place: number): CueToken | undefined {
  const after = beside(tokens, place, 1);
  const own = isAway(after) && linkToName(tokens, tokens.indexOf(after, place)) !== undefined;
  return own && isUnderHeading(tokens, place) ? after : undefined;
}

export const isUnderHeading = (tokens: readonly Token[], place: number): boolean =>
  isBreak(tokens[isCue(tokens[place - 1], 'copula') ? place - 2 : place - 1], 'colon');

/** The words around a place, without the marks and gaps between them. */
const around = (tokens: readonly Token[], place: number, step: 1 | -1): readonly (Token | undefined)[] => {
  const near =
    step > 0 ? tokens.slice(place + 1, place + 8) : tokens.slice(Math.max(0, place - 4), place).reverse();
  return near.filter((token) => !isBreak(token, 'space', 'soft', 'hard'));
};

/** "27应26实", "27应26到", "30应到 29实到": the labels stand after their numbers. */
export function isPostfix(tokens: readonly Token[], place: number): boolean {
  const label = tokens[place + 1];
  const [before, other] = around(tokens, place, -1);
  if (!isCue(label, 'expected', 'actual') && /^[到来归返](?:了|$)/.test(label?.text ?? ''))
    return before?.text === '应' && other?.kind === 'count';
  if (!isCue(label, 'expected', 'actual')) return false;
  // "11实10"
  if (label?.text === '实' && tokens[place + 2]?.kind === 'count' && !isCue(before, 'expected')) return false;
  // "旷0 应41实39": the labels stand before.
  if (isCue(before, 'expected') && tokens[place - 1] === before && tokens[place - 2]?.kind === 'break')
    return false;
  if (label?.text.length === 1) return !isCue(before, 'expected', 'actual') || other?.kind === 'count';
  const [next, last, beyond] = around(tokens, place + 1, 1);
  const isFirst =
    isCue(label, 'expected') && next?.kind === 'count' && isCue(last, 'actual') && beyond?.kind !== 'count';
  const isSecond =
    isCue(label, 'actual') && isCue(before, 'expected') && other?.kind === 'count' && next?.kind !== 'count';
  return isFirst || isSecond;
}

/** "缺勤统计(共2人)", "病假共2人": how many stand under the heading. */
export function headingOfSum(tokens: readonly Token[], place: number): CueToken | undefined {
  if (!isCue(tokens[place - 1], 'total') || !SUMS_UP.test(tokens[place - 1]?.text ?? '')) return undefined;
  for (let at = place - 2; at >= Math.max(0, place - 6); at--) {
    const token = tokens[at];
    if (isAway(token)) return token;
    if (
      !isBreak(token, 'open', 'space', 'colon') &&
      !/^(?:统计|汇总|情况|名单|人员|学生|一览|表)+$/.test(token?.text ?? '')
    )
      return undefined;
  }
  return undefined;
}

const SUMS_UP = /^(?:共|共计|总共|一共|合计|总计|共有)$/;

/** No list that is summed up has more tokens. */
const LONGEST_LIST = 120;

/** "请假的有甲、乙，共2人": the names before it, summed up. */
export function isSum(tokens: readonly Token[], place: number, n: number): boolean {
  const before = tokens[place - 1];
  if (!isCue(before, 'total') || !SUMS_UP.test(before?.text ?? '')) return false;
  const near = tokens.slice(Math.max(0, place - LONGEST_LIST), place);
  // "合计3人" on a line of its own sums up the lines before it.
  const own = isBreak(near.at(-2), 'hard');
  const list = own ? near : near.slice(near.findLastIndex((token) => isBreak(token, 'hard', 'question')) + 1);
  const named = list.filter(({ kind }) => kind === 'name').length;
  const from = place - list.length;
  const counts = list.flatMap((token, at) => (token.kind === 'count' ? [from + at] : []));
  if (counts.length === 0) return named > 0 && n <= named + 2;
  // "病假1人 事假1人 共2人"
  return counts.every((at) => {
    const before = beside(tokens, at, -1);
    return isAway(before) || (!isLabel(before) && isAway(beside(tokens, at, 1)));
  });
}

/** "23个到21个", "十二个来了十一个": the first of two numbers. */
export function startsPair(tokens: readonly Token[], place: number): boolean {
  let at = place + 1;
  while (
    isIdle(tokens[at]) ||
    isBreak(tokens[at], 'soft') ||
    isCue(tokens[at], 'total', 'only') ||
    tokens[at]?.kind === 'time'
  )
    at++;
  const label = tokens[at];
  const next = beside(tokens, at, 1);
  if (IN.test(label?.text ?? ''))
    return next?.kind === 'count' && isInNumber(tokens, tokens.indexOf(next, at));
  if (!isPresentLabel(label) && !CAME.test(label?.text ?? '')) return false;
  return next?.kind === 'count' && !isOneOfSeveral(tokens, tokens.indexOf(next, at));
}

/** "班上三位小朋友请假: 甲、乙、丙": of the class, and not the class. */
export function isCountOfAway(tokens: readonly Token[], place: number, n: number): boolean {
  const label = firstAfter(tokens, place, (token) => !isCue(token, 'particle'));
  const named = tokens.filter(({ kind }) => kind === 'name').length;
  if (!isAway(label) || n > named + 1) return false;
  return beside(tokens, tokens.indexOf(label, place), 1)?.kind !== 'count';
}

/** "42人少2个", "42个只差…", "20人缺1": what is away is counted after. */
export function isLackOfCount(tokens: readonly Token[], place: number): boolean {
  if (isClassAmong(tokens, place) || isBeforeLatecomers(tokens, place)) return true;
  const after = firstAfter(tokens, place, (token) => !isIdle(token) && !isBreak(token, 'soft'));
  if (!isCue(after, 'absent', 'leave', 'sick', 'personal', 'unexcused')) return isCue(after, 'only');
  const beyond = beside(tokens, tokens.indexOf(after as Token, place), 1);
  const next = isCue(beyond, 'only') ? beside(tokens, tokens.indexOf(beyond as Token, place), 1) : beyond;
  const counted = tokens[place];
  // "还有两个没到, 一个是甲"
  if (isOneOfSeveral(tokens, tokens.indexOf(next as Token, place))) return false;
  const less = next?.kind === 'count' && counted?.kind === 'count' && next.n < counted.n;
  return less || (next?.kind === 'name' && /[缺少差]/.test(after?.text ?? ''));
}

/** "八个里面", "三人中" */
export const AMONG = /^(?:里面?|里头|里边|中|当中|之中|中间)$/;

/** "八个里面有一个没到": of the class, some. */
function isClassAmong(tokens: readonly Token[], place: number): boolean {
  const counted = tokens[place];
  if (counted?.kind !== 'count' || !AMONG.test(tokens[place + 1]?.text ?? '')) return false;
  return tokens.slice(place + 2, place + 6).some((token) => token.kind === 'count' && token.n < counted.n);
}

/** "38个人 迟到两个": of the class, so many. */
export function isBeforeLatecomers(tokens: readonly Token[], place: number): boolean {
  const [counted, gap, label, late] = tokens.slice(place, place + 4);
  return (
    counted?.kind === 'count' &&
    counted.unit &&
    isBreak(gap, 'space', 'soft') &&
    isCue(label, 'late', 'left') &&
    late?.kind === 'count' &&
    late.n < counted.n
  );
}

/** "返校情况: 28人实到25人": a caption, and no label of the number behind it. */
export const isUnderCaption = (tokens: readonly Token[], place: number): boolean =>
  isBreak(tokens[place - 1], 'colon') &&
  /情况|统计|汇总|登记/.test(tokens[place - 2]?.text ?? '') &&
  startsPair(tokens, place);
