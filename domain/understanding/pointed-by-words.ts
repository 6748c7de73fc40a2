import type { Standing } from './standing.ts';
import type { Token } from './tokens.ts';
import { isBreak, isCue, tokenOf } from './tokens.ts';

/** No words that point back are longer, in tokens. */
const MOST = 5;
const WHICH_ONE = /^那[个位名]?/;
const POINTS = /^那?[个位名]?([\u3400-\u9fff]{2,})的(?:那[个位名])?$/;

/**
 * "领身份证的回来了": where the messages before said so of one child alone, these words point back to it, as a pronoun does.
 */
export function withPointedByWords(tokens: readonly Token[], standing: Standing): readonly Token[] {
  if (standing.said.size === 0) return tokens;
  const pointed: Token[] = [];
  for (let place = 0; place < tokens.length; ) {
    const last = startsClause(tokens, place) ? lastOf(tokens, place, standing) : undefined;
    pointed.push(
      ...(last === undefined ? tokens.slice(place, place + 1) : [joined(tokens.slice(place, last + 1))]),
    );
    place = (last ?? place) + 1;
  }
  return pointed;
}

/** Whether these words point back by what was said. */
export const pointsByWords = (said: string): boolean => POINTS.test(said);

/** Of whom these words were said. */
export function pointedByWords(words: string, { said }: Standing): readonly string[] {
  const errand = POINTS.exec(words)?.[1];
  if (errand === undefined) return [];
  return [...said].flatMap(([student, told]) => (told.includes(errand) ? [student] : []));
}

/** The last of the tokens from `place` that point to one child of whom something is told next. */
function lastOf(tokens: readonly Token[], place: number, standing: Standing): number | undefined {
  let words = '';
  for (let at = place; at < place + MOST; at++) {
    const token = tokens[at];
    if (
      token === undefined ||
      token.kind === 'break' ||
      token.kind === 'name' ||
      token.kind === 'count' ||
      isCue(token, 'pronoun')
    )
      return undefined;
    words += token.text;
    if (!token.text.endsWith('的')) continue;
    const last = WHICH_ONE.test(tokens[at + 1]?.text ?? '') ? at + 1 : at;
    return isToldNext(tokens, last) && pointedByWords(words, standing).length === 1 ? last : undefined;
  }
  return undefined;
}

const startsClause = (tokens: readonly Token[], place: number): boolean =>
  place === 0 || isBreak(tokens[place - 1], 'soft', 'space', 'hard', 'item');

/** Not "请假的是甲", "打针的疫苗到了". */
function isToldNext(tokens: readonly Token[], last: number): boolean {
  const next = tokens[last + 1];
  if (next === undefined) return false;
  return next.kind === 'time' || (next.kind === 'cue' && !isCue(next, 'copula', 'total', 'all'));
}

function joined(tokens: readonly Token[]): Token {
  const said = tokens.map(({ text }) => text).join('');
  return tokenOf({ kind: 'cue', cue: 'pronoun' }, said, tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
}
