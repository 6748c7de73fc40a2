import { describe, expect, test } from 'vitest';
import type { NationalCalendar, SchoolYearPlan } from '../../../domain/calendar/school-calendar.ts';
import { schoolCalendar } from '../../../domain/calendar/school-calendar.ts';
import { overridePlan, planProblems } from '../../../domain/calendar/school-year.ts';
import type { Day } from '../../../domain/calendar/time.ts';
import { loadNationalCalendar } from '../../../seeds/load-calendar.ts';

const national = loadNationalCalendar();
const spring2024 = { name: '2024春', first: '2024-02-26', last: '2024-07-05' };
const autumn2024 = { name: '2024秋', first: '2024-09-02', last: '2025-01-17' };
const autumn2026 = { name: '2026秋', first: '2026-09-01', last: '2027-01-15' };
const spring2027 = { name: '2027春', first: '2027-03-01', last: '2027-07-09' };
const terms = [spring2024, autumn2024, autumn2026, spring2027];

const county = schoolCalendar({ terms }, national);
const withOwnDays = (own: Partial<SchoolYearPlan>) => schoolCalendar({ terms, ...own }, national);
const boarding = withOwnDays({ cycle: { start: '2026-09-01', on: 10, off: 4 } });

describe('a school day is', () => {
  const cases: [string, Day, boolean][] = [
    ['the first day of term', '2026-09-01', true],
    ['not the day before term', '2026-08-31', false],
    ['the last day of term', '2027-01-15', true],
    ['not the day after term', '2027-01-16', false],
    ['not a weekday of the vacation', '2027-02-03', false],
    ['an ordinary Friday', '2026-09-18', true],
    ['not an ordinary Saturday', '2026-09-19', false],
    ['the Sunday worked for National Day', '2026-09-20', true],
    ['the Saturday worked for National Day', '2026-10-10', true],
    ['not Mid-Autumn Friday', '2026-09-25', false],
    ['not National Day', '2026-10-01', false],
    ['not the last day of that week, a day in lieu', '2026-10-07', false],
    ['the day after it', '2026-10-08', true],
    ['not New Year of an unpublished year', '2027-01-01', false],
    ['the Monday after that New Year', '2027-01-04', true],
    ['not Labour Day of an unpublished year, a Saturday anyway', '2027-05-01', false],
    ['29 February as any other day', '2024-02-29', true],
    ['not a make-up day that falls in the vacation', '2024-02-18', false],
  ];
  test.each(cases)('%s: %s', (_, day, expected) => {
    expect(county.isSchoolDay(day)).toBe(expected);
  });
});

describe('the own word of a school', () => {
  const school = withOwnDays({ off: ['2026-09-18', '2026-09-20'], on: ['2026-09-19', '2026-10-07'] });
  const cases: [string, Day, boolean][] = [
    ['closes an ordinary Friday', '2026-09-18', false],
    ['teaches on a Saturday', '2026-09-19', true],
    ['closes on a national make-up day', '2026-09-20', false],
    ['teaches within a statutory break', '2026-10-07', true],
    ['leaves the other days alone', '2026-09-21', true],
  ];
  test.each(cases)('%s: %s', (_, day, expected) => {
    expect(school.isSchoolDay(day)).toBe(expected);
  });

  test('does not leak into another calendar of the same plan', () => {
    expect(county.isSchoolDay('2026-09-18')).toBe(true);
    expect(county.isSchoolDay('2026-09-19')).toBe(false);
  });

  test('stands when the lists are changed afterwards', () => {
    const off = ['2026-09-18'];
    const holidays = ['2026-09-17'];
    const calendar = schoolCalendar({ terms, off }, { years: { 2026: { holidays, workdays: [] } } });
    off.push('2026-09-16');
    holidays.push('2026-09-15');
    expect(calendar.schoolDays('2026-09-14', '2026-09-18')).toEqual([
      '2026-09-14',
      '2026-09-15',
      '2026-09-16',
    ]);
  });
});

describe('a boarding school of ten days on and four off', () => {
  const cases: [string, Day, boolean][] = [
    ['begins on the day named', '2026-09-01', true],
    ['teaches on its first Saturday', '2026-09-05', true],
    ['teaches on the tenth day', '2026-09-10', true],
    ['sends home on the eleventh, a Friday', '2026-09-11', false],
    ['is at home on the fourteenth, a Monday', '2026-09-14', false],
    ['is back on the fifteenth', '2026-09-15', true],
    ['is back at the third round', '2026-09-29', true],
    ['keeps the statutory break within its ten days', '2026-10-01', false],
    ['does not follow a make-up day that falls in its four days', '2026-10-10', false],
  ];
  test.each(cases)('%s: %s', (_, day, expected) => {
    expect(boarding.isSchoolDay(day)).toBe(expected);
  });

  test('may begin its cycle on a Saturday', () => {
    const calendar = withOwnDays({ cycle: { start: '2026-09-05', on: 10, off: 4 } });
    expect(calendar.schoolDays('2026-09-04', '2026-09-06')).toEqual([
      '2026-09-04',
      '2026-09-05',
      '2026-09-06',
    ]);
  });

  test('lives in ordinary weeks before the cycle starts', () => {
    const later = withOwnDays({ cycle: { start: '2026-09-14', on: 10, off: 4 } });
    expect(later.isSchoolDay('2026-09-12')).toBe(false);
    expect(later.isSchoolDay('2026-09-19')).toBe(true);
  });
});

describe('a neighbouring school day', () => {
  const cases: [string, Day | undefined, Day | undefined][] = [
    ['next after Friday is the make-up Sunday', county.nextSchoolDay('2026-09-18'), '2026-09-20'],
    ['next after a school day is strictly later', county.nextSchoolDay('2026-09-20'), '2026-09-21'],
    ['next after Mid-Autumn eve', county.nextSchoolDay('2026-09-24'), '2026-09-28'],
    ['next after the eve of National Day', county.nextSchoolDay('2026-09-30'), '2026-10-08'],
    ['next from within a break', county.nextSchoolDay('2026-10-03'), '2026-10-08'],
    ['next across winter', county.nextSchoolDay('2027-01-15'), '2027-03-01'],
    ['next before everything known', county.nextSchoolDay('2020-01-01'), '2024-02-26'],
    ['next after everything known is not known', county.nextSchoolDay('2027-07-09'), undefined],
    ['previous before the return from National Day', county.previousSchoolDay('2026-10-08'), '2026-09-30'],
    ['previous across summer', county.previousSchoolDay('2024-09-02'), '2024-07-05'],
    ['previous from far behind the last term', county.previousSchoolDay('2030-01-01'), '2027-07-09'],
    ['previous before the first term is not known', county.previousSchoolDay('2024-02-26'), undefined],
    ['two on (a leave written up afterwards)', county.addSchoolDays('2026-09-18', 2), '2026-09-21'],
    ['two on from a Saturday', county.addSchoolDays('2026-09-19', 2), '2026-09-21'],
    ['none on stays, even on a Saturday', county.addSchoolDays('2026-09-19', 0), '2026-09-19'],
    ['ten back from the end of term', county.addSchoolDays('2027-01-15', -10), '2026-12-31'],
    ['further back than anything known', county.addSchoolDays('2024-02-27', -2), undefined],
    ['twenty days of observation across National Day', county.addSchoolDays('2026-09-21', 20), '2026-10-26'],
  ];
  test.each(cases)('%s', (_, found, expected) => {
    expect(found).toBe(expected);
  });
});

describe('school days of a stretch', () => {
  test('both ends belong to it', () => {
    expect(county.schoolDays('2026-09-18', '2026-09-21')).toEqual(['2026-09-18', '2026-09-20', '2026-09-21']);
  });
  const cases: [string, Day, Day, number][] = [
    ['one school day', '2026-09-14', '2026-09-14', 1],
    ['one day without school', '2026-09-19', '2026-09-19', 0],
    ['the week of National Day', '2026-09-28', '2026-10-11', 6],
    ['turned round', '2026-09-20', '2026-09-14', 0],
    ['a vacation', '2027-01-16', '2027-02-28', 0],
    ['wider than everything known', '2026-12-31', '2027-01-10', 6],
    ['before everything known', '2019-01-01', '2019-12-31', 0],
    ['after everything known', '2031-01-01', '2031-12-31', 0],
  ];
  test.each(cases)('%s: %s to %s', (_, from, to, expected) => {
    expect(county.countSchoolDays(from, to)).toBe(expected);
    expect(county.schoolDays(from, to)).toHaveLength(expected);
  });
});

describe('terms', () => {
  test('a day is in its term, or in a vacation', () => {
    expect(county.termOf('2026-10-01')?.name).toBe('2026秋');
    expect(county.inTerm('2026-10-01')).toBe(true);
    expect(county.termOf('2027-02-01')).toBeUndefined();
    expect(county.isVacation('2027-02-01')).toBe(true);
    expect(county.isVacation('2026-09-19')).toBe(false);
  });
  test('what lies beyond the known terms is vacation', () => {
    expect(county.isVacation('2020-01-01')).toBe(true);
    expect(county.isVacation('2030-01-01')).toBe(true);
  });
  test('the first week runs through the seventh calendar day', () => {
    expect(county.firstWeek(autumn2026)).toEqual({ first: '2026-09-01', last: '2026-09-07' });
    expect(county.firstWeek(spring2027)).toEqual({ first: '2027-03-01', last: '2027-03-07' });
  });
  test('or through the fifth school day, where the county says so', () => {
    expect(county.firstWeek(autumn2026, '5_SCHD')).toEqual({ first: '2026-09-01', last: '2026-09-07' });
    expect(county.firstWeek(spring2027, '5_SCHD')).toEqual({ first: '2027-03-01', last: '2027-03-05' });
  });
  test('a term that opens on a weekend starts with its first teaching day', () => {
    const term = { name: '2025春', first: '2025-02-15', last: '2025-07-06' };
    const calendar = schoolCalendar({ terms: [term] }, national);
    expect(calendar.firstTeachingDay(term)).toBe('2025-02-17');
    expect(calendar.lastTeachingDay(term)).toBe('2025-07-04');
    expect(calendar.firstWeek(term)).toEqual({ first: '2025-02-17', last: '2025-02-23' });
  });
  test('are put in order of time', () => {
    const calendar = schoolCalendar({ terms: [spring2027, autumn2026] }, national);
    expect(calendar.terms.map(({ name }) => name)).toEqual(['2026秋', '2027春']);
    expect(calendar.nextSchoolDay('2027-01-15')).toBe('2027-03-01');
  });
});

describe('CD-X counts', () => {
  const closure = withOwnDays({
    off: ['2026-09-17', '2026-09-18', '2026-11-02', '2026-11-03', '2026-11-04'],
  });
  const bridged = withOwnDays({ off: ['2025-01-02', '2025-01-03'] });
  const fromSaturday = withOwnDays({ cycle: { start: '2026-09-05', on: 10, off: 4 } });
  const taughtInBreak = withOwnDays({ on: ['2026-09-26'] });
  const cases: [string, typeof county, Day, boolean][] = [
    ['a school day', county, '2026-09-16', true],
    ['an ordinary Saturday', county, '2026-09-12', true],
    ['an ordinary Sunday', county, '2026-09-13', true],
    ['the make-up Sunday', county, '2026-09-20', true],
    ['the Saturday beside a make-up Sunday', county, '2026-09-19', true],
    ['the last day before Mid-Autumn', county, '2026-09-24', true],
    ['not Mid-Autumn Friday, the first of three', county, '2026-09-25', false],
    ['not the Sunday of the three', county, '2026-09-27', false],
    ['not National Day', county, '2026-10-01', false],
    ['not the last day of the National Day break', county, '2026-10-07', false],
    ['the day school is back', county, '2026-10-08', true],
    ['a single statutory day amid school days', county, '2025-01-01', true],
    ['not 1 January 2027, a Friday joined to its weekend', county, '2027-01-01', false],
    ['not the Sunday joined to it', county, '2027-01-03', false],
    ['not the weekend joined to Dragon Boat Monday', county, '2024-06-08', false],
    ['a single statutory day on a weekend, two days in all', county, '2027-05-01', true],
    ['not a winter vacation day', county, '2027-02-01', false],
    ['not a summer vacation day', county, '2024-08-01', false],
    ['not the time after the last known term', county, '2027-08-01', false],
    ['an own closure', closure, '2026-09-17', true],
    ['the weekend beside an own closure', closure, '2026-09-19', true],
    ['a long own closure with its weekend', closure, '2026-10-31', true],
    ['not an own closure that joins a statutory day to a weekend', bridged, '2025-01-02', false],
    ['not that statutory day either', bridged, '2025-01-01', false],
    ['a day that is taught inside a break', taughtInBreak, '2026-09-26', true],
    ['the two single days that are left of that break', taughtInBreak, '2026-09-25', true],
    ['the four days at home of a long cycle', boarding, '2026-09-12', true],
    ['days at home that a school day parts from National Day', boarding, '2026-10-09', true],
    ['not days at home that run into National Day', fromSaturday, '2026-09-29', false],
  ];
  test.each(cases)('%s', (_, calendar, day, expected) => {
    expect(calendar.countsCdx(day)).toBe(expected);
  });

  test('the first weekend of term, whatever holiday the vacation before it held', () => {
    const spring = { name: '2025春', first: '2025-02-15', last: '2025-07-04' };
    const calendar = schoolCalendar({ terms: [autumn2024, spring] }, national);
    expect(calendar.countsCdx('2025-02-02')).toBe(false);
    expect(calendar.countsCdx('2025-02-15')).toBe(true);
  });
  test('not a break that closes the term', () => {
    const calendar = schoolCalendar({ terms: [{ ...autumn2026, last: '2026-10-04' }] }, national);
    expect(calendar.countsCdx('2026-09-30')).toBe(true);
    expect(calendar.countsCdx('2026-10-04')).toBe(false);
  });
});

describe('seven days are reached', () => {
  const cases: [string, typeof county, Day, number, Day | undefined][] = [
    ['on the Sunday after a Monday', county, '2026-09-14', 7, '2026-09-20'],
    ['on the first day, for one', county, '2026-09-14', 1, '2026-09-14'],
    ['with the weekend counted', county, '2026-09-10', 7, '2026-09-16'],
    ['past Mid-Autumn and National Day', county, '2026-09-22', 7, '2026-10-08'],
    ['past National Day', county, '2026-09-29', 7, '2026-10-12'],
    ['across winter', county, '2027-01-13', 7, '2027-03-04'],
    ['starting within a break', county, '2026-10-02', 1, '2026-10-08'],
    ['across 29 February', county, '2024-02-26', 7, '2024-03-03'],
    ['never within the known terms', county, '2027-07-08', 7, undefined],
    ['with own closures counted', withOwnDays({ off: ['2026-09-15'] }), '2026-09-14', 7, '2026-09-20'],
  ];
  test.each(cases)('%s', (_, calendar, first, count, expected) => {
    expect(calendar.cdxReached(first, count)).toBe(expected);
  });
  test.each([0, -1, 1.5, Number.NaN])('%s days cannot be asked for', (count) => {
    expect(() => county.cdxReached('2026-09-14', count)).toThrow(RangeError);
  });
  test('both ends are counted', () => {
    expect(county.cdxCount('2026-09-14', '2026-09-20')).toBe(7);
    expect(county.cdxCount('2026-09-28', '2026-10-09')).toBe(5);
    expect(county.cdxCount('2026-09-20', '2026-09-14')).toBe(0);
    expect(county.cdxCount('2027-01-16', '2027-02-28')).toBe(0);
  });
});

describe('one month', () => {
  const yearRound: SchoolYearPlan = { terms: [{ name: '全年', first: '2023-09-01', last: '2027-07-09' }] };
  const noVacation = schoolCalendar(yearRound, national);
  const cases: [string, typeof county, Day, Day | undefined][] = [
    ['ends on the same date', county, '2026-09-14', '2026-10-14'],
    ['is not lengthened by National Day', county, '2026-09-30', '2026-10-30'],
    ['from 31 October ends on 30 November', county, '2026-10-31', '2026-11-30'],
    ['from 31 January ends on 28 February', noVacation, '2026-01-31', '2026-02-28'],
    ['from 31 January of a leap year ends on the 29th', noVacation, '2024-01-31', '2024-02-29'],
    ['from 30 January of a leap year as well', noVacation, '2024-01-30', '2024-02-29'],
    ['from 29 February ends on 29 March', noVacation, '2024-02-29', '2024-03-29'],
    ['from 31 December crosses the year', noVacation, '2025-12-31', '2026-01-31'],
    ['that just fits before winter', county, '2026-12-15', '2027-01-15'],
    ['that misses it by a day ends on the first of spring', county, '2026-12-16', '2027-03-01'],
    ['across winter goes on with what was left', county, '2026-12-31', '2027-03-16'],
    ['across summer likewise', county, '2024-06-20', '2024-09-16'],
    ['beyond the last known term is not known', county, '2027-06-20', undefined],
  ];
  test.each(cases)('%s', (_, calendar, first, expected) => {
    expect(calendar.oneMonthAfter(first)).toBe(expected);
  });
});

describe('an unpublished year', () => {
  test('is seen', () => {
    expect(county.knows(2026)).toBe(true);
    expect(county.knows(2027)).toBe(false);
    expect(county.unknownYears('2026-09-01', '2026-12-31')).toEqual([]);
    expect(county.unknownYears('2026-09-01', '2027-01-15')).toEqual([2027]);
    expect(county.unknownYears('2026-12-31', '2029-01-01')).toEqual([2027, 2028, 2029]);
    expect(county.unknownYears('2027-02-01', '2026-02-01')).toEqual([]);
  });
  test('makes nothing throw, even when no year is known at all', () => {
    const nothing: NationalCalendar = { years: {} };
    const calendar = schoolCalendar({ terms }, nothing);
    expect(calendar.isSchoolDay('2026-10-02')).toBe(false);
    expect(calendar.isSchoolDay('2026-10-05')).toBe(true);
    expect(calendar.unknownYears('2026-09-01', '2027-01-15')).toEqual([2026, 2027]);
  });
});

describe('a plan that contradicts itself', () => {
  const cases: [string, SchoolYearPlan, string][] = [
    ['no term', { terms: [] }, 'terms: at least one term is needed'],
    [
      'a term backwards',
      { terms: [{ name: '甲', first: '2026-09-02', last: '2026-09-01' }] },
      'terms.0: 甲 ends',
    ],
    [
      'two terms at once',
      { terms: [autumn2026, { ...autumn2026, name: '乙' }] },
      'terms.1: 乙 overlaps 2026秋',
    ],
    [
      'a day off and on',
      { terms, off: ['2026-09-19'], on: ['2026-09-19'] },
      'on.0: 2026-09-19 stands under both',
    ],
    ['teaching in a vacation', { terms, on: ['2027-02-01'] }, 'on.0: 2027-02-01 lies outside every term'],
    [
      'a day that does not exist',
      { terms, off: ['2026-09-18', '2026-09-31'] },
      'off.1: 2026-09-31 is not a day',
    ],
    ['a cycle without days at home', { terms, cycle: { start: '2026-09-01', on: 10, off: 0 } }, 'cycle.off'],
    ['a cycle of half days', { terms, cycle: { start: '2026-09-01', on: 1.5, off: 4 } }, 'cycle.on'],
    ['a cycle from nowhere', { terms, cycle: { start: '', on: 10, off: 4 } }, 'cycle.start'],
  ];
  test.each(cases)('%s is named', (_, plan, told) => {
    expect(planProblems(plan)).toHaveLength(1);
    expect(() => schoolCalendar(plan, national)).toThrow(told);
  });
  test('a closure in the vacation is harmless', () => {
    expect(planProblems({ terms, off: ['2027-02-01'] })).toEqual([]);
  });
});

describe('a school on top of its county', () => {
  const plan: SchoolYearPlan = { terms, off: ['2026-11-05', '2026-11-06'], on: ['2026-11-07', '2026-11-14'] };
  const merged = (school: Partial<SchoolYearPlan>) => schoolCalendar(overridePlan(plan, school), national);
  const cases: [string, Partial<SchoolYearPlan>, Day, boolean][] = [
    ['follows the county where it says nothing', {}, '2026-11-05', false],
    ['follows its make-up days', {}, '2026-11-07', true],
    ['teaches where the county closes', { on: ['2026-11-05'] }, '2026-11-05', true],
    ['closes where the county teaches', { off: ['2026-11-07'] }, '2026-11-07', false],
    ['adds its own closure', { off: ['2026-11-10'] }, '2026-11-10', false],
    ['keeps the closures of the county beside its own', { off: ['2026-11-10'] }, '2026-11-06', false],
    ['has its own terms', { terms: [spring2027] }, '2026-11-09', false],
    ['keeps its cycle', { cycle: { start: '2026-11-01', on: 5, off: 9 } }, '2026-11-07', false],
  ];
  test.each(cases)('%s', (_, school, day, expected) => {
    expect(merged(school).isSchoolDay(day)).toBe(expected);
  });
});
