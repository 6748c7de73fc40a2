import { describe, expect, test } from 'vitest';
import { type CaseFile, emptyFile, type Mark } from '../../../domain/cases/file.ts';
import { withoutCauseIn } from '../../../domain/cases/without-cause.ts';
import { townCalendar, when } from '../../support/town.ts';

const calendar = townCalendar();
const FRIDAY = '2026-09-25';

const unexcused: Mark = { standing: 'unexcused', source: 'test', unexcused: true };
const excused: Mark = { standing: 'sick_leave', source: 'test', excused: true };

/** A file with what stands about single days of September. */
const file = (change: Partial<CaseFile>, marks: Record<string, Mark> = {}): CaseFile => ({
  ...emptyFile('zhang'),
  ...change,
  marks: Object.fromEntries(Object.entries(marks).map(([day, mark]) => [`2026-09-${day}`, mark])),
});

const CASE = { opened: when('09-24 15:00'), firstMissed: '2026-09-22', away: '2026-09-22' } as const;

describe('P3.2-WEEKLY, policy.md §8 D3: the week’s report', () => {
  test.each<[string, CaseFile, string | null]>([
    ['away since this morning, and nobody has given leave', file({ away: FRIDAY }), 'new 2026-09-25'],
    ['away since last week', file({ away: '2026-09-17' }, { 17: unexcused }), 'continued 2026-09-17'],
    ['a case of this week', file({ ...CASE, stage: 'SUSPECTED' }), 'new 2026-09-22'],
    [
      'a case whose days began before the week',
      file({ ...CASE, stage: 'SUSPECTED', firstMissed: '2026-09-18' }),
      'continued 2026-09-18',
    ],
    ['missed one day of the week, back since', file({}, { 22: unexcused }), 'returned 2026-09-22'],
    ['missed the last day before the week, back since', file({}, { 20: unexcused }), 'returned 2026-09-20'],
    [
      'back from a case in this week',
      file({ ...CASE, stage: 'RETURNED', away: null, firstMissed: '2026-09-10', returnedOn: '2026-09-21' }),
      'returned 2026-09-10',
    ],
    [
      'on leave now, after a day without',
      file({ stage: 'ABSENT_EXCUSED' }, { 21: unexcused, 22: excused }),
      'new 2026-09-21',
    ],
    ['on leave all the time', file({ stage: 'ABSENT_EXCUSED' }, { 21: excused, 22: excused }), null],
    ['missed a day of the week before', file({}, { 15: unexcused }), null],
    ['back from a case long ago', file({ stage: 'RETURNED', returnedOn: '2026-09-11' }), null],
    ['in school', file({}), null],
  ])('%s', (_name, told, expected) => {
    const found = withoutCauseIn(told, FRIDAY, calendar);
    expect(found && `${found.change} ${found.since}`).toBe(expected);
  });

  test('what is told of a week looks at no day after it', () => {
    expect(withoutCauseIn(file({}, { 22: unexcused }), '2026-09-20', calendar)).toBe(null);
  });
});
