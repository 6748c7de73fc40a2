import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import type { Day } from '../calendar/time.ts';
import type { Settings } from '../policy/settings.ts';

/** The day on which an absence from `firstMissed` reaches seven days (AMB-03); undefined beyond the known terms. */
export const seventhDay = (
  firstMissed: Day,
  calendar: SchoolCalendar,
  settings: Settings,
): Day | undefined =>
  settings['day7.unit'] === 'CD_X'
    ? calendar.cdxReached(firstMissed, settings['day7.days'])
    : calendar.addSchoolDays(firstMissed, settings['day7.days'] - 1);
