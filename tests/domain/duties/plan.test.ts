import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, at } from '../../../domain/calendar/time.ts';
import type { Step } from '../../../domain/duties/duty.ts';
import { type DueWorld, dueInstant, planSteps } from '../../../domain/duties/plan.ts';
import type { Due, DutyRule } from '../../../domain/policy/rule.ts';
import { moment, POLICY } from '../../support/desk.ts';
import { townCalendar, when } from '../../support/town.ts';

const RULE: DutyRule = {
  title: '试',
  opens: 'suspected',
  subject: 'student',
  actor: 'homeroom_teacher',
  due: { by: 'same_day' },
  done: [],
  lapses: [],
  ladder: ['academic_office', 'principal', 'bureau_officer'],
};
const WORLD: DueWorld = {
  settings: POLICY.settings,
  calendar: townCalendar(),
  firstLesson: '08:00',
  firstMissed: '2026-09-14',
  keyGroup: false,
};

describe('until when (policy.md §1.3)', () => {
  test.each<[string, Due, string, string]>([
    ['minutes are clock minutes', { minutes: 'contact.limit_min' }, '09-14 08:05', '09-14 09:05'],
    [
      'days of a term run from its first teaching day',
      { term: 'start', days: 69 },
      '10-13 08:10',
      '11-09 18:00',
    ],
    ['hours run through the night', { hours: 'visit3d.limit_h' }, '09-14 15:00', '09-15 15:00'],
    [
      'hours within the day',
      { hours: 'platform3d.limit_h', within: 'same_day' },
      '09-14 15:00',
      '09-14 17:00',
    ],
    [
      'hours cut at the end of the day',
      { hours: 'platform3d.limit_h', within: 'same_day' },
      '09-14 17:00',
      '09-14 18:00',
    ],
    ['the same day', { by: 'same_day' }, '09-14 08:05', '09-14 18:00'],
    ['the same day, begun a minute before its soft end', { by: 'same_day' }, '09-14 17:59', '09-14 18:00'],
    ['the same day, begun after its soft end', { by: 'same_day' }, '09-14 18:00', '09-15 00:00'],
    ['the first lesson', { by: 'first_lesson' }, '09-14 07:30', '09-14 08:00'],
    ['the marking', { by: 'marking' }, '09-14 07:30', '09-14 15:00'],
    [
      'the next school day is the make-up Sunday',
      { by: 'next_school_day_marking' },
      '09-18 08:10',
      '09-20 15:00',
    ],
    [
      'the next school day after the holiday',
      { by: 'next_school_day_marking' },
      '09-30 08:10',
      '10-08 15:00',
    ],
    ['the week ends with the make-up Sunday', { by: 'week_end' }, '09-14 08:05', '09-20 17:00'],
    ['a week that ends on Friday', { by: 'week_end' }, '09-07 08:05', '09-11 17:00'],
    ['a week that a holiday shortens', { by: 'week_end' }, '09-22 08:05', '09-24 17:00'],
    ['after the week’s end, the next week’s', { by: 'week_end' }, '09-20 17:00', '09-24 17:00'],
    ['the seventh day from the first missed one', { by: 'day7_end' }, '09-16 15:00', '09-20 18:00'],
    ['a seventh day that is past already is the same day', { by: 'day7_end' }, '09-22 15:00', '09-22 18:00'],
    ['days, not counting the day itself', { days: 'contact.max_gap_days' }, '09-16 15:00', '09-23 18:00'],
    ['days within the term', { days: 'weary.gap_days', within: 'term' }, '09-03 10:00', '09-17 18:00'],
    [
      'days within the term, which ends sooner',
      { days: 'weary.gap_days', within: 'term' },
      '01-08 10:00',
      '01-15 18:00',
    ],
    // 5 September 2026 is a Saturday, 3 October a holiday until the 7th.
    [
      'a paper’s day off moves to the next working day',
      { term: 'start', days: 4, paper: true },
      '09-01 08:10',
      '09-07 18:00',
    ],
    [
      'a paper’s holiday moves to the day after it',
      { term: 'start', days: 32, at: 'weekly.time', paper: true },
      '09-01 08:10',
      '10-08 17:00',
    ],
    ['what is no paper stays on its day off', { term: 'start', days: 4 }, '09-01 08:10', '09-05 18:00'],
    ['a date of the year stays on its day off', { date: '09-05' }, '09-01 08:10', '09-05 18:00'],
    ['a date that has passed is not next year’s', { date: '05-15' }, '05-20 08:10', '05-20 18:00'],
    ['at once', { by: 'at_once' }, '09-16 15:00', '09-16 15:00'],
  ])('%s', (_, due, from, until) => {
    expect(moment(dueInstant({ ...RULE, due }, when(from), WORLD))).toBe(until);
  });

  test.each([
    [true, '09-20 18:00'],
    [false, '09-21 18:00'],
  ])('the seventh day, the first missed day counted (`day7.inclusive`): %s', (inclusive, until) => {
    const world = { ...WORLD, settings: { ...WORLD.settings, 'day7.inclusive': inclusive } };
    expect(moment(dueInstant({ ...RULE, due: { by: 'day7_end' } }, when('09-16 15:00'), world))).toBe(until);
  });

  test('the seventh day leaves the National Day break out (CD-X, AMB-03)', () => {
    const world = { ...WORLD, firstMissed: '2026-09-28' };
    expect(moment(dueInstant({ ...RULE, due: { by: 'day7_end' } }, when('09-30 15:00'), world))).toBe(
      '10-11 18:00',
    );
  });
});

test('a paper whose deadline moved is still spoken of on its own day (policy.md §1.3)', () => {
  const rule: DutyRule = { ...RULE, due: { term: 'start', days: 4, paper: true }, ladder: ['principal'] };
  const from = when('09-01 08:10');
  const due = dueInstant(rule, from, WORLD);
  expect(planSteps(rule, from, due, due, WORLD).map((step) => `${moment(step.at)} ${step.does}`)).toEqual([
    '09-03 13:05 remind',
    '09-05 17:00 remind',
    '09-05 18:00 remind',
    '09-07 18:00 due',
  ]);
});

const plan = (rule: Partial<DutyRule>, from: string, due: string, lateAt = due): string[] =>
  planSteps({ ...RULE, ...rule }, when(from), when(due), when(lateAt), WORLD).map(
    ({ at: instant, does, rung }) => `${moment(instant)} ${does}${does === 'remind' ? '' : ` ${rung}`}`,
  );

/** A reminder, or that nobody has taken it on. */
const isBefore = ({ does }: Step): boolean => does === 'remind' || does === 'accept';

describe('when a duty speaks (policy.md §1.5)', () => {
  test('at half the time, shortly before, at the due instant, at twice and at three times the time', () => {
    expect(plan({}, '09-14 08:00', '09-14 12:00')).toEqual([
      '09-14 10:00 remind',
      '09-14 11:20 remind',
      '09-14 12:00 due 0',
      '09-14 16:00 again 1',
      '09-14 20:00 again 2',
    ]);
  });

  test('shortly before is a sixth of the time, but ten minutes at least and an hour at most', () => {
    expect(plan({}, '09-14 08:00', '09-14 08:30')[1]).toBe('09-14 08:20 remind');
    expect(plan({}, '09-14 08:00', '09-14 10:00')[1]).toBe('09-14 09:40 remind');
    expect(plan({}, '09-14 08:00', '09-15 08:00')[1]).toBe('09-15 07:00 remind');
  });

  test.each<[string, Partial<DutyRule>, string[]]>([
    ['none', { reminders: 'none', ladder: [] }, []],
    ['minutes before', { reminders: { beforeMinutes: 10 }, ladder: [] }, ['09-14 14:50 remind']],
    [
      'times of the day',
      { reminders: { times: 'marking.reminders' }, ladder: [] },
      ['09-14 13:30 remind', '09-14 14:30 remind', '09-14 14:50 remind'],
    ],
    [
      'a first one after hours',
      { reminders: { firstAfterHours: 'written3d.first_reminder_h' }, ladder: [] },
      ['09-14 11:30 remind', '09-14 14:00 remind'],
    ],
  ])('reminders: %s', (_, rule, steps) => {
    expect(plan(rule, '09-14 07:30', '09-14 15:00')).toEqual(steps);
  });

  test('the grace delays who is told, not the reminder', () => {
    expect(
      plan(
        { ladder: ['academic_office'], reminders: { beforeMinutes: 10 } },
        '09-14 07:30',
        '09-14 08:00',
        '09-14 08:10',
      ),
    ).toEqual(['09-14 07:50 remind', '09-14 08:10 due 0']);
  });

  test('for every rule of the county and any moment: reminders before the time, then one rung after the other', () => {
    const rules = [...POLICY.named.values()].map(({ duty }) => duty);
    fc.assert(
      fc.property(
        fc.constantFrom(...rules),
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 6 * 60, max: 23 * 60 }),
        (rule, day, minute) => {
          const from = at(addDays('2026-09-01', day), '00:00') + minute * 60_000;
          const due = dueInstant(rule, from, WORLD);
          // A class’s duties open with its morning.
          fc.pre(due >= from);
          const steps = planSteps(rule, from, due, due, WORLD);
          const times = steps.map((step) => step.at);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          for (const step of steps) expect(isBefore(step) ? step.at < due : step.at >= due).toBe(true);
          const rungs = steps.filter((step) => !isBefore(step)).map(({ rung }) => rung);
          expect(rungs).toEqual(rule.ladder.map((_, rung) => rung));
        },
      ),
      { numRuns: 300 },
    );
  });
});
