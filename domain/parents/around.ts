import type { Actor, Entry, Grammar } from './lexicon.ts';

/**
 * Whether a phrase of a meaning, found from `start` to `end`, is meant: not taken back, asked or supposed in its part
 * of the message, and said of whom it can be said.
 */
export const isMeant = (
  plain: string,
  { start, end }: { start: number; end: number },
  { of, even }: { of: Entry['of'] | null; even: Entry['even'] },
  grammar: Grammar,
): boolean => {
  const before = plain.slice(plain.lastIndexOf('，', start - 1) + 1, start);
  const [after = ''] = plain.slice(end).split('，', 1);
  if (has(before, grammar.negates) || has(after, grammar.negatesAfter)) return false;
  if (!even.has('asked') && isAsked(before, after, grammar)) return false;
  if (!even.has('supposed') && has(before, grammar.supposes)) return false;
  if (!even.has('past') && lastOf(before, grammar.past) > lastOf(before, grammar.present)) return false;
  return !of || of.has(actorOf(plain, start, grammar));
};

const has = (text: string, finder: RegExp): boolean => text.search(finder) >= 0;

const lastOf = (text: string, finder: RegExp): number => [...text.matchAll(finder)].at(-1)?.index ?? -1;

/** "发烧了能来吗": that it has a fever is told, and not asked. */
const isAsked = (before: string, after: string, { asks, asksAtEnd, asksFrom }: Grammar): boolean =>
  has(before, asks) || (has(after, asksAtEnd) && !has(after, asksFrom));

/** Of whom it is said: the nearest before, in this part of the message or in the one before. */
const actorOf = (plain: string, start: number, grammar: Grammar): Actor | 'nobody' => {
  const own = plain.lastIndexOf('，', start - 1) + 1;
  const here = nearest(plain, own, start, grammar);
  if (here || own === 0) return here ?? 'nobody';
  const last = nearest(plain, plain.lastIndexOf('，', own - 2) + 1, own - 1, grammar);
  // 我在外面，发烧了: whoever writes goes on about the child.
  return last && last !== 'guardian' ? last : 'nobody';
};

/** A child that tells is who it is told of; what school and pupils do is their own. */
const NEVER_PASSED: ReadonlySet<Actor> = new Set<Actor>(['child', 'school', 'pupils']);

const nearest = (
  plain: string,
  from: number,
  until: number,
  { actors, beside, passesOn }: Grammar,
): Actor | null => {
  const part = plain.slice(from, until);
  const found = actors
    .flatMap(([actor, finder]) => [...part.matchAll(finder)].map((match) => ({ actor, match })))
    .map(({ actor, match }) => ({ actor, at: match.index, end: match.index + match[0].length }))
    .filter(
      ({ actor, at, end }) =>
        !has(part.slice(0, at), beside) &&
        (NEVER_PASSED.has(actor) || !has(plain.slice(from + end), passesOn)),
    )
    .toSorted((a, b) => b.end - a.end || a.at - b.at);
  return found[0]?.actor ?? null;
};
