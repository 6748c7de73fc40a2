import type { Day } from '../../calendar/time.ts';
import type { SchoolDays } from '../types.ts';

/** `day` itself when school is held, else the next day on which it is. */
export const schoolDayOnOrAfter = (value: Day, calendar: SchoolDays): Day | undefined =>
  calendar.isSchoolDay(value) ? value : calendar.nextSchoolDay(value);

/** `day` itself when school is held, else the last day before on which it is. */
export const schoolDayOnOrBefore = (value: Day, calendar: SchoolDays): Day | undefined =>
  calendar.isSchoolDay(value) ? value : calendar.previousSchoolDay(value);
