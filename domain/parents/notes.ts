import type { Day } from '../calendar/time.ts';
import type { Circumstance } from '../facts/family-fact.ts';

/** How one text of the series stands for a pupil. */
export interface TextNote {
  /** Which opening of the case, day or paper it was for; another period is told anew. */
  period: string;
  /** `asked`: it waits for the person who may let it go out; `blocked`: for its review. */
  state: 'blocked' | 'asked' | 'released' | 'withheld' | 'told';
  on: Day;
}

/** What decides how and whether a pupil's family is written to. */
export interface FamilyNotes {
  circumstances: readonly Circumstance[];
  /** Only these guardians; null: all. */
  safe: readonly string[] | null;
  /** Who was listed as a guardian and says to be none; absent in what was kept before that was told. */
  strangers?: readonly string[];
  /** The family is seeing to it until then. */
  dealtUntil: Day | null;
  /** By the text's id. */
  texts: Readonly<Record<string, TextNote>>;
}

export const NO_NOTES: FamilyNotes = { circumstances: [], safe: null, dealtUntil: null, texts: {} };
