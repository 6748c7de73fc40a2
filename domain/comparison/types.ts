import type { Day } from '../calendar/time.ts';
import type { Sex } from '../people/id-number.ts';

/**
 * The lists of the four checks (四查, policy.md AMB-23): household registration, enrolment records, pupils actually in
 * school, and the monitored households (三类监测对象).
 */
export const SOURCES = ['household', 'enrolment', 'in_school', 'monitored'] as const;
export type Source = (typeof SOURCES)[number];

/** A child as one list tells it. Nothing but the row and the name is sure to be there. */
export interface Entry {
  /** As the table program numbers it. */
  row: number;
  name: string;
  sex: Sex | null;
  birth: Day | null;
  /** A sound identity number that agrees with the other columns. */
  idNumber: string | null;
  /** What stood there instead of a sound number: it is held against others, and proves nothing. */
  doubtfulId: string | null;
  guardians: readonly string[];
  /** The name of the school, in the lists that tell one. */
  school: string | null;
  class: string | null;
}

export interface HouseholdEntry extends Entry {
  /** Id of the township of registration; null for one that the directory does not have. */
  township: string | null;
  village: string | null;
  isDisabled: boolean;
  /** Schooling was put off (缓学). */
  isDeferred: boolean;
}

/** `left` means no record any more: moved away, died. Nobody is expected in school but who is `enrolled` or `marked`. */
export const STANDINGS = ['enrolled', 'marked', 'suspended', 'home_taught', 'completed', 'left'] as const;
export type Standing = (typeof STANDINGS)[number];

export interface EnrolmentEntry extends Entry {
  standing: Standing;
}

/** The three kinds of monitored households: slipping back, on the edge, in sudden need. */
export const MONITORED = ['unstable', 'marginal', 'sudden'] as const;
export type Monitored = (typeof MONITORED)[number];

export interface MonitoredEntry extends Entry {
  type: Monitored;
}

export interface Entries {
  household: readonly HouseholdEntry[];
  enrolment: readonly EnrolmentEntry[];
  in_school: readonly Entry[];
  monitored: readonly MonitoredEntry[];
}
