import { type Day, dayOf, type Instant } from '../calendar/time.ts';
import {
  type Category,
  type ClosingReason,
  type CourtWay,
  type JurisdictionTask,
  type Placement,
  type Proof,
  SEATS,
  type Seat,
  type Seated,
  type ServedPaper,
  type Step,
  type Where,
} from '../facts/case-fact.ts';
import type { EnrolmentNote } from '../facts/enrolment-fact.ts';
import type { Finding, Stage, Standing, VisitNotes, VisitPurpose, VisitResult } from '../facts/fact.ts';
import type { SeenAt } from '../facts/year-fact.ts';
import type { PaperKind } from '../papers/kinds.ts';
import type { PaperTrail } from '../papers/trail.ts';
import type { AnswerNotes } from '../parents/answer-notes.ts';
import type { FamilyNotes } from '../parents/notes.ts';
import type { SignalName } from '../signals.ts';
import type { Support } from '../support/file.ts';
import type { JurisdictionRow } from './jurisdiction.ts';

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

/** The source of a mark that nobody told: the clock carried an absence on (T4). */
export const BY_CLOCK = 'clock';

/** Nobody told of the day at all; it counts as missed as long as nobody says otherwise. */
export const isAssumed = ({ source, verifiedAt }: Pick<Mark, 'source' | 'verifiedAt'>): boolean =>
  source === BY_CLOCK && verifiedAt === undefined;

export interface LeaveSpan {
  from: Day;
  until: Day;
  kind: 'sick_leave' | 'personal_leave';
  /** On the school's business: no leave that anybody watches (P3.3-WATCH). */
  sent?: true;
  /** The fact that gave it, so that it can be taken back; absent in what was kept before that was noted. */
  source?: string;
}

export interface Visit extends VisitNotes {
  on: Day;
  purpose: VisitPurpose;
  result: VisitResult;
  by: string;
  words: string | null;
  /** What it came to, so that it can be taken back; absent in what was kept before it could be. */
  told?: VisitTold;
}

/** The fact by which a visit was told, what it proved, and what it counts as. */
export interface VisitTold {
  key: string;
  at: Instant;
  proves: readonly SignalName[];
  persuasion: boolean;
  session: boolean;
  /** When it was told afterwards who came along, where that proved something more. */
  alongAt?: Instant;
}

/** How a day stood before the school said that it does not teach on it. */
export interface ClosedDay {
  day: Day;
  mark: Mark | null;
  away: Day | null;
  stage: Stage;
}

export interface ContactNote {
  at: Instant;
  result: 'reached' | 'unreachable';
  by: string;
  words: string | null;
}

/** A missing child was found: where and how as far as was said, and whether its family is told by a person alone. */
export interface FoundNote {
  at: Instant;
  said: string | null;
  inPerson?: true;
}

/** Where a case stands in 政府救助平台; people enter it there, the file repeats what they confirm. */
export type PlatformState = 'NONE' | 'ENTERED' | 'DISPATCHED' | 'ACCEPTED' | 'CLOSED';

/** A township that had or has the case (劝返主体). */
export interface Dispatch {
  township: string;
  at: Instant;
  by: string;
  /** The row of the decision table that was proposed; null when the officer decided otherwise, with a reason. */
  row: string | null;
  reason: string | null;
  /** Where the child was known to stay then. */
  where?: Where;
  /** What else was decided with it. */
  tasks?: readonly JurisdictionTask[];
  acceptedAt: Instant | null;
  /** The case went to another township since. */
  transferredAt: Instant | null;
}

export type FourStep = 'NONE' | Step | 'DONE' | 'STOPPED';

/** The paper of a step: when it was made and by when the family must act; how and when it was served, null if not told. */
export interface StepDocument extends ServedPaper {
  number: string;
  on: Day;
  until: Day | null;
  /** Its limit is over, and the township was asked what came of it (T17). */
  passed?: true;
}

/** What is recorded of one step: all of it by a person, none of it by the clock. */
export interface StepRecord {
  step: Step;
  way: CourtWay | null;
  openedAt: Instant;
  by: string;
  document: StepDocument | null;
  result: { on: Day; complied: boolean } | null;
}

/** Who was named for a seat of 双线十二人, when and by whom. */
export interface NamedSeat {
  name: string;
  on: Day;
  by: string;
}

/** Where the child stays, with its source; the newest counts. */
export interface Stay {
  where: Where;
  place: string;
  on: Day;
  by: string;
}

export interface ProofNote {
  proof: Proof;
  detail: string;
  on: Day;
  by: string;
}

export interface Closing {
  reason: ClosingReason;
  on: Day;
  /** Who said the last word of it. */
  by: string;
  /** When a 休学 or 缓学 must be looked at again. */
  review: Day | null;
  /** That day has come, and the bureau was asked. */
  reviewAsked?: true;
}

/** What a new opening of a case begins anew, as it stood before: it stands again where the days are taken back. */
/** How a child stood before the word by which it came back (`source`, at `at`), should that be taken back the same day. */
export type BeforeReturn = Pick<
  CaseFile,
  'stage' | 'away' | 'unreached' | 'notRegisteredSince' | 'returnedOn' | 'stepsHeld' | 'reopened' | 'missing'
> & { source: string; at: Instant };

export type Standstill = Pick<
  CaseFile,
  | 'stage'
  | 'firstMissed'
  | 'day7On'
  | 'monthOn'
  | 'persuasions'
  | 'sessionDays'
  | 'sessions'
  | 'returnedOn'
  | 'stableOn'
  | 'closeConfirmed'
  | 'closing'
  | 'placement'
  | 'proofs'
>;

/** What stands about a pupil around a term and in the vacation; null or empty where nobody has said anything. */
export interface YearNotes {
  returning: { term: string; returns: boolean; reason: string | null; on: Day } | null;
  /** On the list of pupils at risk: since when, by whose word, for what. */
  risk: { since: Day; by: string; criteria: readonly string[] } | null;
  seen: { on: Day; place: SeenAt; words: string | null; by: string }[];
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
  /** How the child stood before the count opened the case; null where a person opened it, and in no case. */
  before: Standstill | null;
  /** Opened again by the bureau, and nobody in school has named the child since: a roll that does not says nothing of it. */
  reopened: boolean;
  relapse: number;
  firstMissed: Day | null;
  day7On: Day | null;
  monthOn: Day | null;
  persuasions: number;
  /** Days of joint sessions since the last dispatch (`e7`); the number is `sessions`. */
  sessionDays: Day[];
  sessions: number;
  papers: Partial<Record<PaperKind, PaperTrail>>;
  ticket: string | null;
  platform: PlatformState;
  team: string | null;
  /** 劝返主体; until a dispatch the township of the school is in charge (policy.md §6.4). */
  township: string | null;
  dispatches: Dispatch[];
  stays: Stay[];
  group: Partial<Record<Seat, Seated>>;
  /** 责任教师 by name, and the person (P3.1-NODE-ASSIGN); null while nobody was assigned, or by name alone. */
  teacher: string | null;
  responsible: string | null;
  /** Seats of 双线十二人 named for this child, by title; undefined while none was. */
  twelve?: Readonly<Record<string, NamedSeat>>;
  category: Category | null;
  fourStep: FourStep;
  steps: StepRecord[];
  /** The step that the judicial office has checked and agreed to. */
  checkedStep: Step | null;
  /** How often the judicial office did not agree; not kept before it was counted. */
  refusedChecks?: number;
  /** The child is back, or gone again: a person must decide whether the steps go on. */
  stepsHeld: boolean;
  placement: Placement | null;
  /** Since when a placement elsewhere has held for as long as a return must (T19); the bureau was asked to close it then. */
  placementHeld: Day | null;
  /** The school that a child without one has entered; its principal confirms from then on. */
  placedIn: string | null;
  /** Its class there, as far as its teacher has told: a roster that has the child says so itself. */
  placedClass: string | null;
  proofs: ProofNote[];
  closing: Closing | null;
  /** 隐患生, from a list or a survey. */
  atRisk: boolean;
  /** The Monday of the week for which a talk was last asked (P3.3-WATCH). */
  watchedIn: Day | null;
  /** A term's first week passed without the pupil (T9). */
  weekOneOn: Day | null;
  returnedOn: Day | null;
  /** Undefined while no roll, and no word of the school, has brought the child back. */
  back?: BeforeReturn | undefined;
  stableOn: Day | null;
  closeConfirmed: { school: boolean; township: boolean };
  missing: boolean;
  /** The day on which that was last told; undefined while it never was, and in files kept before it was noted. */
  missingSince?: Day;
  /** The last time that it was missing and was found; undefined while it never was (T22). */
  lastFound?: FoundNote;
  safeguard: boolean;
  /** Of a pupil who did not register at term start (T7). */
  notRegisteredSince: Day | null;
  /** Why, where the class teacher has said it. */
  notRegisteredReason?: string | null;
  /** Absent in the files of pupils of whom nothing of the kind was ever told. */
  year?: YearNotes;
  /** The help the child has or lacks; undefined while nothing was told of it. */
  support?: Support;
  /** What was done to the 学籍, in the order told; undefined while nothing was (P1.R4-XUEJI). */
  enrolment?: readonly EnrolmentNote[];
  /** How the family is written to; undefined while nothing was told of it or to it. */
  family?: FamilyNotes;
  /** What the guardians asked for and decided; undefined while they have not. */
  answers?: AnswerNotes;
  /** What a closed day has wiped out, should the closure be taken back; undefined where it had nothing. */
  closed?: ClosedDay | undefined;
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
  before: null,
  reopened: false,
  relapse: 0,
  firstMissed: null,
  day7On: null,
  monthOn: null,
  persuasions: 0,
  sessionDays: [],
  sessions: 0,
  papers: {},
  ticket: null,
  platform: 'NONE',
  team: null,
  township: null,
  dispatches: [],
  stays: [],
  group: {},
  teacher: null,
  responsible: null,
  category: null,
  fourStep: 'NONE',
  steps: [],
  checkedStep: null,
  stepsHeld: false,
  placement: null,
  placementHeld: null,
  placedIn: null,
  placedClass: null,
  proofs: [],
  closing: null,
  atRisk: false,
  watchedIn: null,
  weekOneOn: null,
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

/** Whether the pupil is in no case: in school, away for the day, or not registered yet. */
export const isOrdinary = (file: CaseFile): boolean =>
  !isOpenCase(file) && file.stage !== 'RETURNED' && file.stage !== 'CLOSED';

/** Whether the clock has anything to do for this pupil. A closed 休学 waits for the day it must be looked at again. */
export const isActive = ({ stage, away, missing, closing }: CaseFile): boolean =>
  away !== null ||
  missing ||
  (stage !== 'ENROLLED' && stage !== 'CLOSED') ||
  (stage === 'CLOSED' && closing !== null && closing.review !== null);

/** Whether the pupil stands on one of the lists that a school, township or village works through. */
export const isListed = (file: CaseFile): boolean =>
  isNotBack(file) ||
  (file.year !== undefined &&
    (file.year.risk !== null ||
      file.year.returning?.returns === false ||
      file.year.seen.at(-1)?.place === 'away'));

/**
 * Away still, and either not registered at term start or in an open case; not whoever has an approved 休学 or 缓学 on file
 * (「除身体原因不具备 学习条件外」, policy.md §6.3 MEDICAL, AMB-34).
 */
export const isNotBack = (file: CaseFile): boolean =>
  file.away !== null &&
  (file.notRegisteredSince !== null || isOpenCase(file)) &&
  !file.proofs.some(({ proof }) => proof === 'approval');

/** Back, and not yet for long enough (T19). */
export const isObserved = ({ stage, stableOn }: Pick<CaseFile, 'stage' | 'stableOn'>): boolean =>
  stage === 'RETURNED' && stableOn === null;

/** 普职融合, 送教上门: taught in another place than the class. */
export const isPlacedElsewhere = (file: Pick<CaseFile, 'placement'>): boolean => placedReason(file) !== null;

/** By which reason the case of a child taught in another place than the class is closed (policy.md §6.3). */
export const placedReason = ({ placement }: Pick<CaseFile, 'placement'>): 'VOC' | 'HOME_TEACHING' | null =>
  placement === 'vocational' ? 'VOC' : placement === 'home_teaching' ? 'HOME_TEACHING' : null;

/** Whether the class must account for the pupil: not whoever is placed elsewhere or whose case was closed for another reason than a return. */
export const isExpected = ({ stage, closing, placement }: CaseFile): boolean =>
  !isPlacedElsewhere({ placement }) && (stage !== 'CLOSED' || closing === null || closing.reason === 'BACK');

/** Whether there is a case that can be worked on or ended. */
export const hasCase = (file: CaseFile): boolean =>
  isOpenCase(file) || file.stage === 'RETURNED' || file.stage === 'NOT_REGISTERED';

/** Where the child stays, by the newest word. */
export const whereOf = ({ stays }: Pick<CaseFile, 'stays'>): Where =>
  stays.at(-1)?.where ?? { kind: 'unknown' };

/** The child stays in another place than its dispatch was decided by (policy.md §6.4). */
export const hasMoved = (file: CaseFile): boolean => {
  const dispatch = dispatchOf(file);
  return dispatch !== null && JSON.stringify(dispatch.where) !== JSON.stringify(whereOf(file));
};

/** Whether a ticket of the case stands in 政府救助平台 that nobody has closed. */
export const isTicketOpen = ({ platform }: CaseFile): boolean => platform !== 'NONE' && platform !== 'CLOSED';

/** The newest dispatch, if the case has one. */
export const dispatchOf = (file: CaseFile): Dispatch | null =>
  file.dispatches.findLast(({ transferredAt }) => transferredAt === null) ?? null;

/**
 * From which day on sessions and refusals count for the running dispatch: since it, and since the case was opened again (T14,
 * T20). Null where nobody was dispatched.
 */
export const workedSince = (file: CaseFile): Day | null => {
  const dispatch = dispatchOf(file);
  return dispatch && dayOf(Math.max(dispatch.at, file.relapse > 0 ? (file.opened ?? 0) : 0));
};

/** The county of registration is to take the case over; until its receipt the township keeps it (policy.md §6.4). */
export const isHandOver = ({ row }: Pick<Dispatch, 'row'>): boolean =>
  row === ('foreign_away' satisfies JurisdictionRow);

export const isHandedOver = (file: CaseFile): boolean => {
  const running = dispatchOf(file);
  return running !== null && isHandOver(running);
};

/** The child with the township that persuades, for finding who acts there. */
export const inChargeOf = ({ student, township }: CaseFile): { student: string; township?: string } =>
  township === null ? { student } : { student, township };

/** P4.R3-TEAM: of which of the eight seats nothing was said. */
export const emptySeats = ({ group }: CaseFile): Seat[] => SEATS.filter((name) => !group[name]);

export const isGroupComplete = (file: CaseFile): boolean => emptySeats(file).length === 0;

/** What tells one opening of the case from the next, in the keys of its duties. */
export const casePeriod = (file: CaseFile): string => `case-${file.relapse}`;

/** A file without what an empty one has as well: of most children little was ever told. */
export type KeptFile = Pick<CaseFile, 'student'> & Partial<CaseFile>;

/** What of a file is written down; `completeFile` gives the whole again. */
export const keptOf = (file: CaseFile): KeptFile => {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(file))
    if (!isSame(value, EMPTY[key as keyof CaseFile])) kept[key] = value;
  return kept as unknown as KeptFile;
};

const EMPTY = emptyFile('');

const isSame = (value: unknown, empty: unknown): boolean =>
  isObject(value) && isObject(empty)
    ? Object.keys(value).length === Object.keys(empty).length &&
      Object.entries(empty).every(([key, item]) => value[key] === item)
    : value === empty;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** A file as it was kept, with what is not kept and what later versions of the product added to it. */
export const completeFile = (kept: KeptFile): CaseFile => ({ ...emptyFile(kept.student), ...kept });
