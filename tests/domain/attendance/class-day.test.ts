/** t0, the instant from which the one- and two-hour clocks run (policy.md §1.3). */
import { describe, expect, test } from 'vitest';
import { absent, moment, roll, School, WANG, ZHAO } from '../../support/desk.ts';

const t0 = (school: School): string => moment(school.classDays.get('c1@2026-09-14')?.t0 ?? 0);
const missing = [roll('09-14', 'zhang'), absent('zhang', '09-14')] as const;

describe('t0', () => {
  test.each([
    ['before the first lesson: the confirmation', '09-14 07:50', '09-14 07:50'],
    ['within the grace: the confirmation', '09-14 08:10', '09-14 08:10'],
    ['after it: the first lesson', '09-14 08:11', '09-14 08:00'],
    ['hours later: still the first lesson', '09-14 11:00', '09-14 08:00'],
  ])('a roll %s', (_, told, instant) => {
    const school = new School().tell(told, WANG, ...missing);
    expect(t0(school)).toBe(instant);
  });

  test('the clocks of a late roll are those of the first lesson, so they may be over already', () => {
    const school = new School().tell('09-14 09:30', WANG, ...missing);
    expect(school.dutiesOf('P3.1-CHECK-1H')).toEqual(['wang 09-14 08:00 → 09-14 09:00 open']);
    school.runTo('09-14 09:31');
    expect(school.dutiesOf('P3.1-CHECK-1H')).toEqual(['wang 09-14 08:00 → 09-14 09:00 overdue']);
  });

  test('a second roll does not move it', () => {
    const school = new School()
      .tell('09-14 07:50', WANG, roll('09-14'))
      .tell('09-14 08:05', ZHAO, ...missing);
    expect(t0(school)).toBe('09-14 07:50');
  });

  test('who is missed only later counts from when it was told', () => {
    const school = new School()
      .tell('09-14 07:50', WANG, roll('09-14'))
      .tell('09-14 10:00', WANG, absent('zhang', '09-14'));
    expect(school.dutiesOf('P3.1-CHECK-1H')).toEqual(['wang 09-14 10:00 → 09-14 11:00 open']);
  });
});

describe('the school does not teach after all', () => {
  test('every clock of that day stops', () => {
    const school = new School()
      .tell('09-14 07:50', WANG, ...missing)
      .tell('09-14 08:20', ZHAO, { kind: 'closure', school: 's1', day: '2026-09-14' });
    for (const rule of ['P3.1-CHECK-1H', 'P3.1-VERIFY-SD', 'P3.3-TRACK', 'P3.3-ATT-1500'])
      expect(school.dutiesOf(rule)).toEqual([expect.stringMatching(/not_applicable$/)]);
    expect(school.file('zhang')).toMatchObject({ stage: 'ENROLLED', away: null });
  });
});

describe('a roll that is taken back', () => {
  const taken = () =>
    new School()
      .tell('09-14 07:50', WANG, ...missing)
      .tell('09-14 08:20', WANG, { kind: 'withdrawal', class: 'c1', day: '2026-09-14', message: 'test:1' });

  test('leaves no absence and no clock on it', () => {
    const school = taken();
    expect(school.file('zhang')).toMatchObject({ stage: 'ENROLLED', away: null, marks: {} });
    expect(school.dutiesOf('P3.1-CHECK-1H')).toEqual(['wang 09-14 07:50 → 09-14 08:50 not_applicable']);
  });

  test('is asked for again', () => {
    expect(taken().dutiesOf('P3.1-ROLL')).toEqual(['wang 09-14 07:30 → 09-14 08:00 overdue']);
  });
});
