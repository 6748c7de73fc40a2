/** What is taken back, and what it takes with it (policy.md §1.4.2, §6.2). */
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../../../domain/cases/apply.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import { absent, QIAN, roll, School, SUN, WANG, ZHAO, ZHOU } from '../../support/desk.ts';

const zhang = { student: 'zhang' };
const missing = (school: School, day: string, time = '08:05'): School =>
  school.tell(`${day} ${time}`, WANG, roll(day, 'zhang'), absent('zhang', day));
const suspected = (): School => missing(new School(), '09-14').runTo('09-16 15:00');
const withdrawal = (day: string, message: string): FactBody => ({
  kind: 'withdrawal',
  class: 'c1',
  day: `2026-${day}`,
  message,
});
const leave = (from: string, until: string): FactBody => ({
  kind: 'leave',
  ...zhang,
  from: `2026-${from}`,
  until: `2026-${until}`,
});
const live = (school: School): string[] => school.live('zhang');

const states = (school: School, name: string): (string | undefined)[] =>
  school.dutiesOf(name).map((line) => line.split(' ').at(-1));

const OF_THE_CASE = [
  'P3.1-LINK-TEAM/visit',
  'P3.1-LINK-WRITTEN',
  'P3.1-PERSUADE-3',
  'P3.1-VISIT-3D',
  'P3.4-CONTINUE',
];

describe('a roll of the fourth day that is taken back', () => {
  test('ends what began that day; every duty of the open case goes on (T6)', () => {
    const school = missing(suspected(), '09-17').tell('09-17 08:20', WANG, withdrawal('09-17', 'test:2'));
    expect(school.file('zhang')).toMatchObject({ stage: 'SUSPECTED', away: '2026-09-14', relapse: 0 });
    expect(live(school)).toEqual(expect.arrayContaining(OF_THE_CASE));
    missing(school, '09-17', '08:25');
    expect(live(school)).toEqual(expect.arrayContaining(OF_THE_CASE));
  });

  test('ends no day before it', () => {
    const school = missing(missing(new School(), '09-14'), '09-15');
    school.tell('09-15 08:20', WANG, withdrawal('09-15', 'test:2'));
    expect(school.dutiesOf('P3.1-VERIFY-SD').map((line) => line.split(' ').at(-1))).toEqual([
      'overdue',
      'not_applicable',
    ]);
  });
});

describe('a suspicion whose days are taken back', () => {
  /** One message tells of three days, on the third. */
  const toldAtOnce = (): School =>
    new School({ from: '09-16 07:00' }).tell(
      '09-16 15:05',
      WANG,
      absent('zhang', '09-14'),
      absent('zhang', '09-15'),
      absent('zhang', '09-16'),
    );

  test('falls, with everything that it started', () => {
    const school = toldAtOnce();
    expect(school.file('zhang').stage).toBe('SUSPECTED');
    school.tell('09-16 15:20', WANG, withdrawal('09-16', 'test:1'));
    expect(school.file('zhang')).toMatchObject({ stage: 'ENROLLED', away: null, firstMissed: null });
    expect(live(school)).toEqual([]);
    expect(school.runTo('09-18 18:00').file('zhang').stage).toBe('ENROLLED');
  });

  test('opens anew when it is told again', () => {
    const school = toldAtOnce().tell('09-16 15:20', WANG, withdrawal('09-16', 'test:1'));
    for (const day of ['09-16', '09-17', '09-18']) missing(school, day, day === '09-16' ? '15:25' : '08:05');
    school.runTo('09-18 15:00');
    expect(school.file('zhang')).toMatchObject({ stage: 'SUSPECTED', firstMissed: '2026-09-16' });
    expect(live(school)).toEqual(expect.arrayContaining(OF_THE_CASE));
  });

  test('of a child who did not register leaves the child unregistered (T7)', () => {
    const school = new School()
      .tell('09-14 09:00', WANG, {
        kind: 'registration',
        ...zhang,
        registered: false,
        day: '2026-09-14',
      })
      .tell('09-14 09:05', WANG, absent('zhang', '09-14'))
      .tell('09-14 09:10', WANG, withdrawal('09-14', 'test:2'));
    expect(school.file('zhang')).toMatchObject({ stage: 'NOT_REGISTERED', away: '2026-09-14' });
    expect(live(school)).toContain('P3.1-NODE-VISIT');
  });

  test('begins later where only its first day is taken back', () => {
    const school = new School({ from: '09-16 07:00' })
      .tell('09-16 08:05', WANG, absent('zhang', '09-14'))
      .tell('09-16 08:06', WANG, absent('zhang', '09-16'))
      .runTo('09-16 15:00');
    expect(school.file('zhang').stage).toBe('SUSPECTED');
    school.tell('09-16 15:30', WANG, withdrawal('09-16', 'test:1'));
    expect(school.file('zhang')).toMatchObject({ stage: 'ABSENT_UNEXCUSED', away: '2026-09-16' });
    expect(Object.keys(school.file('zhang').marks)).toEqual(['2026-09-16']);
  });
});

test('a child observed after a return is observed again where the day that reopened the case is taken back (T20)', () => {
  const school = missing(suspected().tell('09-17 08:05', WANG, roll('09-17')), '09-23')
    .tell('09-23 10:00', ZHAO, { kind: 'verification', ...zhang, day: '2026-09-23', finding: 'no_cause' })
    .tell('09-23 10:30', WANG, withdrawal('09-23', 'test:3'));
  expect(school.file('zhang')).toMatchObject({ stage: 'RETURNED', returnedOn: '2026-09-17', away: null });
  expect(live(school)).toContain('P5.5-PSY-RETURN');
  expect(live(school)).not.toContain('P3.1-VISIT-3D');
});

describe('leave recorded after the third day, with the ticket entered (§1.4.2)', () => {
  const entered = (): School =>
    suspected().tell('09-16 15:30', WANG, { kind: 'ticket', ...zhang, number: '20260916', confirmed: false });

  test('asks the bureau for no dispatch any more, and the township to close the ticket', () => {
    const school = entered().tell('09-17 10:00', ZHAO, leave('09-16', '09-17'));
    expect(school.file('zhang').stage).toBe('ABSENT_EXCUSED');
    expect(live(school)).toEqual(['P3.R3-TOWN-ONLINE/close']);
    const closed: FactBody = { kind: 'ticket_closed', ...zhang };
    expect(refusalOf(school.file('zhang'), closed, { by: SUN, at: school.now }, school.setting)).toBeNull();
    expect(live(school.tell('09-17 11:00', SUN, closed))).toEqual([]);
  });

  test('ends what the township was to do', () => {
    const school = entered()
      .tell('09-16 16:00', ZHOU, {
        kind: 'dispatch',
        ...zhang,
        township: 't1',
        row: 'at_enrolment',
        reason: null,
      })
      .tell('09-17 10:00', ZHAO, leave('09-16', '09-17'));
    expect(live(school)).toEqual(['P3.R3-TOWN-ONLINE/close']);
  });

  test('does not take back what the bureau opened again', () => {
    const school = suspected()
      .tell('09-17 09:00', WANG, { kind: 'proof', ...zhang, proof: 'receiving_school', detail: '31号' })
      .tell('09-17 09:05', ZHOU, { kind: 'closing', ...zhang, reason: 'ELSEWHERE', review: null })
      .tell('09-18 09:00', ZHOU, { kind: 'reopening', ...zhang, reason: '证明不实' })
      .tell('09-18 09:30', QIAN, leave('09-18', '09-18'));
    expect(school.file('zhang').stage).toBe('SUSPECTED');
  });
});

describe('leave recorded for days that are over alone (补假, §1.4.2)', () => {
  test('takes the suspicion back where the days left no longer reach the count; the absence goes on', () => {
    const school = suspected().tell('09-17 09:00', ZHAO, leave('09-15', '09-16'));
    expect(school.file('zhang')).toMatchObject({
      ...{ stage: 'ABSENT_UNEXCUSED', away: '2026-09-14', firstMissed: null, leaves: [expect.anything()] },
    });
    expect(live(school)).not.toEqual(expect.arrayContaining(OF_THE_CASE.slice(0, 1)));
    // Monday and Thursday are two days; Friday is the third.
    expect(school.runTo('09-18 14:00').file('zhang').stage).toBe('ABSENT_UNEXCUSED');
    expect(school.runTo('09-18 15:00').file('zhang')).toMatchObject({
      ...{ stage: 'SUSPECTED', firstMissed: '2026-09-14' },
    });
  });

  test('ends what the township was to do: the receipt of the first report, the visit of a child still not back', () => {
    const reported = suspected()
      .tell('09-16 16:00', QIAN, { kind: 'paper', ...zhang, paper: 'D1', step: 'sent', number: '5号' })
      .tell('09-17 09:00', ZHAO, leave('09-15', '09-16'));
    expect(states(reported, 'P3.1-LINK-WRITTEN/receipt')).toEqual(['not_applicable']);

    const school = new School({ from: '09-01 07:00' })
      .tell('09-07 09:00', WANG, { kind: 'registration', ...zhang, registered: false, day: '2026-09-07' })
      .runTo('09-09 16:00');
    const [written] = [...school.duties.values()].filter(({ name }) => name === 'P3.1-WEEK1-WRITTEN');
    const sent = {
      kind: 'duty_report',
      duty: written?.id ?? '',
      outcome: 'done',
      detail: '5号',
      to: null,
    } as const;
    expect(states(school.tell('09-09 16:05', QIAN, sent), 'P3.1-TOWN-VISIT')).toEqual(['open']);
    school.tell('09-10 09:00', ZHAO, leave('09-08', '09-09'));
    expect(states(school, 'P3.1-TOWN-VISIT')).toEqual(['not_applicable']);
  });

  test('asks after a child that is missed today too, as on any other day (T1)', () => {
    const school = missing(suspected(), '09-17').tell('09-17 09:00', ZHAO, leave('09-15', '09-16'));
    expect(school.dutiesOf('P3.1-CHECK-1H').at(-1)).toBe('wang 09-17 09:00 → 09-17 10:00 open');
  });

  test('leaves a suspicion that its other days still reach', () => {
    const school = missing(new School(), '09-14')
      .runTo('09-17 19:00')
      .tell('09-18 07:30', ZHAO, leave('09-17', '09-17'));
    expect(school.file('zhang').stage).toBe('SUSPECTED');
    expect(live(school)).toEqual(expect.arrayContaining(OF_THE_CASE));
  });

  test('observes again a child whom one day had reopened (T20)', () => {
    const school = missing(suspected().tell('09-17 08:05', WANG, roll('09-17')), '09-18')
      .runTo('09-18 19:00')
      .tell('09-20 07:30', ZHAO, leave('09-18', '09-18'));
    expect(school.file('zhang')).toMatchObject({ stage: 'RETURNED', returnedOn: '2026-09-17' });
  });
});

test('a child whose family is asked after is taken to be there when a whole roll does not name it', () => {
  const school = new School()
    .tell('09-14 07:40', QIAN, {
      kind: 'guardian_words',
      ...zhang,
      day: '2026-09-14',
      leave: false,
      means: ['unknown'],
    })
    .tell('09-14 08:05', WANG, roll('09-14'));
  expect(school.dutiesOf('P3.3-TRACK/search').map((line) => line.split(' ').at(-1))).toEqual(['done']);
});

describe('days that were reported by mistake', () => {
  const there = (...days: string[]): FactBody[] =>
    days.map((day) => ({ ...absent('zhang', day), standing: 'present', mistaken: true }) as FactBody);
  const told = (school: School, words: string): string[] =>
    school.notices.filter((notice) => notice.words === words).map(({ to }) => to);

  test('end the case that they opened, tell who was told, and thank nobody for a return', () => {
    const school = suspected().tell('09-16 16:00', ZHAO, ...there('09-14', '09-15', '09-16'));
    expect(school.file('zhang')).toMatchObject({
      stage: 'ENROLLED',
      away: null,
      returnedOn: null,
      firstMissed: null,
    });
    expect(live(school)).toEqual([]);
    expect(told(school, 'case_mistaken').toSorted()).toEqual(['he', 'luo', 'qian', 'sun', 'wang', 'zhou']);
    expect(told(school, 'returned')).toEqual([]);
    expect(school.runTo('09-18 19:00').file('zhang').stage).toBe('ENROLLED');
  });

  test('end one that is seven days old by the word of the office alone, and where none of its days was missed', () => {
    const old = (): School => missing(new School(), '09-14').runTo('09-21 08:30');
    const days = Object.keys(old().file('zhang').marks).map((day) => day.slice(5));
    expect(old().file('zhang').stage).toBe('SUSPECTED_7');
    expect(
      old()
        .tell('09-21 09:00', QIAN, ...there(...days))
        .file('zhang').stage,
    ).toBe('ENROLLED');
    expect(
      old()
        .tell('09-21 09:00', WANG, ...there(...days))
        .file('zhang').stage,
    ).toBe('RETURNED');
  });

  test('told of yesterday alone leave the absence of today, in either order', () => {
    const bodies = [
      absent('zhang', '09-15'),
      { ...absent('zhang', '09-14'), standing: 'present' } as FactBody,
    ];
    for (const said of [bodies, bodies.toReversed()]) {
      const school = missing(new School(), '09-14')
        .runTo('09-14 20:00')
        .tell('09-15 08:05', WANG, ...said);
      expect(school.file('zhang')).toMatchObject({ stage: 'ABSENT_UNVERIFIED', away: '2026-09-15' });
      expect(live(school)).toContain('P3.1-CHECK-1H');
    }
  });

  test('that leave a return are one: there on the fourth day, told on the fifth (T18)', () => {
    const school = suspected()
      .runTo('09-17 19:00')
      .tell('09-18 07:40', WANG, { ...absent('zhang', '09-17'), standing: 'present' } as FactBody);
    expect(school.file('zhang')).toMatchObject({ stage: 'RETURNED', returnedOn: '2026-09-17' });
  });
});
