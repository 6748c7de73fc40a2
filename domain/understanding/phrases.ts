import { ACT_PHRASES } from './lexicon/acts.ts';
import { CONTACT_PHRASES } from './lexicon/contacts.ts';
import { FILLER_PHRASES } from './lexicon/filler.ts';
import { STATUS_PHRASES } from './lexicon/statuses.ts';
import { TALLY_PHRASES } from './lexicon/tallies.ts';
import { VISIT_PHRASES } from './lexicon/visits.ts';
import { standardSpeech } from './speech.ts';

/** What a phrase of the attendance lexicon stands for. */
export type Cue =
  | keyof typeof STATUS_PHRASES
  | keyof typeof CONTACT_PHRASES
  | keyof typeof TALLY_PHRASES
  | keyof typeof FILLER_PHRASES
  | 'correct'
  | 'negate'
  | 'ask'
  | 'visit'
  | 'persuasion';

export interface PhraseMatch<Tag> {
  readonly tag: Tag;
  readonly end: number;
}

/** Finds the longest phrase that begins at a place. */
export interface PhraseBook<Tag> {
  longest(text: string, start: number): PhraseMatch<Tag> | undefined;
}

/** One letter of a pattern and what may follow it: further letters, or the end of a phrase. */
interface Letter<Tag> {
  readonly unit: string;
  readonly follow: readonly (Letter<Tag> | End<Tag>)[];
}

/** A phrase ends here; of several the earliest in the tables keeps it. */
interface End<Tag> {
  readonly tag: Tag;
  readonly rank: number;
}

/** The choices of a pattern, part by part: "没{来,到}{,校}" is [[没], [来, 到], [, 校]]. */
const partsOf = (pattern: string): string[][] =>
  pattern
    .split(/[{}]/)
    .map((part, place) => (place % 2 === 0 ? [part] : part.split(',')))
    .filter(([first, ...others]) => first !== '' || others.length > 0);

/** The letters with which a pattern may begin. Choices share what follows them, so nothing is multiplied out. */
const lettersOf = <Tag>(pattern: string, end: End<Tag>): readonly (Letter<Tag> | End<Tag>)[] =>
  partsOf(pattern).reduceRight<readonly (Letter<Tag> | End<Tag>)[]>(
    (follow, choices) =>
      choices.flatMap((choice) =>
        choice
          .split('')
          .reduceRight<readonly (Letter<Tag> | End<Tag>)[]>((rest, unit) => [{ unit, follow: rest }], follow),
      ),
    [end],
  );

/** How far a text has been followed: every pattern that still fits. What comes next is found when it is first asked for. */
class Reached<Tag> {
  readonly tag: Tag | undefined;
  readonly #letters: readonly Letter<Tag>[];
  readonly #next = new Map<string, Reached<Tag>>();

  constructor(open: Iterable<Letter<Tag> | End<Tag>>) {
    const all = [...new Set(open)];
    const ends = all.filter((item): item is End<Tag> => 'rank' in item);
    this.tag = ends.toSorted((one, other) => one.rank - other.rank)[0]?.tag;
    this.#letters = all.filter((item): item is Letter<Tag> => 'unit' in item);
  }

  after(unit: string): Reached<Tag> | null {
    const known = this.#next.get(unit);
    if (known !== undefined) return known;
    const fitting = this.#letters.filter((letter) => letter.unit === unit);
    const next = fitting.length > 0 ? new Reached(fitting.flatMap(({ follow }) => follow)) : null;
    // Only what a phrase holds is kept, so that strange texts do not fill the memory.
    if (next) this.#next.set(unit, next);
    return next;
  }
}

/** A book of `{tag: patterns}`; where two tags claim one phrase, the earlier table entry keeps it. */
function phraseBook<Tag extends string>(tables: readonly Partial<Record<Tag, string>>[]): PhraseBook<Tag> {
  const entries = tables
    .flatMap((table) => Object.entries(table) as [Tag, string][])
    .flatMap(([tag, patterns]) =>
      patterns.split(/\s+/).map((pattern) => ({ tag, pattern: standardSpeech(pattern) })),
    )
    .filter(({ pattern }) => pattern !== '');
  const begin = new Map<string, (Letter<Tag> | End<Tag>)[]>();
  for (const [rank, { tag, pattern }] of entries.entries())
    for (const item of lettersOf(pattern, { tag, rank }))
      if ('unit' in item) begin.set(item.unit, [...(begin.get(item.unit) ?? []), ...item.follow]);
  const first = new Map([...begin].map(([unit, open]) => [unit, new Reached(open)]));
  return { longest: (text, start) => longest(first.get(text.charAt(start)), text, start) };
}

function longest<Tag>(
  first: Reached<Tag> | undefined,
  text: string,
  start: number,
): PhraseMatch<Tag> | undefined {
  let found: PhraseMatch<Tag> | undefined;
  let end = start + 1;
  for (let reached = first ?? null; reached !== null; end++) {
    if (reached.tag !== undefined) found = { tag: reached.tag, end };
    if (end >= text.length) break;
    reached = reached.after(text.charAt(end));
  }
  return found;
}

const { correct, negate, ask } = ACT_PHRASES;

/** The words of attendance; the order settles which table keeps a phrase that stands in two. */
export const ATTENDANCE: PhraseBook<Cue> = phraseBook<Cue>([
  { negate, correct },
  TALLY_PHRASES,
  STATUS_PHRASES,
  CONTACT_PHRASES,
  { visit: VISIT_PHRASES.visit, persuasion: VISIT_PHRASES.persuasion },
  FILLER_PHRASES,
  { ask },
]);

const { visit: _visit, persuasion: _persuasion, ...RESULTS } = VISIT_PHRASES;

/** The words that tell how a visit ended. */
export const VISIT_RESULTS: PhraseBook<keyof typeof RESULTS> = phraseBook([RESULTS]);

const { withdraw, help, command, topic, chatter } = ACT_PHRASES;

/** The words that tell what a message is for; read apart from the attendance words, which may overlap them. */
export const PURPOSES: PhraseBook<'withdraw' | 'help' | 'ask' | 'command' | 'topic' | 'chatter'> = phraseBook(
  [{ withdraw, help, ask, command, topic, chatter }],
);
