import { z } from 'zod';

/** What a guardian may mean. Several may stand in one message; where two belong together the list of the county says which counts. */
export const MEANINGS = [
  'lost', // the child is gone, and the family looks for it (T22)
  'unknown', // the guardian does not know where the child is
  'set_out', // it went to school this morning
  'arrived', // it is at school
  'treatment', // somebody at school treats it badly
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

const compiles = (text: string): boolean => {
  try {
    return new RegExp(text, 'gu').source.length > 0;
  } catch {
    return false;
  }
};
const pattern = z.string().min(1).refine(compiles, 'not a regular expression');

const entry = z.strictObject({
  /** Any of them says it. */
  says: z.array(pattern).min(1),
  /** Taken out before: in these words it says nothing of the kind. */
  unless: z.array(pattern).default([]),
  /** What is not meant where this is. */
  hides: z.array(z.enum(MEANINGS)).default([]),
});

/** `guardian-words.yaml`: how families of the county say things. */
export const lexiconSchema = z.strictObject({
  /** Words of the dialect and slips of the keyboard, with what they stand for. */
  dialect: z.record(z.string().min(1), z.string()),
  /** How all the children of a family are spoken of. */
  all: z.array(pattern).min(1),
  meanings: z.record(z.enum(MEANINGS), entry),
});
export type LexiconData = z.infer<typeof lexiconSchema>;

interface Entry {
  says: readonly RegExp[];
  unless: readonly RegExp[];
  hides: readonly Meaning[];
}

/** The same, ready to read with. */
export interface Lexicon {
  dialect: readonly (readonly [string, string])[];
  all: readonly RegExp[];
  meanings: ReadonlyMap<Meaning, Entry>;
}

export const lexiconOf = ({ dialect, all, meanings }: LexiconData): Lexicon => ({
  // The longest first, so that 认不得了 is not read as 不得了.
  dialect: Object.entries(dialect).toSorted(([a], [b]) => b.length - a.length),
  all: all.map(compiled),
  meanings: new Map(
    MEANINGS.map((meaning) => {
      const { says, unless, hides } = meanings[meaning];
      return [meaning, { says: says.map(compiled), unless: unless.map(compiled), hides }];
    }),
  ),
});

const compiled = (source: string): RegExp => new RegExp(source, 'gu');
