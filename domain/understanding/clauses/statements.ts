import type { Day } from '../../calendar/time.ts';
import type { DayTold } from '../times/time-told.ts';
import type { Mention } from '../tokens/tokens.ts';
import type { ClassRoster, Words } from '../types.ts';

/**
 * What one phrase says about a student. `denied`: a status the child does not have. `struck`: taken off a list. `notThis`: somebody else
 * was meant. `found`: looked for and found, nobody says where.
 */
export type FactKind =
  | 'sick'
  | 'relative_sick'
  | 'personal'
  | 'leave'
  | 'unexcused'
  | 'absent'
  | 'later'
  | 'late'
  | 'left'
  | 'attended'
  | 'present'
  | 'found'
  | 'denied'
  | 'home'
  | 'unreachable'
  | 'struck'
  | 'notThis';

export interface Fact {
  readonly kind: FactKind;
  readonly text: string;
  readonly at: number;
  readonly days: readonly DayTold[];
  /** What the child is not, where it is `denied`. */
  readonly denies?: FactKind | undefined;
  /** Told for a list beforehand ("病假：…"); what is told of a single name outranks it. */
  readonly header: boolean;
}

/** How far an absence reaches: a length, a last day, the day of return or a named stretch. */
export type Extent = { readonly words?: Words } & Reach;

type Reach =
  | {
      readonly kind: 'length';
      readonly schoolDays: number;
      readonly calendarDays?: number;
      readonly more: boolean;
    }
  | { readonly kind: 'until'; readonly day: string }
  | { readonly kind: 'return'; readonly day: string }
  | { readonly kind: 'stretch'; readonly first: string; readonly last: string };

export interface ContactFact extends Words {
  readonly result: 'reached' | 'unreachable';
  /** When they spoke, if a day before today is told of it. */
  readonly day?: Day | undefined;
}

/** One name in a message and all that was said of it. */
export interface Subject {
  mention: Mention;
  readonly at: number;
  readonly section: ClassRoster | undefined;
  readonly facts: Fact[];
  readonly extents: Extent[];
  readonly contacts: ContactFact[];
  /** Named by "也是" or by a pronoun: what is not said is taken from before. */
  same: boolean;
  pronoun: boolean;
  /** One of those named is meant, and only the speaker knows which. */
  either: boolean;
  /** Nothing follows the name directly that might be told of it. */
  bare: boolean;
  /** Put on a list that was sent: what holds for all on it is told of this one. */
  added: boolean;
  /** Told the wrong way round with another: "甲乙写反了". */
  swapped: boolean;
}

/** All that the clauses of a message say. */
export interface Statements {
  readonly subjects: Subject[];
  /** Told of nobody in particular. */
  readonly loose: Subject;
  /** The message claims to be about the whole class. */
  whole: boolean;
  /** Nobody of the class is away: "全到". */
  full: boolean;
  /** It is told of the others, "其他都到": whoever was told to be away before stays so. */
  rest: boolean;
  /** A word that takes something back stands in it. */
  corrects: boolean;
  /** It is a number that is taken back: "实到改为39". */
  renumbers: boolean;
  /** Whoever is named comes to those told before, and takes nobody's place: "说漏了, 甲也没来". */
  adds: boolean;
  /** Days told that are not the end of a leave. */
  readonly days: DayTold[];
}
