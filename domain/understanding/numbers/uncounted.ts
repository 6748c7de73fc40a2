import { isOneOfSeveral } from '../clauses/one-by-one.ts';
import { TITLES } from '../lexicon/people.ts';
import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue, lastBefore } from '../tokens/tokens.ts';
import { isChangedFrom, isDenied } from './corrections.ts';
import {
  beside,
  isAway,
  isBeforeLatecomers,
  isIdle,
  isLabel,
  isPlural,
  isPresentLabel,
  isUnderHeading,
  startsPair,
} from './labels.ts';

/** Whether the number at `place` tells neither how many of a class are there nor how many are away. */
export function isUncounted(tokens: readonly Token[], place: number, named: number): boolean {
  const last = tokens[place - 1];
  const before = beside(tokens, place, -1);
  // "(上条误写43)"
  if (isCue(last, 'correct') && MISWRITTEN.test(last?.text ?? '')) return true;
  // "未接×4": so often it was tried.
  if (last?.text.endsWith('×') && isCue(last, 'unreachable')) return true;
  // "两个班各缺1人"
  if (isAway(last) && tokens[place - 2]?.text.endsWith('班各')) return true;
  // "报漏了一个"
  if (/[漏忘]/.test(`${tokens[place - 2]?.text ?? ''}${last?.text ?? ''}`)) return true;
  // "男生15人全到": a part of the class.
  if (isCue(last, 'part') || /(?:^|[^一二三四五六七八九\d])[男女]$/.test(last?.text ?? '')) return true;
  // "班里两个雨": so many who bear that character.
  if (isCue(before, 'total') && tokens[place + 1]?.kind === 'word') return true;
  return (
    isDenied(tokens, place) ||
    isChangedFrom(tokens, place) ||
    isOneOfSeveral(tokens, place) ||
    isOfThoseThere(tokens, place, before) ||
    isApposition(tokens, place, before, named) ||
    isShare(tokens, place) ||
    isOfGrownUps(tokens, place)
  );
}

const MISWRITTEN = /(?:误|错)?[写打说报填]成?$|误[写报]$|[多少][写打说报填算数]了?$/;

/** "有两个迟到": they are there. */
function isOfThoseThere(tokens: readonly Token[], place: number, before: Token | undefined): boolean {
  const after = beside(tokens, place, 1);
  const headed = isLabel(before) && !isUnderHeading(tokens, place);
  return (
    !headed &&
    !isBeforeLatecomers(tokens, place) &&
    isCue(after, 'late', 'left') &&
    /迟|退|晚/.test(after?.text ?? '')
  );
}

/** "那两个来了一个": some of those named before, not of the class. */
function isShare(tokens: readonly Token[], place: number): boolean {
  const label = lastBefore(tokens, place, (token) => !isIdle(token));
  if (!isPresentLabel(label) && !isAway(label)) return false;
  const whose = lastBefore(tokens, tokens.lastIndexOf(label as Token, place), (token) => !isIdle(token));
  return isCue(whose, 'pronoun') && /[两三四几们俩]/.test(whose?.text ?? '');
}

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

const CHILDREN = /^(?:娃娃|娃儿|孩子|学生)$/;
/** No more children are spoken of as one family's. */
const SIBLINGS = 4;

/** "两个都没来", "两个娃娃都没来" */
function isOfAll(tokens: readonly Token[], place: number): boolean {
  const next = tokens[isCue(tokens[place + 1], 'pronoun') ? place + 2 : place + 1];
  return isPlural(next) || (isAway(next) && /^[都均]/.test(next.text));
}

/** "甲、乙两个": a count that only sums up the names before it. */
function isApposition(
  tokens: readonly Token[],
  place: number,
  before: Token | undefined,
  names: number,
): boolean {
  const counted = tokens[place];
  // "我们班娃娃26个到齐": children in general are all of the class.
  if (isCue(before, 'pronoun'))
    return !(CHILDREN.test(before?.text ?? '') && counted?.kind === 'count' && counted.n > SIBLINGS);
  // "甲、乙…，称二人已外出", "甲乙弟兄两个"
  if (isCue(before, 'speak', 'sibling') && counted?.kind === 'count' && counted.n === names) return true;
  if (before?.kind === 'name') {
    const broken = tokens
      .slice(tokens.lastIndexOf(before, place), place)
      .some((token) => isBreak(token, 'soft', 'hard', 'item'));
    if (!broken) return !startsPair(tokens, place);
  }
  if (!isPlural(beside(tokens, place, 1)) && !isOfAll(tokens, place)) return false;
  const token = tokens[place];
  return token?.kind === 'count' && token.n === names && !isCue(before, 'rest', 'total');
}
