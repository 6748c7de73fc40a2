import { monthOf } from '../calendar/occasions.ts';
import { addDays, at, type Day, dayOf, type Instant, type TimeOfDay } from '../calendar/time.ts';
import type { Span } from './figure.ts';

export type SheetKind = 'day' | 'month' | 'assessment';

/** A sheet of figures that is to be frozen, once for its key. */
export interface Sheet {
  key: string;
  kind: SheetKind;
  span: Span;
}

/** How far back a roll-up that nobody froze in time is still made up for. */
const MOST_DAYS_BACK = 7;

/**
 * The sheets that the calendar asks for by `now`: the roll-up of the latest school day whose time has come (P3.R1-ROLLUP)
 * and the month that ended last (P3.1-MONTH-ZERO).
 */
export const sheetsDue = (now: Instant, isSchoolDay: (day: Day) => boolean, time: TimeOfDay): Sheet[] => {
  const today = dayOf(now);
  const days = Array.from({ length: MOST_DAYS_BACK }, (_, back) => addDays(today, -back));
  const day = days.find((item) => at(item, time) <= now && isSchoolDay(item));
  const last = addDays(`${monthOf(today)}-01`, -1);
  return [
    ...(day === undefined ? [] : [sheet('day', `day:${day}`, { first: day, last: day, at: at(day, time) })]),
    sheet('month', `month:${monthOf(last)}`, {
      ...{ first: `${monthOf(last)}-01`, last, at: at(last, '24:00') - 1 },
    }),
  ];
};

/** What an assessment stands on: the year to date, as it stands now (G4.1-ASSESS-USE). */
export const assessmentSheet = (now: Instant): Sheet =>
  sheet('assessment', `assessment:${now}`, {
    ...{ first: `${dayOf(now).slice(0, 4)}-01-01`, last: dayOf(now), at: now },
  });

const sheet = (kind: SheetKind, key: string, span: Span): Sheet => ({ kind, key, span });
