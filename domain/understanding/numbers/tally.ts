import { isBeforeName } from '../clauses/links.ts';
import type { Cue } from '../tokens/phrases.ts';
import type { CueToken, Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';
import type { ClassRoster } from '../types.ts';
import type { Numbered } from './corrections.ts';
import { correctedNumber } from './corrections.ts';
import {
  beside,
  headingOfSum,
  isAfterAll,
  isAway,
  isClassThatCame,
  isCountOfAway,
  isInNumber,
  isLabel,
  isLackOfCount,
  isPostfix,
  isPresentLabel,
  isSum,
  isToldOfAll,
  isUnderCaption,
  ownLabel,
  startsPair,
} from './labels.ts';
import { isOfBothLabels, isSameNumber } from './shared-labels.ts';
import { isUncounted } from './uncounted.ts';

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
  last?: Numbered;
  /** A number that nothing labels: 应到, if a smaller 实到 comes after it. */
  unlabelled: number | null;
  readonly away: AwayCount[];
}

/** What was told before a number: how many names, and of the rest of them. */
interface Before {
  names: number;
  /** "甲一人病假": the names were counted. */
  summed: boolean;
  rest: boolean;
}

/** Reads the numbers of a message; each class named begins a new tally. */
export function readTallies(tokens: readonly Token[]): Tally[] {
  const tallies: Tally[] = [];
  let tally: Tally | undefined;
  const before: Before = { names: 0, summed: false, rest: false };
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
    } else if (isLackOfOne(tokens, place)) {
      tally ??= started(tallies, token?.start ?? 0);
      tally.away.push({ n: 1, kind: 'absent' });
    } else if (isSameNumber(tokens, place) && tally !== undefined) tally.present = tally.expected;
    else if (token?.kind === 'name') before.names++;
    else if (isCue(token, 'rest')) before.rest = true;
  }
  for (const one of tallies) {
    labelBySize(one);
    // "30人，甲请假，余下都在"
    const uncounted = one.expected === null && one.present === null && one.away.length === 0;
    if ((before.rest || before.summed) && uncounted && (one.unlabelled ?? 0) > before.names)
      one.expected = one.unlabelled;
  }
  return tallies;
}

/** "少一个, 不知道是哪个": nobody is named at once. */
const isLackOfOne = (tokens: readonly Token[], place: number): boolean =>
  isCue(tokens[place], 'only') &&
  /^[缺少差]一个$/.test(tokens[place]?.text ?? '') &&
  !isBeforeName(tokens, place);

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

/** Whether it was told how many should be there, or are. */
export const isSized = (tallies: readonly Tally[]): boolean =>
  tallies.some(({ expected, present }) => expected !== null || present !== null);

function readCount(tokens: readonly Token[], place: number, n: number, tally: Tally, said: Before): void {
  if (isUncounted(tokens, place, said.names)) {
    said.summed ||= n === said.names && beside(tokens, place, -1)?.kind === 'name';
    return;
  }
  const before = beside(tokens, place, -1);
  const after = beside(tokens, place, 1);
  const labelled = isLabel(before) || isLabel(after);
  const headed = headingOfSum(tokens, place);
  const corrected = correctedNumber(tokens, place, labelled, tally.last);
  if (corrected !== undefined) tally[corrected] = n;
  else if (headed !== undefined) tally.away.push({ n, kind: headed.cue });
  else if (isOfBothLabels(tokens, place)) tally.expected = tally.present = n;
  else if (isSum(tokens, place, n)) tally.away.push({ n, kind: 'absent' });
  else if (isPostfix(tokens, place)) tally[isCue(tokens[place + 1], 'expected') ? 'expected' : 'present'] = n;
  else if (isCue(before, 'expected')) setExpected(tally, n);
  else if (isOfSome(tokens, place)) tally.away.push({ n, kind: (after as CueToken).cue });
  else if (
    (isCue(before, 'rest') && !isAway(after) && !isCue(after, 'later')) ||
    (isCue(tokens[place + 1], 'actual') && !startsPair(tokens, place))
  )
    setPresent(tally, n);
  else if (
    isCue(after, 'all') ||
    isCue(before, 'all') ||
    isToldOfAll(tokens, place) ||
    isClassThatCame(tokens, place) ||
    (isAfterAll(tokens, place) && !said.rest)
  )
    wholeCount(n, tally, said);
  else if (isUnderCaption(tokens, place)) setExpected(tally, n);
  else if (isPresentLabel(before) || isInNumber(tokens, place)) setPresent(tally, n);
  // "来了十六个有四个没来两个…": fewer than came are not the class.
  else if (isAway(after) && tally.present !== null && n < tally.present)
    tally.away.push({ n, kind: after.cue });
  // "甲咳嗽 九个来了七个": what is told before a gap does not label the first of two numbers.
  else if (isAway(before) && isBreak(tokens[place - 1], 'space') && startsPair(tokens, place))
    setExpected(tally, n);
  else if (isAway(before) && !isOfCountBefore(tokens, place))
    tally.away.push({ n, kind: (ownLabel(tokens, place) ?? before).cue });
  else if (isCue(after, 'expected')) tally.expected = n;
  else if (isCue(before, 'total') && isCountOfAway(tokens, place, n))
    tally.away.push({ n, kind: (after as CueToken).cue });
  else if (startsPair(tokens, place) || isCue(before, 'total') || isCue(after, 'only')) tally.expected ??= n;
  // "来了六个, 其余三人尚在途中"
  else if (isCue(before, 'rest') && isCue(after, 'later')) tally.away.push({ n, kind: 'absent' });
  // "23人就22人"
  else if (
    isCue(before, 'only') &&
    /^[就只才]有?$/.test(before?.text ?? '') &&
    tally.expected !== null &&
    n < tally.expected &&
    !isAway(after)
  )
    setPresent(tally, n);
  else if (isAway(after) && !isLackOfCount(tokens, place)) tally.away.push({ n, kind: after.cue });
  else if (isPresentLabel(after)) setPresent(tally, n);
  else if (isLackOfCount(tokens, place)) tally.expected ??= n;
  else if (before?.kind === 'class') tally.expected ??= n;
  // "302张三没归寝" is where the child sleeps.
  // "其他人都到齐了, 15个"
  else if (
    said.rest &&
    tally.present === null &&
    tokens.slice(place + 1).every(({ kind }) => kind === 'break')
  )
    setPresent(tally, n);
  else if (tokens[place + 1]?.kind !== 'name') tally.unlabelled = Math.max(n, tally.unlabelled ?? 0);
}

/** "有三个没来 两个病一个事", "有一名学生缺课: 甲": of the class some, and not the class as in "有三十个缺一个". */
function isOfSome(tokens: readonly Token[], place: number): boolean {
  const told = tokens[place + 1];
  return tokens[place - 1]?.text === '有' && isAway(told) && !/^[缺少差欠](?:席|了)?$/.test(told.text);
}

/** "四个没来两个甲跟乙感冒": the label belongs to the number before it, and the smaller number to the names after it. */
function isOfCountBefore(tokens: readonly Token[], place: number): boolean {
  const token = tokens[place];
  if (token?.kind !== 'count' || tokens[place + 1]?.kind !== 'name') return false;
  const counted = tokens[isCue(tokens[place - 2], 'copula') ? place - 3 : place - 2];
  // "两个甲跟乙感冒一个丙…": it was told of the names before it.
  return counted?.kind === 'name' || (counted?.kind === 'count' && token.n < counted.n);
}

function setExpected(tally: Tally, n: number): void {
  tally.expected = n;
  tally.last = 'expected';
}

function setPresent(tally: Tally, n: number): void {
  tally.present = n;
  tally.last = 'present';
}

function wholeCount(n: number, tally: Tally, { rest }: Before): void {
  tally.present = n;
  tally.whole = !rest;
}
