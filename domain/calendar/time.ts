/** A calendar day in Asia/Shanghai as `YYYY-MM-DD`; days compare as strings. */
export type Day = string;
/** A point in time: milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;
/** A wall-clock time as `HH:MM`; `24:00` is the end of the day. */
export type TimeOfDay = string;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

// China has kept one zone without summer time since 1991, so the offset is a constant here.
const OFFSET = 8 * HOUR;
export const DAY = 24 * HOUR;

/** The Shanghai day in which `instant` falls. */
export const dayOf = (instant: Instant): Day => dayNumbered(Math.floor((instant + OFFSET) / DAY));

/** The Shanghai wall-clock time of `instant`, cut to the minute. */
export const timeOfDay = (instant: Instant): TimeOfDay =>
  new Date(instant + OFFSET).toISOString().slice(11, 16);

/** The instant of a wall-clock time on a day; `24:00` is midnight at the day's end. */
export const at = (day: Day, time: TimeOfDay): Instant => {
  const [hours = '0', minutes = '0'] = time.split(':');
  return numberOf(day) * DAY - OFFSET + Number(hours) * HOUR + Number(minutes) * MINUTE;
};

/** The instant as ISO 8601 with the Shanghai offset and whole seconds. */
export const formatInstant = (instant: Instant): string =>
  `${new Date(instant + OFFSET).toISOString().slice(0, 19)}+08:00`;

/** The day `count` calendar days after `day` (before, when negative). */
export const addDays = (day: Day, count: number): Day => dayNumbered(numberOf(day) + count);

/** Calendar days from `from` to `to`; 0 for the same day, negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => numberOf(to) - numberOf(from);

// Every rule asks for days again and again, and there are only so many of them.
const days = new Map<number, Day>();
const numbers = new Map<Day, number>();

/** The day that is so many days after 1970-01-01. */
const dayNumbered = (number: number): Day => {
  const known = days.get(number);
  if (known !== undefined) return known;
  const day = new Date(number * DAY).toISOString().slice(0, 10);
  days.set(number, day);
  return day;
};

const numberOf = (day: Day): number => {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  const number = Date.parse(`${day}T00:00:00Z`) / DAY;
  numbers.set(day, number);
  return number;
};

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export const weekday = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** True for a `YYYY-MM-DD` that exists in the calendar; `2026-02-30` does not. */
export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const midnight = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(text);
};
