/** When a child out of school needs no teacher of its own any more (P3.1-NODE-ASSIGN). */
import { describe, expect, test } from 'vitest';
import type { FactBody } from '../../../domain/facts/fact.ts';
import { QIAN, School, WANG, ZHAO } from '../../support/desk.ts';

const zhang = { student: 'zhang' };
const notRegistered = (day: string): FactBody => ({
  kind: 'registration',
  ...zhang,
  registered: false,
  day: `2026-${day}`,
});

describe('a teacher of its own (P3.1-NODE-ASSIGN)', () => {
  const ASSIGN = 'P3.1-NODE-ASSIGN';
  const told = (): School =>
    new School({ from: '09-01 07:00' }).tell('09-01 08:30', WANG, notRegistered('09-01'));
  const there: FactBody = { kind: 'standing', ...zhang, day: '2026-09-01', standing: 'present', until: null };

  test('is wanted no more once the child has come, and again where it has not after all', () => {
    const school = told().tell('09-01 10:00', WANG, there);
    expect(school.dutiesOf(ASSIGN)).toEqual(['qian 09-01 08:30 → 09-01 18:00 not_applicable']);
    school.tell('09-01 11:00', WANG, notRegistered('09-01'));
    expect(school.dutiesOf(ASSIGN)).toEqual(['qian 09-01 11:00 → 09-01 18:00 open']);
  });

  test('nor once it is on leave', () => {
    const school = told().tell('09-01 10:00', ZHAO, {
      kind: 'leave',
      ...zhang,
      from: '2026-09-01',
      until: '2026-09-03',
    });
    expect(school.dutiesOf(ASSIGN)).toEqual(['qian 09-01 08:30 → 09-01 18:00 not_applicable']);
    school.tell('09-01 11:00', WANG, notRegistered('09-01'));
    expect(school.dutiesOf(ASSIGN)).toEqual(['qian 09-01 11:00 → 09-01 18:00 open']);
  });

  test('the assigned teacher has nothing to take on once the child has come', () => {
    const school = told().tell('09-01 09:00', QIAN, {
      kind: 'assignment',
      ...zhang,
      teacher: '王老师',
      person: 'wang',
    });
    expect(school.dutiesOf(`${ASSIGN}/accept`)).toEqual(['wang 09-01 09:00 → 09-01 18:00 open']);
    school.tell('09-01 10:00', WANG, there);
    expect(school.dutiesOf(`${ASSIGN}/accept`)).toEqual(['wang 09-01 09:00 → 09-01 18:00 not_applicable']);
  });
});
