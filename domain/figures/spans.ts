import { addDays, type Day, dayOf, type Instant, weekday } from '../calendar/time.ts';
import type { Span } from './figure.ts';

export type SpanName = 'today' | 'week' | 'last_week' | 'month' | 'last_month';

/** The span that is meant by a word on the day of `now`, whole days to its own end, as it stands now. */
export const spanNamed = (name: SpanName, now: Instant): Span => {
  const today = dayOf(now);
  const monday = addDays(today, 1 - weekday(today));
  switch (name) {
    case 'today':
      return { first: today, last: today, at: now };
    case 'week':
      return { first: monday, last: addDays(monday, 6), at: now };
    case 'last_week':
      return { first: addDays(monday, -7), last: addDays(monday, -1), at: now };
    case 'month':
      return { ...monthOf(today), at: now };
    case 'last_month':
      return { ...monthOf(addDays(`${today.slice(0, 7)}-01`, -1)), at: now };
  }
};

/** The first and the last day of the month in which a day lies. */
export const monthOf = (day: Day): { first: Day; last: Day } => {
  const first = `${day.slice(0, 7)}-01`;
  return { first, last: addDays(`${addDays(first, 31).slice(0, 7)}-01`, -1) };
};
