import { nationalDays } from '../domain/calendar/national-calendar.ts';
import type { SchoolDays } from '../domain/understanding/index.ts';
import { loadNationalCalendar } from '../seeds/load-calendar.ts';

/** School days by the national calendar alone, with no terms: for messages that come without a school. */
export function publicSchoolDays(): SchoolDays {
  const { isWorkday, addWorkdays } = nationalDays(loadNationalCalendar());
  return {
    isSchoolDay: isWorkday,
    nextSchoolDay: (day) => addWorkdays(day, 1),
    previousSchoolDay: (day) => addWorkdays(day, -1),
    addSchoolDays: addWorkdays,
  };
}
