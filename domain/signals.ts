import type { Day, Instant } from './calendar/time.ts';
import type { ReferralBody } from './facts/support-fact.ts';
import type { Unit } from './people/roles.ts';

/**
 * What a fact or the calendar means to the rules. A rule opens on one signal, is proved done by others and no
 * longer applies after others (`seeds/policy/<county>/*.yaml`).
 */
export const SIGNALS = [
  // the school day, per class
  'school_day', // a teaching day begins
  'rolled', // the roll was called and told, for the whole class
  'roll_missing', // no roll ten minutes after the first lesson (policy §1.3, t0)
  'list_due', // somebody is missing, or nobody has told who is
  'list_sent', // the academic office has the list of pupils not present
  'marked', // the provincial attendance system was filled in, as the teacher confirmed
  'attendance_differs', // a sample of a class is not as the class told (P3.3-ATT-1500, AMB-15)
  'list_differs', // the list of monitored dropouts is not as its unit has it (A-RUR-SHARE)
  'school_closed', // the school does not teach today after all
  // one pupil's absence
  'absent', // missing at roll without leave (T1)
  'absent_guarded', // the same, of a child that was harmed, while nobody knows which guardian is safe (policy §6.5)
  'list_received', // the office knows of this absent pupil
  'contact_reached',
  'contact_tried', // every number tried, nobody reached (AMB-10)
  'helper_tried', // those who were asked to help found nobody either
  'leave_recorded', // (T3)
  'leave_asked', // by a guardian, for as long as the class teacher may give
  'leave_asked_office',
  'leave_asked_principal',
  'leave_asked_guarded', // by a guardian who may hear nothing of the child (policy §6.5)
  'leave_reasked', // the guardian asks otherwise
  'leave_answered',
  'child_sought', // at home nobody knows where the child is, or it set out for school
  'order_objected', // to an order, or for more time
  'family_asks', // for help, a call, a visit
  'family_asks_guarded', // a guardian who may hear nothing of the child
  'data_asked', // to see, correct or delete what is kept (law.md §7.2)
  'verified', // the office found out where, why, safe or not
  'cause_known',
  'back', // in school after all
  'withdrawn', // the report of a day was taken back
  'counted', // one more day without leave (T4)
  'hazard', // truancy was found (P1.R4-HAZARD)
  'hazard_found', // missing care or misconduct, told of a child that need not be absent
  'truant_back', // in school again after one or two days without leave (T5)
  'watch', // thresholds of P3.3-WATCH
  'talked', // the office talked with the family
  // the case
  'suspected', // T6, T8
  'taken_back', // its days no longer reach the count: leave was recorded, or what was told of them withdrawn (§1.4.2)
  'case_mistaken', // what it was opened by was reported by mistake
  'day7', // T11
  'one_month', // T12
  'dropout_undecided', // T12: the bureau is to decide on DROPOUT
  'sixteen', // reached 16 in an open case: closes nothing, and the bureau decides (§6.3)
  'returned', // T18
  'return_withdrawn', // the word by which it came back was taken back the same day
  'stable', // T19
  'relapsed', // T20
  'close_agreed_school',
  'close_agreed_township',
  'closed', // T19, T21
  'dropout_decided', // T13
  'not_registered', // T7
  'not_returning', // before the term: the family says that the child will not come back
  'not_enrolled', // T10
  'registered',
  'platform_entered', // the case stands in 政府救助平台 (T14)
  'dispatched', // T14
  'transferred', // the dispatch went to another township
  'moved', // the child stays in another place than the dispatch went by
  'moved_back', // where the dispatch went by
  'handed_over', // the county of registration is to take the case over (policy.md §6.4)
  'letter_sent', // 函告 or a letter to the place of stay (D14-3)
  'county_receipted', // the county of registration has receipted the 函告
  'stay_to_write', // the child stays outside the district: the bureau writes there
  'child_unplaced', // decided on without knowing where the child is
  'dispatch_kept', // decided anew after a move: the township in charge stays the same
  'accepted', // the township has taken the case (P3.R3-TOWN-ONLINE)
  'ticket_to_close', // nobody is to be persuaded any more, and the ticket is still open
  'ticket_closed',
  'acted_in_charge', // the township did what must be entered in the platform too
  'online_entered',
  'group_named', // of some of the eight seats it was said who sits there (P4.R3-TEAM)
  'group_complete', // all eight seats have a name or a reason (P4.R3-TEAM)
  'session_held',
  'sessions_enough', // `edu3.count` reached
  'step_opened', // T15–T17
  'step_document',
  'limit_missing', // 责令改正 without the day by which (law.md §3: 责令限期改正)
  'limit_known',
  'step_result',
  'limit_passed', // a step's time limit is over, and nobody has told what came of it (T17)
  'law_asked', // the township asks for the check of its next step
  'legal_checked', // P4.SUPPORT-LAW
  'steps_held', // the child is back or gone again: a person must decide about the steps
  'steps_decided',
  'steps_ended',
  'categorised', // 分清类别: all three are told (policy §7.3)
  'twelve_empty_government', // seats of 双线十二人 that nobody sits on (P1.3-TWELVE)
  'twelve_empty_education',
  'twelve_told',
  'twelve_full_government',
  'twelve_full_education',
  'teacher_missing', // a child out of school without a teacher of its own
  'teacher_assigned', // P3.1-NODE-ASSIGN
  'week_one_over', // T9
  'review_due', // a closed 休学 must be looked at again
  'review_settled', // it goes on until another day
  'reopened', // a person opened a closed case again
  'closed_in_class', // in class all the same, on 休学 or closed for another reason than a return (§6.3)
  'placed_in_class', // the same of a child who is taught elsewhere (T18)
  'out_of_class', // not there any more, of a child whom the class does not count
  'placement_held', // 普职融合, 送教上门 for as long as a return must hold: the bureau closes it (T18, §6.3)
  'placement_proven', // all that its closing needs is there
  'close_silent_placed', // it has held, and the bureau has not closed it
  'class_again', // taught in the own class again
  'placed_elsewhere', // taught in another place than the class
  'ledger_opened',
  'principal_told',
  'd1_checked',
  'd1_sent',
  'd1_receipted', // by the township: only then is it 书面 (policy §8)
  'd2_sent',
  'd2_receipted',
  'd3_sent', // a school's report of the week
  'd3_receipted',
  'd4_sent', // a school's report of who is not back after the first week
  'd4_receipted',
  'ticket_recorded',
  'ticket_confirmed', // after one month the ticket was looked at again (AMB-05)
  'team_named',
  'visited', // by somebody of the school
  'town_visited', // by somebody of the township or village
  'persuaded',
  'persuaded_jointly', // by both lines together (P3.1-LINK-TEAM)
  'persuaded_enough', // `persuasion.required` reached
  'case_contact', // any visit, persuasion or talk on an open case
  'stale', // an open case on which nothing is due next (P3.1-EACH-CASE)
  'stale_in_charge', // the same, of a case that a township is in charge of
  'close_silent_school', // the return has held, and the principal has not confirmed it
  'close_silent_township', // nor has the township in charge
  'next_step_set',
  'missing_child', // T22
  'found',
  'safeguard', // policy §6.5
  'safeguard_reported',
  'occasion', // a day of the year, or another duty's end, began it; no rule names it
  // the county's own matters
  'decided', // a meeting decided who does what
  'rectify_asked', // a township is to put something right (G4.2-RECTIFY)
  'incident', // A-EDU-INCIDENT
  'meeting_called', // the joint conference is convened out of turn (P6.R-JOINT)
  'family_unheard', // a message reached nobody at home, or nobody answered it in time
  'family_heard',
  'contact_wrong', // whoever is written to as a guardian says to be none
  'contacts_stale', // families of a school whom no message reaches
  'publicised', // the law was made known (P4.1-PUBLICITY, G3-MEDIA)
  'new_holder', // somebody new holds a teacher's post (P1.2-LETTER-EDU2)
  // the family
  'alleged', // bullying or harsh treatment at school
  'allegation_answered',
  'family_noted', // until when it sees to it, or who of it may be written to
  'text_due', // a text to the guardians waits for the person who may let it go out
  // help
  'referred', // a unit, township or village is asked to act; a rule says for which need
  'carer_missing', // a left-behind child whom nobody looks after
  'carer_named',
  'buddy_missing', // a pupil in difficulty without a helping teacher
  'buddy_named',
  'benefits_missing', // an eligible child does not get what it should (应助未助, 应保未保, 应免未免)
  'benefits_given',
  'schooling_missing', // a child with special needs whose teaching nobody has arranged
  'schooling_arranged',
  'home_teaching', // 送教上门 begins
  'home_teaching_over',
  'home_lesson',
  'elsewhere_unproven', // said to study elsewhere, without that school's paper
  'elsewhere_proven',
  // the 学籍: what people did to it, and what a case asks of it (P1.R4-XUEJI)
  'enrolment_created',
  'enrolment_moved_in',
  'enrolment_moved_out',
  'enrolment_suspended',
  'enrolment_resumed',
  'enrolment_ended',
  'enrolment_corrected',
  'enrolment_suspected_marked',
  'enrolment_dropout_marked',
  'enrolment_due_created',
  'enrolment_due_moved_out',
  'enrolment_due_suspended',
  'enrolment_due_resumed',
  'enrolment_due_ended',
  'enrolment_due_corrected',
  // the lists of the three comparisons, per township
  'without_record_listed', // list A
  'deferred_listed', // list B
  'mismatch_listed', // list C
  'monitored_listed', // list D
  'unresolved_listed',
  'survey_whole', // nothing in it is to be put right, and nobody is missed (P2.R4-APR-SURVEY)
  'survey_differs', // it has a pupil out of school who is on a roster
  'list_answered', // of no child on it is the answer still missing
  // people
  'vacant', // a post of the school that must act has no holder (P1.2-POST)
  'vacant_above', // the same above the school, or beside it
  'filled',
] as const;
export type SignalName = (typeof SIGNALS)[number];

/** Narrowest first. What is wider than a school stands in the district's own stream. */
export const SUBJECT_KINDS = [
  'student',
  'class',
  'school',
  'village',
  'township',
  'unit',
  'district',
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** What a duty, fact or notice is about. A pupil's class and school go with the pupil. */
export interface Subject {
  student?: string;
  class?: string;
  school?: string;
  village?: string;
  township?: string;
  /** A member unit of the joint conference. */
  unit?: Unit;
  district?: string;
}

/** A signal about one subject, at the instant from which its clocks count. */
export interface Signal {
  name: SignalName;
  about: Subject;
  at: Instant;
  /** Tells one absence, day or relapse from the next; part of what makes a duty unique. */
  period: string;
  /** What is asked in this very case, in the words of whoever asked. */
  task?: string;
  /** The date that was set for it. */
  due?: Day;
  /** What a text of `informs` tells of it, as a code that the text puts into words. */
  note?: string;
  /** What its opening shows beside the duty itself. */
  shows?: Record<string, string | number | boolean | null>;
  /** Of `referred`: what was asked, and by whom. */
  referral?: { body: ReferralBody; by: string };
}

/** The one id that a subject is stored and compared by: the narrowest thing named. */
export const subjectKey = (about: Subject): string => {
  const kind = SUBJECT_KINDS.find((item) => about[item] !== undefined);
  return kind ? `${kind}:${about[kind]}` : 'nothing';
};
