/** The transitions of policy.md §6.2, each with its guard. */
import { describe, expect, test } from 'vitest';
import { refusalOf } from '../../../domain/cases/apply.ts';
import type { Author, FactBody, Stage } from '../../../domain/facts/fact.ts';
import {
  absent,
  allThere,
  QIAN,
  roll,
  type Said,
  School,
  SUN,
  talks,
  WANG,
  ZHAO,
  ZHOU,
} from '../../support/desk.ts';
import { flagged } from '../../support/town.ts';

const zhang = { student: 'zhang' };

const stand = (day: string, standing: 'present' | 'late' | 'sick_leave' | 'unexcused'): FactBody => ({
  kind: 'standing',
  ...zhang,
  day: `2026-${day}`,
  standing,
  until: null,
});
const missing = (day: string): Said => [`${day} 08:05`, WANG, roll(day, 'zhang'), absent('zhang', day)];
const there = (day: string): Said => [`${day} 08:05`, WANG, roll(day)];
const decided: Said = ['10-15 10:00', ZHOU, { kind: 'dropout_decision', ...zhang, reason: '劝返三次无效' }];
const closing = (line: 'school' | 'township'): FactBody => ({ kind: 'close_confirmation', ...zhang, line });

interface Row {
  name: string;
  said: Said[];
  /** Just before, and then; a moment of the clock, or right after the last thing said. */
  at: string;
  from: Stage;
  to: Stage;
  duties: string[];
}

const away = missing('09-14');

const ROWS: readonly Row[] = [
  {
    name: 'T1 absent at the roll',
    said: [],
    at: '09-14 08:05',
    from: 'ENROLLED',
    to: 'ABSENT_UNVERIFIED',
    duties: ['P3.1-CHECK-1H', 'P3.1-REPORT-2H', 'P3.1-VERIFY-SD', 'P3.3-TRACK'],
  },
  {
    name: 'T2 arrives before 15:00',
    said: [away, ['09-14 10:00', WANG, stand('09-14', 'late')]],
    at: '09-14 10:00',
    from: 'ABSENT_UNVERIFIED',
    to: 'ENROLLED',
    duties: [],
  },
  {
    name: 'T3 leave is recorded',
    said: [away, ['09-14 10:00', WANG, stand('09-14', 'sick_leave')]],
    at: '09-14 10:00',
    from: 'ABSENT_UNVERIFIED',
    to: 'ABSENT_EXCUSED',
    duties: [],
  },
  {
    name: 'T4 verified as without cause',
    said: [
      away,
      ['09-14 10:00', ZHAO, { kind: 'verification', ...zhang, day: '2026-09-14', finding: 'no_cause' }],
    ],
    at: '09-14 10:00',
    from: 'ABSENT_UNVERIFIED',
    to: 'ABSENT_UNEXCUSED',
    duties: [],
  },
  {
    name: 'T4 nothing verified by the end of the day',
    said: [away],
    at: '09-14 18:00',
    from: 'ABSENT_UNVERIFIED',
    to: 'ABSENT_UNEXCUSED',
    duties: [],
  },
  {
    name: 'T5 attends again',
    said: [away, there('09-15')],
    at: '09-15 08:05',
    from: 'ABSENT_UNEXCUSED',
    to: 'ENROLLED',
    duties: [],
  },
  {
    name: 'T6 the third day without leave',
    said: [away],
    at: '09-16 15:00',
    from: 'ABSENT_UNEXCUSED',
    to: 'SUSPECTED',
    duties: [
      'P1.3-TWELVE/education',
      'P1.3-TWELVE/government',
      'P3.1-LINK-PRINCIPAL',
      'P3.1-LINK-TEAM/team',
      'P3.1-LINK-TEAM/visit',
      'P3.1-LINK-WRITTEN',
      'P3.1-PERSUADE-3',
      'P3.1-VISIT-3D',
      'P3.4-CONTINUE',
      'P3.R2-PLATFORM-3D',
      'P3.R2-WRITTEN-3D',
    ],
  },
  {
    name: 'T7 not registered at the start of term',
    said: [['09-14 09:00', WANG, { kind: 'registration', ...zhang, registered: false, day: '2026-09-14' }]],
    at: '09-14 09:00',
    from: 'ENROLLED',
    to: 'NOT_REGISTERED',
    duties: [],
  },
  {
    name: 'T8 not registered for three school days',
    said: [['09-14 09:00', WANG, { kind: 'registration', ...zhang, registered: false, day: '2026-09-14' }]],
    at: '09-16 15:00',
    from: 'NOT_REGISTERED',
    to: 'SUSPECTED',
    duties: ['P3.1-VISIT-3D'],
  },
  {
    name: 'T11 seven days (CD-X), looked at after the morning roll',
    said: [away],
    at: '09-20 08:10',
    from: 'SUSPECTED',
    to: 'SUSPECTED_7',
    duties: ['P3.1-REPORT-7D'],
  },
  {
    name: 'T12 one month',
    said: [away],
    at: '10-14 08:10',
    from: 'SUSPECTED_7',
    to: 'LONG_ABSENT',
    duties: ['P3.3-PLATFORM-1M'],
  },
  {
    name: 'T13 the bureau decides',
    said: [away, decided],
    at: '10-15 10:00',
    from: 'LONG_ABSENT',
    to: 'DROPOUT',
    duties: [],
  },
  {
    name: 'T18 from SUSPECTED',
    said: [away, there('09-17')],
    at: '09-17 08:05',
    from: 'SUSPECTED',
    to: 'RETURNED',
    duties: [],
  },
  {
    name: 'T18 from SUSPECTED_7',
    said: [away, there('09-21')],
    at: '09-21 08:05',
    from: 'SUSPECTED_7',
    to: 'RETURNED',
    duties: [],
  },
  {
    name: 'T18 from LONG_ABSENT',
    said: [away, there('10-14'), there('10-15')],
    at: '10-14 08:05',
    from: 'SUSPECTED_7',
    to: 'RETURNED',
    duties: [],
  },
  {
    name: 'T18 from DROPOUT',
    said: [away, decided, there('10-16')],
    at: '10-16 08:05',
    from: 'DROPOUT',
    to: 'RETURNED',
    duties: [],
  },
  {
    name: 'T19 twenty attended days, and principal and township confirm',
    said: [
      away,
      ...allThere('09-17', '10-20'),
      ...talks('10-20 18:30'),
      ['10-20 19:00', QIAN, closing('school')],
      ['10-21 10:00', SUN, closing('township')],
    ],
    at: '10-21 10:00',
    from: 'RETURNED',
    to: 'CLOSED',
    duties: [],
  },
  {
    name: 'T20 one day without leave during observation',
    said: [away, there('09-17'), missing('09-23')],
    at: '09-23 18:00',
    from: 'RETURNED',
    to: 'SUSPECTED',
    duties: ['P3.1-VISIT-3D', 'P3.R2-PLATFORM-3D'],
  },
  {
    name: 'T20 after observation, three days by the ordinary rule',
    said: [away, ...allThere('09-17', '10-20'), missing('10-21')],
    at: '10-23 15:00',
    from: 'RETURNED',
    to: 'SUSPECTED',
    duties: ['P3.1-VISIT-3D'],
  },
];

const ids = (school: School): string[] => [...school.duties.values()].map(({ id }) => id);
const nameOf = (id: string): string => id.slice(0, id.indexOf('|'));

describe('policy.md §6.2', () => {
  test.each(ROWS.map((row) => [row.name, row] as const))('%s', (_, row) => {
    const said = row.said.length > 0 ? row.said : [away];
    const before = new School();
    const after = new School();
    for (const [time, by, ...bodies] of said) {
      if (time < row.at) before.tell(time, by, ...bodies);
      if (time <= row.at) after.tell(time, by, ...bodies);
    }
    const moment = after.runTo(row.at).now;
    expect(before.runTo(moment - 1).file('zhang').stage).toBe(row.from);
    expect(after.file('zhang').stage).toBe(row.to);
    const known = new Set(ids(before));
    const opened = ids(after)
      .filter((id) => !known.has(id))
      .map(nameOf);
    expect(opened).toEqual(expect.arrayContaining(row.duties));
  });

  test('T14 a dispatch names the township in charge', () => {
    const school = new School().tell(...away).tell('09-17 10:00', ZHOU, {
      kind: 'dispatch',
      ...zhang,
      township: 't1',
      row: 'at_enrolment',
      reason: null,
    });
    expect(school.file('zhang')).toMatchObject({ stage: 'SUSPECTED', township: 't1' });
  });

  test('T20 the same file opens again: relapse no. 1, counters from zero, visits kept', () => {
    const school = new School()
      .tell(...away)
      .tell('09-16 19:00', QIAN, {
        kind: 'visit',
        ...zhang,
        day: '2026-09-16',
        purpose: 'persuasion',
        result: 'promised',
      })
      .tell(...there('09-17'))
      .tell(...missing('09-23'))
      .runTo('09-23 18:00');
    const { relapse, persuasions, firstMissed, visits, returnedOn } = school.file('zhang');
    expect({ relapse, persuasions, firstMissed, returnedOn }).toEqual({
      relapse: 1,
      persuasions: 0,
      firstMissed: '2026-09-23',
      returnedOn: null,
    });
    expect(visits).toHaveLength(1);
  });

  test('T20 what was asked about the closing lapses when the child is gone again', () => {
    const school = new School()
      .tell(...away)
      .tellAll(allThere('09-17', '10-20'))
      .tell(...missing('10-21'))
      .runTo('10-23 15:00');
    expect(school.dutiesOf('P3.1-EACH-CASE/close_school')).toEqual([
      'qian 10-20 18:00 → 10-27 18:00 not_applicable',
    ]);
  });

  test('T20 seen only after the marking, an observed child has missed that day all the same', () => {
    const school = new School()
      .tell(...away)
      .tell(...there('09-17'))
      .tell(...missing('09-23'))
      .tell('09-23 15:30', WANG, stand('09-23', 'late'));
    expect(school.file('zhang')).toMatchObject({
      stage: 'SUSPECTED',
      relapse: 1,
      firstMissed: '2026-09-23',
      away: null,
    });
    expect(school.live('zhang')).toContain('P3.1-VISIT-3D');
    expect(school.tell(...there('09-24')).file('zhang').stage).toBe('RETURNED');
  });

  test('T18 a placement ends the search for the child too', () => {
    const school = new School()
      .tell(...away)
      .runTo('09-16 15:00')
      .tell('09-16 16:00', QIAN, { kind: 'missing', ...zhang })
      .tell('09-17 10:00', QIAN, {
        kind: 'placement',
        ...zhang,
        placement: 'vocational',
        day: '2026-09-17',
      });
    expect(school.file('zhang')).toMatchObject({ stage: 'RETURNED', missing: false });
    expect(school.dutiesOf('P3.3-TRACK/missing')).toEqual(['qian 09-16 16:00 → 09-16 17:00 done_late']);
  });

  test('T18 nothing is left of the case but what begins with the return', () => {
    const parts = flagged({ zhang: ['monitored'] });
    const school = new School({ parts })
      .tell(...away)
      .runTo('09-16 15:00')
      .tell('09-16 16:00', ZHOU, { kind: 'family_unheard', ...zhang, text: '要来家访' });
    expect(school.live('zhang')).toEqual(
      expect.arrayContaining(['A-RUR-WATCH', 'P1.R4-PTA/phone', 'P5.2-BENEFIT/case']),
    );
    expect(school.tell(...there('09-17')).live('zhang')).toEqual(['P5.2-BENEFIT/back', 'P5.5-PSY-RETURN']);
  });

  describe('T20 a case that opens again with its ticket open', () => {
    const again = (school: School): School =>
      school
        .tell(...there('09-18'))
        .tell(...missing('09-23'))
        .runTo('09-23 18:00');
    const entered = (): School =>
      new School()
        .tell(...away)
        .tell('09-16 15:30', WANG, { kind: 'ticket', ...zhang, number: '20260916', confirmed: false });
    const dispatched = (): School =>
      entered().tell('09-17 10:00', ZHOU, {
        kind: 'dispatch',
        ...zhang,
        township: 't1',
        row: 'at_enrolment',
        reason: null,
      });

    test('is taken on anew by the township that has it, with three sessions of a new week', () => {
      const school = again(
        dispatched()
          .tell('09-17 10:30', SUN, { kind: 'acceptance', ...zhang })
          .tell('09-17 11:00', SUN, {
            kind: 'visit',
            ...zhang,
            day: '2026-09-17',
            purpose: 'session',
            result: 'promised',
            law: true,
          }),
      );
      expect(school.file('zhang')).toMatchObject({ platform: 'DISPATCHED', sessions: 0 });
      expect(school.dutiesOf('P4.R3-3IN1W').at(-1)).toBe('sun 09-23 18:00 → 09-30 18:00 open');
      expect(school.live('zhang')).toEqual(
        expect.arrayContaining(['P3.R3-TOWN-ONLINE/accept', 'P4.R3-TEAM']),
      );
      school.tell('09-24 09:00', SUN, { kind: 'acceptance', ...zhang });
      expect(school.live('zhang')).not.toContain('P3.R3-TOWN-ONLINE/accept');
    });

    test('is dispatched by the bureau where that was not done before', () => {
      expect(again(entered()).live('zhang')).toContain('P4.R1-DISPATCH');
    });
  });

  test('T22 missing is a flag beside the state, and ends when the child is seen', () => {
    const school = new School().tell(...away).tell('09-14 09:00', QIAN, { kind: 'missing', ...zhang });
    expect(school.file('zhang')).toMatchObject({ stage: 'ABSENT_UNVERIFIED', missing: true });
    expect(school.dutiesOf('P3.3-TRACK/missing')).toEqual(['qian 09-14 09:00 → 09-14 10:00 open']);
    school.tell('09-14 10:30', WANG, stand('09-14', 'late'));
    expect(school.file('zhang').missing).toBe(false);
    expect(school.dutiesOf('P3.3-TRACK/missing')).toEqual(['qian 09-14 09:00 → 09-14 10:00 done_late']);
  });
});

describe('what does not move a case', () => {
  test.each<[string, Said[], string, Stage]>([
    [
      'leave for a later day only pauses a suspected case (§1.4.2)',
      [away, ['09-17 08:05', WANG, roll('09-17', 'zhang'), stand('09-17', 'sick_leave')]],
      '09-18 18:00',
      'SUSPECTED',
    ],
    [
      'the bureau’s decision on a child who is not out of school',
      [['09-14 10:00', ZHOU, { kind: 'dropout_decision', ...zhang, reason: '劝返三次无效' }]],
      '09-14 10:00',
      'ENROLLED',
    ],
    [
      'a closing confirmed before the return has held',
      [
        away,
        there('09-17'),
        ['09-18 10:00', QIAN, closing('school')],
        ['09-18 10:01', SUN, closing('township')],
      ],
      '09-18 10:01',
      'RETURNED',
    ],
    [
      'a closing confirmed by the school alone',
      [
        away,
        ...allThere('09-17', '10-20'),
        ...talks('10-20 18:30'),
        ['10-21 10:00', QIAN, closing('school')],
      ],
      '11-20 10:00',
      'RETURNED',
    ],
    [
      'one day without leave after observation (T20)',
      [away, ...allThere('09-17', '10-20'), missing('10-21'), there('10-22')],
      '10-22 18:00',
      'RETURNED',
    ],
    ['a month and more without anybody’s decision (§11.1)', [away], '11-20 18:00', 'LONG_ABSENT'],
  ])('%s', (_, said, until, stage) => {
    const school = new School();
    for (const [time, by, ...bodies] of said) school.tell(time, by, ...bodies);
    expect(school.runTo(until).file('zhang').stage).toBe(stage);
  });

  test('leave that covers a day of the three takes the suspicion back, and what it had started', () => {
    const school = new School().tell(...away).tell('09-16 16:00', ZHAO, {
      kind: 'leave',
      ...zhang,
      from: '2026-09-16',
      until: '2026-09-16',
    });
    expect(school.file('zhang').stage).toBe('ABSENT_EXCUSED');
    expect(school.dutiesOf('P3.1-VISIT-3D')).toEqual(['zhao 09-16 15:00 → 09-17 15:00 not_applicable']);
  });

  test('how many days of leave each may give: the class teacher one, the office three, the principal more (T3)', () => {
    const given = (by: Author): string[] => {
      const school = new School().tell('09-14 08:05', by, {
        kind: 'standing',
        ...zhang,
        day: '2026-09-14',
        standing: 'personal_leave',
        until: '2026-09-18',
      });
      return school.file('zhang').leaves.map(({ until }) => until);
    };
    expect([given(WANG), given(ZHAO), given(QIAN)]).toEqual([['2026-09-14'], ['2026-09-16'], ['2026-09-18']]);
  });

  test('leave the office has granted holds when the class teacher repeats it in the next day’s roll (T3)', () => {
    const granted: FactBody = { ...stand('09-14', 'sick_leave'), until: '2026-09-16' } as FactBody;
    const school = new School().tell('09-14 08:30', ZHAO, granted);
    for (const day of ['09-15', '09-16'])
      school.tell(`${day} 08:05`, WANG, roll(day, 'zhang'), stand(day, 'sick_leave'));
    expect(school.file('zhang')).toMatchObject({ stage: 'ABSENT_EXCUSED', away: null });
    expect(school.dutiesOf('P3.1-CHECK-1H')).toEqual([]);
    // The fourth day is beyond what the office gave, and beyond what a teacher may add.
    school.tell('09-17 08:05', WANG, roll('09-17', 'zhang'), stand('09-17', 'sick_leave'));
    expect(school.dutiesOf('P3.1-CHECK-1H')).toHaveLength(1);
  });
});

describe('an absence told of an earlier day', () => {
  test('is over where today’s roll has the child in class', () => {
    const school = new School()
      .tell('09-16 08:05', WANG, roll('09-16'))
      .tell('09-16 16:05', WANG, absent('zhang', '09-15'))
      .runTo('09-18 18:30');
    expect(school.file('zhang')).toMatchObject({ stage: 'ENROLLED', away: null });
    expect(Object.keys(school.file('zhang').marks)).toEqual(['2026-09-15']);
  });

  test('goes on where nobody has called the roll since, or the roll names the child', () => {
    const untold = new School().tell('09-16 07:30', WANG, absent('zhang', '09-15'));
    expect(untold.file('zhang').away).toBe('2026-09-15');
    const named = new School()
      .tell('09-16 08:05', WANG, roll('09-16', 'zhang'), absent('zhang', '09-16'))
      .tell('09-16 09:05', WANG, absent('zhang', '09-15'));
    expect(named.file('zhang').away).toBe('2026-09-15');
  });
});

describe('T5: back after one or two days without leave', () => {
  const TALK = 'P1.R4-HAZARD/talk';
  const gone = (): School =>
    new School().tell('09-14 08:05', WANG, roll('09-14', 'zhang'), absent('zhang', '09-14'));

  test('the class teacher talks with child and family that day', () => {
    const school = gone().tell('09-15 08:05', WANG, roll('09-15'));
    expect(school.dutiesOf(TALK)).toEqual(['wang 09-15 08:05 → 09-15 18:00 open']);
    school.tell('09-15 16:00', WANG, { kind: 'talk', ...zhang });
    expect(school.dutiesOf(TALK)).toEqual(['wang 09-15 08:05 → 09-15 18:00 done']);
  });

  test('not after a late arrival, nor of a child that was on leave; gone again, it is not asked any more', () => {
    const late = gone().tell('09-14 10:00', WANG, {
      ...absent('zhang', '09-14'),
      standing: 'late',
    } as FactBody);
    expect(late.tell('09-15 08:05', WANG, roll('09-15')).dutiesOf(TALK)).toEqual([]);
    const again = gone()
      .tell('09-15 08:05', WANG, roll('09-15'))
      .tell('09-16 08:05', WANG, roll('09-16', 'zhang'), absent('zhang', '09-16'));
    expect(again.dutiesOf(TALK)).toEqual(['wang 09-15 08:05 → 09-15 18:00 not_applicable']);
  });
});

test('T13: the decision wants a reason, and of a case decided before the month is over nobody is asked again', () => {
  const school = new School()
    .tell('09-14 08:05', WANG, roll('09-14', 'zhang'), absent('zhang', '09-14'))
    .runTo('09-16 15:00')
    .tell('09-22 10:00', ZHOU, { kind: 'dropout_decision', ...zhang });
  expect(school.file('zhang').stage).toBe('SUSPECTED_7');
  school.tell('09-22 10:05', ZHOU, { kind: 'dropout_decision', ...zhang, reason: '劝返三次无效' });
  expect(school.file('zhang').stage).toBe('DROPOUT');
  expect(school.runTo('10-15 09:00').dutiesOf('P3.3-PLATFORM-1M/decision')).toEqual([]);
  expect(school.dutiesOf('P3.3-PLATFORM-1M')).toHaveLength(1);
});

test('T13: no child drops out that no school had, nor twice', () => {
  const body = { kind: 'dropout_decision', ...zhang, reason: '劝返三次无效' } as const;
  const codeOf = (school: School) =>
    refusalOf(school.file('zhang'), body, { by: ZHOU, at: school.now }, school.setting)?.code;
  const found = new School().tell('09-14 10:00', SUN, { kind: 'not_enrolled', ...zhang, day: '2026-09-14' });
  expect(codeOf(found)).toBe('never_enrolled');
  expect(found.tell('09-14 11:00', ZHOU, body).file('zhang').stage).toBe('NOT_ENROLLED');
  const school = new School()
    .tell(...away)
    .runTo('09-16 15:00')
    .tell('09-22 10:00', ZHOU, body);
  expect(codeOf(school)).toBe('dropout_already');
});
