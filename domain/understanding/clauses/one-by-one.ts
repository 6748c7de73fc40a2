import { countIn } from '../numbers/together.ts';
import type { Token } from '../tokens/tokens.ts';
import { isCue } from '../tokens/tokens.ts';
import { isTelling } from './facts.ts';

/** Nobody says more words of one child before coming to the next. */
const SPEECH = 30;
/** What is told of one of several stands among so many tokens after it. */
const NEXT = 5;

const introduces = (token: Token | undefined, next: Token | undefined): boolean =>
  token?.kind === 'count' && token.n === 1 && isCue(next, 'copula');

/** "没到的一个是甲，还有一个是乙": each introduces somebody, and none is the sum. */
export function isOneOfSeveral(tokens: readonly Token[], place: number): boolean {
  const ones = eachOfThem(tokens, place);
  if (ones.length > 0 && areAlike(tokens, ones)) return true;
  if (!introduces(tokens[place], tokens[place + 1])) return false;
  const near = tokens.slice(Math.max(0, place - SPEECH), place + SPEECH);
  return near.filter((token, at) => introduces(token, near[at + 1])).length > 1;
}

/** "甲和乙都感冒了，一个发烧一个咳": the places where of those just named each is told of by itself; none where they are not. */
export function eachOfThem(tokens: readonly Token[], place: number): readonly number[] {
  const isOne = (token: Token | undefined): boolean => token?.kind === 'count' && token.n === 1 && token.unit;
  if (!isOne(tokens[place])) return [];
  const from = Math.max(0, place - SPEECH);
  const near = tokens.slice(from, place + SPEECH);
  const ones = near.flatMap((token, at) => (isOne(token) ? [at] : []));
  const [first = 0] = ones;
  const before = near.slice(0, first);
  const meant = before.findLast((token) => isCue(token, 'pronoun'));
  const named = before.filter(({ kind }) => kind === 'name').length || (countIn(meant?.text ?? '') ?? 0);
  const apart = near.slice(first).some(({ kind }) => kind === 'name');
  return ones.length > 1 && ones.length === named && !apart ? ones.map((at) => from + at) : [];
}

/** "一个发烧一个咳": of each the same is told, so that it does not matter who is which. */
export function areAlike(tokens: readonly Token[], ones: readonly number[]): boolean {
  const cues = ones.flatMap((at) => {
    const told = tokens.slice(at + 1, at + NEXT).find(isTelling);
    return told?.kind === 'cue' ? [told.cue] : [];
  });
  return new Set(cues).size === 1;
}
