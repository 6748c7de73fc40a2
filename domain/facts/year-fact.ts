import type { Day } from '../calendar/time.ts';

/** Where a child was when somebody of the village or township looked: at home, away from it, or nobody saw it. */
export type SeenAt = 'home' | 'away' | 'unseen';

/** What is told of single pupils between and around the terms (policy.md §4), one shape per kind. */
export type YearFactBody =
  /** Whether the child comes back for `term`, as the family said (P2.R1-PRETERM-SCAN). */
  | { kind: 'return_answer'; student: string; term: string; returns: boolean; reason: string | null }
  /** 假期动向 and 走访记录 (P2.R2-VACATION, P5.4-LB-VISIT). */
  | { kind: 'whereabouts'; student: string; day: Day; place: SeenAt; words: string | null };
