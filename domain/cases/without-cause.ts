import { mondayOf } from '../calendar/occasions.ts';
import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import { addDays, type Day } from '../calendar/time.ts';
import { awaySince } from './counting.ts';
import { type CaseFile, isOpenCase } from './file.ts';

/** Against the week before: first away in this week, away since before it, or back in school. */
export type WeeksChange = 'new' | 'continued' | 'returned';

/** What the week's report says of a pupil: since when without cause, and what has changed. */
export interface WithoutCause {
  since: Day;
  change: WeeksChange;
}

/** From which day on marks matter to a week's report: a day of the week before may be its eve. */
export const weeksMarksFrom = (day: Day): Day => addDays(mondayOf(day), -7);

/**
 * 无故未按时回校 in the week up to `day`, its last day so far (P3.2-WEEKLY, policy.md §8 D3): in an open case; away now with
 * no leave recorded, be it for a day; on a day of the week, or of its eve, counted without leave; or back from a case in
 * this week. Null for whoever is none of these.
 */
export const withoutCauseIn = (file: CaseFile, day: Day, calendar: SchoolCalendar): WithoutCause | null => {
  const first = mondayOf(day);
  const eve = calendar.previousSchoolDay(first) ?? first;
  const from = eve < weeksMarksFrom(day) ? first : eve;
  const missed = missedIn(file, from, day);
  const isAway = isOpenCase(file) || file.away !== null;
  const isBack = file.returnedOn !== null && file.returnedOn >= first && file.returnedOn <= day;
  if (!isAway && !isBack && missed.length === 0) return null;
  const since = (isAway || isBack ? awaySince(file) : null) ?? missed[0] ?? day;
  // Leave that was given for the days after is no return.
  const change =
    isAway || file.stage === 'ABSENT_EXCUSED' ? (since >= first ? 'new' : 'continued') : 'returned';
  return { since, change };
};

const missedIn = ({ marks }: CaseFile, from: Day, until: Day): Day[] =>
  Object.keys(marks)
    .filter((day) => day >= from && day <= until && marks[day]?.unexcused)
    .sort();
