import type { Token } from '../tokens/tokens.ts';
import { isCue, tokenOf } from '../tokens/tokens.ts';

/** Makes one pronoun of the tokens that point back to a message before; `lastOf` gives the last of those that begin at a place. */
export function withPointers(
  tokens: readonly Token[],
  lastOf: (place: number) => number | undefined,
): readonly Token[] {
  const pointed: Token[] = [];
  for (let place = 0; place < tokens.length; ) {
    const last = lastOf(place);
    const meant = tokens.slice(place, (last ?? place) + 1);
    pointed.push(...(last === undefined ? meant : [pronounOf(meant)]));
    place += meant.length;
  }
  return pointed;
}

/** Several tokens as one pronoun. */
export function pronounOf(tokens: readonly Token[], said = tokens.map(({ text }) => text).join('')): Token {
  return tokenOf({ kind: 'cue', cue: 'pronoun' }, said, tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
}

/** Whether something is told next of whom the tokens up to `last` point to: not "请假的是甲", "请假学生如下", "打针的疫苗到了". */
export function isToldNext(tokens: readonly Token[], last: number): boolean {
  let at = last + 1;
  while (isCue(tokens[at], 'particle') || tokens[at]?.kind === 'time') at++;
  const next = tokens[at];
  return (
    next?.kind === 'cue' && !isCue(next, 'copula', 'total', 'all') && !isCue(next, 'and', 'only', 'rest')
  );
}
