import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';

/** No more tokens stand between two labels and the one number that both have. */
const FARTHEST = 12;

const ALIKE = /^(?:各|各是|各有|等于|相同|相等|相符|一致|持平|都等于|一样|两个|两个数|数|数字|人数|的)$/;

/** "应到、实到均为20", "实到跟应到一样, 都是20": whether the number at `place` is told under both labels. */
export function isOfBothLabels(tokens: readonly Token[], place: number): boolean {
  let expected = false;
  let actual = false;
  for (let at = place - 1; at >= Math.max(0, place - FARTHEST); at--) {
    const token = tokens[at];
    if (isCue(token, 'all') && ALIKE_TOLD.test(token?.text ?? '')) return true;
    if (isCue(token, 'expected')) expected = true;
    else if (isCue(token, 'actual')) actual = true;
    else if (!isBetween(token)) break;
  }
  return expected && actual;
}

/** "应到实到一样, 20个" */
const ALIKE_TOLD = /^[应实].*[应实]/;

const isBetween = (token: Token | undefined): boolean =>
  isBreak(token, 'space', 'colon', 'soft') ||
  isCue(token, 'particle', 'copula', 'and', 'pronoun') ||
  isCue(token, 'same') ||
  (token !== undefined && ALIKE.test(token.text));

const AS_MANY = /^(?:同|同上|同样|一样|也一样|也是一样|相同)$/;

/** "应到20, 实到同上": as many. */
export const isSameNumber = (tokens: readonly Token[], place: number): boolean => {
  if (!isCue(tokens[place], 'actual')) return false;
  let at = place + 1;
  while (isBreak(tokens[at], 'space', 'colon') || isCue(tokens[at], 'copula')) at++;
  const next = tokens[at + 1];
  return AS_MANY.test(tokens[at]?.text ?? '') && (next === undefined || next.kind === 'break');
};
