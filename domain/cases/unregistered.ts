import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import { addDays, type Day } from '../calendar/time.ts';
import type { CaseFile } from './file.ts';
import { wasThere } from './in-class.ts';

/**
 * T7, AMB-39: since when a child that has not registered is away, whichever day that is told on: the term's first teaching day,
 * or the school day after the last one on which its class had it there. `whole`: days of which the class told a whole roll.
 */
export const unregisteredSince = (
  file: CaseFile,
  calendar: SchoolCalendar,
  today: Day,
  whole: ReadonlySet<Day>,
): Day => {
  const term = calendar.termOf(today);
  const first = term && calendar.firstTeachingDay(term);
  if (!first || first > today) return today;
  const last = calendar.schoolDays(first, addDays(today, -1)).findLast((day) => wasThere(file, day, whole));
  return last === undefined ? first : (calendar.nextSchoolDay(last) ?? today);
};
