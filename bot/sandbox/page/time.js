import { words } from './words.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
// The county keeps Shanghai time, whatever zone the reader's machine is in.
const OFFSET = 8 * HOUR;

/** The calendar day in Shanghai as `YYYY-MM-DD`. @param {number} instant */
const dayOf = (instant) => new Date(instant + OFFSET).toISOString().slice(0, 10);

/** The wall-clock time in Shanghai as `HH:MM`. @param {number} instant */
export const timeText = (instant) => new Date(instant + OFFSET).toISOString().slice(11, 16);

/** Month, day and weekday, such as 9月14日 周一. @param {number} instant */
export function dateText(instant) {
  const date = new Date(instant + OFFSET);
  return `${words.monthDay(date.getUTCMonth() + 1, date.getUTCDate())} ${words.weekdays[date.getUTCDay()]}`;
}

/** The year in Shanghai. @param {number} instant */
export const yearOf = (instant) => dayOf(instant).slice(0, 4);

/**
 * A moment as one says it at `now`: today only the time, yesterday by that word, else with the date.
 * @param {number} instant
 * @param {number} now
 */
export function momentText(instant, now) {
  if (dayOf(instant) === dayOf(now)) return timeText(instant);
  if (dayOf(instant) === dayOf(now - DAY)) return `${words.yesterday} ${timeText(instant)}`;
  return `${dateText(instant)} ${timeText(instant)}`;
}

/**
 * The shortest form of a moment, for the list of people.
 * @param {number} instant
 * @param {number} now
 */
export function briefText(instant, now) {
  if (dayOf(instant) === dayOf(now)) return timeText(instant);
  if (dayOf(instant) === dayOf(now - DAY)) return words.yesterday;
  const date = new Date(instant + OFFSET);
  return words.monthDay(date.getUTCMonth() + 1, date.getUTCDate());
}

/** The heading of a day in a timeline. @param {number} instant @param {number} now */
export const dayHeading = (instant, now) =>
  dayOf(instant) === dayOf(now) ? `${words.today} ${dateText(instant)}` : dateText(instant);

/** Whether two moments fall on one Shanghai day. @param {number} one @param {number} other */
export const sameDay = (one, other) => dayOf(one) === dayOf(other);

/**
 * A length of time in its two largest units.
 * @param {number} length milliseconds, not negative
 */
export function spanText(length) {
  if (length < MINUTE) return words.underMinute;
  const days = Math.floor(length / DAY);
  const hours = Math.floor((length % DAY) / HOUR);
  const minutes = Math.floor((length % HOUR) / MINUTE);
  if (days > 0) return hours > 0 ? `${words.days(days)} ${words.hours(hours)}` : words.days(days);
  if (hours > 0) return minutes > 0 ? `${words.hours(hours)} ${words.minutes(minutes)}` : words.hours(hours);
  return words.minutes(minutes);
}

/**
 * How a deadline stands: `late` once it has passed, `soon` in the last quarter of its time or half an hour.
 * @param {number} opened
 * @param {number} due
 * @param {number} now
 * @returns {{ text: string, tone: 'calm' | 'soon' | 'late' }}
 */
export function countdown(opened, due, now) {
  if (now >= due) return { text: words.late(spanText(now - due)), tone: 'late' };
  const left = due - now;
  const soon = left <= Math.max(30 * MINUTE, (due - opened) / 4);
  return { text: words.left(spanText(left)), tone: soon ? 'soon' : 'calm' };
}
