import { ACT_PHRASES } from './lexicon/acts.ts';
import { CONTACT_PHRASES } from './lexicon/contacts.ts';
import { FILLER_PHRASES } from './lexicon/filler.ts';
import { STATUS_PHRASES } from './lexicon/statuses.ts';
import { TALLY_PHRASES } from './lexicon/tallies.ts';
import { VISIT_PHRASES } from './lexicon/visits.ts';

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

interface Node<Tag> {
  readonly next: Map<string, Node<Tag>>;
  tag?: Tag;
}

/** Finds the longest phrase that begins at a place. */
export interface PhraseBook<Tag> {
  longest(text: string, start: number): PhraseMatch<Tag> | undefined;
}

/** All readings of a pattern: "没{来,到}{,校}" gives four phrases. */
export function expand(pattern: string): string[] {
  const open = pattern.indexOf('{');
  if (open < 0) return [pattern];
  const close = pattern.indexOf('}', open);
  const rest = expand(pattern.slice(close + 1));
  const head = pattern.slice(0, open);
  return pattern
    .slice(open + 1, close)
    .split(',')
    .flatMap((choice) => rest.map((tail) => head + choice + tail));
}

/** A book of `{tag: patterns}`; where two tags claim one phrase, the earlier table entry keeps it. */
export function phraseBook<Tag extends string>(
  tables: readonly Partial<Record<Tag, string>>[],
): PhraseBook<Tag> {
  const root: Node<Tag> = { next: new Map() };
  for (const table of tables) {
    for (const [tag, patterns] of Object.entries(table) as [Tag, string][]) {
      for (const pattern of patterns.split(/\s+/))
        for (const phrase of expand(pattern)) plant(root, phrase, tag);
    }
  }
  return { longest: (text, start) => longest(root, text, start) };
}

function plant<Tag>(root: Node<Tag>, phrase: string, tag: Tag): void {
  if (phrase === '') return;
  let node = root;
  for (let place = 0; place < phrase.length; place++) {
    const unit = phrase.charAt(place);
    const next: Node<Tag> = node.next.get(unit) ?? { next: new Map() };
    node.next.set(unit, next);
    node = next;
  }
  node.tag ??= tag;
}

function longest<Tag>(root: Node<Tag>, text: string, start: number): PhraseMatch<Tag> | undefined {
  let node: Node<Tag> | undefined = root;
  let found: PhraseMatch<Tag> | undefined;
  for (let place = start; place < text.length; place++) {
    node = node.next.get(text.charAt(place));
    if (node === undefined) break;
    if (node.tag !== undefined) found = { tag: node.tag, end: place + 1 };
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
