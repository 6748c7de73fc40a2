import type { Token } from './tokens.ts';
import { isCue } from './tokens.ts';

/** Nobody says more words of one child before coming to the next. */
const SPEECH = 30;

const introduces = (token: Token | undefined, next: Token | undefined): boolean =>
  token?.kind === 'count' && token.n === 1 && isCue(next, 'copula');

/** "没到的一个是甲，还有一个是乙": each introduces somebody, and none is the sum. */
export function isOneOfSeveral(tokens: readonly Token[], place: number): boolean {
  if (!introduces(tokens[place], tokens[place + 1])) return false;
  const near = tokens.slice(Math.max(0, place - SPEECH), place + SPEECH);
  return near.filter((token, at) => introduces(token, near[at + 1])).length > 1;
}
