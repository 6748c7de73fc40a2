import { describe, expect, test } from 'vitest';
import { type Occasion, periodOn } from '../../../domain/calendar/occasions.ts';
import { schoolCalendar } from '../../../domain/calendar/school-calendar.ts';
import { addDays } from '../../../domain/calendar/time.ts';
import { loadNationalCalendar } from '../../../seeds/load-calendar.ts';

const YEAR = schoolCalendar(
  {
    terms: [
      { name: '2026秋', first: '2026-09-01', last: '2027-01-15' },
      { name: '2027春', first: '2027-03-01', last: '2027-07-09' },
    ],
  },
  loadNationalCalendar(),
);

/** `2026-09-08 2026秋` for every day of the school year on which the occasion falls. */
const fallsOn = (occasion: Occasion, from = '2026-08-01', until = '2027-08-31'): string[] => {
  const found: string[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const period = periodOn(occasion, day, YEAR);
    if (period !== null) found.push(`${day} ${period}`);
  }
  return found;
};

describe('days of the year on which a duty begins (policy.md §4)', () => {
  test.each<[string, Occasion, string[]]>([
    ['a week before each term', { term: 'start', days: -7 }, ['2026-08-25 2026秋', '2027-02-22 2027春']],
    ['the day after the first week', { term: 'start', days: 7 }, ['2026-09-08 2026秋', '2027-03-08 2027春']],
    [
      'ten school days before the last',
      { term: 'end', schoolDays: -10 },
      ['2026-12-31 2026秋', '2027-06-25 2027春'],
    ],
    ['the first of March', { year: '03-01' }, ['2027-03-01 2027']],
  ])('%s', (_, occasion, days) => {
    expect(fallsOn(occasion)).toEqual(days);
  });

  test('every month, and its last day whatever its length', () => {
    expect(fallsOn({ month: 1 }, '2026-12-01', '2027-03-31').map((line) => line.slice(0, 10))).toEqual([
      '2026-12-01',
      '2027-01-01',
      '2027-02-01',
      '2027-03-01',
    ]);
    expect(fallsOn({ month: 'last' }, '2027-01-01', '2027-04-30')).toEqual([
      '2027-01-31 2027-01',
      '2027-02-28 2027-02',
      '2027-03-31 2027-03',
      '2027-04-30 2027-04',
    ]);
  });

  test('the first day of the last month of each quarter', () => {
    expect(fallsOn({ quarter: 3 })).toEqual([
      '2026-09-01 2026-Q3',
      '2026-12-01 2026-Q4',
      '2027-03-01 2027-Q1',
      '2027-06-01 2027-Q2',
    ]);
  });

  test('every week in which there is school, and in no other', () => {
    const weeks = fallsOn({ week: 1 });
    expect(weeks).toContain('2026-09-14 week-2026-09-14');
    expect(weeks.some((line) => line.startsWith('2027-02'))).toBe(false);
    expect(weeks.at(-1)).toBe('2027-07-05 week-2027-07-05');
  });

  test('every fourteen days of a vacation, until the next term, and no longer than a summer when that is unknown', () => {
    expect(fallsOn({ every: 14, within: 'vacation' }, '2027-01-01', '2027-12-31')).toEqual([
      '2027-01-16 2026秋-vacation-1',
      '2027-01-30 2026秋-vacation-2',
      '2027-02-13 2026秋-vacation-3',
      '2027-02-27 2026秋-vacation-4',
      '2027-07-10 2027春-vacation-1',
      '2027-07-24 2027春-vacation-2',
      '2027-08-07 2027春-vacation-3',
      '2027-08-21 2027春-vacation-4',
      '2027-09-04 2027春-vacation-5',
      '2027-09-18 2027春-vacation-6',
    ]);
  });

  test('every thirty days of a term', () => {
    expect(fallsOn({ every: 30, within: 'term' }).map((line) => line.slice(0, 10))).toEqual([
      '2026-09-01',
      '2026-10-01',
      '2026-10-31',
      '2026-11-30',
      '2026-12-30',
      '2027-03-01',
      '2027-03-31',
      '2027-04-30',
      '2027-05-30',
      '2027-06-29',
    ]);
  });
});
