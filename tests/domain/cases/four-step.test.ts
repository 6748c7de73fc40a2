/** 四步法: in order, each step by a person, on the papers of the one before (P4.2-ORDER, P4.SUPPORT-LAW, A-LAW-ORDER). */
import { describe, expect, test, vi } from 'vitest';
import { refusalOf } from '../../../domain/cases/apply.ts';
import type { StepDocument } from '../../../domain/cases/file.ts';
import { legalDates, tooEarly } from '../../../domain/cases/legal-dates.ts';
import type { CourtWay, Step } from '../../../domain/facts/case-fact.ts';
import type { Author, FactBody } from '../../../domain/facts/fact.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import { loadPolicy } from '../../../seeds/load-policy.ts';
import { absent, POLICY, roll, School, SUN, WANG, ZHOU } from '../../support/desk.ts';
import { townCalendar } from '../../support/town.ts';

const zhang = { student: 'zhang' };
// Generous: the machine that runs the tests may be busy with others.
vi.setConfig({ testTimeout: 30_000 });
const LAW: Author = {
  person: 'fa',
  role: 'judicial_office',
  posts: [{ role: 'judicial_office', unit: 't1' }],
};
const LIN: Author = {
  person: 'lin',
  role: 'township_officer',
  posts: [{ role: 'township_officer', unit: 't2' }],
};
const ENABLED = loadPolicy('dongchuan', { 'fourstep.s3_enabled': true });

const session = (day: string, result: 'promised' | 'refused' = 'promised'): FactBody => ({
  kind: 'visit',
  ...zhang,
  day: `2026-${day}`,
  purpose: 'session',
  result,
  law: true,
});
const open = (step: Step, way: CourtWay | null = null): FactBody => ({
  kind: 'step_opened',
  ...zhang,
  step,
  way,
});
const document = (step: Step, on: string, until: string | null = null): FactBody => ({
  kind: 'step_document',
  ...zhang,
  step,
  number: '汤政〔2026〕5号',
  on: `2026-${on}`,
  until: until && `2026-${until}`,
});
const result = (step: Step, on: string, complied = false): FactBody => ({
  kind: 'step_result',
  ...zhang,
  step,
  on: `2026-${on}`,
  complied,
});
const check = (step: Step, agreed = true): FactBody => ({ kind: 'legal_check', ...zhang, step, agreed });

/** Everything from the absence to the court, in the order in which it may happen. */
const COURSE: readonly (readonly [at: string, by: Author, FactBody])[] = [
  ['09-17 10:00', ZHOU, { kind: 'dispatch', ...zhang, township: 't1', row: 'at_enrolment', reason: null }],
  ['09-17 11:00', SUN, { kind: 'acceptance', ...zhang }],
  ['09-18 10:00', SUN, session('09-18')],
  ['09-19 10:00', SUN, session('09-19')],
  ['09-21 10:00', SUN, session('09-21', 'refused')],
  ['09-22 09:00', SUN, document('S1_EDU', '09-21')],
  ['09-22 09:05', SUN, result('S1_EDU', '09-22')],
  ['09-22 10:00', LAW, check('S2_ORDER')],
  ['09-23 09:00', SUN, open('S2_ORDER')],
  ['09-23 15:00', SUN, document('S2_ORDER', '09-23', '10-08')],
  ['10-09 09:00', SUN, result('S2_ORDER', '10-09')],
  ['10-09 10:00', LAW, check('S3_PENALTY')],
  ['10-09 11:00', SUN, open('S3_PENALTY')],
  ['10-09 15:00', SUN, document('S3_PENALTY', '10-09', '10-24')],
  ['10-26 09:00', SUN, result('S3_PENALTY', '10-26')],
  ['10-26 10:00', LAW, check('S4_COURT')],
  ['10-26 11:00', SUN, open('S4_COURT', 'enforce')],
  ['10-26 15:00', SUN, document('S4_COURT', '10-26')],
  ['11-20 09:00', SUN, result('S4_COURT', '11-20', true)],
];

/** The course up to, not including, the first step that `stop` names; facts that `without` names left out. */
const course = (
  stop: (body: FactBody) => boolean,
  without: (body: FactBody) => boolean = () => false,
  policy: Policy = ENABLED,
): School => {
  const school = new School({ policy }).tell(
    '09-14 08:05',
    WANG,
    roll('09-14', 'zhang'),
    absent('zhang', '09-14'),
  );
  for (const [at, by, body] of COURSE) {
    if (stop(body)) return school.runTo(at);
    if (!without(body)) school.tell(at, by, body);
  }
  return school;
};
const is =
  (kind: FactBody['kind'], step?: Step) =>
  (body: FactBody): boolean =>
    body.kind === kind && (step === undefined || ('step' in body && body.step === step));
const refused = (school: School, body: FactBody, by: Author = SUN, policy: Policy = ENABLED) =>
  refusalOf(
    school.file('zhang'),
    body,
    { by, at: school.now },
    { ...school.setting, settings: policy.settings },
  )?.code ?? null;

test('the whole way, each step a person’s', () => {
  const seen: string[] = [];
  const school = new School({ policy: ENABLED }).tell(
    '09-14 08:05',
    WANG,
    roll('09-14', 'zhang'),
    absent('zhang', '09-14'),
  );
  for (const [at, by, body] of COURSE) {
    school.tell(at, by, body);
    const { fourStep } = school.file('zhang');
    if (seen.at(-1) !== fourStep) seen.push(fourStep);
  }
  expect(seen).toEqual(['NONE', 'S1_EDU', 'S2_ORDER', 'S3_PENALTY', 'S4_COURT', 'DONE']);
});

test('a session at which nobody answered, or no law was explained, is an attempt (P4.R3-3IN1W)', () => {
  const told = (result: 'not_met' | 'promised', law: boolean): School => {
    const school = course(is('visit'));
    for (const day of ['09-18', '09-19', '09-21'])
      school.tell(`${day} 10:00`, SUN, { ...session(day), result, law } as FactBody);
    return school;
  };
  for (const school of [told('not_met', true), told('promised', false)]) {
    expect(school.file('zhang')).toMatchObject({ sessions: 0, fourStep: 'NONE' });
    expect(school.live('zhang')).toContain('P4.R3-3IN1W');
  }
  expect(told('promised', true).file('zhang')).toMatchObject({ sessions: 3, fourStep: 'S1_EDU' });
});

describe('a step does not open', () => {
  test.each<[why: string, step: Step, without: (body: FactBody) => boolean, code: string]>([
    [
      'before three sessions',
      'S2_ORDER',
      (body) => body.kind === 'visit' && body.day === '2026-09-19',
      'sessions_missing',
    ],
    [
      'without the number and date of the record before it',
      'S2_ORDER',
      is('step_document', 'S1_EDU'),
      'document_missing',
    ],
    ['without the result of the one before it', 'S2_ORDER', is('step_result', 'S1_EDU'), 'result_missing'],
    ['without the judicial office’s check', 'S2_ORDER', is('legal_check', 'S2_ORDER'), 'check_missing'],
    ['when an earlier one was never opened', 'S3_PENALTY', is('step_opened', 'S2_ORDER'), 'step_order'],
    ['without the order’s paper', 'S3_PENALTY', is('step_document', 'S2_ORDER'), 'document_missing'],
    ['without a check of its own', 'S4_COURT', is('legal_check', 'S4_COURT'), 'check_missing'],
  ])('%s', (_, step, without, code) => {
    const school = course(is('step_opened', step), without);
    const body = open(step, step === 'S4_COURT' ? 'sue' : null);
    expect(refused(school, body)).toBe(code);
    const before = school.file('zhang').fourStep;
    expect(school.tell('11-25 09:00', SUN, body).file('zhang').fourStep).toBe(before);
  });

  test('when nobody has seen a refusal: silence is none (policy.md §11.5)', () => {
    const kind = is('visit');
    const school = course(
      is('step_opened', 'S2_ORDER'),
      (body) => kind(body) && 'result' in body && body.result === 'refused',
    );
    school.tell('09-23 08:00', SUN, session('09-22'));
    expect(refused(school, open('S2_ORDER'))).toBe('refusal_missing');
  });

  test('while the limit of the paper before it runs, and no result is taken for it', () => {
    const school = course(is('step_result', 'S2_ORDER')).tell(
      '10-09 08:00',
      SUN,
      document('S2_ORDER', '09-23', '10-20'),
    );
    expect(refused(school, result('S2_ORDER', '10-09'))).toBe('limit_running');
    expect(refused(school, open('S3_PENALTY'))).toBe('limit_running');
  });

  test('nor for an order without a limit, nor by a day that has not come (T17, 义务教育法 58)', () => {
    const ordered = (until: string | null): School =>
      course(is('step_document', 'S2_ORDER')).tell('09-23 15:00', SUN, document('S2_ORDER', '09-23', until));
    const open = ordered(null).runTo('09-24 09:00');
    expect(refused(open, result('S2_ORDER', '09-24'))).toBe('limit_missing');
    expect(
      open.tell('09-24 09:00', SUN, result('S2_ORDER', '09-24')).file('zhang').steps.at(-1)?.result,
    ).toBe(null);
    // Followed it can be on any day.
    expect(refused(open, result('S2_ORDER', '09-24', true))).toBeNull();
    const running = ordered('10-08').runTo('10-08 09:00');
    expect(refused(running, result('S2_ORDER', '10-12'))).toBe('limit_running');
    expect(refused(running.runTo('10-09 09:00'), result('S2_ORDER', '10-09'))).toBeNull();
  });

  test('after an order that was followed', () => {
    const school = course(is('step_opened', 'S3_PENALTY'), is('step_result', 'S2_ORDER'));
    school.tell('10-09 10:30', SUN, result('S2_ORDER', '10-09', true));
    expect(refused(school, open('S3_PENALTY'))).toBe('complied');
  });

  test('as a penalty until 司法局 has recorded its basis (law.md §3.3)', () => {
    const school = course(is('step_opened', 'S3_PENALTY'), undefined, POLICY);
    expect(refused(school, open('S3_PENALTY'), SUN, POLICY)).toBe('basis_missing');
    expect(refused(school, open('S3_PENALTY'), SUN, ENABLED)).toBeNull();
  });

  test('at court without saying which way', () => {
    expect(refused(course(is('step_opened', 'S4_COURT')), open('S4_COURT'))).toBe('way_missing');
  });

  test.each([WANG, ZHOU, LAW])('by $role', (by) => {
    expect(refused(course(is('step_opened', 'S2_ORDER')), open('S2_ORDER'), by)).toBe('not_whose');
  });
});

test('no step comes by time alone: a year of clock leaves each where it stood', () => {
  for (const step of ['S2_ORDER', 'S3_PENALTY', 'S4_COURT'] as const) {
    const school = course(is('step_opened', step));
    const { fourStep, steps } = school.file('zhang');
    school.runTo('01-14 18:00');
    expect(school.file('zhang')).toMatchObject({ fourStep, steps });
  }
});

describe('when the child is back', () => {
  const back = (): School => course(is('step_result', 'S2_ORDER')).tell('10-09 08:05', WANG, roll('10-09'));

  test('the steps wait, and only ending them can be decided', () => {
    const school = back();
    expect(school.file('zhang')).toMatchObject({ stage: 'RETURNED', fourStep: 'S2_ORDER', stepsHeld: true });
    expect(refused(school, { kind: 'steps_decided', ...zhang, go_on: true })).toBe('back_in_school');
    school.tell('10-10 09:00', SUN, { kind: 'steps_decided', ...zhang, go_on: false });
    expect(school.file('zhang')).toMatchObject({ fourStep: 'STOPPED', stepsHeld: false });
  });

  test('and gone again, they stand where they stood until a person decides (T20)', () => {
    const school = back().tell('10-12 08:05', WANG, roll('10-12', 'zhang'), absent('zhang', '10-12'));
    school.runTo('10-12 18:00');
    expect(school.file('zhang')).toMatchObject({
      stage: 'SUSPECTED',
      relapse: 1,
      fourStep: 'S2_ORDER',
      sessions: 0,
    });
    expect(refused(school, open('S3_PENALTY'))).toBe('step_held');
    school.tell('10-13 09:00', SUN, { kind: 'steps_decided', ...zhang, go_on: true });
    expect(school.file('zhang')).toMatchObject({ fourStep: 'S2_ORDER', stepsHeld: false });
  });
});

describe('what an earlier time proved opens no order now', () => {
  const checked = (): School => course(is('step_opened', 'S2_ORDER'));

  test('after a relapse: the refusal and the check are to be had anew (T16, T20)', () => {
    const school = checked().tell('09-23 09:30', WANG, roll('09-23'));
    school.tell('09-24 08:05', WANG, roll('09-24', 'zhang'), absent('zhang', '09-24')).runTo('09-24 18:00');
    expect(school.file('zhang')).toMatchObject({ relapse: 1, fourStep: 'S1_EDU', checkedStep: null });
    school.tell('09-24 18:30', SUN, { kind: 'steps_decided', ...zhang, go_on: true });
    for (const day of ['09-25', '09-26', '09-27']) school.tell(`${day} 10:00`, SUN, session(day));
    expect(refused(school, open('S2_ORDER'))).toBe('refusal_missing');
    school.tell('09-28 10:00', SUN, session('09-28', 'refused'));
    expect(refused(school, open('S2_ORDER'))).toBe('check_missing');
    school.tell('09-28 11:00', LAW, check('S2_ORDER'));
    expect(refused(school, open('S2_ORDER'))).toBeNull();
  });

  test('after a transfer: the judicial office of the other township checks for itself (P4.SUPPORT-LAW)', () => {
    const school = checked().tell('09-23 10:00', ZHOU, {
      ...{ kind: 'dispatch' as const, ...zhang, township: 't2', row: null, reason: '搬到外婆家' },
    });
    for (const day of ['09-24', '09-25', '09-26'])
      school.tell(`${day} 10:00`, LIN, session(day, day === '09-26' ? 'refused' : 'promised'));
    expect(refused(school, open('S2_ORDER'), LIN)).toBe('check_missing');
  });

  test('after the steps were stopped', () => {
    const school = checked().tell('09-23 10:00', SUN, { kind: 'steps_decided', ...zhang, go_on: false });
    expect(school.file('zhang').checkedStep).toBeNull();
  });
});

test('the dates of law.md §3.2, from the day of service', () => {
  const record = (step: Step, way: CourtWay | null) => ({
    step,
    way,
    openedAt: 0,
    by: 'sun',
    document: { number: '5', on: '2026-10-09', until: null },
    result: null,
  });
  const dates = (step: Step, way: CourtWay | null = null, paper: Partial<StepDocument> = {}) => {
    const told = record(step, way);
    const document = { ...told.document, ...paper };
    return legalDates({ ...told, document }, townCalendar()).map(({ what, day }) => `${what} ${day}`);
  };
  expect(dates('S1_EDU')).toEqual([]);
  expect(dates('S2_ORDER')).toEqual([
    'review_until 2026-12-08',
    'suit_until 2027-04-09',
    'enforcement_from 2027-04-10',
    'enforcement_until 2027-07-09',
  ]);
  expect(dates('S3_PENALTY')[0]).toBe('payment_until 2026-10-24');
  // Ten working days: Saturday the 10th of October 2026 is worked in place of the holiday.
  expect(dates('S4_COURT', 'enforce')).toEqual(['after_reminder 2026-10-22']);
  expect(dates('S4_COURT', 'sue')).toEqual([]);
  // Made on the 9th, served on the 12th; while it is not served, when it must be.
  expect(dates('S3_PENALTY', null, { served: '2026-10-12' })[0]).toBe('payment_until 2026-10-27');
  expect(dates('S3_PENALTY', null, { served: null })).toEqual(['service_until 2026-10-19']);
  expect(dates('S3_PENALTY', null, { served: '2026-10-12', paper: 'notice' })).toEqual([
    'decision_until 1970-04-01',
    'hearing_until 2026-10-19',
  ]);
  expect(dates('S4_COURT', 'enforce', { paper: 'application' })).toEqual(['acceptance_until 2026-10-15']);
  expect(dates('S4_COURT', 'enforce', { paper: 'acceptance' })).toEqual(['ruling_until 2026-10-19']);
  // Served by public notice thirty days after it.
  expect(dates('S2_ORDER', null, { served: '2026-10-09', way: '公告' }).slice(0, 2)).toEqual([
    'notice_over 2026-11-08',
    'review_until 2027-01-07',
  ]);
  expect(legalDates({ ...record('S3_PENALTY', null), document: null }, townCalendar())).toEqual([
    { what: 'decision_until', day: '1970-04-01' },
  ]);
});

test('enforcement of a penalty is too early until the time for suing is over (行政强制法 53); without a served one nothing is said', () => {
  const penalty = (served: string | null) => ({
    ...{ step: 'S3_PENALTY' as const, way: null, openedAt: 0, by: 'sun', result: null },
    document: { number: '1', on: '2026-10-12', until: null, served },
  });
  const early = (served: string | null, today: string) =>
    tooEarly({ steps: [penalty(served)] }, townCalendar(), today);
  expect(early('2026-10-12', '2026-10-28')).toBe('2027-04-13');
  expect(early('2026-10-12', '2027-04-12')).toBe('2027-04-13');
  expect(early('2026-10-12', '2027-04-13')).toBeNull();
  expect(early(null, '2026-10-28')).toBeNull();
  expect(tooEarly({ steps: [] }, townCalendar(), '2026-10-28')).toBeNull();
});

describe('once the limit of the order is over (T17)', () => {
  const RESULT = 'P4.2-ORDER/result';
  const due = 'sun 10-09 08:10 → 10-09 18:00';
  const ordered = (): School =>
    course(is('step_document', 'S2_ORDER')).tell('09-23 15:00', SUN, document('S2_ORDER', '09-23', '10-08'));

  test('the township in charge is asked once what came of it, and its word settles it; no step begins by itself', () => {
    const school = ordered().runTo('10-08 23:00');
    expect(school.dutiesOf(RESULT)).toEqual([]);
    expect(school.runTo('10-09 09:00').dutiesOf(RESULT)).toEqual([`${due} open`]);
    school.tell('10-09 10:00', SUN, result('S2_ORDER', '10-09'));
    expect(school.dutiesOf(RESULT)).toEqual([`${due} done`]);
    expect(school.runTo('10-12 20:00').dutiesOf(RESULT)).toHaveLength(1);
    expect(school.file('zhang').fourStep).toBe('S2_ORDER');
  });

  test('nobody is asked while the limit still runs, or where the child is back', () => {
    const school = ordered().tell('10-08 10:00', SUN, document('S2_ORDER', '09-23', '10-20'));
    expect(school.runTo('10-20 23:00').dutiesOf(RESULT)).toEqual([]);
    expect(school.runTo('10-21 09:00').dutiesOf(RESULT)).toEqual(['sun 10-21 08:10 → 10-21 18:00 open']);
    const back = ordered().tell('10-08 08:05', WANG, roll('10-08'));
    expect(back.runTo('10-12 20:00').dutiesOf(RESULT)).toEqual([]);
  });
});
