import type { Numbers, Standing } from '../earlier/standing.ts';
import type { Token } from '../tokens/tokens.ts';
import { firstAfter, isBreak, isCue, lastBefore } from '../tokens/tokens.ts';
import { CHANGED } from './corrections.ts';

type Count = Extract<Token, { kind: 'count' }>;

const MISTYPED = /成$/;
const BY_THE_WAY = /^(?:手滑|手抖|意思|抱歉|人|名|个|的|了)$/;

/** "改29", "22, 手滑打成23了", "不是23是22": one number of a report put right without its label, and nothing else told. */
export function numbersAgain(tokens: readonly Token[], { counted }: Standing): Numbers | undefined {
  if (counted === undefined || !tokens.every(isOfNumber) || !tokens.some(putsRight)) return undefined;
  const counts = tokens.flatMap((token) => (token.kind === 'count' ? [token] : []));
  const wrong = counts.find((count) => isNoLonger(tokens, count));
  const [right, other] = counts.filter((count) => count !== wrong);
  if (right === undefined || other !== undefined) return undefined;
  return isOfExpected(right, wrong, counted)
    ? { expected: right.n, present: null }
    : { expected: null, present: right.n };
}

const isOfNumber = (token: Token): boolean =>
  token.kind === 'count' ||
  isBreak(token, 'space', 'soft', 'hard') ||
  isCue(token, 'particle', 'copula', 'correct', 'negate') ||
  CHANGED.test(token.text) ||
  BY_THE_WAY.test(token.text);

const putsRight = (token: Token): boolean => isCue(token, 'correct', 'negate') || CHANGED.test(token.text);

/** "打成23", "不是23", "23改22" */
function isNoLonger(tokens: readonly Token[], count: Count): boolean {
  const place = tokens.indexOf(count);
  const before = lastBefore(tokens, place, (token) => !isBreak(token, 'space'));
  const next = firstAfter(tokens, place, (token) => !isBreak(token, 'space'));
  const mistyped =
    isCue(before, 'correct') && MISTYPED.test(before?.text ?? '') && !CHANGED.test(before?.text ?? '');
  return mistyped || isCue(before, 'negate') || CHANGED.test(next?.text ?? '');
}

/** More than should be there cannot be there; what was told as it is no longer says which number was meant. */
function isOfExpected(right: Count, wrong: Count | undefined, { expected, present }: Numbers): boolean {
  if (wrong !== undefined && wrong.n === present) return false;
  return expected !== null && (wrong?.n === expected || right.n > expected);
}
