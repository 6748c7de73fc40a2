import { isDemonstrative, linkToName } from './clause-links.ts';
import { TITLES } from './lexicon/people.ts';
import type { Cue } from './phrases.ts';
import type { Token } from './tokens.ts';
import { firstAfter, isBreak, isCue, lastBefore } from './tokens.ts';
import type { ClassRoster } from './types.ts';

/** "缺2人", "2人病假": how many are told to be away, and of which kind. */
export interface AwayCount {
  readonly n: number;
  readonly kind: Cue;
}

/** The numbers told of one class (or of no class by name), in the order of the message. */
export interface Tally {
  readonly roster: ClassRoster | undefined;
  readonly start: number;
  expected: number | null;
  present: number | null;
  /** `present` was told of all: "42人全到". */
  whole: boolean;
  /** The number labelled last. */
  last?: 'expected' | 'present';
  /** A number that nothing labels: 应到, if a smaller 实到 comes after it. */
  unlabelled: number | null;
  readonly away: AwayCount[];
}

const AWAY: readonly Cue[] = ['absent', 'sick', 'personal', 'leave', 'unexcused'];
const CAME = /^[到来]了?$|^(?:没有?)?[到来]$/;

/** What was told before a number: how many names, and of the rest of them. */
interface Before {
  names: number;
  rest: boolean;
}

/** Reads the numbers of a message; each class named begins a new tally. */
export function readTallies(tokens: readonly Token[]): Tally[] {
  const tallies: Tally[] = [];
  let tally: Tally | undefined;
  const before: Before = { names: 0, rest: false };
  for (let place = 0; place < tokens.length; place++) {
    const token = tokens[place];
    if (token?.kind === 'class' && token.roster !== tally?.roster) {
      const unnamed = tally !== undefined && tally.roster === undefined && !hasNumbers(tally);
      if (unnamed) tallies.pop();
      tally = blank(token.roster, token.start);
      tallies.push(tally);
    } else if (token?.kind === 'count' || token?.kind === 'ratio') {
      tally ??= started(tallies, token.start);
      if (token.kind === 'count') readCount(tokens, place, token.n, tally, before);
      else {
        tally.expected = token.larger;
        tally.present = token.smaller;
      }
    } else if (token?.kind === 'name') before.names++;
    else if (isCue(token, 'rest')) before.rest = true;
  }
  for (const one of tallies) {
    labelBySize(one);
    // "30人，甲请假，余下都在"
    if (before.rest && one.expected === null && one.present === null && one.away.length === 0)
      one.expected = one.unlabelled;
  }
  return tallies;
}

function labelBySize(tally: Tally): void {
  const { expected, present, unlabelled } = tally;
  if (expected === null && present !== null && unlabelled !== null && unlabelled > present) {
    tally.expected = unlabelled;
  }
}

function started(tallies: Tally[], start: number): Tally {
  const tally = blank(undefined, start);
  tallies.push(tally);
  return tally;
}

const blank = (roster: ClassRoster | undefined, start: number): Tally => ({
  roster,
  start,
  expected: null,
  present: null,
  whole: false,
  unlabelled: null,
  away: [],
});

/** Whether anything was counted. */
export const hasNumbers = ({ expected, present, away }: Tally): boolean =>
  expected !== null || present !== null || away.length > 0;

const isIdle = (token: Token | undefined): boolean =>
  isBreak(token, 'space', 'colon') ||
  isDemonstrative(token) ||
  (isCue(token, 'particle', 'copula', 'part', 'correct') && token?.text !== '还有');

function beside(tokens: readonly Token[], place: number, step: 1 | -1): Token | undefined {
  let at = place + step;
  while (isIdle(tokens[at]) && !isPlural(tokens[at])) at += step;
  // In "捡到一个钱包" the end of a longer word labels nothing.
  const tail = isCue(tokens[at], 'to') && tokens[at - 1]?.kind === 'word';
  return tail ? tokens[at - 1] : tokens[at];
}

const isPlural = (token: Token | undefined): boolean =>
  isCue(token, 'particle') && /^[都均]$/.test(token?.text ?? '');

function readCount(tokens: readonly Token[], place: number, n: number, tally: Tally, said: Before): void {
  const before = beside(tokens, place, -1);
  const after = beside(tokens, place, 1);
  const token = tokens[place];
  // "(上条误写43)"
  if (
    /(?:误|错)?[写打说报填]成?$|误[写报]$/.test(tokens[place - 1]?.text ?? '') &&
    isCue(tokens[place - 1], 'correct')
  )
    return;
  // "说错了, 不是39是38"
  if (isDenied(tokens, place)) return;
  // "报漏了一个"
  if (/[漏忘]/.test(`${tokens[place - 2]?.text ?? ''}${tokens[place - 1]?.text ?? ''}`)) return;
  if (isOneOfSeveral(tokens, place)) return;
  // "男生15人全到": a part of the class.
  if (isCue(tokens[place - 1], 'part')) return;
  // "有两个迟到": they are there.
  if (
    (!isLabel(before) || isUnderHeading(tokens, place)) &&
    isCue(after, 'late', 'left') &&
    /迟|退|晚/.test(after?.text ?? '')
  )
    return;
  // "班里两个雨": so many who bear that character.
  if (isCue(before, 'total') && tokens[place + 1]?.kind === 'word') return;
  if (isApposition(tokens, place, before, said) || isShare(tokens, place) || isOfGrownUps(tokens, place))
    return;
  if (isAmended(tokens, place) && tally.last !== undefined && !isLabel(before) && !isLabel(after)) {
    tally[tally.last] = n;
    return;
  }
  const amended = isLabel(before) || isLabel(after) ? undefined : amendedLabel(tokens, place);
  if (amended !== undefined) tally[amended] = n;
  else if (isSum(tokens, place, n)) tally.away.push({ n, kind: 'absent' });
  else if (isPostfix(tokens, place)) tally[isCue(tokens[place + 1], 'expected') ? 'expected' : 'present'] = n;
  else if (correctedLabel(tokens, place) !== undefined) tally[correctedLabel(tokens, place) ?? 'present'] = n;
  else if (isCue(before, 'expected')) setExpected(tally, n);
  else if (
    isCue(before, 'rest') ||
    (isCue(tokens[place + 1], 'actual') && token?.kind === 'count' && !startsPair(tokens, place))
  )
    setPresent(tally, n);
  else if (isCue(after, 'all') || isCue(before, 'all')) wholeCount(n, tally, said);
  else if (isPresentLabel(before)) setPresent(tally, n);
  else if (isAway(before)) tally.away.push({ n, kind: (ownLabel(tokens, place) ?? before).cue });
  else if (isCue(after, 'expected')) tally.expected = n;
  else if (startsPair(tokens, place) || isCue(before, 'total') || isCue(after, 'only')) tally.expected ??= n;
  else if (isAway(after) && !isLackOfCount(tokens, place)) tally.away.push({ n, kind: after.cue });
  else if (isPresentLabel(after)) setPresent(tally, n);
  else if (isBare(token) && isLackOfCount(tokens, place)) tally.expected ??= n;
  else if (before?.kind === 'class' && isBare(token)) tally.expected ??= n;
  else tally.unlabelled ??= n;
}

const introduces = (token: Token | undefined, next: Token | undefined): boolean =>
  token?.kind === 'count' && token.n === 1 && isCue(next, 'copula');

/** "没到的一个是甲，还有一个是乙": each introduces somebody, and none is the sum. */
function isOneOfSeveral(tokens: readonly Token[], place: number): boolean {
  if (!introduces(tokens[place], tokens[place + 1])) return false;
  const near = tokens.slice(Math.max(0, place - SPEECH), place + SPEECH);
  return near.filter((token, at) => introduces(token, near[at + 1])).length > 1;
}

/** Nobody says more words of one child before coming to the next. */
const SPEECH = 30;

const isLabel = (token: Token | undefined): boolean =>
  isPresentLabel(token) || isAway(token) || isCue(token, 'expected', 'all', 'rest', 'total', 'only');

/** "来了27个, 不对, 28个": the number is said again. */
function isAmended(tokens: readonly Token[], place: number): boolean {
  const at = isCue(tokens[place - 1], 'copula') && isMistake(tokens[place - 2]) ? place - 1 : place;
  if (isCue(tokens[at - 1], 'copula', 'correct') && !isMistake(tokens[at - 1])) return false;
  const said = lastBefore(
    tokens,
    at,
    ({ kind, text }) => kind === 'count' || kind === 'ratio' || (kind === 'cue' && /不对|错/.test(text)),
  );
  return isCue(said, 'correct');
}

const isMistake = (token: Token | undefined): boolean =>
  isCue(token, 'correct') && /不对|错/.test(token?.text ?? '');

/** "26位家长来了24位", "3位老师请假": grown-ups, who are on no roster. */
function isOfGrownUps(tokens: readonly Token[], place: number): boolean {
  if (isGrownUp(tokens[place + 1])) return true;
  const sentence = tokens.slice(Math.max(0, place - NEAR), place);
  const said = sentence.slice(
    sentence.findLastIndex((token) => isBreak(token, 'hard', 'item', 'question')) + 1,
  );
  const label = said.findIndex((token) => isPresentLabel(token));
  return isGrownUp(said[label - 1]) && !said.some(({ kind }) => kind === 'name');
}

/** No sentence about grown-ups has more tokens between them and their number. */
const NEAR = 14;

const isGrownUp = (token: Token | undefined): boolean =>
  isCue(token, 'kin') || TITLES.some((title) => title.length > 1 && token?.text.startsWith(title));

/** "那两个来了一个": some of those named before, not of the class. */
function isShare(tokens: readonly Token[], place: number): boolean {
  const label = lastBefore(tokens, place, (token) => !isIdle(token));
  if (!isPresentLabel(label) && !isAway(label)) return false;
  const whose = lastBefore(tokens, tokens.lastIndexOf(label as Token, place), (token) => !isIdle(token));
  return isCue(whose, 'pronoun') && /[两三四几们俩]/.test(whose?.text ?? '');
}

/** "不是39" */
const isDenied = (tokens: readonly Token[], place: number): boolean =>
  tokens[place]?.kind === 'count' && isCue(tokens[place - 1], 'negate');

/** "实到打错了，应为33", "实到说错了，不是39是38": the label stands before what says that it was wrong. */
function correctedLabel(tokens: readonly Token[], place: number): 'expected' | 'present' | undefined {
  const said = tokens[place - 1];
  const last = isBreak(tokens[place - 2], 'soft', 'space') ? place - 3 : place - 2;
  const amends = said?.text === '是' && (isDenied(tokens, last) || isMistake(tokens[last]));
  if (!amends && !/^(?:应为|应该为|应该是|应是|改[为成])$/.test(said?.text ?? '')) return undefined;
  const from = amends && isDenied(tokens, last) ? last - 1 : place - 1;
  const label = lastBefore(tokens, from, (token) => !isIdle(token) && !isBreak(token, 'soft'));
  if (isCue(label, 'expected')) return 'expected';
  return isCue(label, 'actual') ? 'present' : undefined;
}

/** "实到写错了，40", "应到打反了, 重新数了, 是42": the label, what says that it was wrong, and the number alone. */
function amendedLabel(tokens: readonly Token[], place: number): 'expected' | 'present' | undefined {
  let amends = false;
  for (let at = place - 1; at >= Math.max(0, place - NEAR); at--) {
    const token = tokens[at];
    if (token?.kind === 'name' || token?.kind === 'count' || token?.kind === 'ratio' || isAway(token))
      return undefined;
    if (isCue(token, 'correct')) amends = true;
    else if (isCue(token, 'expected', 'actual'))
      return amends ? (isCue(token, 'expected') ? 'expected' : 'present') : undefined;
  }
  return undefined;
}

/** "27应26实", "30应到29实到": the labels stand after their numbers. */
function isPostfix(tokens: readonly Token[], place: number): boolean {
  const label = tokens[place + 1];
  if (!isCue(label, 'expected', 'actual')) return false;
  const [before, other] = [tokens[place - 1], tokens[place - 2]];
  if (label?.text.length === 1) return !isCue(before, 'expected', 'actual') || other?.kind === 'count';
  const [next, last] = [tokens[place + 2], tokens[place + 3]];
  const isFirst =
    isCue(label, 'expected') &&
    next?.kind === 'count' &&
    isCue(last, 'actual') &&
    tokens[place + 4]?.kind !== 'count';
  const isSecond =
    isCue(label, 'actual') &&
    isCue(before, 'expected') &&
    other?.kind === 'count' &&
    tokens[place + 2]?.kind !== 'count';
  return isFirst || isSecond;
}

const isBare = (token: Token | undefined): boolean => token?.kind === 'count';

function setExpected(tally: Tally, n: number): void {
  tally.expected = n;
  tally.last = 'expected';
}

function setPresent(tally: Tally, n: number): void {
  tally.present = n;
  tally.last = 'present';
}

const isPresentLabel = (token: Token | undefined): boolean =>
  isCue(token, 'actual') ||
  (isCue(token, 'present', 'to', 'back', 'late') &&
    /^(?:已经?|只|都|实)?[到来](?:了|的|校了?)?$/.test(token?.text ?? ''));

type CueToken = Token & { readonly kind: 'cue' };

const isAway = (token: Token | undefined): token is CueToken =>
  token?.kind === 'cue' && AWAY.includes(token.cue);

/** "缺勤情况: 2人病假": what stands after the number labels it, not the heading. */
function ownLabel(tokens: readonly Token[], place: number): CueToken | undefined {
  const after = beside(tokens, place, 1);
  const own = isAway(after) && linkToName(tokens, tokens.indexOf(after, place)) !== undefined;
  return own && isUnderHeading(tokens, place) ? after : undefined;
}

const isUnderHeading = (tokens: readonly Token[], place: number): boolean =>
  isBreak(tokens[isCue(tokens[place - 1], 'copula') ? place - 2 : place - 1], 'colon');

/** "甲、乙两个": a count that only sums up the names before it. */
function isApposition(
  tokens: readonly Token[],
  place: number,
  before: Token | undefined,
  { names }: Before,
): boolean {
  if (isCue(before, 'pronoun')) return true;
  const counted = tokens[place];
  // "甲、乙…，称二人已外出"
  if (isCue(before, 'speak') && counted?.kind === 'count' && counted.n === names) return true;
  if (before?.kind === 'name') {
    const broken = tokens
      .slice(tokens.lastIndexOf(before, place), place)
      .some((token) => isBreak(token, 'soft', 'hard', 'item'));
    if (!broken) return !isPresentAfter(tokens, place);
  }
  if (!isPlural(beside(tokens, place, 1)) && !isPlural(tokens[place + 1])) return false;
  const token = tokens[place];
  return token?.kind === 'count' && token.n === names && !isCue(before, 'rest', 'total');
}

/** No list that is summed up has more tokens. */
const LONGEST_LIST = 120;

/** "请假的有甲、乙，共2人": the names before it, summed up. */
function isSum(tokens: readonly Token[], place: number, n: number): boolean {
  const before = tokens[place - 1];
  if (!isCue(before, 'total') || !/^(?:共|共计|总共|一共|合计)$/.test(before?.text ?? '')) return false;
  const near = tokens.slice(Math.max(0, place - LONGEST_LIST), place);
  // "合计3人" on a line of its own sums up the lines before it.
  const own = isBreak(near.at(-2), 'hard');
  const list = own ? near : near.slice(near.findLastIndex((token) => isBreak(token, 'hard', 'question')) + 1);
  const named = list.filter(({ kind }) => kind === 'name').length;
  return named > 0 && n <= named + 2 && !list.some((token) => token.kind === 'count');
}

const isPresentAfter = (tokens: readonly Token[], place: number): boolean => startsPair(tokens, place);

/** "23个到21个", "十二个来了十一个": the first of two numbers. */
function startsPair(tokens: readonly Token[], place: number): boolean {
  let at = place + 1;
  while (isIdle(tokens[at]) || isBreak(tokens[at], 'soft') || isCue(tokens[at], 'total', 'only')) at++;
  const label = tokens[at];
  if (!isPresentLabel(label) && !CAME.test(label?.text ?? '')) return false;
  const next = beside(tokens, at, 1);
  return next?.kind === 'count';
}

/** "42人少2个", "42个只差…", "20人缺1": what is away is counted after. */
function isLackOfCount(tokens: readonly Token[], place: number): boolean {
  const after = firstAfter(tokens, place, (token) => !isIdle(token) && !isBreak(token, 'soft'));
  if (!isCue(after, 'absent', 'leave', 'sick', 'personal', 'unexcused')) return isCue(after, 'only');
  const beyond = beside(tokens, tokens.indexOf(after as Token, place), 1);
  const next = isCue(beyond, 'only') ? beside(tokens, tokens.indexOf(beyond as Token, place), 1) : beyond;
  return next?.kind === 'count' || (next?.kind === 'name' && /[缺少差]/.test(after?.text ?? ''));
}

function wholeCount(n: number, tally: Tally, { rest }: Before): void {
  tally.present = n;
  tally.whole = !rest;
}
