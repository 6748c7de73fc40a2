import { z } from 'zod';
import { STEPS } from '../facts/case-fact.ts';
import { CIRCUMSTANCES } from '../facts/family-fact.ts';
import { ROLES } from '../people/roles.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'wants a time of day as HH:MM');
const window = z.strictObject({ from: timeOfDay, to: timeOfDay });
const count = z.number().int().positive();
/** Names, each with the words that say it. */
const worded = z.record(z.string().min(1).max(12), z.array(z.string().min(2)));
/** Days from an anchor; negative before it. */
const offset = z.number().int();
const date = z.string().regex(/^(0[1-9]|1[0-2])-([0-2]\d|3[01])$/, 'wants a date as MM-DD');

/**
 * The configuration keys of policy.md §10 whose value can be another than the register's default, in the same words, plus
 * the product's own (`reminder.*`, `daily.*`, `storm.*`); what a rule says itself (`opens`) is no key. Times are
 * wall-clock in Asia/Shanghai; `_min` minutes, `_h` hours.
 */
export const settingsSchema = z.strictObject({
  'roll.open_before_min': count,
  'roll.grace_min': count,
  'contact.limit_min': count,
  'report_office.limit_min': count,
  'sameday.soft_end': timeOfDay,
  'sameday.hard_end': timeOfDay,
  'marking.deadline': timeOfDay,
  'marking.reminders': z.array(timeOfDay),
  'suspect.days': count,
  'day7.days': count,
  'day7.unit': z.enum(['CD_X', 'SCHOOL_DAYS']),
  /** Whether the first missed day is day 1 (policy.md §1.4). */
  'day7.inclusive': z.boolean(),
  'visit3d.limit_h': count,
  'written3d.limit_h': count,
  'written3d.first_reminder_h': count,
  'platform3d.limit_h': count,
  'team.first_visit_h': count,
  'persuasion.required': count,
  'persuasion.dual_count': z.boolean(),
  'dispatch.limit_wd': count,
  'accept.limit_h': count,
  'group.limit_wd': count,
  'twelve.limit_wd': count,
  'law_check.limit_wd': count,
  'edu3.count': count,
  'edu3.days': count,
  'edu3.distinct_dates': z.boolean(),
  'fourstep.s3_enabled': z.boolean(),
  'contact.max_gap_days': count,
  'weekly.time': timeOfDay,
  'rollup.time': timeOfDay,
  'watch.leave_days': count,
  'watch.leaves_30cd': count,
  'watch.pattern_30cd': count,
  'leave.teacher_days': count,
  'leave.office_days': count,
  'leave.late_regularise_sd': count,
  'observe.stable_sd': count,
  'observe.relapse_days': count,
  'urgent.limit_min': count,
  'data_request.answer_wd': count,
  'quiet.parent': window,
  'quiet.staff': window,
  'parents.before_limit_wd': z.array(z.number().int().nonnegative()).min(1),
  'parents.visitors': z.string().min(1),
  /** What the paper of a step is called; who issues it, by the last characters of the township's name. */
  'parents.papers': z.partialRecord(z.enum([...STEPS, 'NOTICE']), z.string().min(1)),
  'parents.issuers': z.record(z.string().min(1), z.string().min(1)),
  /** The telephone of an office that a family may turn to, by the township's name; none where the county has told none. */
  'offices.phones': z.record(z.string().min(1), z.string().min(1)),
  'reminder.before_share': z.number().min(0).max(1),
  'reminder.before_least_min': count,
  'reminder.before_most_min': count,
  'reminder.morning': timeOfDay,
  'reminder.long_days': count,
  'allegation.answer_wd': count,
  'unit.accept_wd': count,
  'unit.answer_wd': count,
  'aid.answer_wd': count,
  'jobs.answer_wd': count,
  'appraisal.answer_wd': count,
  'vocational.answer_sd': count,
  'benefit.case_sd': count,
  'carer.limit_wd': count,
  'sped.limit_sd': count,
  'home_lesson.gap_days': count,
  'buddy.limit_sd': count,
  'weary.gap_days': count,
  'proof.limit_wd': count,
  'letter.send_wd': count,
  'letter.receipt_wd': count,
  'counsel.first_sd': count,
  'counsel.gap_days': count,
  'counsel.weekly_times': count,
  'preterm.open_days': offset,
  'preterm.scan_time': timeOfDay,
  'preterm.list_days': offset,
  'preterm.list_time': timeOfDay,
  'fourcheck.finish_days': offset,
  'fourcheck.answer_days': count,
  'endterm.first_sd': offset,
  'endterm.class_days': offset,
  'vacation.watch_days': count,
  'vacation.answer_days': count,
  'left_behind.visit_days': count,
  'left_behind.answer_days': count,
  'left_behind.base_days': offset,
  'node_visit.limit_h': count,
  'town_visit.wd': count,
  'april.return_wd': count,
  'plan.case_sd': count,
  'calendar.warn_days': count,
  'keygroup.first_share': z.number().min(0).max(0.5),
  'march.meeting_due': date,
  'april.township_due': date,
  'april.rollup_due': date,
  'april.final': date,
  'letters.government_due': date,
  'letters.village_due': date,
  'letters.school_due': date,
  'letters.teacher_due': date,
  'letters.new_holder_sd': count,
  'assess.plan_due': date,
  'bulletin.wd': count,
  'rectify.default_wd': count,
  'talk.after_wd': count,
  'daily.most_homeroom': count,
  'daily.most_others': count,
  'daily.most_parents': count,
  'daily.gathered': z.array(timeOfDay),
  /** What may be ticked of a pupil at risk, each with the words that say it (P2.R2-ENDTERM-LIST). */
  'risk.criteria': z.record(z.string().min(1).max(8), z.array(z.string().min(2))),
  /** 「分清类别」: what may be told of why, where and whether the child would come back (policy.md §7.3). */
  'categories.reasons': worded,
  'categories.whereabouts': worded,
  'categories.willingness': worded,
  /** Which of the reasons say the same as a circumstance (A-HR-CHILD, P6.R-TOPICS). */
  'categories.circumstances': z.record(z.string().min(1), z.enum(CIRCUMSTANCES)),
  /** 双线十二人: each seat's line, what it is called, and whose post sits there, the first that is held (P1.3-TWELVE). */
  'twelve.seats': z
    .array(
      z.strictObject({
        line: z.enum(['government', 'education']),
        title: z.string().min(1).max(20),
        posts: z.array(z.enum(ROLES)),
      }),
    )
    .min(1),
  /** Which texts a family must have had or answered, by id; a special case counts as its ordinary text (law.md §8.9). */
  'reach.texts': z.array(z.string()),
  /** How long an answer of the family is waited for; how long the class teacher has to telephone, and the village to call. */
  'reach.answer_h': count,
  'reach.phone_h': count,
  'reach.village_h': count,
  /** Over how many days, and in which hours, a text to all parents goes out (P4.1-PUBLICITY). */
  'campaign.days': count,
  'campaign.hours': window,
  'storm.class_share': z.number().min(0).max(1),
  'storm.class_least': count,
});
export type Settings = z.infer<typeof settingsSchema>;
export type SettingKey = keyof Settings;

type KeysOf<Kind> = { [Key in SettingKey]: Settings[Key] extends Kind ? Key : never }[SettingKey];
export type NumberKey = KeysOf<number>;
export type TimeKey = KeysOf<string>;
