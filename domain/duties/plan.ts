import { lastOfMonth, mondayOf, monthOf, type Occasion, termDay } from '../calendar/occasions.ts';
import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import {
  addDays,
  at,
  DAY,
  type Day,
  dayOf,
  daysBetween,
  HOUR,
  type Instant,
  MINUTE,
  type TimeOfDay,
} from '../calendar/time.ts';
import { seventhDay } from '../cases/seventh-day.ts';
import type { DutyRule, OccasionRule } from '../policy/rule.ts';
import type { NumberKey, SettingKey, Settings, TimeKey } from '../policy/settings.ts';
import type { Step } from './duty.ts';

/** What deadlines are counted with. */
export interface DueWorld {
  settings: Settings;
  calendar: SchoolCalendar;
  firstLesson: TimeOfDay;
  /** The pupil's first missed day, for the seven-day report. */
  firstMissed: string | null;
  /** About a pupil of a key group (P3.1-KEYGROUP): spoken of once more, early. */
  keyGroup: boolean;
  /** The date that was set for this very duty. */
  stated?: Day | undefined;
}

const number = (settings: Settings, key: SettingKey | number): number =>
  typeof key === 'number' ? key : settings[key as NumberKey];
const time = (settings: Settings, key: SettingKey): TimeOfDay => settings[key as TimeKey] as TimeOfDay;
const date = (settings: Settings, key: string): string =>
  key in settings ? String(settings[key as SettingKey]) : key;

/** An occasion with its numbers and dates worked out of the county's settings. */
export const occasionOf = (on: OccasionRule, settings: Settings): Occasion => {
  if ('days' in on) return { term: on.term, days: number(settings, on.days) };
  if ('schoolDays' in on) return { term: on.term, schoolDays: number(settings, on.schoolDays) };
  if ('every' in on) return { every: number(settings, on.every), within: on.within };
  return 'year' in on ? { ...on, year: date(settings, on.year) } : on;
};

const earlier = (day: Day, limit: Day | undefined): Day => (limit !== undefined && limit < day ? limit : day);

/** The end of the same day (SD): the soft end, or the hard end for what begins after it. */
const sameDay = (from: Instant, settings: Settings): Instant => {
  const soft = at(dayOf(from), settings['sameday.soft_end']);
  return from < soft ? soft : at(dayOf(from), settings['sameday.hard_end']);
};

/**
 * The due instant of a duty that opens at `from` (units: policy.md §1.3). The deadline of a paper, counted in calendar
 * days, moves from a day off to the next working day; a date of the year, a month's end and a day of school never do.
 */
export const dueInstant = (rule: DutyRule, from: Instant, world: DueWorld): Instant => {
  const counted = countedInstant(rule, from, world);
  const day = dayOf(counted);
  if (!('paper' in rule.due) || world.calendar.isWorkday(day)) return counted;
  return counted + daysBetween(day, world.calendar.workdayOnOrAfter(day)) * DAY;
};

/** The day on which the count ends, worked or not: on it the reminders and the alert still go out (policy.md §1.3). */
const countedInstant = (rule: DutyRule, from: Instant, world: DueWorld): Instant => {
  const { due } = rule;
  const { settings, calendar } = world;
  if ('minutes' in due) return from + number(settings, due.minutes) * MINUTE;
  if ('hours' in due) {
    const end = from + number(settings, due.hours) * HOUR;
    return 'within' in due ? Math.min(end, sameDay(from, settings)) : end;
  }
  if ('days' in due && !('term' in due)) {
    const last = addDays(dayOf(from), number(settings, due.days));
    const term = 'within' in due ? calendar.termOf(dayOf(from)) : undefined;
    const end = at(earlier(last, term && calendar.lastTeachingDay(term)), settings['sameday.soft_end']);
    return end > from ? end : sameDay(from, settings);
  }
  if (!('by' in due)) return calendarDue(due, from, world);
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

/** Whether what starts anew at `from` still has its whole time within the term; cut short, it would be asked again with each answer. */
export const fitsInTerm = ({ due }: DutyRule, from: Instant, { settings, calendar }: DueWorld): boolean => {
  const term = calendar.termOf(dayOf(from));
  const last = term && calendar.lastTeachingDay(term);
  if (!last) return false;
  return !('days' in due) || 'term' in due || addDays(dayOf(from), number(settings, due.days)) <= last;
};

type CalendarDue = Exclude<
  DutyRule['due'],
  { by: string } | { minutes: unknown } | { hours: unknown } | { days: SettingKey }
>;

/** A day of the term that passed so lately is still this term's: what begins after it is due at once, not next term. */
const BEGUN_LATE = 14;

/** Deadlines in working and school days, and those that the year itself sets (policy.md §1.3, §4). */
const calendarDue = (due: CalendarDue, from: Instant, world: DueWorld): Instant => {
  const { settings, calendar } = world;
  const today = dayOf(from);
  const end = (day: Day, key: SettingKey = 'sameday.soft_end'): Instant => {
    const instant = at(day, time(settings, key));
    return instant > from ? instant : sameDay(from, settings);
  };
  if ('workdays' in due) return end(calendar.addWorkdays(today, number(settings, due.workdays)));
  if ('schoolDays' in due) {
    const count = number(settings, due.schoolDays);
    // Beyond the known terms nobody knows when school is; then calendar days are the earlier reading.
    return end(calendar.addSchoolDays(today, count) ?? addDays(today, count));
  }
  if ('stated' in due) return end(world.stated ?? calendar.addWorkdays(today, number(settings, due.stated)));
  // A date that has passed is not next year's: what it belongs to is late, and due at once.
  if ('date' in due) return end(`${today.slice(0, 4)}-${date(settings, due.date)}`);
  if ('monthDay' in due)
    return end(
      due.monthDay === 'last'
        ? lastOfMonth(today)
        : `${monthOf(today)}-${String(due.monthDay).padStart(2, '0')}`,
    );
  if ('monthWorkday' in due)
    return end(calendar.addWorkdays(addDays(`${monthOf(today)}-01`, -1), number(settings, due.monthWorkday)));
  const days = number(settings, 'days' in due ? due.days : due.workdayFrom);
  const reached = calendar.terms
    .flatMap((term) => termDay({ term: due.term, days }, term, calendar) ?? [])
    .find((day) => day >= addDays(today, -BEGUN_LATE));
  const last = reached ?? addDays(today, 1);
  return end('workdayFrom' in due ? calendar.workdayOnOrAfter(last) : last, due.at);
};

/** By when somebody must have taken it on; null where nobody has to say so. */
const acceptInstant = (
  { accept }: DutyRule,
  from: Instant,
  { settings, calendar }: DueWorld,
): Instant | null => {
  if (!accept) return null;
  if ('hours' in accept) return from + number(settings, accept.hours) * HOUR;
  return at(
    calendar.addWorkdays(dayOf(from), number(settings, accept.workdays)),
    settings['sameday.soft_end'],
  );
};

/** The last school day of the week, or of the next one when this week's has passed. */
const weekEnd = (from: Instant, { calendar, settings }: DueWorld): Instant => {
  const today = dayOf(from);
  const sunday = addDays(mondayOf(today), 6);
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

const reminderInstants = (
  rule: DutyRule,
  from: Instant,
  due: Instant,
  { settings, keyGroup }: DueWorld,
): Instant[] => {
  const { reminders } = rule;
  const span = due - from;
  const morning = (day: Day): Instant => at(day, settings['reminder.morning']);
  // What takes days is spoken of in the morning, so that there is a day to act in.
  const isLong = daysBetween(dayOf(from), dayOf(due)) >= settings['reminder.long_days'];
  const last = isLong ? morning(dayOf(due)) : due - shortlyBefore(span, settings);
  if (reminders === 'none') return [];
  if (!reminders) {
    const early = keyGroup ? [from + span * settings['keygroup.first_share']] : [];
    return [...early, from + span / 2]
      .map((instant) => (isLong ? morning(dayOf(instant)) : instant))
      .concat(last);
  }
  if ('times' in reminders) return settings[reminders.times].map((clock) => at(dayOf(from), clock));
  if ('firstAfterHours' in reminders)
    return [from + number(settings, reminders.firstAfterHours) * HOUR, last];
  if ('afterDays' in reminders) return reminders.afterDays.map((days) => morning(addDays(dayOf(from), days)));
  if ('dates' in reminders) {
    const years = [dayOf(from), dayOf(due)].map((day) => day.slice(0, 4));
    return [...new Set(years)].flatMap((year) =>
      reminders.dates.map((text) => morning(`${year}-${date(settings, text)}`)),
    );
  }
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
  world: DueWorld,
): Step[] => {
  const counted = 'paper' in rule.due ? countedInstant(rule, from, world) : due;
  const remind = [...new Set([...reminderInstants(rule, from, counted, world), counted])]
    .filter((instant) => instant > from && instant < due)
    .sort((a, b) => a - b)
    .map((instant): Step => ({ at: wholeMinute(instant), does: 'remind', rung: 0 }));
  if (rule.ladder.length === 0) return remind;
  const untaken = acceptInstant(rule, from, world);
  const before: Step[] = untaken !== null && untaken < due ? [{ at: untaken, does: 'accept', rung: 0 }] : [];
  const above = rule.ladder
    .slice(1)
    .map((_, rung): Step => ({ at: due + (due - from) * (rung + 1), does: 'again', rung: rung + 1 }));
  return [
    ...[...remind, ...before].sort((a, b) => a.at - b.at),
    { at: lateAt, does: 'due', rung: 0 },
    ...above,
  ];
};

const wholeMinute = (instant: Instant): Instant => Math.floor(instant / MINUTE) * MINUTE;
