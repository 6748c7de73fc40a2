import { describe, expect, test } from 'vitest';
import { type Duty, dutyId, isLive, lapse, settle, takeSteps } from '../../../domain/duties/duty.ts';
import { when } from '../../support/town.ts';

const DUTY: Duty = {
  id: dutyId('P3.1-ROLL', { class: 'c1' }, '2026-09-14'),
  name: 'P3.1-ROLL',
  rule: 'P3.1-ROLL',
  about: { class: 'c1' },
  period: '2026-09-14',
  role: 'homeroom_teacher',
  actor: 'wang',
  delegate: null,
  acceptedAt: null,
  task: null,
  detail: null,
  hindrance: null,
  asked: null,
  openedAt: when('09-14 07:30'),
  dueAt: when('09-14 08:00'),
  lateAt: when('09-14 08:10'),
  steps: [
    { at: when('09-14 07:50'), does: 'remind', rung: 0 },
    { at: when('09-14 08:10'), does: 'due', rung: 0 },
    { at: when('09-14 08:30'), does: 'again', rung: 1 },
  ],
  ladder: ['academic_office', 'principal'],
  taken: 0,
  nextAt: when('09-14 07:50'),
  state: 'open',
  doneAt: null,
  proof: null,
  policy: 'p',
};

test('what a duty is about is part of its id: the same twice is one', () => {
  expect(DUTY.id).toBe('P3.1-ROLL|class:c1|2026-09-14');
});

describe('settling', () => {
  test.each([
    ['09-14 07:40', 'done'],
    ['09-14 08:00', 'done'],
    ['09-14 08:10', 'done'], // the last moment of the grace
    ['09-14 08:11', 'done_late'],
  ])('at %s it is %s', (time, state) => {
    expect(settle(DUTY, when(time), 'rolled')).toMatchObject({ state, doneAt: when(time), nextAt: null });
  });

  test('what no longer applies has its reason, and is not live', () => {
    const lapsed = lapse(DUTY, when('09-14 07:45'), 'school_closed');
    expect(lapsed).toMatchObject({ state: 'not_applicable', proof: 'school_closed', nextAt: null });
    expect(isLive(lapsed)).toBe(false);
  });
});

describe('taking the steps whose time has come', () => {
  test.each([
    ['09-14 07:49', [], 'open', '09-14 07:50'],
    ['09-14 07:50', ['remind'], 'open', '09-14 08:10'],
    ['09-14 08:09', ['remind'], 'open', '09-14 08:10'],
    ['09-14 08:10', ['remind', 'due'], 'overdue', '09-14 08:30'],
    // After an outage all at once, and none a second time.
    ['09-14 12:00', ['remind', 'due', 'again'], 'overdue', null],
  ])('at %s', (time, does, state, next) => {
    const { duty, taken } = takeSteps(DUTY, when(time));
    expect(taken.map((step) => step.does)).toEqual(does);
    expect(duty).toMatchObject({ state, nextAt: next === null ? null : when(next) });
    expect(takeSteps(duty, when(time)).taken).toEqual([]);
  });
});
