import { describe, expect, test } from 'vitest';
import { link } from '../../../domain/comparison/link.ts';
import type { Entry } from '../../../domain/comparison/types.ts';
import { entry, linking } from '../../support/entries.ts';
import { idNumber } from '../../support/roster-workbook.ts';

const A_NUMBER = idNumber(1);
const ANOTHER = idNumber(2);

/** What became of one child on either side. */
const met = (one: Partial<Entry>, other: Partial<Entry>): string => {
  const { links, unresolved } = link([entry(one)], [entry(other)], linking);
  return links.length > 0 ? 'one child' : unresolved.length > 0 ? 'undecided' : 'two children';
};

describe('two entries', () => {
  test.each<[string, Partial<Entry>, Partial<Entry>, string]>([
    ['one number', { idNumber: A_NUMBER }, { idNumber: A_NUMBER }, 'one child'],
    [
      'one number, a changed name',
      { idNumber: A_NUMBER },
      { idNumber: A_NUMBER, name: '张宏远', guardians: [], birth: null },
      'one child',
    ],
    [
      'two numbers, another name',
      { idNumber: A_NUMBER },
      { idNumber: ANOTHER, name: '李强' },
      'two children',
    ],
    ['two numbers, all else alike', { idNumber: A_NUMBER }, { idNumber: ANOTHER }, 'undecided'],
    [
      'two numbers, another guardian',
      { idNumber: A_NUMBER },
      { idNumber: ANOTHER, guardians: ['张富'] },
      'two children',
    ],
    ['no number on one side', { idNumber: A_NUMBER }, {}, 'one child'],
    ['no number at all', {}, {}, 'one child'],
    ['guardian missing', {}, { guardians: [] }, 'undecided'],
    ['another guardian', {}, { guardians: ['李桂英'] }, 'undecided'],
    ['both parents against one', { guardians: ['张有田', '李桂英'] }, { guardians: ['李桂英'] }, 'one child'],
    ['birthday missing', {}, { birth: null }, 'undecided'],
    ['one figure of the birthday', {}, { birth: '2017-03-05' }, 'undecided'],
    ['month and day swapped', {}, { birth: '2017-04-03' }, 'undecided'],
    ['another birthday', {}, { birth: '2016-11-20' }, 'undecided'],
    ['another birthday and guardian', {}, { birth: '2016-11-20', guardians: ['张富'] }, 'two children'],
    ['a changed name without a number', {}, { name: '张宏远' }, 'undecided'],
    ['a name that sounds the same', {}, { name: '张玮' }, 'undecided'],
    ['a guardian that sounds the same', {}, { guardians: ['张友田'] }, 'undecided'],
    ['another sex', {}, { sex: 'female' }, 'undecided'],
    [
      'a wrong digit, guardian missing',
      { idNumber: A_NUMBER, guardians: [] },
      { doubtfulId: `${A_NUMBER.slice(0, 12)}9${A_NUMBER.slice(13)}`, guardians: [] },
      'one child',
    ],
    [
      'the old number of fifteen digits, guardian missing',
      { idNumber: A_NUMBER, guardians: [] },
      { doubtfulId: A_NUMBER.slice(0, 6) + A_NUMBER.slice(8, 17), guardians: [] },
      'one child',
    ],
    [
      'a wrong digit, another name that sounds the same',
      { idNumber: A_NUMBER, guardians: [] },
      { doubtfulId: `${A_NUMBER.slice(0, 12)}9${A_NUMBER.slice(13)}`, name: '张玮', guardians: [] },
      'undecided',
    ],
    [
      'a minority name with other dots and spaces',
      { name: '阿依古丽·买买提' },
      { name: '阿依古丽．买买提 ' },
      'one child',
    ],
    ['full-width letters', { name: 'ＡＮＮＡ岩' }, { name: 'Anna 岩' }, 'one child'],
    ['a variant of the character', { name: '黄伟' }, { name: '黃伟' }, 'one child'],
    ['a long name cut short', { name: '阿依古丽·买买提' }, { name: '阿依古丽' }, 'undecided'],
    [
      'name, birthday and school',
      { guardians: [], school: '甲校' },
      { guardians: [], school: '甲校' },
      'one child',
    ],
    [
      'name and school alone',
      { school: '甲校' },
      { birth: null, guardians: [], school: '甲校' },
      'undecided',
    ],
    [
      'name, guardian and school, birthday missing on one side',
      { school: '甲校' },
      { birth: null, school: '甲校' },
      'undecided',
    ],
    [
      'name, guardian and school, another birthday',
      { birth: '2014-03-04', school: '甲校' },
      { birth: '2009-11-20', school: '甲校' },
      'undecided',
    ],
    [
      'name, guardian, school and a number with a slip, a birthday with a slip',
      { idNumber: A_NUMBER, school: '甲校' },
      { doubtfulId: `${A_NUMBER.slice(0, 12)}9${A_NUMBER.slice(13)}`, birth: '2017-03-05', school: '甲校' },
      'undecided',
    ],
    [
      'two numbers, all else alike and the school too',
      { idNumber: A_NUMBER, school: '甲校' },
      { idNumber: ANOTHER, school: '甲校' },
      'undecided',
    ],
    [
      'another sex, all else alike and the school too',
      { school: '甲校' },
      { sex: 'female', school: '甲校' },
      'undecided',
    ],
    [
      'a name that sounds the same, all else alike and the school too',
      { school: '甲校' },
      { name: '张玮', school: '甲校' },
      'undecided',
    ],
    ['a name and nothing else', {}, { birth: null, guardians: [] }, 'two children'],
  ])('%s: %#', (_, one, other, expected) => {
    expect(met(one, other)).toBe(expected);
  });
});

describe('more than two', () => {
  test('twins of two names are told apart', () => {
    const twins = () => [entry({ name: '张伟' }), entry({ name: '张强' })];
    const { links, unresolved } = link(twins(), twins(), linking);
    expect(links.map(({ left, right }) => [left.name, right.name])).toEqual([
      ['张伟', '张伟'],
      ['张强', '张强'],
    ]);
    expect(unresolved).toEqual([]);
  });

  test('two of one name and one birthday stay undecided, with both as candidates', () => {
    const [one, two] = [entry({ class: '三(1)班' }), entry({ class: '三(2)班' })];
    const { links, unresolved, rightAlone } = link([entry()], [one, two], linking);
    expect(links).toEqual([]);
    expect(
      unresolved.map(({ reason, candidates }) => [reason, candidates.map((c) => c.entry.class)]),
    ).toEqual([['candidates', ['三(1)班', '三(2)班']]]);
    expect(rightAlone).toEqual([]);
  });

  test('the number of one of them decides, and then the other is free', () => {
    const { links, unresolved } = link(
      [entry({ idNumber: A_NUMBER }), entry()],
      [entry({ idNumber: A_NUMBER }), entry()],
      linking,
    );
    expect(links.map(({ left }) => left.idNumber)).toEqual([A_NUMBER, null]);
    expect(unresolved).toEqual([]);
  });

  test('a second child of that name and birthday rivals the first, though its guardian differs', () => {
    const { links, unresolved } = link([entry()], [entry(), entry({ guardians: ['李桂英'] })], linking);
    expect(links).toEqual([]);
    expect(unresolved[0]?.candidates.map(({ confidence }) => confidence)).toEqual([1, 0.75]);
  });

  test('of whom nothing but a name is told stays undecided', () => {
    const { unresolved, leftAlone } = link(
      [entry({ birth: null, guardians: [] })],
      [entry({ name: '李强' })],
      linking,
    );
    expect(unresolved.map(({ reason }) => reason)).toEqual(['too_little']);
    expect(leftAlone).toEqual([]);
  });

  test('a crowd of the same name, birthday and guardian is not taken apart', () => {
    const crowd = Array.from({ length: 30 }, () => entry());
    const { links, unresolved } = link(crowd.slice(0, 1), [...crowd.slice(1), ...crowd.slice(1)], linking);
    expect(links).toEqual([]);
    expect(unresolved[0]?.candidates.length).toBeGreaterThan(1);
    const { unresolved: many } = link(
      crowd,
      crowd.map((told) => ({ ...told })),
      linking,
    );
    expect(many.map(({ reason }) => reason)).toEqual(crowd.map(() => 'crowded'));
  });

  test('a contradiction is shown to whoever decides, with everything that agrees', () => {
    const { unresolved, leftAlone, rightAlone } = link(
      [entry({ birth: '2014-03-04', school: '甲校' })],
      [entry({ birth: '2009-11-20', school: '甲校' })],
      linking,
    );
    expect(unresolved[0]).toMatchObject({
      reason: 'candidates',
      candidates: [{ confidence: 0.85, evidence: ['name', 'other_birth', 'guardian', 'school'] }],
    });
    expect([leftAlone, rightAlone]).toEqual([[], []]);
  });

  test('says on what a link rests', () => {
    const [pair] = link([entry()], [entry({ idNumber: A_NUMBER })], linking).links;
    expect(pair).toMatchObject({ confidence: 1, evidence: ['name', 'birth', 'guardian'] });
  });
});
