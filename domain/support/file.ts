import type { Day, Instant } from '../calendar/time.ts';
import type { Schooling } from '../facts/support-fact.ts';
import type { Unit } from '../people/roles.ts';

/** How one receiver of a referral stands to it. */
export interface ReferralAnswer {
  /** The unit; null for a township, village or bureau post. */
  unit: Unit | null;
  at: Instant;
  state: 'accepted' | 'done' | 'declined';
  result: string | null;
}

export interface ReferralNote {
  number: string;
  need: string;
  at: Instant;
  by: string;
  consent: 'guardian' | 'both' | null;
  answers: readonly ReferralAnswer[];
}

/** The help that a child has or lacks: the part of 一生一案 that policy.md §7.1 calls "Help". */
export interface Support {
  referrals: readonly ReferralNote[];
  /** Undefined while nobody has said; null: nobody. */
  carer?: string | null;
  buddy?: string | null;
  schooling?: Schooling | null;
  elsewhere?: { school: string | null; proven: boolean };
  /** Benefits the child should have and does not get, and since when that is known. */
  missing: readonly string[];
  missingSince: Day | null;
  homeLessons: readonly Day[];
  oneToOne: readonly Day[];
}

export const NO_SUPPORT: Support = {
  referrals: [],
  missing: [],
  missingSince: null,
  homeLessons: [],
  oneToOne: [],
};
