import type { Day, Instant } from '../calendar/time.ts';

export type SpeakerRole =
  | 'homeroom_teacher'
  | 'academic_office'
  | 'principal'
  | 'township_officer'
  | 'bureau_officer'
  | 'guardian';

/** A class and its names as they stand on the roster (花名册); two equal names may exist. */
export interface ClassRoster {
  readonly name: string;
  readonly students: readonly string[];
}

/** One message with all that may be known about it beforehand. */
export interface Heard {
  readonly text: string;
  readonly now: Instant;
  readonly sender: { readonly role: SpeakerRole; readonly class?: string | undefined };
  /** Every class the sender may speak of. Pass the same array again: its dictionary is kept. */
  readonly classes: readonly ClassRoster[];
  /** What the sender sent earlier the same day, oldest first. */
  readonly earlier?: readonly string[] | undefined;
}

export type Act = 'report' | 'update' | 'visit' | 'persuasion' | 'withdraw' | 'query' | 'help' | 'other';

export type Status =
  | 'sick_leave'
  | 'personal_leave'
  | 'unexcused'
  | 'unaccounted'
  | 'late'
  | 'left_early'
  | 'present';

export type Ask = 'unknown_name' | 'which_student' | 'count_mismatch' | 'no_status' | 'which_class';

/** `until` is the last school day of an absence, null when no end was told. */
export interface Entry {
  student: string;
  status: Status;
  from: Day;
  until: Day | null;
}

export interface Contact {
  student: string;
  result: 'reached' | 'unreachable';
}

export type VisitResult = 'returned' | 'promised' | 'refused' | 'away' | 'not_met' | 'other';

export interface Visit {
  student: string;
  date: Day;
  result: VisitResult;
}

export interface ClassCount {
  class: string;
  expected: number | null;
  present: number | null;
}

/** Why a question is asked: the words that were said and the roster names that come nearest. */
export interface Unsure {
  code: Ask;
  said: string;
  candidates: string[];
}

/** Words of a message; `at` is their place in it, in UTF-16 units. */
export interface Words {
  readonly text: string;
  readonly at: number;
}

/** Which words told of a student. */
export interface Because {
  student: string;
  words: Words[];
  /** Where labelled messages outweighed the words (docs/decisions/021). */
  outweighed?: Outweighed;
}

/** A state that labelled messages speak for more than the words that were found. */
export interface Outweighed {
  found: Status | 'none';
  weighed: Status | 'none';
  /** The runs of characters that spoke most for it, the strongest first; `#` is a name, `0` a number. */
  runs: string[];
}

/**
 * Told of an absence beside its kind: that the child comes later that day, that the leave is for half of it, or that the school
 * sent the child.
 */
export interface Remark {
  student: string;
  kind: 'comes_later' | 'half_day' | 'sent';
}

/** What a message does. Which fields are there depends on `act`, as the format of labelled messages tells. */
export interface Understood {
  act: Act;
  date?: Day;
  class?: string | null;
  expected?: number | null;
  present?: number | null;
  /** The report is of the others, "其他都到": it says nothing of whoever was known to be away before. */
  rest?: true;
  entries?: Entry[];
  /** Named as there in a report of a class, where nothing had them away: no entry, unless the class does not count them. */
  there?: Entry[];
  remarks?: Remark[];
  contacts?: Contact[];
  visits?: Visit[];
  classes?: ClassCount[];
  ask: Ask[];
  unsure: Unsure[];
  /** Worked out when it is asked for. */
  readonly explain: Because[];
}

/** The part of a school's calendar that leave is counted by; undefined where the calendar ends. */
export interface SchoolDays {
  isSchoolDay(day: Day): boolean;
  nextSchoolDay(day: Day): Day | undefined;
  previousSchoolDay(day: Day): Day | undefined;
  /** The `count`-th school day after `day` (before, when negative). */
  addSchoolDays(day: Day, count: number): Day | undefined;
}
