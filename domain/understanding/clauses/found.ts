import { PLACES_AT_SCHOOL, PLACES_ELSEWHERE } from '../lexicon/found-places.ts';
import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';
import type { Fact, FactKind } from './statements.ts';

/** What is told of where a child was found has no more tokens. */
const NEAR = 30;

const FOUND = /^(?:已经?)?[找寻](?:到|着|见)/;

/** Whether a child that was looked for is said to be found. */
export const isFoundWord = (text: string): boolean => FOUND.test(text);

/** Found, and not in school: nothing is told by it but that the child is still away, or not even that. */
export const isOnlyFound = ({ kind, text }: Fact): boolean =>
  kind === 'found' || (kind === 'absent' && FOUND.test(text));

/** "找到甲了", "刚在街上找着甲": the child that is named at `place` was found, and not its father. */
export function isFoundNamed(tokens: readonly Token[], place: number): boolean {
  const said = (at: number): string => tokens[at]?.text ?? '';
  if (isCue(tokens[place + 1], 'and', 'kin', 'sibling', 'pronoun') || /^[的家]/.test(said(place + 1)))
    return false;
  return (
    /^[找寻]$/.test(said(place - 2)) && /^[到着]$/.test(said(place - 1)) && !/[没不未]$/.test(said(place - 3))
  );
}

/** "已经带回来了", not "明天来上学". */
const tellsOfComing = (token: Token): boolean =>
  isCue(token, 'present') && !FOUND.test(token.text) && !/^来.*[^了]$/.test(token.text);

/**
 * What "找到了" at `place` says of the child: there, where it was found in school; away, where it was found elsewhere, "在他姑妈家"; of
 * a place that is not told or not known here, that it was found, and no more.
 */
export function foundAs(tokens: readonly Token[], place: number): FactKind {
  const before = tokens.slice(Math.max(0, place - NEAR), place);
  const since = (begins: (token: Token) => boolean): string =>
    textOf(before.slice(before.findLastIndex((token) => token.kind === 'name' || begins(token)) + 1));
  const after = tokens.slice(place + 1, place + NEAR);
  const next = after.findIndex(({ kind }) => kind === 'name');
  const told = next < 0 ? after : after.slice(0, next);
  if (told.some(tellsOfComing)) return 'present';
  const said = since((token) => isBreak(token, 'soft', 'hard', 'item')) + textOf(told);
  // "躲厕所，找到了": where it was stands before.
  return placed(said) ?? placed(since((token) => isBreak(token, 'hard', 'item'))) ?? 'found';
}

const placed = (said: string): FactKind | undefined => {
  if (PLACES_AT_SCHOOL.test(said)) return 'present';
  return PLACES_ELSEWHERE.test(said) ? 'absent' : undefined;
};

const textOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join('');
