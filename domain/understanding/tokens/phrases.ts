import { ACT_PHRASES } from '../lexicon/acts.ts';
import { CONTACT_PHRASES } from '../lexicon/contacts.ts';
import { FILLER_PHRASES } from '../lexicon/filler.ts';
import { ILLNESS_PHRASES } from '../lexicon/illness.ts';
import { wordsOf } from '../lexicon/layout.ts';
import { LIST_PHRASES } from '../lexicon/lists.ts';
import { STATUS_PHRASES } from '../lexicon/statuses.ts';
import { TALLY_PHRASES } from '../lexicon/tallies.ts';
import { VISIT_PHRASES } from '../lexicon/visits.ts';
import { standardSpeech } from '../text/speech.ts';

/** What a phrase of the attendance lexicon stands for. */
export type Cue =
  | keyof typeof ILLNESS_PHRASES
  | keyof typeof STATUS_PHRASES
  | keyof typeof CONTACT_PHRASES
  | keyof typeof TALLY_PHRASES
  | keyof typeof FILLER_PHRASES
  | keyof typeof LIST_PHRASES
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

/**
 * How far a text has been followed: every pattern that still fits. By the code of the letter that comes next it leads on
 * to what fits then; that is worked out when it is first reached.
 */
class Reached<Tag> {
  readonly tag: Tag | undefined;
  private readonly next = new Map<number, Reached<Tag> | (Letter<Tag> | End<Tag>)[]>();

  constructor(open: Iterable<Letter<Tag> | End<Tag>>) {
    let earliest: End<Tag> | undefined;
    for (const item of new Set(open)) {
      if ('rank' in item) {
        if (earliest === undefined || item.rank < earliest.rank) earliest = item;
        continue;
      }
      const unit = item.unit.charCodeAt(0);
      const beside = this.next.get(unit);
      if (Array.isArray(beside)) beside.push(...item.follow);
      else this.next.set(unit, [...item.follow]);
    }
    this.tag = earliest?.tag;
  }

  after(unit: number): Reached<Tag> | undefined {
    const next = this.next.get(unit);
    if (!Array.isArray(next)) return next;
    const reached = new Reached(next);
    this.next.set(unit, reached);
    return reached;
  }
}

/** A book of `{tag: patterns}`; where two tags claim one phrase, the earlier table entry keeps it. */
function phraseBook<Tag extends string>(tables: readonly Partial<Record<Tag, string>>[]): PhraseBook<Tag> {
  const entries = tables
    .flatMap((table) => Object.entries(table) as [Tag, string][])
    .flatMap(([tag, patterns]) =>
      wordsOf(patterns).map((pattern) => ({ tag, pattern: standardSpeech(pattern) })),
    );
  const nothing = new Reached(
    entries.flatMap(({ tag, pattern }, rank) => lettersOf<Tag>(pattern, { tag, rank })),
  );
  return { longest: (text, start) => longest(nothing, text, start) };
}

function longest<Tag>(nothing: Reached<Tag>, text: string, start: number): PhraseMatch<Tag> | undefined {
  let tag: Tag | undefined;
  let end = start;
  let reached = nothing.after(text.charCodeAt(start));
  for (let at = start + 1; reached !== undefined; at++) {
    if (reached.tag !== undefined) {
      tag = reached.tag;
      end = at;
    }
    reached = reached.after(text.charCodeAt(at));
  }
  return tag === undefined ? undefined : { tag, end };
}

const { correct, negate, ask } = ACT_PHRASES;

/** The words of attendance; the order settles which table keeps a phrase that stands in two. */
export const ATTENDANCE: PhraseBook<Cue> = phraseBook<Cue>([
  { negate, correct },
  LIST_PHRASES,
  TALLY_PHRASES,
  ILLNESS_PHRASES,
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
