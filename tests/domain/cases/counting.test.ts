/** How an absence day is counted, row by row of policy.md §1.4. */
import { describe, expect, test } from 'vitest';
import { daysOff, leaveRun, pattern, stableDays, unexcusedRun } from '../../../domain/cases/counting.ts';
import { type CaseFile, emptyFile, type Mark } from '../../../domain/cases/file.ts';
import type { Author, FactBody, Standing } from '../../../domain/facts/fact.ts';
import { absent, allThere, roll, School, WANG, ZHAO } from '../../support/desk.ts';
import { townCalendar } from '../../support/town.ts';

const zhang = { student: 'zhang' };
const stand = (day: string, standing: Standing): FactBody => ({
  kind: 'standing',
  ...zhang,
  day: `2026-${day}`,
  standing,
  until: null,
});
const leave = (from: string, until: string): FactBody => ({
  kind: 'leave',
  ...zhang,
  from: `2026-${from}`,
  until: `2026-${until}`,
});

type Step = [time: string, by: Author, ...bodies: FactBody[]];
const away: Step = ['09-14 08:05', WANG, roll('09-14', 'zhang'), absent('zhang', '09-14')];

/** What was said, then at what moment how many days stand in a row. */
const ROWS: [why: string, said: Step[], until: string, run: string[]][] = [
  ['missing at the roll and at 15:00: absent', [away], '09-14 18:00', ['2026-09-14']],
  ['the day does not count before it is over', [away], '09-14 17:59', []],
  [
    'verified as without cause, it counts at once (T4)',
    [away, ['09-14 10:00', ZHAO, { kind: 'verification', ...zhang, day: '2026-09-14', finding: 'no_cause' }]],
    '09-14 10:00',
    ['2026-09-14'],
  ],
  [
    'arrives before 15:00: late, no absence',
    [away, ['09-14 14:59', WANG, stand('09-14', 'late')]],
    '09-14 18:00',
    [],
  ],
  [
    'arrives at 15:00: the day stays an absence',
    [away, ['09-14 15:00', WANG, stand('09-14', 'late')]],
    '09-14 18:00',
    ['2026-09-14'],
  ],
  [
    'leaves early: partial, no absence',
    [['09-14 11:00', WANG, stand('09-14', 'left_early')]],
    '09-14 18:00',
    [],
  ],
  [
    'leave by whoever may give it: excused',
    [away, ['09-14 10:00', ZHAO, leave('09-14', '09-14')]],
    '09-14 18:00',
    [],
  ],
  [
    'a reason by phone is no leave (REASON_PENDING)',
    [away, ['09-14 09:00', WANG, { kind: 'guardian_words', ...zhang, day: '2026-09-14', leave: true }]],
    '09-14 18:00',
    ['2026-09-14'],
  ],
  [
    'leave recorded two school days later covers the day (补假)',
    [away, ['09-16 09:00', ZHAO, leave('09-14', '09-16')]],
    '09-16 18:00',
    [],
  ],
  [
    'leave recorded three school days later does not reach back so far',
    [away, ['09-16 10:00', ZHAO, leave('09-16', '09-16')], ['09-17 09:00', ZHAO, leave('09-14', '09-17')]],
    '09-17 18:00',
    ['2026-09-14'],
  ],
  [
    'an attended day begins the count anew',
    [
      away,
      ['09-15 08:05', WANG, roll('09-15')],
      ['09-16 08:05', WANG, roll('09-16', 'zhang'), absent('zhang', '09-16')],
    ],
    '09-16 18:00',
    ['2026-09-16'],
  ],
  [
    'an excused day pauses it',
    [
      away,
      ['09-15 08:05', WANG, roll('09-15', 'zhang'), stand('09-15', 'sick_leave')],
      ['09-16 08:05', WANG, roll('09-16', 'zhang'), absent('zhang', '09-16')],
    ],
    '09-16 18:00',
    ['2026-09-14', '2026-09-16'],
  ],
  [
    'so do days of leave on which the rolls name nobody',
    [
      away,
      ['09-16 08:00', ZHAO, leave('09-16', '09-18')],
      ['09-17 08:05', WANG, roll('09-17')],
      ['09-18 08:05', WANG, roll('09-18')],
      ['09-20 08:05', WANG, roll('09-20', 'zhang'), absent('zhang', '09-20')],
    ],
    '09-20 15:00',
    ['2026-09-14', '2026-09-15', '2026-09-20'],
  ],
  [
    'and days of leave of which no roll is told',
    [
      away,
      ['09-16 08:00', ZHAO, leave('09-16', '09-18')],
      ['09-20 08:05', WANG, roll('09-20', 'zhang'), absent('zhang', '09-20')],
    ],
    '09-20 15:00',
    ['2026-09-14', '2026-09-15', '2026-09-20'],
  ],
  [
    'leave from a day still to come pauses it as well',
    [
      away,
      ['09-15 10:00', ZHAO, leave('09-16', '09-18')],
      ['09-16 08:05', WANG, roll('09-16')],
      ['09-20 08:05', WANG, roll('09-20', 'zhang'), absent('zhang', '09-20')],
    ],
    '09-20 15:00',
    ['2026-09-14', '2026-09-15', '2026-09-20'],
  ],
  [
    'who comes on a day of leave has attended',
    [
      away,
      ['09-16 08:00', ZHAO, leave('09-16', '09-18')],
      ['09-17 08:05', WANG, roll('09-17'), stand('09-17', 'present')],
      ['09-20 08:05', WANG, roll('09-20', 'zhang'), absent('zhang', '09-20')],
    ],
    '09-20 18:00',
    ['2026-09-20'],
  ],
  [
    'the first missed day is day 1, the third is reached at its 15:00',
    [away],
    '09-16 15:00',
    ['2026-09-14', '2026-09-15', '2026-09-16'],
  ],
  ['a minute before, it is the second', [away], '09-16 14:59', ['2026-09-14', '2026-09-15']],
  [
    'Saturday is no school day, the make-up Sunday is one',
    [['09-18 08:05', WANG, roll('09-18', 'zhang'), absent('zhang', '09-18')]],
    '09-20 18:00',
    ['2026-09-18', '2026-09-20'],
  ],
];

describe('days without leave in a row (n_sd)', () => {
  test.each(ROWS)('%s', (_, said, until, run) => {
    const school = new School();
    for (const [time, by, ...bodies] of said) school.tell(time, by, ...bodies);
    school.runTo(until);
    expect(
      unexcusedRun(school.file('zhang'), townCalendar(), until.replace(/^(\d\d-\d\d).*/, '2026-$1')),
    ).toEqual(run);
  });

  test('vacation days never advance it', () => {
    const school = new School({ from: '01-14 07:00' });
    school.tell(
      '01-14 08:05',
      WANG,
      { ...roll('01-14', 'zhang'), day: '2027-01-14' } as FactBody,
      {
        ...absent('zhang', '01-14'),
        day: '2027-01-14',
      } as FactBody,
    );
    school.runTo('01-31 18:00');
    expect(school.file('zhang').stage).toBe('ABSENT_UNEXCUSED');
    expect(unexcusedRun(school.file('zhang'), townCalendar(), '2027-01-31')).toEqual([
      '2027-01-14',
      '2027-01-15',
    ]);
  });
});

test('the days of an observed child are kept one by one, and a report of missed days does not list them', () => {
  const file = new School()
    .tell(...away)
    .runTo('09-16 15:00')
    .tellAll(allThere('09-17', '09-22'))
    .file('zhang');
  expect(stableDays(file, townCalendar(), '2026-09-22')).toEqual([
    '2026-09-17',
    '2026-09-18',
    '2026-09-20',
    '2026-09-21',
    '2026-09-22',
  ]);
  expect(daysOff(file).map(([day]) => day)).toEqual(['2026-09-14', '2026-09-15', '2026-09-16']);
});

/** A file whose days are written as `U` without leave, `E` excused, `L` late, `P` gone early, `.` attended. */
const fileOf = (first: string, days: string): CaseFile => {
  const mark: Record<string, Mark> = {
    U: { standing: 'unaccounted', source: 's', unexcused: true },
    E: { standing: 'sick_leave', source: 's', excused: true },
    L: { standing: 'late', source: 's' },
    P: { standing: 'left_early', source: 's' },
  };
  const school = townCalendar().schoolDays(first, '2027-01-15');
  const marks = [...days].flatMap((letter, place) => {
    const found = mark[letter];
    return found ? [[school[place] ?? '', found] as const] : [];
  });
  return { ...emptyFile('zhang'), marks: Object.fromEntries(marks) };
};

describe('what P3.3-WATCH looks at', () => {
  const last = (days: string): string =>
    townCalendar().schoolDays('2026-09-14', '2027-01-15')[days.length - 1] ?? '';

  test.each([
    ['nothing', '.....', { leaves: 0, slips: 0 }],
    ['late, gone early and without leave are one kind', 'L.P.U', { leaves: 0, slips: 3 }],
    ['days of one leave are one leave', 'EEE..', { leaves: 1, slips: 0 }],
    ['leave over the weekend is one leave', '....EE', { leaves: 1, slips: 0 }],
    [
      'leave before and after the national holidays is one leave',
      `${'.'.repeat(14)}EE`,
      { leaves: 1, slips: 0 },
    ],
    ['a day in school between two leaves makes them two', 'E.E..', { leaves: 2, slips: 0 }],
    ['leave on every other day is as many leaves', 'E.E.E.E.E', { leaves: 5, slips: 0 }],
  ])('pattern: %s', (_, days, found) => {
    expect(pattern(fileOf('2026-09-14', days), townCalendar(), last(days))).toEqual(found);
  });

  test('pattern looks thirty days back, no further', () => {
    const file = fileOf('2026-09-14', 'L');
    expect(pattern(file, townCalendar(), '2026-10-13')).toEqual({ leaves: 0, slips: 1 });
    expect(pattern(file, townCalendar(), '2026-10-14')).toEqual({ leaves: 0, slips: 0 });
  });

  test.each([
    ['EEEEEEEEEE', 10],
    ['EEEE.EEEEE', 5],
    ['EEEEEEEEE.', 0],
  ])('leave in a row: %s is %i', (days, count) => {
    expect(leaveRun(fileOf('2026-09-14', days), townCalendar(), last(days))).toBe(count);
  });

  const principal: Author = { person: 'qian', role: 'principal' };
  const watches = (school: School): string[] => school.dutiesOf('P3.3-WATCH');

  test('ten school days of leave in a row, and the office is asked to look (P3.3-WATCH)', () => {
    const school = new School();
    school.tell('09-14 08:00', principal, leave('09-14', '09-14'));
    for (const day of townCalendar().schoolDays('2026-09-15', '2026-09-24')) {
      expect(school.dutiesOf('P3.3-WATCH')).toEqual([]);
      school.tell(`${day.slice(5)} 08:00`, principal, leave(day.slice(5), day.slice(5)));
    }
    expect(school.dutiesOf('P3.3-WATCH')).toEqual(['zhao 09-24 08:00 → 09-24 17:00 open']);
  });

  test('three weeks given at once are long leave at once, be they still to come', () => {
    const now = new School().tell('09-14 08:00', principal, leave('09-14', '10-08'));
    expect(watches(now)).toEqual(['zhao 09-14 08:00 → 09-20 17:00 open']);
    const ahead = new School().tell('09-14 08:00', principal, leave('09-21', '10-15'));
    expect(watches(ahead)).toEqual(['zhao 09-14 08:00 → 09-20 17:00 open']);
    const short = new School().tell('09-14 08:00', principal, leave('09-14', '09-22'));
    expect(watches(short)).toEqual([]);
  });

  test('each week of long leave is talked about once, named in the rolls or not', () => {
    const school = new School().tell('09-14 08:00', principal, leave('09-14', '10-08'));
    const talk: FactBody = { kind: 'talk', ...zhang };
    school
      .tell('09-15 09:00', ZHAO, talk)
      .tell('09-16 08:05', WANG, roll('09-16', 'zhang'), stand('09-16', 'sick_leave'));
    expect(watches(school)).toEqual(['zhao 09-14 08:00 → 09-20 17:00 done']);
    school.runTo('09-21 12:00').tell('09-22 09:00', ZHAO, talk).runTo('09-24 18:00');
    expect(watches(school)).toEqual([
      'zhao 09-14 08:00 → 09-20 17:00 done',
      'zhao 09-21 08:10 → 09-24 17:00 done',
    ]);
  });

  test('the third leave of a month is one too many, each of a day', () => {
    const school = new School();
    for (const day of ['09-14', '09-16', '09-18']) {
      expect(watches(school)).toEqual([]);
      school.tell(`${day} 08:05`, WANG, roll(day, 'zhang'), stand(day, 'sick_leave'));
    }
    expect(watches(school)).toEqual(['zhao 09-18 08:05 → 09-20 17:00 open']);
  });

  test('days of leave that no roll named count for who may give the next (T3)', () => {
    const school = new School()
      .tell('09-14 08:00', ZHAO, leave('09-14', '09-16'))
      .tell('09-15 08:05', WANG, roll('09-15'))
      .tell('09-17 08:05', WANG, roll('09-17', 'zhang'), stand('09-17', 'sick_leave'));
    expect(school.dutiesOf('P3.3-TRACK/leave_principal')).toEqual(['qian 09-17 08:05 → 09-17 18:00 open']);
    expect(school.file('zhang').leaves).toHaveLength(1);
  });

  test('who names a child on leave until later than it was given asks for the rest, and nobody misses the child today', () => {
    const school = new School()
      .tell('09-14 08:00', ZHAO, leave('09-14', '09-16'))
      .tell('09-16 08:05', WANG, roll('09-16', 'zhang'), {
        ...stand('09-16', 'sick_leave'),
        until: '2026-09-17',
      } as FactBody);
    expect(school.file('zhang')).toMatchObject({ stage: 'ABSENT_EXCUSED', away: null });
    expect(school.dutiesOf('P3.3-TRACK/leave_principal')).toHaveLength(1);
  });
});
