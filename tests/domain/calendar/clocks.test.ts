import { describe, expect, test } from 'vitest';
import type { QuietHours } from '../../../domain/calendar/clocks.ts';
import {
  afterQuiet,
  hoursAfter,
  minutesAfter,
  missingRollAt,
  rollStart,
  sameDayEnd,
} from '../../../domain/calendar/clocks.ts';
import type { Day, TimeOfDay } from '../../../domain/calendar/time.ts';
import { at, formatInstant, timeOfDay } from '../../../domain/calendar/time.ts';

const moment = (text: string) => Date.parse(`${text}+08:00`);

describe('quiet hours', () => {
  const staff: QuietHours = { from: '22:00', to: '06:30' };
  const parent: QuietHours = { from: '21:00', to: '07:00' };
  const noon: QuietHours = { from: '12:30', to: '14:00' };
  const evening: QuietHours = { from: '22:00', to: '24:00' };
  const early: QuietHours = { from: '00:00', to: '06:30' };
  const fromMidnight: QuietHours = { from: '24:00', to: '06:30' };
  const toMidnight: QuietHours = { from: '22:00', to: '00:00' };
  const never: QuietHours = { from: '22:00', to: '22:00' };
  const cases: [string, QuietHours, string, string][] = [
    ['by day nothing moves', staff, '2026-09-14T09:05:00', '2026-09-14T09:05:00'],
    ['the last second before them', staff, '2026-09-14T21:59:59', '2026-09-14T21:59:59'],
    ['their first instant', staff, '2026-09-14T22:00:00', '2026-09-15T06:30:00'],
    ['before midnight', staff, '2026-09-14T23:59:59', '2026-09-15T06:30:00'],
    ['at midnight', staff, '2026-09-15T00:00:00', '2026-09-15T06:30:00'],
    ['the last second of them', staff, '2026-09-15T06:29:59', '2026-09-15T06:30:00'],
    ['their end', staff, '2026-09-15T06:30:00', '2026-09-15T06:30:00'],
    ['parents an hour earlier', parent, '2026-09-14T21:00:00', '2026-09-15T07:00:00'],
    ['at the end of a month', staff, '2026-09-30T22:30:00', '2026-10-01T06:30:00'],
    ['at the end of a year', staff, '2026-12-31T23:00:00', '2027-01-01T06:30:00'],
    ['before a leap day', staff, '2028-02-28T22:00:00', '2028-02-29T06:30:00'],
    ['a window within the day', noon, '2026-09-14T13:00:00', '2026-09-14T14:00:00'],
    ['the first instant of a window within the day', noon, '2026-09-14T12:30:00', '2026-09-14T14:00:00'],
    ['before a window within the day', noon, '2026-09-14T12:29:00', '2026-09-14T12:29:00'],
    ['the end of a window within the day', noon, '2026-09-14T14:00:00', '2026-09-14T14:00:00'],
    ['up to 24:00', evening, '2026-09-14T23:00:00', '2026-09-15T00:00:00'],
    ['24:00 itself is outside', evening, '2026-09-15T00:00:00', '2026-09-15T00:00:00'],
    ['up to 00:00 means the same', toMidnight, '2026-09-14T23:00:00', '2026-09-15T00:00:00'],
    ['from 00:00', early, '2026-09-15T00:00:00', '2026-09-15T06:30:00'],
    ['from 00:00, the evening before', early, '2026-09-14T23:59:59', '2026-09-14T23:59:59'],
    ['from 24:00 means the same', fromMidnight, '2026-09-15T03:00:00', '2026-09-15T06:30:00'],
    ['from 24:00, the evening before', fromMidnight, '2026-09-14T23:59:59', '2026-09-14T23:59:59'],
    ['equal ends are no window', never, '2026-09-14T22:00:00', '2026-09-14T22:00:00'],
  ];
  test.each(cases)('%s', (_, quiet, asked, expected) => {
    expect(formatInstant(afterQuiet(moment(asked), quiet))).toBe(`${expected}+08:00`);
  });
});

describe('the end of the same day', () => {
  const cases: [string, string, TimeOfDay, string][] = [
    ['in the morning', '2026-09-14T08:05:00', '18:00', '2026-09-14T18:00:00'],
    ['at its end', '2026-09-14T18:00:00', '18:00', '2026-09-14T18:00:00'],
    ['in the evening, already behind', '2026-09-14T19:00:00', '18:00', '2026-09-14T18:00:00'],
    ['the hard end', '2026-09-14T19:00:00', '24:00', '2026-09-15T00:00:00'],
    ['midnight belongs to the new day', '2026-09-15T00:00:00', '18:00', '2026-09-15T18:00:00'],
    [
      'before eight, when it is still yesterday in UTC',
      '2026-09-15T06:00:00',
      '18:00',
      '2026-09-15T18:00:00',
    ],
  ];
  test.each(cases)('%s', (_, asked, end, expected) => {
    expect(formatInstant(sameDayEnd(moment(asked), end))).toBe(`${expected}+08:00`);
  });
});

describe('t0 of a class', () => {
  const cases: [string, string | undefined, string][] = [
    ['confirmed before the lesson', '2026-09-14T07:50:00', '2026-09-14T07:50:00'],
    ['confirmed within the grace', '2026-09-14T08:05:00', '2026-09-14T08:05:00'],
    ['confirmed at the end of the grace', '2026-09-14T08:10:00', '2026-09-14T08:10:00'],
    ['confirmed later', '2026-09-14T08:10:01', '2026-09-14T08:00:00'],
    ['not confirmed', undefined, '2026-09-14T08:00:00'],
  ];
  test.each(cases)('%s', (_, confirmed, expected) => {
    const t0 = rollStart('2026-09-14', '08:00', 10, confirmed === undefined ? undefined : moment(confirmed));
    expect(formatInstant(t0)).toBe(`${expected}+08:00`);
  });
  test('the roll is missed when the grace is over', () => {
    expect(formatInstant(missingRollAt('2026-09-14', '08:00', 10))).toBe('2026-09-14T08:10:00+08:00');
  });
});

test('clock hours run through the night and over a holiday', () => {
  expect(formatInstant(hoursAfter(moment('2026-09-30T16:00:00'), 24))).toBe('2026-10-01T16:00:00+08:00');
  expect(formatInstant(minutesAfter(moment('2026-09-14T08:05:00'), 60))).toBe('2026-09-14T09:05:00+08:00');
});

// Other zones change their clocks on these days; Shanghai does not.
test.each<Day>(['2026-03-08', '2026-03-29', '2026-10-25', '2026-11-01', '2028-02-29'])(
  '%s has 24 hours',
  (day) => {
    expect(at(day, '24:00') - at(day, '00:00')).toBe(24 * 3_600_000);
    expect(timeOfDay(hoursAfter(at(day, '07:00'), 24))).toBe('07:00');
  },
);
