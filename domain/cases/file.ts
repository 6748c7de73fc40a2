import type { Day, Instant } from '../calendar/time.ts';
import type { Finding, Paper, Stage, Standing, VisitPurpose, VisitResult } from '../facts/fact.ts';

/** What stands about one school day of a pupil. A taught day without a mark was attended. */
export interface Mark {
  standing: Standing;
  /** Message that said so; a correction keeps what stood before it. */
  source: string;
  was?: Mark;
  /** Counted as a day without leave (policy.md §1.4). */
  unexcused?: boolean;
  /** Leave recorded by somebody who may. */
  excused?: boolean;
  finding?: Finding;
  /** When it was verified as without cause, which counts the day at once (T4). */
  verifiedAt?: Instant;
}

export interface LeaveSpan {
  from: Day;
  until: Day;
  kind: 'sick_leave' | 'personal_leave';
}

export interface Visit {
  on: Day;
  purpose: VisitPurpose;
  result: VisitResult;
  by: string;
  words: string | null;
}

export interface ContactNote {
  at: Instant;
  result: 'reached' | 'unreachable';
  by: string;
  words: string | null;
}

export interface PaperTrail {
  draftedAt: Instant;
  checkedAt?: Instant;
  sentAt?: Instant;
  number?: string;
}

/** 一生一案: what decisions need of one pupil. Folded from the facts; never written by hand. */
export interface CaseFile {
  student: string;
  stage: Stage;
  marks: Record<Day, Mark>;
  leaves: LeaveSpan[];
  /** First day of an absence that nobody has ended; null while the pupil is known to be in school or on leave. */
  away: Day | null;
  /** Nobody could reach the guardians during this absence. */
  unreached: boolean;
  contacts: ContactNote[];
  visits: Visit[];
  /** The case, from SUSPECTED on; null before. */
  opened: Instant | null;
  relapse: number;
  firstMissed: Day | null;
  day7On: Day | null;
  monthOn: Day | null;
  persuasions: number;
  sessions: number;
  papers: Partial<Record<Paper, PaperTrail>>;
  ticket: string | null;
  team: string | null;
  township: string | null;
  fourStep: 'NONE';
  returnedOn: Day | null;
  stableOn: Day | null;
  closeConfirmed: { school: boolean; township: boolean };
  missing: boolean;
  safeguard: boolean;
  /** Of a pupil who did not register at term start (T7). */
  notRegisteredSince: Day | null;
  /** How often the clock has written something down about this pupil; part of those facts' keys. */
  notes: number;
}

export const emptyFile = (student: string): CaseFile => ({
  student,
  stage: 'ENROLLED',
  marks: {},
  leaves: [],
  away: null,
  unreached: false,
  contacts: [],
  visits: [],
  opened: null,
  relapse: 0,
  firstMissed: null,
  day7On: null,
  monthOn: null,
  persuasions: 0,
  sessions: 0,
  papers: {},
  ticket: null,
  team: null,
  township: null,
  fourStep: 'NONE',
  returnedOn: null,
  stableOn: null,
  closeConfirmed: { school: false, township: false },
  missing: false,
  safeguard: false,
  notRegisteredSince: null,
  notes: 0,
});

const OPEN: ReadonlySet<Stage> = new Set([
  'SUSPECTED',
  'SUSPECTED_7',
  'LONG_ABSENT',
  'DROPOUT',
  'NOT_ENROLLED',
]);

/** Whether the child is out of school, or suspected to be, and has not come back. */
export const isOpenCase = ({ stage }: Pick<CaseFile, 'stage'>): boolean => OPEN.has(stage);

/** Whether the clock has anything to do for this pupil. */
export const isActive = ({ stage, away, missing }: CaseFile): boolean =>
  away !== null || missing || (stage !== 'ENROLLED' && stage !== 'CLOSED');

/** What tells one opening of the case from the next, in the keys of its duties. */
export const casePeriod = (file: CaseFile): string => `case-${file.relapse}`;
