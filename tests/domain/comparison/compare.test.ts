import { describe, expect, test } from 'vitest';
import { compare, isOfSchoolAge } from '../../../domain/comparison/compare.ts';
import { listsOf } from '../../../domain/comparison/lists.ts';
import type { Entries } from '../../../domain/comparison/types.ts';
import { enrolment, entry, household, linking, monitored } from '../../support/entries.ts';
import { idNumber } from '../../support/roster-workbook.ts';

const AS_OF = '2026-09-08';
const TOWNSHIPS: Record<string, string> = { 清溪中心小学: 't-clear', 石桥中学: 't-stone' };

const listed = (told: Partial<Entries>) =>
  listsOf(
    compare({ household: [], enrolment: [], in_school: [], monitored: [], ...told }, AS_OF, linking),
    (school) => TOWNSHIPS[school] ?? null,
  );
const short = (told: Partial<Entries>) =>
  listed(told).map(({ list, name, township, ground }) => [list, name, township, ground.kind]);

describe('school age', () => {
  test.each([
    ['six on the last day', '2020-08-31', true],
    ['six a day later', '2020-09-01', false],
    ['fifteen', '2010-09-09', true],
    ['sixteen today', '2010-09-08', false],
  ])('%s', (_, birth, isOfAge) => {
    expect(isOfSchoolAge(birth, AS_OF)).toBe(isOfAge);
  });

  test('in spring the year of the autumn before counts', () => {
    expect(isOfSchoolAge('2020-08-31', '2027-03-08')).toBe(true);
    expect(isOfSchoolAge('2020-09-01', '2027-03-08')).toBe(false);
  });
});

describe('a child', () => {
  test('with a record and in class is on no list', () => {
    expect(
      short({
        household: [household()],
        enrolment: [enrolment()],
        in_school: [entry({ school: '清溪中心小学' })],
      }),
    ).toEqual([]);
  });

  test('without a record is on list A of the household’s township', () => {
    expect(short({ household: [household({ township: 't-stone' })] })).toEqual([
      ['A', '张伟', 't-stone', 'without_record'],
    ]);
  });

  test('without a record who sits in a class is on both lists, and list A says where', () => {
    const children = listed({
      household: [household()],
      in_school: [entry({ school: '石桥中学', class: '七(1)班' })],
    });
    expect(children.map(({ list, township }) => [list, township])).toEqual([
      ['A', 't-clear'],
      ['C', 't-stone'],
    ]);
    expect(children[0]?.ground).toEqual({
      kind: 'without_record',
      seat: { school: '石桥中学', class: '七(1)班' },
    });
  });

  test('disabled with schooling put off is on list B; put off without being disabled on list A', () => {
    expect(
      short({
        household: [
          household({ name: '李强', isDisabled: true, isDeferred: true }),
          household({ name: '王芳', isDeferred: true }),
          household({ name: '陈明', isDisabled: true }),
        ],
      }),
    ).toEqual([
      ['A', '王芳', 't-clear', 'without_record'],
      ['A', '陈明', 't-clear', 'without_record'],
      ['B', '李强', 't-clear', 'deferred'],
    ]);
  });

  test('with a record who is in no class is on list C, and on list D when monitored, with the type and nothing else', () => {
    const children = listed({
      enrolment: [enrolment({ idNumber: idNumber(1) })],
      monitored: [monitored({ idNumber: idNumber(1), type: 'sudden', guardians: ['户主'] })],
    });
    expect(children.map(({ list, township }) => [list, township])).toEqual([
      ['C', 't-clear'],
      ['D', 't-clear'],
    ]);
    expect(children[1]?.ground).toEqual({ kind: 'monitored', type: 'sudden' });
    expect(JSON.stringify(children)).not.toContain('户主');
  });

  test('in another school than the record says is on list C with where', () => {
    expect(
      listed({ enrolment: [enrolment()], in_school: [entry({ school: '石桥中学', class: '七(1)班' })] })[0]
        ?.ground,
    ).toEqual({ kind: 'other_school', seat: { school: '石桥中学', class: '七(1)班' } });
  });

  test.each(['suspended', 'home_taught', 'completed'] as const)(
    'whose record is %s is not expected in class',
    (standing) => {
      expect(short({ household: [household()], enrolment: [enrolment({ standing })] })).toEqual([]);
    },
  );

  test('whose record has left has none', () => {
    expect(short({ household: [household()], enrolment: [enrolment({ standing: 'left' })] })).toEqual([
      ['A', '张伟', 't-clear', 'without_record'],
    ]);
  });

  test('who may be one of two is undecided, and neither missing nor found', () => {
    const children = listed({
      household: [household()],
      enrolment: [enrolment(), enrolment({ class: '三(2)班' })],
      in_school: [entry({ school: '清溪中心小学', class: '三(1)班', guardians: [] })],
    });
    expect(children.map(({ list, ground }) => [list, ground.kind])).toEqual([
      ['unresolved', 'unresolved'],
      ['unresolved', 'unresolved'],
      ['unresolved', 'unresolved'],
    ]);
  });

  test('of a school that the directory does not have goes to nobody’s township', () => {
    expect(short({ enrolment: [enrolment({ school: '别处小学' })] })).toEqual([
      ['C', '张伟', null, 'not_in_school'],
    ]);
  });
});

test('what goes in comes out: counts add up', () => {
  const { counts, notOfAge, excused } = compare(
    {
      household: [
        household({ name: '甲' }),
        household({ name: '乙', birth: '2024-01-01' }),
        household({ idNumber: idNumber(3) }),
      ],
      enrolment: [enrolment({ idNumber: idNumber(3) }), enrolment({ name: '丙', standing: 'suspended' })],
      in_school: [entry({ idNumber: idNumber(3) }), entry({ name: '丁' })],
      monitored: [],
    },
    AS_OF,
    linking,
  );
  expect([notOfAge, excused]).toEqual([1, 1]);
  expect(counts.household_enrolment).toEqual({
    left: 2,
    right: 2,
    byNumber: 1,
    byLikeness: 0,
    unresolved: 1,
    leftAlone: 0,
    rightAlone: 0,
  });
  expect(counts.enrolment_in_school).toMatchObject({ left: 1, right: 2, byNumber: 1, rightAlone: 1 });
});

test('one number and two names: both registers hear of it', () => {
  const { otherNames } = compare(
    {
      household: [household({ idNumber: idNumber(1), name: '张宏远' })],
      enrolment: [enrolment({ idNumber: idNumber(1) })],
      in_school: [entry({ idNumber: idNumber(1) })],
      monitored: [],
    },
    AS_OF,
    linking,
  );
  expect(otherNames.map(({ comparison, left, right }) => [comparison, left.name, right.name])).toEqual([
    ['household_enrolment', '张宏远', '张伟'],
  ]);
});

test('two of whom the same is told have two keys', () => {
  const keys = listed({ household: [household(), household()] }).map(({ key }) => key);
  expect(new Set(keys).size).toBe(2);
});
