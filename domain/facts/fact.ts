import type { Day, Instant } from '../calendar/time.ts';
import type { ListedState } from '../comparison/changes.ts';
import type { ListName } from '../comparison/lists.ts';
import type { PaperStepTold } from '../papers/trail.ts';
import type { Meaning } from '../parents/lexicon.ts';
import type { Unit } from '../people/roles.ts';
import type { Subject } from '../signals.ts';
import type { AnswerFactBody, LeaveWanted } from './answer-fact.ts';
import type { CaseFactBody } from './case-fact.ts';
import type { EnrolmentFactBody } from './enrolment-fact.ts';
import type { FamilyFactBody } from './family-fact.ts';
import type { ReachFactBody } from './reach-fact.ts';
import type { SupportFactBody } from './support-fact.ts';
import type { YearFactBody } from './year-fact.ts';

/** What is told of a pupil's day, as understood. */
export type { Status as Standing, VisitResult } from '../understanding/types.ts';

import type { Status as Standing, VisitResult } from '../understanding/types.ts';
export type VisitPurpose = 'visit' | 'persuasion' | 'session';
/** What may be sent instead of words. */
export type SentKind = 'voice' | 'picture' | 'video' | 'file';
/** What endangers a child's schooling though nobody is missed: nobody to look after it, or misconduct. */
export type Hazard = 'unguarded' | 'misconduct';
export type Finding = 'no_cause' | 'cause' | 'elsewhere' | 'unknown';

/** 双线: the school's, and the government's from the group cadre to the township. */
export type Line = 'school' | 'township';

/** What a visit's form has beside day, visitor and result (policy.md §7.1, §11.6); what nobody told is absent. */
export interface VisitNotes {
  /** The child's own words, or why there are none. */
  child?: string;
  unheard?: string;
  /** Whom they met, who else came along, where. */
  met?: string;
  people?: string;
  place?: string;
  /** For which lines those named in it came along. */
  along?: readonly Line[];
}

/** What was told, one shape per kind. */
export type FactBody =
  | {
      kind: 'roll';
      class: string;
      day: Day;
      expected: number | null;
      present: number | null;
      /** Everybody not named was there; false while a question about the roll is open. */
      whole: boolean;
      /** Pupils named in it as absent, late or gone early. */
      named: readonly string[];
    }
  | {
      kind: 'standing';
      student: string;
      day: Day;
      standing: Standing;
      until: Day | null;
      /** On leave because the school sent the child (公假). */
      sent?: true;
      /** There all the time: what was told of the day before was a mistake, and nobody has come. */
      mistaken?: true;
    }
  /** Somebody outside the school says that a child was there, or was not: no attendance, for its class teacher to confirm (T18). */
  | { kind: 'attendance_heard'; student: string; day: Day; there: boolean; words: string }
  | { kind: 'contact'; student: string; day: Day; result: 'reached' | 'unreachable' }
  | { kind: 'verification'; student: string; day: Day; finding: Finding }
  | { kind: 'leave'; student: string; from: Day; until: Day }
  | ({
      kind: 'visit';
      student: string;
      day: Day;
      purpose: VisitPurpose;
      result: VisitResult;
      /** The law was explained; one of the three things that let a session count twice (AMB-16). */
      law?: boolean;
    } & VisitNotes)
  /** Told afterwards of the visit of that day and purpose that a message told of; where none is named, of the newest. */
  | ({ kind: 'visit_notes'; student: string; day: Day; purpose: VisitPurpose; message?: string } & VisitNotes)
  /** A visit told by mistake is taken back, by whoever told it and on the same day; `visit` is the key of its fact. */
  | { kind: 'visit_withdrawn'; student: string; day: Day; purpose: VisitPurpose; visit: string }
  | {
      kind: 'guardian_words';
      student: string;
      day: Day;
      leave: boolean;
      /** What was understood of it; absent in what was kept before that was told apart. */
      means?: readonly Meaning[];
      /** The leave that is asked for. */
      wants?: LeaveWanted;
      /**
       * The leave that was asked for this child was meant for another of the family; `granted`: it was given already. `unwanted`: it is
       * not wanted any more.
       */
      takesBack?: 'asked' | 'granted' | 'unwanted' | 'unwanted_granted';
      /** The family says that a child who is looked for was found; the search goes on until the school has seen to it. */
      found?: true;
      /** Something that is no words came instead, and the handout it is kept as for some days; null: it could not be had. */
      sent?: { kind: SentKind; file: string | null };
    }
  | { kind: 'marked'; class: string; day: Day }
  | { kind: 'list_sent'; class: string; day: Day }
  | ({ kind: 'paper'; student: string } & PaperStepTold)
  /** About a place, by its `subjectKey`. */
  | ({ kind: 'paper'; subject: string } & PaperStepTold)
  | { kind: 'ticket'; student: string; number: string; confirmed: boolean }
  | { kind: 'team'; student: string; members: string }
  | { kind: 'told_principal'; student: string }
  | { kind: 'talk'; student: string }
  | { kind: 'next_step'; student: string }
  | { kind: 'withdrawal'; class: string; day: Day; message: string }
  | { kind: 'closure'; school: string; day: Day }
  | { kind: 'closure_withdrawn'; school: string; day: Day }
  /** `day`: of a child that has not registered, since when it is away (T7). */
  | { kind: 'registration'; student: string; registered: boolean; day: Day; reason?: string | null }
  | { kind: 'not_enrolled'; student: string; day: Day }
  /** T13, with its reason; facts kept before that was asked for have none. */
  | { kind: 'dropout_decision'; student: string; reason?: string }
  /** 监护缺失 or 不良行为, found in a pupil whether in school or not (P1.R4-HAZARD). */
  | { kind: 'hazard'; student: string; hazard: Hazard }
  | { kind: 'close_confirmation'; student: string; line: Line }
  | { kind: 'missing'; student: string }
  /** Where and how, as far as was said; `inPerson`: so that the family must hear it from a person. */
  | { kind: 'found'; student: string; said?: string | null; inPerson?: true }
  | { kind: 'safeguard'; student: string }
  | { kind: 'safeguard_reported'; student: string }
  | { kind: 'post_filled'; school: string; post: string; names: string }
  | {
      kind: 'duty_report';
      /** Id of the duty. */
      duty: string;
      /**
       * `hindered`: what keeps it from being done, while its clock runs on; `not_applicable`: of the calendar, with the reason (§4);
       * `filled_in`: what was missing when it was done. */
      outcome: 'done' | 'cannot' | 'hindered' | 'not_applicable' | 'accepted' | 'handed_over' | 'filled_in';
      /** Number, names or a sentence that came with it. */
      detail: string | null;
      /** To whom it was handed. */
      to: string | null;
    }
  /** Decided by a meeting, or to be put right after a bulletin: who must do what until when (P1.0-MEET-DECIDE, G4.2-RECTIFY). */
  | {
      kind: 'task_set';
      task: 'decision' | 'rectify';
      township: string | null;
      unit: Unit | null;
      due: Day | null;
      text: string;
    }
  /** A sudden event while persuading or placing a pupil (A-EDU-INCIDENT); who tells it says where from. */
  | { kind: 'incident'; text: string }
  /** What a sample of one class's attendance showed otherwise than it was told (AMB-15). */
  | { kind: 'attendance_differs'; school: string; text: string }
  /** How the list of monitored dropouts is otherwise than a unit has it (A-RUR-SHARE). */
  | { kind: 'list_differs'; unit: Unit; text: string }
  /** The joint conference is convened out of turn (P6.R-JOINT): on which day, and what the members are told. */
  | { kind: 'meeting_called'; on: Day; text: string }
  /** The law was made known: where, how, to how many (G3-MEDIA). */
  | { kind: 'publicity'; text: string }
  /** A word passed on to everybody who works on a case (P1.3-CHANNEL). */
  | { kind: 'relay'; student: string; text: string }
  /** Children of a list that a township, or the bureau (null), has to find out about (policy.md P2.1–P2.3). */
  | { kind: 'children_listed'; township: string | null; list: ListName; period: string; count: number }
  /** Newer lists explain all that were still open. */
  | { kind: 'list_explained'; township: string | null; list: ListName; period: string }
  /** What became of one of them, and how many of the same duty are still open. */
  | {
      kind: 'child_answered';
      township: string | null;
      list: ListName;
      period: string;
      child: string;
      outcome: ListedState;
      left: number;
    }
  /** What a township's survey of a year comes to (P2.R4-APR-SURVEY); `whole`: nothing is wrong with it, and nobody is missed. */
  | {
      kind: 'survey_taken';
      township: string;
      year: string;
      households: number;
      children: number;
      missed: number;
      whole: boolean;
    }
  /** The survey has a pupil out of school who is on a class's roster. */
  | { kind: 'survey_differs'; student: string; year: string; state: 'never_enrolled' | 'dropped_out' }
  | { kind: 'counted'; student: string; day: Day; run: number }
  | { kind: 'stage'; student: string; from: Stage; to: Stage; on: Day }
  | YearFactBody
  | AnswerFactBody
  | ReachFactBody
  | SupportFactBody
  | FamilyFactBody
  | EnrolmentFactBody
  | CaseFactBody;

/** All that the clock may conclude by itself: days counted and states reached, never a legal step or a closing (policy.md §11.1). */
export type ClockBody = Extract<FactBody, { kind: 'counted' | 'stage' }>;

/** The states of policy.md §6.1. */
export type Stage =
  | 'ENROLLED'
  | 'ABSENT_UNVERIFIED'
  | 'ABSENT_EXCUSED'
  | 'ABSENT_UNEXCUSED'
  | 'NOT_REGISTERED'
  | 'NOT_ENROLLED'
  | 'SUSPECTED'
  | 'SUSPECTED_7'
  | 'LONG_ABSENT'
  | 'DROPOUT'
  | 'RETURNED'
  | 'CLOSED';

/** Who tells: a person, or the clock that brings a fact of the calendar. */
export interface Author {
  person: string;
  role: string;
  /** The posts held that day, and those covered for somebody; nothing may be decided by virtue of others. Not kept with the fact. */
  posts?: readonly HeldPost[];
}
export interface HeldPost {
  role: string;
  /** The school, township … over which it is held. */
  unit: string | null;
}
export const CLOCK: Author = { person: 'clock', role: 'clock' };
/** The comparison of the four lists, whoever ran it. */
export const COMPARISON: Author = { person: 'comparison', role: 'comparison' };
/** The survey of a township, taken in at a desk. */
export const SURVEY: Author = { person: 'survey', role: 'survey' };

/**
 * Something told, or brought by the calendar. Never edited: a correction is another fact (P0-TRUTH).
 * `key` makes it unique: the message and its place in it, or the clock's checkpoint.
 */
export interface Fact {
  key: string;
  about: Subject;
  /** When it holds; the store adds when it was written. */
  at: Instant;
  by: Author;
  /** The sentence it was read from. */
  words: string | null;
  body: FactBody;
}
