import type { SchoolCalendar } from './school-calendar.ts';
import { addDays, type Day, weekday } from './time.ts';

/** What the calendar does not know yet though it will be needed within the given days. */
export interface CalendarGap {
  /** Years whose national holidays are not published or not entered. */
  years: number[];
  /** The last term that is known, when its end is near and no other follows; null otherwise. */
  lastTerm: string | null;
}

/** What is missing `ahead` calendar days before it is needed; null where nothing is. */
const calendarGap = (day: Day, calendar: SchoolCalendar, ahead: number): CalendarGap | null => {
  const horizon = addDays(day, ahead);
  const years = calendar.unknownYears(day, horizon);
  const last = calendar.terms.at(-1);
  const lastTerm = last && last.last <= horizon ? last.name : null;
  return years.length > 0 || lastTerm !== null ? { years, lastTerm } : null;
};

/** The same on the days on which it is said: the first on which it is so, then each Monday. */
export const gapToTell = (day: Day, calendar: SchoolCalendar, ahead: number): CalendarGap | null => {
  const gap = calendarGap(day, calendar, ahead);
  if (!gap || weekday(day) === 1) return gap;
  const before = calendarGap(addDays(day, -1), calendar, ahead);
  const isNew =
    !before || gap.years.some((year) => !before.years.includes(year)) || gap.lastTerm !== before.lastTerm;
  return isNew ? gap : null;
};
