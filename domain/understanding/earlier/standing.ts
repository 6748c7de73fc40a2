import type { Told } from '../attendance/told.ts';
import type { Fact, FactKind } from '../clauses/statements.ts';
import type { Contact, Entry, Status } from '../types.ts';
import type { VisitKind } from '../visits/kind.ts';

/** The numbers of a class as stated; null for one that was not. */
export interface Numbers {
  readonly expected: number | null;
  readonly present: number | null;
}

/** What a sender's earlier messages of the day left behind. */
export interface Standing {
  readonly entries: ReadonlyMap<string, Entry>;
  /** Whether school and guardian spoke, by student. */
  readonly contacts: ReadonlyMap<string, Contact>;
  /** The class of the last message that told of one. */
  readonly class: string | undefined;
  /** Whom the last message that named anybody told as away, else whom it named. */
  readonly lastNamed: readonly string[];
  readonly lastFacts: readonly Fact[];
  /** Told of somebody who was not named: "缺1，在家吃药". */
  readonly unnamed: readonly Fact[];
  /** How many are away by the numbers of a message that named nobody: "21个来了19". */
  readonly lacking: number;
  /** The numbers of the last message that stated any. */
  readonly counted: Numbers | undefined;
  /** Names that must be asked about, with what was told of them. */
  readonly open: readonly Told[];
  /** What the last visit told of was for. */
  readonly visited: VisitKind | undefined;
  /** All that was said of each student. */
  readonly said: ReadonlyMap<string, string>;
  /** The last message, as it is weighed (grams.ts). */
  readonly shown: string;
}

export const NOTHING_STANDS: Standing = {
  entries: new Map(),
  contacts: new Map(),
  class: undefined,
  lastNamed: [],
  lastFacts: [],
  unnamed: [],
  lacking: 0,
  counted: undefined,
  open: [],
  visited: undefined,
  said: new Map(),
  shown: '',
};

const KINDS: Readonly<Record<Status, FactKind>> = {
  sick_leave: 'sick',
  personal_leave: 'personal',
  unexcused: 'unexcused',
  unaccounted: 'absent',
  late: 'late',
  left_early: 'left',
  present: 'present',
};

/** What an entry told, as if a message said it again. */
export const factOf = ({ status }: Pick<Entry, 'status'>): Fact => ({
  kind: KINDS[status],
  text: '',
  at: -1,
  days: [],
  header: false,
});
