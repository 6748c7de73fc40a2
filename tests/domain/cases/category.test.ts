/** 分清类别: what people say of a case, read into the three of policy.md §7.3. */
import { describe, expect, test } from 'vitest';
import {
  categoryList,
  categoryProblems,
  isSo,
  readCategory,
  reasonOf,
} from '../../../domain/cases/category.ts';
import { emptyFile } from '../../../domain/cases/file.ts';
import { NO_NOTES } from '../../../domain/parents/notes.ts';
import { policyProblems } from '../../../domain/policy/problems.ts';
import { loadPolicy } from '../../../seeds/load-policy.ts';

const POLICY = loadPolicy('dongchuan');
const { settings } = POLICY;
const WORKS = { reason: '外出务工', whereabouts: '外地务工', willingness: '拒绝(学生)' };

describe('names, words and numbers, in any order and with any stops', () => {
  test.each<[string, object]>([
    ['外出务工，外地，不愿返校', WORKS],
    ['不愿返校、外地、外出务工', WORKS],
    ['在外打工外地不愿来', WORKS],
    ['原因：打工；去向：外地务工；意愿：拒绝（学生）', WORKS],
    ['3、18、23', WORKS],
    ['23 3 18', WORKS],
    [
      '随迁，外地，家长不同意',
      { reason: '随家庭流动', whereabouts: '外地随父母', willingness: '拒绝(监护人)' },
    ],
    ['厌学 在家 犹豫', { reason: '厌学/学习困难', whereabouts: '在家', willingness: '犹豫' }],
    ['家里困难，在家', { reason: '家庭经济困难', whereabouts: '在家' }],
    ['失联，去向不明', { reason: '失联', whereabouts: '不明' }],
    ['愿意返校', { willingness: '愿返' }],
  ])('%s', (text, told) => {
    expect(readCategory(text, settings)).toEqual({ told, unclear: [] });
  });
});

describe('what fits nothing, or two of one kind, is not guessed', () => {
  test.each<[string, string[]]>([
    ['外星人，在家，愿返', ['外星']],
    ['外地，不愿返校', ['外地']],
    ['厌学，打工，在家', ['厌学', '打工']],
    ['家长愿意，孩子不愿意', ['愿意', '不愿意']],
    ['3、18、99', ['99']],
  ])('%s', (text, unclear) => {
    const told = readCategory(text, settings);
    for (const word of unclear) expect(told.unclear.join('、')).toContain(word);
  });

  test('不在家 is not 在家', () => {
    expect(readCategory('不在家', settings).told).toEqual({});
  });
});

test('the list is numbered through, so that one number says which of the three it is', () => {
  const list = categoryList(settings);
  expect(list.map(({ number }) => number)).toEqual(list.map((_, place) => place + 1));
  expect(list.filter(({ part }) => part === 'reason')).toHaveLength(13);
  expect(list.filter(({ part }) => part === 'whereabouts')).toHaveLength(7);
  expect(list.filter(({ part }) => part === 'willingness')).toHaveLength(4);
});

test('a county’s own tables are checked at start', () => {
  expect(categoryProblems(settings)).toEqual([]);
  const wrong = {
    ...settings,
    'categories.willingness': { ...settings['categories.willingness'], 愿返: ['打工'] },
    'categories.circumstances': { 进厂: 'work' as const },
  };
  expect(policyProblems({ ...POLICY, settings: wrong }).join('\n')).toMatch(
    /打工 stands under reason and under willingness[\s\S]*进厂 is none of categories.reasons/,
  );
});

test('a circumstance that was told says the reason where nobody has sorted the case', () => {
  const file = { ...emptyFile('zhang'), family: { ...NO_NOTES, circumstances: ['girl' as const] } };
  expect(reasonOf(file, settings)).toBe('早婚早育');
  const sorted = { ...file, category: { reason: '外出务工', whereabouts: null, willingness: null } };
  expect(reasonOf(sorted, settings)).toBe('外出务工');
  expect(isSo('work', sorted, settings)).toBe(true);
  expect(isSo('work', file, settings)).toBe(false);
});
