import { z } from 'zod';
import { PUPIL_GROUPS, PUPIL_QUESTIONS } from '../duties/pupil-group.ts';
import { ENROLMENT_CHANGES } from '../facts/enrolment-fact.ts';
import { MOMENTS } from '../parents/moment.ts';
import { FLAGS } from '../people/flags.ts';
import { ROLES, UNITS } from '../people/roles.ts';
import { SIGNALS, SUBJECT_KINDS } from '../signals.ts';
import { isPattern } from './pattern.ts';
import { type SettingKey, settingsSchema } from './settings.ts';

const signal = z.enum(SIGNALS);
const role = z.enum(ROLES);
/**
 * Who hears of a duty: a post, or one member unit by name. Of what is the district's, every township's officer and every
 * unit; of a school's list, the villages of those on it. `in_charge`: of a pupil's report the officer of the township that
 * persuades, where that is another than the one the report goes to (AMB-19).
 */
const reader = z.union([role, z.enum(UNITS), z.literal('in_charge')]);
export type Reader = z.infer<typeof reader>;
const key = z.enum(Object.keys(settingsSchema.shape) as [SettingKey, ...SettingKey[]]);

const amount = z.union([z.number().int(), key]);
const dateOfYear = z.union([z.string().regex(/^\d\d-\d\d$/, 'wants a date as MM-DD'), key]);

/** A day of the year on which a duty begins, looked at every morning (policy.md §4). Numbers and dates may be settings. */
const occasion = z.union([
  z.strictObject({ term: z.enum(['start', 'end']), days: amount }),
  z.strictObject({ term: z.enum(['start', 'end']), schoolDays: amount }),
  z.strictObject({ every: key, within: z.enum(['term', 'vacation']) }),
  z.strictObject({ week: z.number().int().min(1).max(7) }),
  z.strictObject({ month: z.union([z.number().int().min(1).max(28), z.literal('last')]) }),
  /** The first day of the so-manieth month of each quarter. */
  z.strictObject({ quarter: z.number().int().min(1).max(3) }),
  z.strictObject({
    year: dateOfYear,
    /** Not in a month in which a term begins: what that asks is enough. */
    unless: z.literal('term_start').optional(),
  }),
]);
export type OccasionRule = z.infer<typeof occasion>;

/**
 * What a duty begins with: a signal, a day of the year, another duty (by its name with part) being done or running late,
 * or a referral (转办) for one need of `referrals.yaml`.
 */
const opening = z.union([
  signal,
  z.strictObject({ on: occasion }),
  z.strictObject({ after: z.string().min(1) }),
  z.strictObject({ late: z.string().min(1) }),
  z.strictObject({ referred: z.string().min(1) }),
]);

/** Until when. Clock hours run from the signal; the other units are those of policy.md §1.3. */
const due = z.union([
  z.strictObject({ minutes: key }),
  z.strictObject({ hours: key }),
  z.strictObject({ hours: key, within: z.literal('same_day') }),
  z.strictObject({ by: z.literal('same_day') }),
  z.strictObject({ by: z.literal('first_lesson') }),
  z.strictObject({ by: z.literal('marking') }),
  z.strictObject({ by: z.literal('next_school_day_marking') }),
  z.strictObject({ by: z.literal('week_end') }),
  z.strictObject({ by: z.literal('day7_end') }),
  z.strictObject({ by: z.literal('at_once') }),
  z.strictObject({ days: key }),
  /** So many days, the term's last teaching day at most. */
  z.strictObject({ days: key, within: z.literal('term') }),
  z.strictObject({ workdays: key }),
  z.strictObject({ schoolDays: key }),
  /** So many days from the first or last teaching day of the term that the duty belongs to. */
  z.strictObject({ term: z.enum(['start', 'end']), days: amount, at: key.optional() }),
  /** The same for a paper that is handed over (书面): from a day off it moves to the next working day. */
  z.strictObject({
    term: z.enum(['start', 'end']),
    days: amount,
    at: key.optional(),
    paper: z.literal(true),
  }),
  z.strictObject({ term: z.enum(['start', 'end']), workdayFrom: amount, at: key.optional() }),
  /** The date that was set for it; else so many working days. */
  z.strictObject({ stated: key }),
  /** A date of the year. */
  z.strictObject({ date: dateOfYear }),
  /** A day of this month, or its last; or its so-manieth working day. */
  z.strictObject({ monthDay: z.union([z.number().int().min(1).max(28), z.literal('last')]) }),
  z.strictObject({ monthWorkday: key }),
]);
export type Due = z.infer<typeof due>;

/** When the actor is reminded; without it, the default of policy.md §1.5. */
const reminders = z.union([
  z.literal('none'),
  z.strictObject({ times: z.literal('marking.reminders') }),
  z.strictObject({ firstAfterHours: key }),
  z.strictObject({ beforeMinutes: z.number().int().positive() }),
  /** In the morning of so many days after it opened. */
  z.strictObject({ afterDays: z.array(z.number().int().positive()) }),
  /** In the morning of these dates. */
  z.strictObject({ dates: z.array(dateOfYear) }),
]);

/** Short replies to what is asked about a case; what each records depends on how the case stands. */
export const CASE_ACTS = [
  'dispatch_agreed',
  'case_accepted',
  'ticket_closed',
  'online_entered',
  'group_by_post',
  'law_agreed',
  'law_refused',
  'steps_go_on',
  'steps_stop',
  'step_complied',
  'step_not_complied',
  'resumed',
  'own_class',
  'close_placed',
  'placement_proven',
] as const;
export type CaseAct = (typeof CASE_ACTS)[number];

/** A short reply that settles the duty, e.g. "1 已联系". The bot records `act` in the sender's name. */
const reply = z.strictObject({
  key: z.string().regex(/^[1-9]$/),
  label: z.string().min(1).max(16),
  /** Other whole messages that mean the same. */
  words: z.array(z.string().min(1)).optional(),
  /** Other ways of saying it in a sentence, as patterns of a whole clause without the pupil's name: "我来?(?:负责|包)". */
  told: z.array(z.string().min(1).refine(isPattern, 'not a regular expression')).optional(),
  act: z.enum([
    'contact_reached',
    'contact_unreachable',
    'verified_no_cause',
    'verified_leave',
    'verified_elsewhere',
    'verified_unknown',
    'marked',
    'told_principal',
    'paper_checked',
    'paper_sent',
    'paper_receipted',
    'ticket',
    'ticket_confirmed',
    'team_named',
    'teacher_assigned',
    // nobody of the class is missing, where nothing else is known
    'all_present',
    'cause_told',
    'session_held',
    // of each pupil of the duty's list, one after the other
    'each_persuaded',
    'limit_set',
    'home_visit',
    'persuaded',
    'talked',
    'next_step',
    'post_filled',
    'found',
    // of a child whom nobody could place: where it stays; of a 函告: its receipt
    'stay_told',
    'county_receipted',
    'attendance_differs',
    'list_differs',
    'close_back',
    'safeguard_reported',
    'allegation_answered',
    // of what a family asked
    'leave_agreed',
    'leave_refused',
    'missing',
    // of a case
    ...CASE_ACTS,
    'categorised',
    'dropout_decided',
    // of any duty: done, cannot be done and why, hindered and why while the clock runs on, taken on
    'done',
    'cannot',
    'hindered',
    'accept',
    // of the 学籍: it was changed, in its own system and by people (P1.R4-XUEJI)
    'enrolment_changed',
    // of help
    'except',
    'benefits_given',
    'benefits_missing',
    'carer_named',
    'buddy_named',
    'inclusive_class',
    'home_teaching',
    'vocational',
    'home_lesson',
    'elsewhere_proven',
    // pupils by name, each with a word about them
    'pupils',
    'no_pupils',
  ]),
  /** Of `enrolment_changed`: which change it was. */
  change: z.enum(ENROLMENT_CHANGES).optional(),
  /** Of `except`: what those who are named lack. */
  lack: z.enum(['benefits', 'carer', 'buddy', 'schooling', 'proof']).optional(),
  /**
   * Of all that comes with it only one of these words is kept, and the message not at all: of a talk with a counsellor
   * nothing (P5.5-PSY-RETURN), of a medical appraisal its category (A-HEA-ASSESS).
   */
  keeps: z.array(z.string().min(1)).optional(),
  /**
   * What must come with it, in the same message or as the answer to one question. `letter`: of a letter of responsibility
   * when it was signed, by whom in what posts, for how long (P1.1). `approval`: of a change the day and the approving unit.
   */
  needs: z
    .enum([
      ...(['number', 'names', 'words', 'count', 'date', 'place', 'category', 'categories'] as const),
      ...(['pupils', 'benefits', 'reason', 'reasons', 'letter', 'approval'] as const),
      // asked with numbers of its own: what the guardian answered, why a pupil did not come
      ...(['answer', 'cause'] as const),
    ])
    .optional(),
  /** It says that there is none of these: taken only where the ledger has none either (P0-TRUTH). */
  none: z.enum(['without_cause', 'open_case', 'at_risk']).optional(),
  /** The clause itself demands it: the platform's ticket number, the reasons of a month. Else it may stay 未填. */
  demanded: z.literal(true).optional(),
});
export type Reply = z.infer<typeof reply>;
export const replyAct = reply.shape.act;

const dutyRule = z.strictObject({
  /** Tells two duties of one rule apart (P3.1-LINK-TEAM: the team, its first visit). */
  part: z.string().optional(),
  title: z.string().min(1).max(20),
  opens: opening,
  subject: z.enum(SUBJECT_KINDS),
  actor: role,
  /** The teacher who was assigned to the child acts in the post's place (责任教师). */
  assigned: z.boolean().optional(),
  /** Which member unit, for the actor `unit`. */
  unit: z.enum(UNITS).optional(),
  /** Only where there is a pupil with one of these flags. */
  pupils: z.array(z.enum(FLAGS)).min(1).optional(),
  /** Which pupils it is about together; its messages name them. */
  names: z.enum(PUPIL_GROUPS).optional(),
  /** Not begun where there is none of them. */
  ifAny: z.boolean().optional(),
  /** What is asked of each of them, or of a class; answered by names with a word about each. */
  asks: z.enum(PUPIL_QUESTIONS).optional(),
  /** What is to be done and with what proof, in one plain sentence. */
  how: z.string().min(1).max(60).optional(),
  due,
  /** By when it must be taken on; else the first rung hears (AMB-42, annex: acknowledge 1 WD). */
  accept: z.union([z.strictObject({ workdays: key }), z.strictObject({ hours: key })]).optional(),
  /** Minutes after the due instant in which it still counts as in time and nobody above is told. */
  grace: key.optional(),
  reminders: reminders.optional(),
  /** What proves it, beside the reply `done`. */
  done: z.array(signal).default([]),
  lapses: z.array(signal).default([]),
  /** Meets the clock without settling the matter: every number was tried (AMB-10). */
  attempted: signal.optional(),
  /** Who is told when the time is up, lowest first (policy.md §1.5 and the column "escalates to"). */
  ladder: z.array(role).max(4),
  /** Further people who must know that it opened. */
  tells: z.array(reader).optional(),
  /** Who hears that it was done: the paper's readers, the platform's watchers. */
  tellsDone: z.array(reader).optional(),
  /** The text that tells its end to everybody who heard of it: who acts, who was told, those above who heard that it was late. */
  tellsEnd: z.string().min(1).optional(),
  /** Goes before everything and through quiet hours (`quiet.*`: MISSING and SAFEGUARD are exempt). */
  urgent: z.boolean().optional(),
  /**
   * The words are spoken by the reply that opened it, so its opening sends no message of its own; `silent`: by
   * nothing at all; `again`: only when it starts anew, which whoever has just done it need not hear.
   */
  quiet: z.union([z.boolean(), z.literal('to_speaker'), z.literal('silent'), z.literal('again')]).optional(),
  /**
   * Starts anew after it is done: as long as it does not lapse (P3.4-CONTINUE), so many times in all, or while the term
   * lasts and there is a pupil for it; then no day of the year opens it beside one that is live (P5.4-WEARY).
   */
  repeats: z.union([z.literal(true), z.literal('within_term'), key]).optional(),
  replies: z.array(reply).optional(),
  /** `own`: its reminders and escalations have words of their own in `templates/`. */
  words: z.literal('own').optional(),
});
export type DutyRule = z.infer<typeof dutyRule>;

/** Who of a case is told of something that asks nothing of them yet: posts, or those whom the file itself names. */
const informs = z.strictObject({
  when: signal,
  /** The name of a text in `templates/messages`. */
  words: z.string().min(1),
  to: z.union([z.array(role).min(1), z.literal('joint_group')]),
  /**
   * `gathered`: it can wait, and is told with what else the next gathering of the day brings (`daily.gathered`). `at_once`:
   * somebody waits for it, and it does not wait for a place of its reader's day.
   */
  goes: z.enum(['gathered', 'at_once']).optional(),
});
export type InformRule = z.infer<typeof informs>;

/** One row of the county's register, with the phrase of the source it rests on. */
export const ruleSchema = z.strictObject({
  id: z.string().regex(/^(P\d|G\d|A)[\w.-]*$/),
  sw: z.array(z.enum(['A', 'R', 'L', 'W', 'M'])),
  clause: z.string().min(1),
  who: z.string().min(1),
  phrase: z.string().min(1),
  duties: z.array(dutyRule).optional(),
  /** Texts to a pupil's guardians: which, at what moment, and whether a named person lets it go out (law.md §9). */
  tellsGuardians: z
    .array(
      z.strictObject({
        text: z.string().regex(/^L\d+[a-z]?$/),
        when: z.enum(MOMENTS),
        released: z.boolean().default(false),
      }),
    )
    .optional(),
  /** One short text to people of a case, to each once per opening or dispatch, or per thing that was noted of it. */
  informs: z.array(informs).optional(),
  /** The rule whose duty does this one's work too (P3.R1-MARK-1500 → P3.3-ATT-1500). */
  carriedBy: z.string().optional(),
  /** A standing duty that nobody is reminded of: a row of the ledger and a figure. Says what is kept, and where it shows. */
  recorded: z.string().min(1).optional(),
  /** What the product does for it without a duty of its own. */
  done: z.string().optional(),
  /** What is not there yet; makes the rule `partial`. */
  left: z.string().optional(),
});
export type Rule = z.infer<typeof ruleSchema>;

export type RuleStatus = 'active' | 'recorded' | 'partial' | 'planned';

/** Whether a rule is at work. */
export const statusOf = (rule: Rule): RuleStatus => {
  if (rule.recorded && !rule.duties) return 'recorded';
  if (!rule.duties && !rule.carriedBy && !rule.done) return 'planned';
  return rule.left ? 'partial' : 'active';
};
