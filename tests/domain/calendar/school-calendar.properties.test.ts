import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterQuiet } from '../../../domain/calendar/clocks.ts';
import { schoolCalendar } from '../../../domain/calendar/school-calendar.ts';
import type { SchoolYearPlan } from '../../../domain/calendar/school-year.ts';
import type { Day } from '../../../domain/calendar/time.ts';
import { addDays, at, dayOf, daysBetween } from '../../../domain/calendar/time.ts';
import { loadNationalCalendar } from '../../../seeds/load-calendar.ts';

const national = loadNationalCalendar();
const terms = [
  { name: '2025秋', first: '2025-09-01', last: '2026-01-23' },
  { name: '2026春', first: '2026-03-02', last: '2026-07-10' },
  { name: '2026秋', first: '2026-09-01', last: '2027-01-15' },
];
const dayFrom = (first: Day, last: Day) =>
  fc.integer({ min: 0, max: daysBetween(first, last) }).map((n) => addDays(first, n));
const anyDay = dayFrom('2025-07-01', '2027-04-01');
const inFirstTerms = dayFrom('2025-09-01', '2026-06-30');
const plans: fc.Arbitrary<SchoolYearPlan> = fc
  .record({
    off: fc.uniqueArray(anyDay, { maxLength: 12 }),
    on: fc.uniqueArray(dayFrom('2026-03-02', '2026-07-10'), { maxLength: 6 }),
    cycle: fc.option(
      fc.record({ start: anyDay, on: fc.integer({ min: 1, max: 20 }), off: fc.integer({ min: 1, max: 6 }) }),
    ),
  })
  .map(({ off, on, cycle }) => ({
    terms,
    on,
    off: off.filter((day) => !on.includes(day)),
    ...(cycle ? { cycle } : {}),
  }));
const calendars = plans.map((plan) => schoolCalendar(plan, national));

describe('whatever a school plans', () => {
  test('school days on and back again lead to the same day', () => {
    fc.assert(
      fc.property(calendars, inFirstTerms, fc.integer({ min: 0, max: 60 }), (calendar, day, count) => {
        const start = calendar.nextSchoolDay(day);
        const there = start && calendar.addSchoolDays(start, count);
        if (there) expect(calendar.addSchoolDays(there, -count)).toBe(start);
        if (start && there) expect(calendar.countSchoolDays(start, there)).toBe(count + 1);
      }),
    );
  });

  test('the next and the previous school day have none between', () => {
    fc.assert(
      fc.property(calendars, anyDay, (calendar, day) => {
        const next = calendar.nextSchoolDay(day);
        if (!next) return;
        expect(next > day && calendar.isSchoolDay(next)).toBe(true);
        expect(calendar.schoolDays(addDays(day, 1), next)).toEqual([next]);
        const previous = calendar.previousSchoolDay(next);
        if (previous) expect(previous <= day).toBe(true);
      }),
    );
  });

  test('a later start never reaches an earlier day', () => {
    fc.assert(
      fc.property(calendars, inFirstTerms, fc.integer({ min: 0, max: 40 }), (calendar, first, later) => {
        const other = addDays(first, later);
        const seven = [calendar.cdxReached(first, 7), calendar.cdxReached(other, 7)];
        expect(seven).toEqual(seven.toSorted());
        const next = [calendar.nextSchoolDay(first), calendar.nextSchoolDay(other)];
        expect(next).toEqual(next.toSorted());
      }),
    );
  });

  test('the day that reaches a count is the first with that count', () => {
    fc.assert(
      fc.property(calendars, inFirstTerms, fc.integer({ min: 1, max: 40 }), (calendar, first, count) => {
        const reached = calendar.cdxReached(first, count);
        expect(reached).toBeDefined();
        if (!reached) return;
        expect(calendar.cdxCount(first, reached)).toBe(count);
        expect(calendar.cdxCount(first, addDays(reached, -1))).toBe(count - 1);
      }),
    );
  });

  test('counts agree with asking day by day', () => {
    fc.assert(
      fc.property(calendars, anyDay, fc.integer({ min: 0, max: 60 }), (calendar, from, length) => {
        const days = Array.from({ length: length + 1 }, (_, i) => addDays(from, i));
        const to = addDays(from, length);
        expect(calendar.cdxCount(from, to)).toBe(days.filter((day) => calendar.countsCdx(day)).length);
        expect(calendar.schoolDays(from, to)).toEqual(days.filter((day) => calendar.isSchoolDay(day)));
      }),
    );
  });

  test('a school day counts for CD-X, a vacation day is neither', () => {
    fc.assert(
      fc.property(calendars, anyDay, (calendar, day) => {
        if (calendar.isSchoolDay(day)) expect(calendar.countsCdx(day)).toBe(true);
        if (calendar.isVacation(day)) expect(calendar.countsCdx(day)).toBe(false);
        expect(calendar.isVacation(day)).toBe(calendar.termOf(day) === undefined);
      }),
    );
  });

  test('what CD-X leaves out lies in a run of at least three days around a holiday', () => {
    fc.assert(
      fc.property(calendars, anyDay, (calendar, day) => {
        if (calendar.isVacation(day) || calendar.countsCdx(day)) return;
        const run = [day];
        const isBreak = (other: Day) => calendar.inTerm(other) && !calendar.isSchoolDay(other);
        for (let d = addDays(day, 1); isBreak(d); d = addDays(d, 1)) run.push(d);
        for (let d = addDays(day, -1); isBreak(d); d = addDays(d, -1)) run.push(d);
        expect(run.length).toBeGreaterThanOrEqual(3);
        expect(run.some((other) => calendar.isHoliday(other))).toBe(true);
      }),
    );
  });

  test('a month holds 28 to 31 days outside vacations and ends on one of them', () => {
    fc.assert(
      fc.property(calendars, inFirstTerms, (calendar, first) => {
        const end = calendar.oneMonthAfter(first);
        expect(end).toBeDefined();
        if (!end) return;
        const elapsed = Array.from({ length: daysBetween(first, end) }, (_, i) => addDays(first, i + 1));
        const counted = elapsed.filter((day) => calendar.inTerm(day)).length;
        expect(counted).toBeGreaterThanOrEqual(28);
        expect(counted).toBeLessThanOrEqual(31);
        expect(calendar.inTerm(end)).toBe(true);
      }),
    );
  });
});

test('nothing is delivered in quiet hours, and asking twice changes nothing', () => {
  const time = fc
    .integer({ min: 0, max: 24 * 60 - 1 })
    .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
  const instants = fc.integer({ min: at('2026-01-01', '00:00'), max: at('2028-01-01', '00:00') });
  fc.assert(
    fc.property(instants, time, time, (instant, from, to) => {
      const sent = afterQuiet(instant, { from, to });
      expect(sent).toBeGreaterThanOrEqual(instant);
      expect(daysBetween(dayOf(instant), dayOf(sent))).toBeLessThanOrEqual(1);
      expect(afterQuiet(sent, { from, to })).toBe(sent);
    }),
  );
});
