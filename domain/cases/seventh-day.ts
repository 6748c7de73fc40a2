import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import type { Day } from '../calendar/time.ts';
import type { Settings } from '../policy/settings.ts';

/** The day on which an absence from `firstMissed` reaches seven days (AMB-03); undefined beyond the known terms. */
export const seventhDay = (
  firstMissed: Day,
  calendar: SchoolCalendar,
  settings: Settings,
): Day | undefined => {
  const count = settings['day7.days'] + (settings['day7.inclusive'] ? 0 : 1);
  return settings['day7.unit'] === 'CD_X'
    ? calendar.cdxReached(firstMissed, count)
    : calendar.addSchoolDays(firstMissed, count - 1);
};
