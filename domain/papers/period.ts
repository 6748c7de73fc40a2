import { monthOf, termOrNext } from '../calendar/occasions.ts';
import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import { addDays, type Day, weekday } from '../calendar/time.ts';
import type { Subject } from '../signals.ts';
import { subjectKey } from '../signals.ts';
import { type PaperKind, paperEntry } from './kinds.ts';

/** The Monday of a day's week. */
const mondayOf = (day: Day): Day => addDays(day, 1 - weekday(day));

/**
 * Which paper of its kind is written on a day: `2026-09-14` (a week by its Monday, or the day), `2026-08` (a month is told
 * of when it is over: the bulletin is due on the 5th working day of the next, G4.2-MONTHLY), `2026-q3`, a term by its
 * first day, `2026`. A case and a dispatch give their own periods. In the vacation a term's paper is about the term that ends or begins next.
 */
export const paperPeriod = (
  kind: PaperKind,
  day: Day,
  calendar: SchoolCalendar,
  of: { case: string; dispatch: string },
): string => {
  const [year = '', month = ''] = day.split('-');
  const { per } = paperEntry(kind);
  switch (per) {
    case 'case':
    case 'dispatch':
      return of[per];
    case 'event':
      return day;
    case 'week':
      return mondayOf(day);
    case 'month':
      return monthOf(addDays(`${monthOf(day)}-01`, -1));
    case 'quarter':
      return `${year}-q${Math.ceil(Number(month) / 3)}`;
    case 'term':
      return termOfPaper(kind, day, calendar)?.first ?? year;
    case 'year':
      return year;
  }
};

/** The term a paper is about: the running one, or in a vacation the next; D6 looks back. */
export const termOfPaper = (kind: PaperKind, day: Day, calendar: SchoolCalendar) => {
  if (kind !== 'D6' || calendar.termOf(day)) return termOrNext(day, calendar);
  const taught = calendar.previousSchoolDay(day);
  return taught ? calendar.termOf(taught) : undefined;
};

/** The id of a paper, and the name its file is known by: fit for file systems and queues. */
export const paperId = (kind: PaperKind, about: Subject, period: string): string =>
  `${kind}-${subjectKey(about).replace(/^[a-z]+:/, '')}-${period}`;
