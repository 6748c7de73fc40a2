import { describe, expect, test } from 'vitest';
import type { NationalCalendar } from '../../../domain/calendar/national-calendar.ts';
import { nationalDays, overrideNational } from '../../../domain/calendar/national-calendar.ts';
import type { Day } from '../../../domain/calendar/time.ts';
import { isDay } from '../../../domain/calendar/time.ts';

const national: NationalCalendar = {
  years: {
    2026: {
      holidays: [
        '2026-10-01',
        '2026-10-02',
        '2026-10-03',
        '2026-10-04',
        '2026-10-05',
        '2026-10-06',
        '2026-10-07',
      ],
      workdays: ['2026-09-20', '2026-10-10'],
    },
  },
};
const days = nationalDays(national);

describe('a government working day', () => {
  const cases: [string, Day, boolean][] = [
    ['a Monday', '2026-09-14', true],
    ['a Saturday', '2026-09-19', false],
    ['a Sunday', '2026-09-13', false],
    ['a make-up Sunday', '2026-09-20', true],
    ['a Wednesday of the break', '2026-10-07', false],
    ['a make-up Saturday', '2026-10-10', true],
    ['Labour Day, missing from a year that is published', '2026-05-01', true],
    ['New Year of an unpublished year', '2027-01-01', false],
    ['2 January of an unpublished year, a Saturday', '2027-01-02', false],
    ['a Monday of an unpublished year', '2027-01-04', true],
    ['the second Labour Day of an unpublished year, a Tuesday', '2028-05-02', false],
    ['the third of October of an unpublished year, a Tuesday', '2028-10-03', false],
    ['the fourth of October of an unpublished year, a Wednesday', '2028-10-04', true],
    ['a leap day', '2028-02-29', true],
  ];
  test.each(cases)('%s: %s', (_, day, expected) => {
    expect(days.isWorkday(day)).toBe(expected);
    expect(days.isWorkday(day), 'asked again').toBe(expected);
  });
});

describe('working days on', () => {
  const cases: [string, Day, number, Day][] = [
    ['one from Friday to the make-up Sunday', '2026-09-18', 1, '2026-09-20'],
    ['one over the break', '2026-09-30', 1, '2026-10-08'],
    ['three over the break, the make-up Saturday among them', '2026-09-30', 3, '2026-10-10'],
    ['none stays', '2026-10-03', 0, '2026-10-03'],
    ['one back over the break', '2026-10-08', -1, '2026-09-30'],
    ['the fifth working day of a month', '2026-10-31', 5, '2026-11-06'],
    ['into an unpublished year', '2026-12-31', 1, '2027-01-04'],
  ];
  test.each(cases)('%s', (_, day, count, expected) => {
    expect(days.addWorkdays(day, count)).toBe(expected);
  });
  test('a paper deadline moves off a rest day, and only off a rest day', () => {
    expect(days.workdayOnOrAfter('2026-10-02')).toBe('2026-10-08');
    expect(days.workdayOnOrAfter('2026-10-08')).toBe('2026-10-08');
  });
});

describe('a year entered by the county', () => {
  const own = { holidays: ['2027-01-01', '2026-12-31'], workdays: ['2027-01-03', '2027-05-02'] };
  const overridden = nationalDays(overrideNational(national, { 2027: own }));
  test('is known, in place of the fallback', () => {
    expect(overridden.knows(2027)).toBe(true);
    expect(overridden.isWorkday('2027-01-03')).toBe(true);
    expect(overridden.isWorkday('2027-10-01')).toBe(true);
  });
  test('may reach into the last days of the year before', () => {
    expect(overridden.isHoliday('2026-12-31')).toBe(true);
    expect(overridden.isHoliday('2026-10-01')).toBe(true);
  });
  test('takes the place of a published year', () => {
    const changed = nationalDays(overrideNational(national, { 2026: { holidays: [], workdays: [] } }));
    expect(changed.isHoliday('2026-10-01')).toBe(false);
    expect(days.isHoliday('2026-10-01')).toBe(true);
  });
  test('may announce a single make-up day of a year that stays unpublished', () => {
    const early = nationalDays({ years: { 2026: { holidays: [], workdays: ['2027-01-01'] } } });
    expect(early.isWorkday('2027-01-01')).toBe(true);
    expect(early.isHoliday('2027-01-01')).toBe(false);
  });
});

describe('a day is written', () => {
  const cases: [string, boolean][] = [
    ['2026-09-01', true],
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-09-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-9-1', false],
    ['2026-09-01T00:00', false],
    ['', false],
  ];
  test.each(cases)('%s: %s', (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });
});
