import { Temporal } from 'temporal-polyfill';
import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import { addDays, type Day } from '../calendar/time.ts';
import type { StepRecord } from './file.ts';

/** A date that the law gives once a paper was served; shown as help, to be confirmed by 司法所, and never a timer. */
export interface LegalDate {
  what:
    | 'review_until' // 行政复议
    | 'suit_until' // 行政诉讼
    | 'payment_until' // 缴纳罚款
    | 'enforcement_from' // 申请强制执行, earliest: the time for suing is over
    | 'enforcement_until' // … and latest
    | 'after_reminder'; // ten working days after the 催告书
  day: Day;
}

const inMonths = (day: Day, months: number): Day =>
  Temporal.PlainDate.from(day).add({ months }, { overflow: 'constrain' }).toString();

/** The dates of law.md §3.2 that follow from the paper of a step, counted from its service. */
export const legalDates = (
  { step, way, document }: StepRecord,
  calendar: Pick<SchoolCalendar, 'addWorkdays'>,
): LegalDate[] => {
  if (!document) return [];
  const { on } = document;
  // Before an application for enforcement comes a 催告书 (行政强制法 54, 69); a suit knows none.
  if (step === 'S4_COURT')
    return way === 'enforce' ? [{ what: 'after_reminder', day: calendar.addWorkdays(on, 10) }] : [];
  if (step === 'S1_EDU') return [];
  const suit = inMonths(on, 6); // 行政诉讼法 46
  return [
    ...(step === 'S3_PENALTY' ? [{ what: 'payment_until', day: addDays(on, 15) } as const] : []), // 行政处罚法 67
    { what: 'review_until', day: addDays(on, 60) }, // 行政复议法 20
    { what: 'suit_until', day: suit },
    { what: 'enforcement_from', day: addDays(suit, 1) }, // 行政强制法 53
    { what: 'enforcement_until', day: inMonths(suit, 3) },
  ];
};
