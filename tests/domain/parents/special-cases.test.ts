/** What is known of a child and its family chooses other words, other signers, other readers, or silence (law.md §9). */
import { describe, expect, test } from 'vitest';
import type { Circumstance } from '../../../domain/facts/family-fact.ts';
import { absent, QIAN, roll, School, WANG, ZHAO } from '../../support/desk.ts';
import {
  decided,
  dispatched,
  familyTown,
  heard,
  ordered,
  sessions,
  texts,
  threeDays,
} from '../../support/families.ts';

const zhang = { student: 'zhang' };
const family = (flags?: readonly string[]): School => new School({ parts: familyTown(flags) });
const known = (circumstance: Circumstance, school = family()): School =>
  school.tell('09-14 07:30', ZHAO, { kind: 'circumstance', ...zhang, circumstance, holds: true });
/** Through three days and three sessions. */
const throughStep1 = (school: School): string[] =>
  texts(sessions(dispatched(school), '09-17', '09-18', '09-21'), 'father').filter((text) =>
    /^L[34]/.test(text),
  );

describe('other words', () => {
  test('an early marriage: the law that protects girls, and no threat', () => {
    expect(throughStep1(known('girl'))).toEqual(['L3', 'L4a', 'L4b-girl', 'L4c']);
  });

  test('a child at work, told or referred as one', () => {
    expect(throughStep1(known('work'))).toEqual(['L3-work', 'L4a', 'L4b-work', 'L4c']);
    const referred = family().tell('09-14 07:30', ZHAO, {
      kind: 'referral',
      ...zhang,
      number: '0914-0001',
      need: 'child_labour',
      unit: null,
      words: '',
      details: { workplace: null, age: 14 },
      consent: null,
    });
    expect(throughStep1(referred)).toContain('L3-work');
  });

  test('illness, a disability on the roster, and a family that moved', () => {
    expect(throughStep1(known('illness'))).toEqual(['L3-illness', 'L4a-illness', 'L4b-illness', 'L4c']);
    expect(throughStep1(family(['disabled']))).toEqual([
      'L3-disabled',
      'L4a-disabled',
      'L4b-disabled',
      'L4c',
    ]);
    const away = family().tell('09-14 07:30', ZHAO, {
      kind: 'stay',
      ...zhang,
      day: '2026-09-14',
      where: { kind: 'outside' },
      place: '广东',
    });
    expect(throughStep1(away).slice(0, 2)).toEqual(['L3-migrating', 'L4a-migrating']);
  });

  test('the child refuses and the parents are willing: nothing that speaks of duty', () => {
    const school = known('refuses');
    expect(throughStep1(school)).toEqual(['L3-refuses', 'L4a-refuses', 'L4b-refuses', 'L4c-refuses']);
    // The evening of the first day has no words for it, so nothing is said.
    expect(texts(school, 'father')).not.toContain('L2');
  });

  test('what no longer holds chooses no words', () => {
    const school = known('refuses').tell('09-15 12:00', ZHAO, {
      kind: 'circumstance',
      ...zhang,
      circumstance: 'refuses',
      holds: false,
    });
    expect(throughStep1(school)[0]).toBe('L3');
  });
});

describe('other readers', () => {
  test('of a left-behind child the one who looks after it and the one who is away each read their own', () => {
    const school = family(['left_behind']).tell('09-14 07:30', WANG, {
      kind: 'carer',
      ...zhang,
      carer: '外婆李梅',
    });
    threeDays(school);
    expect(heard(school).filter((line) => line.includes('L3'))).toEqual([
      '09-16 15:00 father L3-away',
      '09-16 15:00 mother L3-carer',
    ]);
  });

  test('a carer who is no guardian is told beside both parents, and of no duty and no paper', () => {
    const parts = familyTown(['left_behind']);
    const school = new School({
      parts: {
        ...parts,
        people: [...parts.people, { id: 'grandma', name: '张伟奶奶' }],
        students: parts.students.map((student) =>
          student.id === 'zhang'
            ? { ...student, guardians: [...student.guardians, 'grandma'], carers: ['grandma'] }
            : student,
        ),
      },
    });
    decided(ordered(school), '09-22 10:00', 'done');
    expect(texts(school, 'grandma')).toEqual([
      ...['L1', 'L2', 'L1', 'L1', 'L3-carer', 'L4a-carer', 'L4b-carer', 'L4c-carer'],
    ]);
    for (const parent of ['father', 'mother'])
      expect(texts(school, parent)).toEqual([
        ...['L1', 'L2', 'L1', 'L1', 'L3-away', 'L4a-away', 'L4b', 'L4c', 'L5'],
      ]);
  });

  test('a guardian known to be violent hears nothing, of visits least of all', () => {
    const school = family().tell('09-14 07:30', QIAN, {
      kind: 'safe_guardians',
      ...zhang,
      guardians: ['mother'],
    });
    decided(ordered(school), '09-22 10:00', 'done').tell('09-23 08:05', WANG, roll('09-23'));
    expect(texts(school, 'father')).toEqual([]);
    expect(texts(school, 'mother')).toEqual(['L1', 'L2', 'L1', 'L1', 'L3', 'L4a', 'L4b', 'L4c', 'L5', 'L9']);
  });

  test('what already waits for that guardian is stopped when it becomes known', () => {
    const school = threeDays(family());
    let stilled: unknown[] = [];
    school.watch = (decision) => {
      stilled = decision.stilled.map(({ recipients, until }) => ({ recipients, until }));
    };
    school.tell('09-16 20:00', QIAN, { kind: 'safe_guardians', ...zhang, guardians: ['mother'] });
    expect(stilled).toEqual([{ recipients: ['father'], until: null }]);
  });
});

describe('other signers', () => {
  test('where the school is complained of the principal signs; of an early marriage the teacher named for the child', () => {
    const alleged = known('alleged').tell(
      '09-14 08:05',
      WANG,
      roll('09-14', 'zhang'),
      absent('zhang', '09-14'),
    );
    expect(alleged.notices.find(({ words }) => words === 'parents/L1')?.values.teacher).toBe('钱校长');
    const girl = dispatched(known('girl'));
    girl.tell('09-16 16:30', QIAN, { kind: 'assignment', ...zhang, teacher: '徐老师' });
    sessions(girl, '09-17', '09-18');
    expect(girl.notices.find(({ words }) => words === 'parents/L4b-girl')?.values.teacher).toBe('徐老师');
  });
});

describe('silence', () => {
  test('harm: nothing to anybody, until it is known which guardian is safe', () => {
    const school = threeDays(family()).tell('09-16 16:00', QIAN, { kind: 'safeguard', ...zhang });
    const before = heard(school).length;
    expect(heard(school.runTo('09-21 12:00'))).toHaveLength(before);
    sessions(dispatchedLater(school), '09-22');
    expect(heard(school)).toHaveLength(before);
    school.tell('09-23 09:00', QIAN, { kind: 'safe_guardians', ...zhang, guardians: ['mother'] });
    expect(heard(school).slice(before)).toEqual(['09-23 09:00 mother L4a']);
  });

  test('what is alleged against the school: no pressure before the principal has answered', () => {
    const school = threeDays(known('alleged'));
    expect(texts(school, 'father')).toEqual(['L1', 'L1', 'L1']);
    const [duty] = [...school.duties.values()].filter(({ name }) => name === 'P1.R4-HAZARD/alleged');
    expect(duty).toMatchObject({ actor: 'qian', state: 'open' });
    school.tell('09-17 10:00', QIAN, {
      kind: 'circumstance',
      ...zhang,
      circumstance: 'alleged',
      holds: false,
    });
    expect(heard(school).at(-1)).toBe('09-17 10:00 mother L3');
  });

  test('a family that is seeing to it is left alone until the agreed day, and asked again after it', () => {
    const school = family()
      .tell('09-14 08:05', WANG, roll('09-14', 'zhang'), absent('zhang', '09-14'))
      .tell('09-14 09:00', WANG, { kind: 'dealt_with', ...zhang, until: '2026-09-18' });
    for (const day of ['09-15', '09-16', '09-17'])
      school.tell(`${day} 08:05`, WANG, roll(day, 'zhang'), absent('zhang', day));
    expect(heard(school.runTo('09-18 14:00')).filter((line) => line.includes('father'))).toEqual([
      '09-14 08:05 father L1',
    ]);
    expect(heard(school.runTo('09-18 18:00')).filter((line) => line.includes('father'))).toEqual([
      '09-14 08:05 father L1',
      '09-18 15:00 father L3',
    ]);
  });

  test('without a guardian there is nobody to write to', () => {
    const parts = familyTown();
    const students = parts.students.map((student) => ({ ...student, guardians: [] }));
    expect(heard(threeDays(new School({ parts: { ...parts, students } })))).toEqual([]);
  });
});

/** The bureau sends the case to the township on Monday. */
const dispatchedLater = (school: School): School =>
  school.tell(
    '09-21 14:00',
    { person: 'zhou', role: 'bureau_officer' },
    { kind: 'dispatch', ...zhang, township: 't1', row: 'at_enrolment', reason: null },
  );
