import { FEAST_NAMES } from '../times/feasts.ts';
import type { DayTold } from '../times/time-told.ts';
import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue, lastBefore } from '../tokens/tokens.ts';
import { isTelling } from './facts.ts';

/** No clause of which a day is the beginning has more tokens. */
const NEAR = 14;
/** "昨天那几个甲、乙" */
const WHICH = /^那[一两三四几]?[个名位]$/;
const FEAST_COMES = new RegExp(`^(?:就是|就要|就|又是|也是|要|是)?(?:${FEAST_NAMES}|放假|周末)(?!前|后)`);

const MEANT = /(?:[说讲报指]的都?是|^都?是)$/;
const DAY_ENDS = /^的?(?:事情?|情况)?(?:[,.;!) ]|$)/;

/** "甲到了, 乙没到, 说的是昨天", "…, 是昨天的": the day, told at the end, of all that was told before. */
export function isDayMeant(tokens: readonly Token[], place: number): boolean {
  const before = tokens.slice(Math.max(0, place - 6), place);
  const clause = before.slice(
    before.findLastIndex((token) => endsClause(token) || isBreak(token, 'space')) + 1,
  );
  const said = clause.map(({ text }) => text).join('');
  const after = tokens
    .slice(place + 1, place + 4)
    .map(({ text }) => text)
    .join('');
  if (!MEANT.test(said) || !DAY_ENDS.test(after)) return false;
  return /[说讲报指]/.test(said) || after.startsWith('的');
}

const SINCE_THEN = /^(?:起?就|开始就|一直|到(?:现在|今早|今天))/;

/** "昨晚就没回来", "昨晚到现在没见人": away since that night, and so today. */
export function isAwaySince(tokens: readonly Token[], place: number): boolean {
  const after = tokens.slice(place + 1, place + 4);
  const away = after.findIndex((token) => isCue(token, 'absent'));
  if (away < 0) return false;
  const said = after.slice(0, away + 1).map(({ text }) => text);
  return SINCE_THEN.test(said.join(''));
}

/** "差的还是昨天那个甲", "没来的是上周请假的甲": the day tells which child is away now, and not when it was. */
export function isWhoItIs(tokens: readonly Token[], place: number): boolean {
  let head = place - 1;
  while (isCue(tokens[head], 'copula', 'or', 'particle')) head--;
  const said = tokens[head]?.text ?? '';
  const lacks = isCue(tokens[head], 'absent', 'only') && /^[缺差少欠]|[的是]$/.test(said);
  if (!lacks) return false;
  let next = place + 1;
  while (isTelling(tokens[next]) || tokens[next]?.text === '的' || WHICH.test(tokens[next]?.text ?? ''))
    next++;
  if (isBreak(tokens[next], 'colon', 'space')) next++;
  return tokens[next]?.kind === 'name';
}

/** "不用到周五": the end that was told holds no longer. */
export function isNoEnd(tokens: readonly Token[], place: number): boolean {
  const said = tokens.slice(Math.max(0, place - 4), place).map(({ text }) => text);
  return /(?:不|不用|不必|不需要?|用不着|用不|等不|不是)(?:请|休息?)?到$/.test(said.join(''));
}

const STUNG = /^[着被][^,.;!?\n]{1,4}[叮咬蜇烫撞]了$/;

/** "星期天晚上就开始吐了", "昨天就发烧了" */
export function isOnset(tokens: readonly Token[], place: number): boolean {
  const [next, after, last] = tokens.slice(place + 1, place + 4);
  if (/^(?:从|自)/.test(tokens[place - 1]?.text ?? '')) return false;
  // "昨天着马蜂叮了，脚肿得穿不起鞋"
  if (STUNG.test(next?.text ?? '') && isBreak(after, 'soft')) return true;
  const at = next?.text === '就' && /^(?:开始|有点|有些)/.test(after?.text ?? '') ? last : after;
  return /^(?:就|开始)/.test(next?.text ?? '') && isCue(at, 'sick') && !/假|医|院|查/.test(at?.text ?? '');
}

/** The heading of the field that a day fills: "起止:", "开始时间:". */
export function fieldOf(tokens: readonly Token[], place: number): string {
  if (!isBreak(tokens[place - 1], 'colon')) return '';
  const label = tokens[place - 2];
  const before = tokens[place - 3];
  return `${before === undefined || before.kind === 'break' ? '' : before.text}${label?.text ?? ''}`;
}

/** "23日 - 25日": a gap stands between the day and what leads to it. */
export function isBehindTo(tokens: readonly Token[], place: number): boolean {
  const [day, to, gap] = tokens.slice(Math.max(0, place - 3), place);
  return isBreak(gap, 'space') && isCue(to, 'to') && (day?.kind === 'time' || isBreak(day, 'space'));
}

/** Nothing in the clause of the time at `place` is about school. */
export function isOfNoChild(tokens: readonly Token[], place: number): boolean {
  const before = tokens.slice(Math.max(0, place - NEAR), place);
  const after = tokens.slice(place + 1, place + NEAR);
  const end = after.findIndex((token, at) => endsClause(token) || isGap(after, at));
  const clause = [
    ...before.slice(before.findLastIndex(endsClause) + 1),
    ...after.slice(0, end < 0 ? NEAR : end),
  ];
  const busy = clause.some(({ text }) => /忙/.test(text));
  return (
    clause.some(({ kind, text }) => kind === 'word' && /[\u3400-\u9fff]/.test(text)) &&
    clause.every(
      (token) =>
        token.kind === 'word' || token.kind === 'break' || isIdle(token) || (busy && /^忘/.test(token.text)),
    )
  );
}

/** "明天就中秋了", "后天放假": what day that is, and nothing of a child. */
export function isOfFeast(tokens: readonly Token[], place: number): boolean {
  const next = tokens.slice(place + 1, place + 4).map(({ text }) => text);
  return FEAST_COMES.test(next.join(''));
}

/** "11月24日(星期二)": the same day once more. */
export function isApposition(tokens: readonly Token[], place: number, said: DayTold): boolean {
  const before = lastBefore(tokens, place, (token) => !isBreak(token, 'space', 'open', 'soft'));
  if (before?.kind !== 'time' || before.told.kind !== 'day') return false;
  return said.last === before.told.last || said.next === before.told.next;
}

/** "甲病假, 乙事假, 都是下周三回": the clause begins with all of them. */
export function isOfAll(tokens: readonly Token[], place: number): boolean {
  let at = place - 1;
  while (isCue(tokens[at], 'copula', 'leave', 'to', 'home', 'sick') || tokens[at]?.text === '要') at--;
  return /^[都均]$/.test(tokens[at]?.text ?? '') && isBreak(tokens[at - 1], 'soft', 'space');
}

const endsClause = (token: Token): boolean => token.kind === 'break' && !isBreak(token, 'space', 'colon');

/** "昨晚打雷没睡好 22应20实": a gap parts it from the numbers or names after it. */
const isGap = (tokens: readonly Token[], at: number): boolean => {
  const next = tokens[at + 1];
  return isBreak(tokens[at], 'space') && next !== undefined && next.kind !== 'word' && next.kind !== 'break';
};

/** Words that tell nothing, and are not about reporting either. */
const isIdle = (token: Token): boolean =>
  (isCue(token, 'particle', 'to', 'place', 'ask', 'copula') &&
    !/报|补|忘|漏|考勤|点名|寝|修|习/.test(token.text)) ||
  (isCue(token, 'pronoun') && /^(?:[那这]个|娃娃|娃儿|孩子|学生|同学)们?$/.test(token.text)) ||
  token.kind === 'time';
