import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';
import { shownOf } from '../weights/grams.ts';
import type { Told } from './told.ts';

/** What may stand between names that are told of together: "甲、乙和丙同学". */
const JOINING = /^(?:[\s、,，.和跟与及同\d]|还有|以及|同学|学生)*$/;
/** No more clauses of one child are weighed, nor further words that are told of it elsewhere. */
const MOST = 8;

/** Tokens that tell of some children alone: from one place to before another. */
interface Stretch {
  readonly children: Set<Told>;
  readonly begin: number;
  end: number;
}

/**
 * What a message says of each child, as it is weighed: the clauses in which nobody else is named, and the words elsewhere that the
 * grammar takes to be told of the child too ("病假：甲、乙", "他们两个都发烧").
 */
export function stretchesOf(
  speech: string,
  tokens: readonly Token[],
  told: readonly Told[],
): ReadonlyMap<Told, string> {
  const stretches = new Map<Told, Stretch[]>();
  for (const stretch of new StretchReader(tokens, told).read())
    for (const child of stretch.children)
      stretches.set(child, [...(stretches.get(child) ?? []), stretch].slice(0, MOST));
  const shown = (child: Told, own: readonly Stretch[]): string => {
    const spans = own.map(
      ({ begin, end }) => [tokens[begin]?.start ?? 0, tokens[end - 1]?.end ?? 0] as const,
    );
    const elsewhere = child.facts.filter(({ at }) => spans.every(([from, to]) => at < from || at >= to));
    const words = elsewhere.slice(0, MOST).map(({ text }) => text);
    return [...own.map(({ begin, end }) => shownOf(speech, tokens.slice(begin, end))), ...words].join(',');
  };
  return new Map([...stretches].map(([child, own]) => [child, shown(child, own)]));
}

/** Cuts a message into stretches, a name after the other. */
class StretchReader {
  private readonly tokens: readonly Token[];
  private readonly toldAt: ReadonlyMap<number, Told>;
  private readonly stretches: Stretch[] = [];
  /** What stands between the last name and here. */
  private between = '';
  /** The place of the last name. */
  private last = -1;
  /** The place of the bracket that is open. */
  private bracket = Number.POSITIVE_INFINITY;
  /** Whoever was named last is told of no longer. */
  private closed = false;

  constructor(tokens: readonly Token[], told: readonly Told[]) {
    this.tokens = tokens;
    this.toldAt = new Map(told.flatMap((one) => one.at.map((start) => [start, one] as const)));
  }

  read(): readonly Stretch[] {
    for (const [place, token] of this.tokens.entries()) {
      if (token.kind === 'name' || this.toldAt.has(token.start)) this.takeName(token, place);
      else this.pass(token, place);
    }
    return this.stretches;
  }

  private takeName(token: Token, place: number): void {
    const child = this.toldAt.get(token.start);
    const stretch = this.stretches.at(-1);
    if (child !== undefined && stretch !== undefined && this.isJoined(child)) stretch.children.add(child);
    else {
      const begin = this.beginOf(place, child);
      this.endAt(begin);
      this.stretches.push({
        children: new Set(child === undefined ? [] : [child]),
        begin,
        end: this.tokens.length,
      });
    }
    this.last = place;
    this.between = '';
    this.closed = false;
  }

  /** Whether the same words are told of the child as of whoever was named just before. */
  private isJoined(child: Told): boolean {
    const before = this.toldAt.get(this.tokens[this.last]?.start ?? -1);
    return JOINING.test(this.between) && before !== undefined && wordsOf(before) === wordsOf(child);
  }

  /** "甲没到(乙到了的), 其余都在": behind a bracket, and where the others are told of, nobody who was named is. */
  private pass(token: Token, place: number): void {
    this.between += isBreak(token, 'hard') && token.text.trim() !== '' ? '|' : token.text;
    const leaves = isBreak(token, 'close') && this.last > this.bracket;
    if (isBreak(token, 'open')) this.bracket = place;
    if (isBreak(token, 'close')) this.bracket = Number.POSITIVE_INFINITY;
    if (leaves || isCue(token, 'rest')) this.endAt(place);
  }

  private endAt(place: number): void {
    const stretch = this.stretches.at(-1);
    if (stretch !== undefined && !this.closed) stretch.end = Math.max(place, this.last + 1);
    this.closed = true;
  }

  /** Where the clause begins in which the name at `place` stands, or what is told of it before the name. */
  private beginOf(place: number, child: Told | undefined): number {
    if (this.last < 0) return 0;
    const name = this.tokens[place]?.start ?? 0;
    const behind = this.tokens[this.last]?.end ?? 0;
    const told = (child?.facts ?? []).slice(0, MOST).map(({ at }) => at);
    const first = Math.min(name, ...told.filter((at) => at >= behind));
    for (let at = place - 1; at > this.last; at--) {
      const token = this.tokens[at];
      if (token !== undefined && token.start < first && isClauseEnd(token)) return at + 1;
    }
    return first < name ? this.last + 1 : place;
  }
}

/** Which words are told of a child, by where they stand. */
const wordsOf = ({ facts }: Told): string =>
  facts
    .slice(0, MOST)
    .map(({ at }) => at)
    .join();

const isClauseEnd = (token: Token): boolean => token.kind === 'break' && !isBreak(token, 'colon', 'open');
