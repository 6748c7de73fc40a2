import type { Day, Instant, TimeOfDay } from './time.ts';
import { addDays, at, dayOf, HOUR, MINUTE } from './time.ts';

/** Hours in which nothing is delivered; `from` may be later than `to`, then the window crosses midnight. */
export interface QuietHours {
  readonly from: TimeOfDay;
  readonly to: TimeOfDay;
}

/** `hours` clock hours on (CH): they run through breaks, nights and holidays. */
export const hoursAfter = (instant: Instant, hours: number): Instant => instant + hours * HOUR;

export const minutesAfter = (instant: Instant, minutes: number): Instant => instant + minutes * MINUTE;

/**
 * The end of 「当天」 (SD, AMB-12): `end` on the calendar date of `instant`, `18:00` for the soft and `24:00` for the
 * hard end. Something that began in the evening has its soft end behind it.
 */
export const sameDayEnd = (instant: Instant, end: TimeOfDay): Instant => at(dayOf(instant), end);

/** When a roll that nobody confirmed is missed: `graceMinutes` after the scheduled start (`roll.grace_min`). */
export const missingRollAt = (day: Day, firstLesson: TimeOfDay, graceMinutes: number): Instant =>
  minutesAfter(at(day, firstLesson), graceMinutes);

/** `t0`, from which the one- and two-hour clocks run: the confirmation, or the scheduled start if it came after the grace. */
export function rollStart(
  day: Day,
  firstLesson: TimeOfDay,
  graceMinutes: number,
  confirmedAt?: Instant,
): Instant {
  const missed = missingRollAt(day, firstLesson, graceMinutes);
  return confirmedAt !== undefined && confirmedAt <= missed ? confirmedAt : at(day, firstLesson);
}

/** `instant` itself outside the quiet hours, else their end. `from` is already quiet, `to` is not; equal ends: never quiet. */
export function afterQuiet(instant: Instant, { from, to }: QuietHours): Instant {
  const today = dayOf(instant);
  const begins = at(today, from);
  const ends = at(today, to);
  if (begins <= ends) return begins <= instant && instant < ends ? ends : instant;
  if (instant < ends) return ends;
  return instant >= begins ? at(addDays(today, 1), to) : instant;
}
