import type { SchoolCalendar, Term } from './school-calendar.ts';
import { addDays, type Day, daysBetween, weekday } from './time.ts';

/**
 * A day of the year on which something falls due to begin (policy.md §4); numbers are worked out already.
 * `term`: so many calendar or school days from the first (TS) or last (TE) teaching day of each term.
 * `every`: each so-manieth calendar day of each term, or of each vacation.
 */
export type Occasion =
  | { term: 'start' | 'end'; days: number }
  | { term: 'start' | 'end'; schoolDays: number }
  | { every: number; within: 'term' | 'vacation' }
  | { week: number }
  | { month: number | 'last' }
  | { quarter: number }
  | { year: string; unless?: 'term_start' | undefined };

/** The longest vacation in which anybody watches; beyond it the next term is merely not entered yet. */
const LONGEST_VACATION = 75;

/**
 * The period that begins on `day` by this occasion, or null: `2026秋`, `2026-09`, `2026-Q3`, `2027`, `week-2026-09-14`.
 * The period is what makes the duty unique, and what its due instant counts from.
 */
export const periodOn = (occasion: Occasion, day: Day, calendar: SchoolCalendar): string | null => {
  if ('term' in occasion)
    return calendar.terms.find((term) => termDay(occasion, term, calendar) === day)?.name ?? null;
  if ('every' in occasion) return repeated(occasion, day, calendar);
  if ('week' in occasion) {
    const monday = mondayOf(day);
    const taught = calendar.schoolDays(monday, addDays(monday, 6)).length > 0;
    return taught && weekday(day) === occasion.week ? weekPeriod(monday) : null;
  }
  if ('month' in occasion) {
    const wanted =
      occasion.month === 'last' ? addDays(firstOfNextMonth(day), -1) : monthDay(day, occasion.month);
    return day === wanted ? monthOf(day) : null;
  }
  if ('quarter' in occasion) {
    const month = Number(day.slice(5, 7));
    return month % 3 === occasion.quarter % 3 && day.endsWith('-01') ? quarterOf(day) : null;
  }
  if (day.slice(5) !== occasion.year || (occasion.unless && beginsTerm(monthOf(day), calendar))) return null;
  return day.slice(0, 4);
};

const beginsTerm = (month: string, calendar: SchoolCalendar): boolean =>
  calendar.terms.some((term) => monthOf(calendar.firstTeachingDay(term) ?? term.first) === month);

/** The period of a week, and the Monday of such a period; null for any other. */
export const weekPeriod = (monday: Day): string => `week-${monday}`;
export const weekIn = (period: string): Day | null => /^week-(.+)$/.exec(period)?.[1] ?? null;

export const mondayOf = (day: Day): Day => addDays(day, 1 - weekday(day));
export const monthOf = (day: Day): string => day.slice(0, 7);
const quarterOf = (day: Day): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
const monthDay = (day: Day, date: number): Day => `${monthOf(day)}-${String(date).padStart(2, '0')}`;
const firstOfNextMonth = (day: Day): Day => `${monthOf(addDays(`${monthOf(day)}-28`, 4))}-01`;

/** The last day of the month in which `day` lies. */
export const lastOfMonth = (day: Day): Day => addDays(firstOfNextMonth(day), -1);

/** The day of a term at which an occasion of that term falls; undefined where the term has no teaching day. */
export const termDay = (
  occasion: { term: 'start' | 'end' } & ({ days: number } | { schoolDays: number }),
  term: Term,
  calendar: SchoolCalendar,
): Day | undefined => {
  const anchor = occasion.term === 'start' ? calendar.firstTeachingDay(term) : calendar.lastTeachingDay(term);
  if (!anchor) return undefined;
  return 'days' in occasion
    ? addDays(anchor, occasion.days)
    : calendar.addSchoolDays(anchor, occasion.schoolDays);
};

/** The term that runs on a day, in a vacation the next; undefined where that is not entered yet. */
export const termOrNext = (day: Day, calendar: SchoolCalendar): Term | undefined => {
  const running = calendar.termOf(day);
  const taught = running ? undefined : calendar.nextSchoolDay(day);
  return running ?? (taught === undefined ? undefined : calendar.termOf(taught));
};

const repeated = (
  { every, within }: { every: number; within: 'term' | 'vacation' },
  day: Day,
  calendar: SchoolCalendar,
): string | null => {
  for (const [place, term] of calendar.terms.entries()) {
    const last = calendar.lastTeachingDay(term);
    const from = within === 'term' ? calendar.firstTeachingDay(term) : last && addDays(last, 1);
    if (!from || !last || day < from) continue;
    const next = calendar.terms[place + 1];
    const until =
      within === 'term'
        ? last
        : addDays((next && calendar.firstTeachingDay(next)) ?? addDays(from, LONGEST_VACATION), -1);
    if (day > until) continue;
    const passed = daysBetween(from, day);
    return passed % every === 0 ? `${term.name}-${within}-${passed / every + 1}` : null;
  }
  return null;
};
