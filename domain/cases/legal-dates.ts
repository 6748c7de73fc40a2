import { Temporal } from 'temporal-polyfill';
import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import { addDays, type Day, dayOf } from '../calendar/time.ts';
import type { CaseFile, StepDocument, StepRecord } from './file.ts';

/** A date that the law gives once a paper was served; shown as help, to be confirmed by 司法所, and never a timer. */
export interface LegalDate {
  what:
    | 'hearing_until' // 要求听证
    | 'decision_until' // 处罚决定
    | 'service_until' // 当事人不在场，送达
    | 'notice_over' // 公告期满
    | 'review_until' // 行政复议
    | 'suit_until' // 行政诉讼
    | 'payment_until' // 缴纳罚款
    | 'enforcement_from' // 申请强制执行, earliest: the time for suing is over
    | 'enforcement_until' // … and latest
    | 'after_reminder' // ten working days after the 催告书
    | 'acceptance_until' // 法院受理
    | 'ruling_until'; // 法院裁定
  day: Day;
}

type Workdays = Pick<SchoolCalendar, 'addWorkdays'>;

const inMonths = (day: Day, months: number): Day =>
  Temporal.PlainDate.from(day).add({ months }, { overflow: 'constrain' }).toString();

/** On which day a paper was handed over or put up, as it was told; null where nobody told. */
export const servedOn = ({ on, served }: StepDocument): Day | null =>
  // Of the first papers only one day was kept, that of the service.
  served === undefined ? on : served;

/** When it counts as served: by public notice thirty days after it (民事诉讼法 95). */
const countsFrom = (document: StepDocument): Day | null => {
  const told = servedOn(document);
  return told !== null && document.way === '公告' ? addDays(told, 30) : told;
};

/** The dates of law.md §3.2 that follow from the paper of a step, counted from its service. */
export const legalDates = (record: StepRecord, calendar: Workdays): LegalDate[] => {
  const { step, document } = record;
  if (step === 'S1_EDU') return [];
  const served = document && countsFrom(document);
  return [
    ...(step === 'S3_PENALTY' ? ofPenalty(record, served, calendar) : []),
    ...(document?.way === '公告' && served ? [{ what: 'notice_over', day: served } as const] : []),
    ...(served ? afterService(record, served, calendar) : []),
  ];
};

/** Until there is a decision ninety days from the beginning of the case; then, while it is not served, seven working days. */
const ofPenalty = (
  { openedAt, document }: StepRecord,
  served: Day | null,
  calendar: Workdays,
): LegalDate[] => {
  if (!document || document.paper === 'notice')
    return [{ what: 'decision_until', day: addDays(dayOf(openedAt), 90) }]; // 行政处罚法 60
  return served ? [] : [{ what: 'service_until', day: calendar.addWorkdays(document.on, 7) }]; // 61, 85
};

const afterService = ({ step, way, document }: StepRecord, served: Day, calendar: Workdays): LegalDate[] => {
  const paper = document?.paper;
  const workdays = (what: LegalDate['what'], count: number): LegalDate[] => [
    { what, day: calendar.addWorkdays(served, count) },
  ];
  if (step === 'S4_COURT') {
    if (way !== 'enforce') return [];
    if (paper === 'application') return workdays('acceptance_until', 5); // 行政强制法 56, 69
    if (paper === 'acceptance') return workdays('ruling_until', 7); // 57, 69
    return workdays('after_reminder', 10); // 54, 69: before an application comes a 催告书; a suit knows none
  }
  if (paper === 'notice') return workdays('hearing_until', 5); // 行政处罚法 64, 85
  const suit = inMonths(served, 6); // 行政诉讼法 46
  return [
    ...(step === 'S3_PENALTY' ? [{ what: 'payment_until', day: addDays(served, 15) } as const] : []), // 行政处罚法 67
    { what: 'review_until', day: addDays(served, 60) }, // 行政复议法 20
    { what: 'suit_until', day: suit },
    { what: 'enforcement_from', day: addDays(suit, 1) }, // 行政强制法 53
    { what: 'enforcement_until', day: inMonths(suit, 3) },
  ];
};

/**
 * The first day on which enforcement of the penalty may be applied for, where that is still to come (行政强制法 53); help for
 * whoever asks for the step, begins or checks it, and no bar (policy.md §11). Null where nothing stands against it.
 */
export const tooEarly = ({ steps }: Pick<CaseFile, 'steps'>, calendar: Workdays, today: Day): Day | null => {
  const penalty = steps.findLast(({ step }) => step === 'S3_PENALTY');
  const from = penalty && legalDates(penalty, calendar).find(({ what }) => what === 'enforcement_from')?.day;
  return from && from > today ? from : null;
};
