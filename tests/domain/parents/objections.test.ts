import { describe, expect, test } from 'vitest';
import type { Author } from '../../../domain/facts/fact.ts';
import type { Meaning } from '../../../domain/parents/lexicon.ts';
import { moment, School, SUN } from '../../support/desk.ts';
import { dispatched, familyTown, ordered } from '../../support/families.ts';

const FATHER: Author = { person: 'father', role: 'guardian', posts: [] };

const objects = (school: School, at: string): School =>
  school.tell(at, FATHER, {
    ...{ kind: 'guardian_words', student: 'zhang', day: `2026-${at.slice(0, 5)}`, leave: false },
    means: ['objects'] satisfies Meaning[],
  });

const newSchool = (): School => new School({ parts: familyTown() });

describe('what a family holds against an order', () => {
  test('is for the township that gave it, and the answer comes back to who asked', () => {
    const school = objects(ordered(newSchool()), '09-22 10:00');
    const duty = [...school.duties.values()].find(({ name }) => name === 'P4.2-ORDER/objection');
    expect(duty && [duty.actor, moment(duty.openedAt), moment(duty.dueAt)]).toEqual([
      'sun',
      '09-22 10:00',
      '09-28 18:00',
    ]);
    school.tell('09-22 10:30', SUN, {
      ...{ kind: 'duty_report', duty: duty?.id ?? '', outcome: 'done' },
      ...{ detail: '可以宽限到10月12日', to: null },
    });
    const answer = school.notices.findLast(({ words }) => words === 'guardian_answered');
    expect([answer?.to, answer?.values.result]).toEqual(['father', '可以宽限到10月12日']);
  });

  test('is for the class teacher where no order was given', () => {
    const school = objects(dispatched(newSchool()), '09-17 10:00');
    const names = [...school.duties.values()].map(({ name }) => name);
    expect(names).toContain('P3.3-TRACK/family');
    expect(names).not.toContain('P4.2-ORDER/objection');
  });
});
