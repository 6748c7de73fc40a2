import type { DaySpan, SchoolCalendar } from '../calendar/school-calendar.ts';
import { dayOf, type Instant } from '../calendar/time.ts';
import type { Policy } from '../policy/policy.ts';

/** The first week of the term that began last, and the duties in which class teachers tell who has not registered. */
export const firstWeekOf = (
  calendar: SchoolCalendar,
  policy: Policy,
  now: Instant,
): { term: string; week: DaySpan; asking: string[] } | null => {
  const today = dayOf(now);
  const term = calendar.terms.findLast((item) => (calendar.firstTeachingDay(item) ?? item.first) <= today);
  const week = term && calendar.firstWeek(term);
  if (!term || !week) return null;
  const asking = [...policy.named.values()]
    .filter(({ duty }) => duty.subject === 'class' && duty.asks === 'registration')
    .map(({ name }) => name);
  return { term: term.name, week, asking };
};
