import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import { addDays, at, type Day, dayOf, type Instant, MINUTE, type TimeOfDay } from '../calendar/time.ts';
import type { Settings } from '../policy/settings.ts';

/** The moments of a day at which the clock itself looks at a school. */
export interface Checkpoint {
  at: Instant;
  day: Day;
  does: 'open_day' | 'roll_missing' | 'marking' | 'day_end';
}

/** A school day's four moments; on other days only the morning look at open cases (day 7 may be a Sunday). */
export const checkpointsOn = (
  day: Day,
  firstLesson: TimeOfDay,
  calendar: SchoolCalendar,
  settings: Settings,
): Checkpoint[] => {
  const lesson = at(day, firstLesson);
  const missing: Checkpoint = {
    at: lesson + settings['roll.grace_min'] * MINUTE,
    day,
    does: 'roll_missing',
  };
  if (!calendar.isSchoolDay(day)) return [missing];
  return [
    { at: lesson - settings['roll.open_before_min'] * MINUTE, day, does: 'open_day' },
    missing,
    { at: at(day, settings['marking.deadline']), day, does: 'marking' },
    { at: at(day, settings['sameday.soft_end']), day, does: 'day_end' },
  ];
};

/** The first checkpoint after `instant`. */
export const nextCheckpoint = (
  instant: Instant,
  firstLesson: TimeOfDay,
  calendar: SchoolCalendar,
  settings: Settings,
): Checkpoint => {
  for (let day = dayOf(instant); ; day = addDays(day, 1)) {
    const next = checkpointsOn(day, firstLesson, calendar, settings).find((point) => point.at > instant);
    if (next) return next;
  }
};
