import { shownOf } from './grams.ts';
import type { Token } from './tokens.ts';
import { isBreak } from './tokens.ts';
import type { Told } from './told.ts';

/** What may stand between names that are told of together: "甲、乙和丙同学". */
const JOINING = /^(?:[\s、,，.和跟与及同\d]|还有|以及|同学|学生)*$/;

/** From one name to another, as far as a message tells of them alone. */
interface Stretch {
  readonly names: Token[];
  /** Places of tokens. */
  begin: number;
  end: number;
}

/**
 * What a message says of each child, as it is weighed: the clauses in which nobody else is named, and before and after them the words
 * that the grammar takes to be told of the child too ("病假：甲、乙", "他们两个都发烧").
 */
export function stretchesOf(
  speech: string,
  tokens: readonly Token[],
  told: readonly Told[],
): ReadonlyMap<Told, string> {
  const toldAt = new Map(told.flatMap((one) => one.at.map((start) => [start, one] as const)));
  const texts = new Map<Told, string>();
  for (const { names, begin, end } of cut(tokens, toldAt)) {
    const shown = shownOf(speech, tokens.slice(begin, end));
    const [from, to] = [tokens[begin]?.start ?? 0, tokens[end - 1]?.end ?? 0];
    for (const one of new Set(names.flatMap(({ start }) => toldAt.get(start) ?? []))) {
      const beside = (where: (at: number) => boolean): string =>
        one.facts.flatMap(({ at, text }) => (at >= 0 && where(at) ? text : [])).join(',');
      const text = `${beside((at) => at < from)}${shown}${beside((at) => at >= to)}`;
      texts.set(one, (texts.get(one) ?? '') + text);
    }
  }
  return texts;
}

function cut(tokens: readonly Token[], toldAt: ReadonlyMap<number, Told>): Stretch[] {
  const stretches: Stretch[] = [];
  let between = '';
  for (const [place, token] of tokens.entries()) {
    if (token.kind !== 'name') {
      between += isBreak(token, 'hard') && token.text.trim() !== '' ? '|' : token.text;
      continue;
    }
    const last = stretches.at(-1);
    const before = last?.names.at(-1);
    if (last !== undefined && JOINING.test(between) && isToldAlike(before, token, toldAt))
      last.names.push(token);
    else {
      const begin =
        before === undefined ? 0 : beginOf(tokens, tokens.indexOf(before), place, toldAt.get(token.start));
      if (last !== undefined) last.end = begin;
      stretches.push({ names: [token], begin, end: tokens.length });
    }
    between = '';
  }
  return stretches;
}

/** Whether the same words are told of both. */
function isToldAlike(one: Token | undefined, other: Token, toldAt: ReadonlyMap<number, Told>): boolean {
  const wordsOf = (token: Token | undefined): string =>
    toldAt
      .get(token?.start ?? -1)
      ?.facts.map(({ at }) => at)
      .join() ?? '';
  return wordsOf(one) === wordsOf(other);
}

/** Where the clause begins, behind the last name, in which the name at `place` stands, or what is told of it before. */
function beginOf(tokens: readonly Token[], before: number, place: number, told: Told | undefined): number {
  const earliest = Math.min(
    ...(told?.facts ?? []).flatMap(({ at }) => (at >= (tokens[before]?.end ?? 0) ? at : [])),
    tokens[place]?.start ?? 0,
  );
  for (let at = place - 1; at > before; at--) {
    const token = tokens[at];
    if (token !== undefined && token.start < earliest && isClauseEnd(token)) return at + 1;
  }
  return before < 0 || earliest === tokens[place]?.start ? place : before + 1;
}

const isClauseEnd = (token: Token): boolean => token.kind === 'break' && !isBreak(token, 'colon', 'open');
