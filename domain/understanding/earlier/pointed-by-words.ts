import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';
import { isToldNext, withPointers } from './pointed-back.ts';
import type { Standing } from './standing.ts';

/** No words that point back are longer, in tokens. */
const MOST = 5;
const WHICH_ONE = /^那[个位名]?/;
const POINTS = /^(?![我你他她剩另其前后])(?:那[个位名]?)?([\u3400-\u9fff]{2,})的(?:那[个位名])?$/;

/**
 * "领身份证的回来了": where the messages before said so of one child alone, these words point back to it, as a pronoun does.
 */
export const withPointedByWords = (tokens: readonly Token[], standing: Standing): readonly Token[] =>
  standing.said.size === 0
    ? tokens
    : withPointers(tokens, (place) =>
        startsClause(tokens, place) ? lastOf(tokens, place, standing) : undefined,
      );

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
    if (token === undefined || !isOfErrand(token)) return undefined;
    words += token.text;
    if (!token.text.endsWith('的')) continue;
    const last = WHICH_ONE.test(tokens[at + 1]?.text ?? '') ? at + 1 : at;
    return isToldNext(tokens, last) && pointedByWords(words, standing).length === 1 ? last : undefined;
  }
  return undefined;
}

/** What a child was said to do; not "昨天的", "我们班的", "剩下的". */
const isOfErrand = (token: Token): boolean =>
  token.kind === 'word' ||
  (token.kind === 'cue' &&
    !isCue(token, 'pronoun', 'own', 'total', 'part') &&
    !isCue(token, 'rest', 'all', 'only'));

const startsClause = (tokens: readonly Token[], place: number): boolean =>
  place === 0 || isBreak(tokens[place - 1], 'soft', 'space', 'hard', 'item');
