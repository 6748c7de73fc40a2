import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import { addDays, at, dayOf, HOUR, type Instant, MINUTE, type TimeOfDay } from '../calendar/time.ts';
import { seventhDay } from '../cases/seventh-day.ts';
import type { DutyRule } from '../policy/rule.ts';
import type { NumberKey, SettingKey, Settings, TimeKey } from '../policy/settings.ts';
import type { Step } from './duty.ts';

/** What deadlines are counted with. */
export interface DueWorld {
  settings: Settings;
  calendar: SchoolCalendar;
  firstLesson: TimeOfDay;
  /** The pupil's first missed day, for the seven-day report. */
  firstMissed: string | null;
}

const number = (settings: Settings, key: SettingKey): number => settings[key as NumberKey];
const time = (settings: Settings, key: TimeKey): TimeOfDay => settings[key] as TimeOfDay;

/** The end of the same day (SD): the soft end, or the hard end for what begins after it. */
const sameDay = (from: Instant, settings: Settings): Instant => {
  const soft = at(dayOf(from), settings['sameday.soft_end']);
  return from < soft ? soft : at(dayOf(from), settings['sameday.hard_end']);
};

/** The due instant of a duty that opens at `from` (units: policy.md §1.3). */
export const dueInstant = (rule: DutyRule, from: Instant, world: DueWorld): Instant => {
  const { due } = rule;
  const { settings, calendar } = world;
  if ('minutes' in due) return from + number(settings, due.minutes) * MINUTE;
  if ('hours' in due) {
    const end = from + number(settings, due.hours) * HOUR;
    return 'within' in due ? Math.min(end, sameDay(from, settings)) : end;
  }
  if ('days' in due) {
    const last = addDays(dayOf(from), number(settings, due.days));
    return at(last, settings['sameday.soft_end']);
  }
  switch (due.by) {
    case 'same_day':
      return sameDay(from, settings);
    case 'first_lesson':
      return at(dayOf(from), world.firstLesson);
    case 'marking':
      return at(dayOf(from), settings['marking.deadline']);
    case 'next_school_day_marking':
      return at(calendar.nextSchoolDay(dayOf(from)) ?? addDays(dayOf(from), 1), settings['marking.deadline']);
    case 'week_end':
      return weekEnd(from, world);
    case 'day7_end': {
      const seventh = world.firstMissed && seventhDay(world.firstMissed, calendar, settings);
      const end = at(seventh || addDays(dayOf(from), 4), settings['sameday.soft_end']);
      // Days on leave may lie between the missed ones; then the seventh day is past before the third is counted.
      return end > from ? end : sameDay(from, settings);
    }
    case 'at_once':
      return from;
  }
};

/** The last school day of the week, or of the next one when this week's has passed. */
const weekEnd = (from: Instant, { calendar, settings }: DueWorld): Instant => {
  const today = dayOf(from);
  const sunday = addDays(today, (7 - new Date(`${today}T00:00:00Z`).getUTCDay()) % 7);
  for (const last of [sunday, addDays(sunday, 7)]) {
    const day = calendar.schoolDays(today, last).at(-1);
    if (day && at(day, time(settings, 'weekly.time')) > from) return at(day, time(settings, 'weekly.time'));
  }
  return at(addDays(today, 7), time(settings, 'weekly.time'));
};

/** "Shortly before the due instant": a share of the whole time, within bounds. */
const shortlyBefore = (span: number, settings: Settings): number =>
  Math.min(
    settings['reminder.before_most_min'] * MINUTE,
    Math.max(settings['reminder.before_least_min'] * MINUTE, span * settings['reminder.before_share']),
  );

const reminderInstants = (rule: DutyRule, from: Instant, due: Instant, settings: Settings): Instant[] => {
  const { reminders } = rule;
  const span = due - from;
  const last = due - shortlyBefore(span, settings);
  if (reminders === 'none') return [];
  if (!reminders) return [from + span / 2, last];
  if ('times' in reminders) return settings[reminders.times].map((clock) => at(dayOf(from), clock));
  if ('firstAfterHours' in reminders)
    return [from + number(settings, reminders.firstAfterHours) * HOUR, last];
  return [due - reminders.beforeMinutes * MINUTE];
};

/**
 * When a duty speaks (policy.md §1.5): reminders at half the time and shortly before; at the due instant actor and
 * next level; at twice the time the level above, and so on up the ladder at each further multiple.
 */
export const planSteps = (
  rule: DutyRule,
  from: Instant,
  due: Instant,
  lateAt: Instant,
  settings: Settings,
): Step[] => {
  const remind = [...new Set(reminderInstants(rule, from, due, settings))]
    .filter((instant) => instant > from && instant < due)
    .sort((a, b) => a - b)
    .map((instant): Step => ({ at: wholeMinute(instant), does: 'remind', rung: 0 }));
  if (rule.ladder.length === 0) return remind;
  const above = rule.ladder
    .slice(1)
    .map((_, rung): Step => ({ at: due + (due - from) * (rung + 1), does: 'again', rung: rung + 1 }));
  return [...remind, { at: lateAt, does: 'due', rung: 0 }, ...above];
};

const wholeMinute = (instant: Instant): Instant => Math.floor(instant / MINUTE) * MINUTE;
