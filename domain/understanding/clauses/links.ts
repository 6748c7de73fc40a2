import type { Token } from '../tokens/tokens.ts';
import { firstAfter, isBreak, isCue, lastBefore } from '../tokens/tokens.ts';
import { isFact, isTelling, saysWho } from './facts.ts';

/** How a status before a name is tied to it: "病假：甲", "没来的是甲", "2人病假 甲", "病假的甲", "病假甲", "病假 甲". */
export type Link = 'colon' | 'copula' | 'count' | 'of' | 'beside' | 'apart';

/** 那个 before a name points at it. */
export const isDemonstrative = (token: Token | undefined): boolean =>
  isCue(token, 'pronoun') && /^[那这]个$/.test(token?.text ?? '');

const BETWEEN = /^(?:的|人|同学|学生|没来|请假|未到|缺[勤课席]|[男女].+|那个|这个|名|位|个|假)/;

/** "没来的是甲": whatever stands before, this is told of Jia. */
function isCleft(tokens: readonly Token[], place: number): boolean {
  const next = afterOf(tokens, place);
  return next !== undefined && /^[是有]$/.test(tokens[next]?.text ?? '') && tokens[next + 1]?.kind === 'name';
}

/** The place after a status and the 的 with which it ends. */
function afterOf(tokens: readonly Token[], place: number): number | undefined {
  if (tokens[place + 1]?.text === '的') return place + 2;
  return tokens[place]?.text.endsWith('的') ? place + 1 : undefined;
}

/** Whether nothing but a gap parts the status at `place` from a name before it. */
function followsName(tokens: readonly Token[], place: number): boolean {
  return lastBefore(tokens, place, (token) => !isBreak(token, 'space'))?.kind === 'name';
}

/** So many words at most stand between a status and the name it heads. */
const FARTHEST = 12;

/** The tie between the status at `place` and a name after it; undefined when something else comes first. */
export function linkToName(tokens: readonly Token[], place: number): Link | undefined {
  if (isCleft(tokens, place)) return 'colon';
  if (tokens[afterOf(tokens, place) ?? -1]?.kind === 'name') return 'of';
  let link: Link = 'beside';
  for (let next = place + 1; next <= place + FARTHEST; next++) {
    const token = tokens[next];
    if (token === undefined) return undefined;
    if (token.kind === 'name') return link;
    // "甲 到 没来的是乙": another word of state begins what is told of Yi.
    if (link === 'apart' && isFact(token) && followsName(tokens, place)) return undefined;
    // "一个是甲 肚子疼 一个是乙": the next child begins.
    if (link === 'apart' && token.kind === 'count' && token.n === 1 && isCue(tokens[next + 1], 'copula'))
      return undefined;
    const tied: Link | undefined =
      isOverBracket(tokens, place, next) ||
      isAnnounced(tokens, place, next) ||
      isCountedOff(tokens, next) ||
      isBareNumber(tokens, next)
        ? 'colon'
        : (isReach(token) && isColonAhead(tokens, next)) || isSpelling(tokens, next)
          ? link
          : linkThrough(token, link);
    if (tied === undefined) return undefined;
    link = tied;
  }
  return undefined;
}

/** "1人发烧(甲)": the bracket that opens at `open` holds those of whom the clause tells that has named nobody. */
function isOverBracket(tokens: readonly Token[], place: number, open: number): boolean {
  if (!isBreak(tokens[open], 'open') || tokens[open + 1]?.kind !== 'name') return false;
  return lastBefore(tokens, place, ({ kind }) => kind === 'name' || kind === 'break')?.kind !== 'name';
}

/** "一个没来，是甲": whoever was counted is named after the break. */
function isAnnounced(tokens: readonly Token[], place: number, soft: number): boolean {
  return (
    tokens[place - 1]?.kind === 'count' &&
    isBreak(tokens[soft], 'soft') &&
    isCue(tokens[soft + 1], 'copula') &&
    tokens[soft + 2]?.kind === 'name'
  );
}

/** "病假的两个, 甲、乙; 旷课的一个, 是丙": who were counted are named after the break. */
function isCountedOff(tokens: readonly Token[], soft: number): boolean {
  if (!isBreak(tokens[soft], 'soft') || tokens[soft - 1]?.kind !== 'count') return false;
  if (!/[的者]$/.test(tokens[soft - 2]?.text ?? '')) return false;
  return tokens[isCue(tokens[soft + 1], 'copula') ? soft + 2 : soft + 1]?.kind === 'name';
}

/** "迟到者一：甲" */
const isBareNumber = (tokens: readonly Token[], place: number): boolean =>
  /^[一二三四五六七八九十]$/.test(tokens[place]?.text ?? '') && isBreak(tokens[place + 1], 'colon');

/** "1人发烧(甲), 2人家里有事(乙、丙)": whether the number at `place` begins to tell of those whom a bracket names. */
export function countsBracket(tokens: readonly Token[], place: number): boolean {
  const before = tokens[place - 1];
  if (before !== undefined && before.kind !== 'break') return false;
  const told = tokens.slice(place + 1, place + FARTHEST);
  const end = told.findIndex(
    (token) => token.kind === 'name' || (token.kind === 'break' && !isBreak(token, 'space')),
  );
  return (
    end > 0 &&
    isBreak(told[end], 'open') &&
    told[end + 1]?.kind === 'name' &&
    told.slice(0, end).some(isTelling)
  );
}

/** "没来的是富贵之贵的张贵英", "是语言的语那个张语桐", "是会打球那个剑华": a character or a child described before the name that has it. */
export function isSpelling(tokens: readonly Token[], place: number): boolean {
  const from = tokens.slice(Math.max(0, place - LONGEST_SPELLING), place).findLastIndex(saysWho);
  if (from < 0) return false;
  const said = tokens.slice(Math.max(0, place - LONGEST_SPELLING) + from + 1, place + LONGEST_SPELLING);
  const end = said.findIndex(({ kind }) => kind === 'name');
  return (
    end > 0 &&
    SPELLED.test(
      said
        .slice(0, end)
        .map(({ text }) => text)
        .join(''),
    )
  );
}

/** No more words explain a character. */
const LONGEST_SPELLING = 6;
const SPELLED =
  /^[\u3400-\u9fff]{1,3}([\u3400-\u9fff])?[\u3400-\u9fff]{0,2}[的之](?:那个)?[\u3400-\u9fff]?(?:的|那个|的那个)?$|^[\u3400-\u9fff]{2,5}那个$/;

/** "休息到周五:" */
const isReach = (token: Token | undefined): boolean => isCue(token, 'to') || token?.kind === 'time';

function isColonAhead(tokens: readonly Token[], place: number): boolean {
  let at = place;
  while (isReach(tokens[at]) || isBreak(tokens[at], 'space')) at++;
  return isBreak(tokens[at], 'colon');
}

function linkThrough(token: Token, link: Link): Link | undefined {
  const loose = link === 'beside' || link === 'apart';
  if (isBreak(token, 'colon', 'close')) return 'colon';
  // "…请三天假，还有一个甲没来" goes on to somebody else.
  if (token.text === '还有') return undefined;
  if (token.text === '者') return link;
  if (saysWho(token)) return link === 'colon' ? link : 'copula';
  if (token.kind === 'count') return loose ? 'count' : link;
  if (isBreak(token, 'space')) return link === 'beside' ? 'apart' : link;
  if (isBreak(token, 'open') && (link === 'count' || link === 'colon')) return link;
  if (isBreak(token, 'hard', 'item') && link === 'colon') return link;
  if (token.kind === 'time' && token.told.kind === 'length') return link;
  const idle =
    isCue(token, 'particle', 'total', 'leave', 'absent', 'part', 'pronoun') && BETWEEN.test(token.text);
  return idle ? link : undefined;
}

/** Whether a cue such as 来了 labels a number ("来了40") and says nothing of a name. */
export function isNumberLabel(tokens: readonly Token[], place: number, named: boolean): boolean {
  const next = firstAfter(
    tokens,
    place,
    (token) => !isBreak(token, 'space', 'colon') && !isCue(token, 'copula', 'particle'),
  );
  const before = lastBefore(tokens, place, (token) => !isBreak(token, 'space'));
  // "甲到了 11/11", "甲也到了 28个全到齐了": the number is of all.
  const at = next === undefined ? place : tokens.indexOf(next, place);
  if (named && next?.kind === 'ratio' && isBreak(tokens[at - 1], 'space')) return false;
  if (named && next?.kind === 'count' && isCue(tokens[at + 1], 'all')) return false;
  const counted = next?.kind === 'count' || next?.kind === 'ratio' || (before?.kind === 'count' && !named);
  return counted || isBreak(tokens[place + 1], 'colon');
}

/** Whether a name follows, with at most idle words between: "只有那个甲". */
export function isBeforeName(tokens: readonly Token[], place: number): boolean {
  const idle = (token: Token) =>
    isCue(token, 'particle', 'total') || isBreak(token, 'space') || isDemonstrative(token);
  const next = firstAfter(tokens, place, (token) => !idle(token));
  return next?.kind === 'name';
}

const NONE = /^(?:无|没有|0|零)/;

/** "没有来" tells of a child, "没有" of nobody. */
const isNone = (token: Token): boolean => NONE.test(token.text) && !isFact(token);

/** "旷课：无", "旷课没有", "未到：": a heading of a form under which nobody stands. */
export function isToldOfNone(tokens: readonly Token[], place: number): boolean {
  const told = tokens.slice(place + 1, place + 6).filter((token) => !isBreak(token, 'space'));
  const [next, after] = told;
  if (next !== undefined && !isCue(next, 'ask') && isNone(next)) return true;
  const [no, one, last] = isBreak(next, 'colon') ? told.slice(1) : told;
  if (no?.text === '没' && one?.text === '有')
    return last === undefined || last.kind === 'break' || isFact(last);
  return isBreak(next, 'colon') && (after === undefined || isBreak(after, 'hard') || isNone(after));
}

/** "昨天请假的甲已返校": the day before the name tells who is meant, and not when they came. */
export function isWhoWasAway(tokens: readonly Token[], name: number): boolean {
  const before = tokens[name - 1];
  if (!before?.text.endsWith('的') || !isTelling(before.text === '的' ? tokens[name - 2] : before))
    return false;
  const next = firstAfter(tokens, name, (token) => isTelling(token) || isBreak(token, 'hard', 'item'));
  return (
    isCue(next, 'present', 'late', 'actual') ||
    (isCue(next, 'all') && /^都.*[来到回在]/.test(next?.text ?? ''))
  );
}

/**
 * "2个请假的: 甲拉肚子乙奔丧": without marks, whether each word of state in a row of names and such words stands behind its name. A row
 * that ends with a name ("病假甲事假乙") has them before.
 */
export function standsBehindName(tokens: readonly Token[], place: number): boolean {
  if (tokens[place - 1]?.kind !== 'name' || tokens[place + 1]?.kind !== 'name') return false;
  let at = place + 1;
  for (let step = 0; step < FARTHEST; step++) {
    while (isCue(tokens[at + 1], 'and') && tokens[at + 2]?.kind === 'name') at += 2;
    const told = pastIdle(tokens, at + 1);
    if (!isTelling(tokens[told])) return false;
    at = told;
    while (isTelling(tokens[pastIdle(tokens, at + 1)])) at = pastIdle(tokens, at + 1);
    const next = pastIdle(tokens, at + 1);
    if (tokens[next]?.kind !== 'name') return true;
    at = next;
  }
  return false;
}

/** The place of the first word from `at` on that is no day, length or particle. */
function pastIdle(tokens: readonly Token[], at: number): number {
  let place = at;
  while (tokens[place]?.kind === 'time' || isCue(tokens[place], 'particle', 'copula', 'to', 'kin')) place++;
  return place;
}
