import { z } from 'zod';
import { soundCorrector } from './by-sound.ts';
import { type Frames, finder, framesOf, phraseProblem, type WordSets } from './phrases.ts';

/** What a guardian may mean. Several may stand in one message; where two belong together the list of the county says which counts. */
export const MEANINGS = [
  'lost', // the child is gone, and the family looks for it (T22)
  'unknown', // the guardian does not know where the child is
  'set_out', // it went to school this morning
  'arrived', // it is at school
  'treatment', // somebody at school treats it badly
  'wrong', // not of this family, or the child is with the other parent
  'special', // how a child with a disability is to be taught
  'suspension', // 休学 or 缓学, or an illness that lasts as long
  'objects', // an objection to an order, or a plea for more time
  'transfer', // the family means to move, and asks how
  'ill',
  'matter', // a reason for leave other than an illness
  'leave', // leave is asked for
  'refuses', // the child does not want to; a request for help, never a refusal (law.md §8.5)
  'works',
  'moved', // it goes to school elsewhere
  'away', // the guardians are away, or cannot look after it
  'hardship', // money, the way, a bed at school
  'contact', // a call or a visit is asked for
  'elsewhere', // it stays with somebody, or in another place
  'coming', // on the way, or on a day that is told
  'stop', // no more messages
  'resume',
  'see', // what is kept of the child
  'correct',
  'delete',
  'withdraw', // consent is taken back
  'agree',
  'decline',
  'notice', // how the child's data are used
  'help', // what may be said here
  'thanks',
] as const;
export type Meaning = (typeof MEANINGS)[number];

/** Of whom something is said: `nobody` where none is named. `other` is any other kin. */
export const ACTORS = ['child', 'guardian', 'parent', 'reader', 'school', 'pupils', 'other'] as const;
export type Actor = (typeof ACTORS)[number];

/** Words or phrases, parted by spaces and lines. */
const listed = z
  .string()
  .min(1)
  .transform((text) => text.trim().split(/\s+/u));

const EVEN = ['asked', 'supposed', 'past'] as const;

const entry = z.strictObject({
  /** Any of them says it, of those in `of`. */
  says: listed.default([]),
  /** These say it whoever is named. */
  always: listed.default([]),
  /** It is meant where nothing but these is said; taken away in this order. */
  only: listed.optional(),
  /** Taken out before: in these words it says nothing of the kind. */
  unless: listed.default([]),
  /** Left out: whoever is named. */
  of: z.array(z.enum([...ACTORS, 'nobody'])).optional(),
  /** It is meant also where it is asked for, supposed, or told of what is over. */
  even: z.array(z.enum(EVEN)).default([]),
  /** What is not meant where this is. */
  hides: z.array(z.enum(MEANINGS)).default([]),
});

/** `guardian-words.yaml`: how families of the county say things. */
export const lexiconSchema = z
  .strictObject({
    /** Words of the dialect and slips of the keyboard, under what they stand for. */
    dialect: z.record(z.string().min(1), listed),
    /** Sets of words, for the phrases of all the others. */
    words: z.record(z.string().regex(/^\p{L}+$/u), listed),
    /** Words that are known by their sound as well. */
    by_sound: listed,
    /** How all the children of a family are spoken of. */
    all: listed,
    /** What a brother or sister who writes calls the child. */
    siblings: listed,
    grammar: z.strictObject({
      /** Right before a phrase they take it back. */
      negates: listed,
      /** Right after it they do. */
      negates_after: listed,
      /** Whatever follows in the same part of the message is asked, or supposed. */
      asks: listed,
      supposes: listed,
      /** It is over, unless a word of `present` stands between. */
      past: listed,
      present: listed,
      /** At the end of a part: all of it is asked, or what follows `asks_from`. */
      asks_at_end: listed,
      asks_from: listed,
      actors: z.record(z.enum(ACTORS), listed),
      /** Whoever comes right after `beside` or before `passes_on` is not who it is said of: 跟奶奶, 奶奶家, 奶奶说. */
      beside: listed,
      passes_on: listed,
    }),
    meanings: z.record(z.enum(MEANINGS), entry),
  })
  .superRefine((data, context) => {
    const check = (phrases: readonly string[], path: string[]): void => {
      for (const phrase of phrases) {
        const message = phraseProblem(phrase, data.words);
        if (message) context.addIssue({ code: 'custom', message, path });
      }
    };
    for (const [name, words] of Object.entries(data.words)) check(words, ['words', name]);
    check(data.all, ['all']);
    check(data.siblings, ['siblings']);
    const { actors, ...grammar } = data.grammar;
    for (const [name, phrases] of Object.entries(grammar)) check(phrases, ['grammar', name]);
    for (const [name, phrases] of Object.entries(actors)) check(phrases, ['grammar', 'actors', name]);
    for (const [name, { says, always, only = [], unless }] of Object.entries(data.meanings)) {
      check(says, ['meanings', name, 'says']);
      check(always, ['meanings', name, 'always']);
      check(only, ['meanings', name, 'only']);
      check(unless, ['meanings', name, 'unless']);
    }
  });
export type LexiconData = z.infer<typeof lexiconSchema>;

/** One meaning, ready to read with. */
export interface Entry {
  says: Frames;
  always: Frames;
  only: readonly RegExp[] | null;
  unless: RegExp;
  of: ReadonlySet<Actor | 'nobody'> | null;
  even: ReadonlySet<(typeof EVEN)[number]>;
  hides: readonly Meaning[];
}

export interface Grammar {
  negates: RegExp;
  negatesAfter: RegExp;
  asks: RegExp;
  supposes: RegExp;
  past: RegExp;
  present: RegExp;
  asksAtEnd: RegExp;
  asksFrom: RegExp;
  actors: readonly (readonly [Actor, RegExp])[];
  beside: RegExp;
  passesOn: RegExp;
}

/** The county's words, ready to read with. */
export interface Lexicon {
  dialect: readonly (readonly [string, string])[];
  /** Puts right what sounds like one of the county's words. */
  bySound: (text: string) => string;
  all: RegExp;
  siblings: RegExp;
  grammar: Grammar;
  meanings: ReadonlyMap<Meaning, Entry>;
}

export const lexiconOf = ({
  dialect,
  by_sound,
  words,
  all,
  siblings,
  grammar,
  meanings,
}: LexiconData): Lexicon => ({
  // The longest first, so that 认不得了 is not read as 不得了.
  dialect: Object.entries(dialect)
    .flatMap(([meant, said]) => said.map((each) => [each, meant] as const))
    .toSorted(([a], [b]) => b.length - a.length),
  bySound: soundCorrector(by_sound),
  all: finder(all, words),
  siblings: finder(siblings, words),
  grammar: grammarOf(grammar, words),
  meanings: new Map(MEANINGS.map((meaning) => [meaning, entryOf(meanings[meaning], words)])),
});

const grammarOf = (grammar: LexiconData['grammar'], words: WordSets): Grammar => ({
  negates: atEnd(grammar.negates, words),
  negatesAfter: atStart(grammar.negates_after, words),
  asks: finder(grammar.asks, words),
  supposes: finder(grammar.supposes, words),
  past: finder(grammar.past, words),
  present: finder(grammar.present, words),
  asksAtEnd: atEnd(grammar.asks_at_end, words),
  asksFrom: finder(grammar.asks_from, words),
  actors: ACTORS.map((actor) => [actor, finder(grammar.actors[actor], words)]),
  beside: atEnd(grammar.beside, words),
  passesOn: atStart(grammar.passes_on, words),
});

const atEnd = (phrases: readonly string[], words: WordSets): RegExp =>
  finder(
    phrases.map((phrase) => `${phrase}$`),
    words,
  );

const atStart = (phrases: readonly string[], words: WordSets): RegExp =>
  finder(
    phrases.map((phrase) => `^${phrase}`),
    words,
  );

const entryOf = (
  { says, always, only, unless, of, even, hides }: LexiconData['meanings'][Meaning],
  words: WordSets,
): Entry => ({
  says: framesOf(says, words),
  always: framesOf(always, words),
  only: only ? only.map((phrase) => finder([phrase], words)) : null,
  unless: finder(unless, words),
  of: of ? new Set(of) : null,
  even: new Set(even),
  hides,
});
