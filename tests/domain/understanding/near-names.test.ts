import { expect, test } from 'vitest';
import { publicSchoolDays } from '../../../bot/public-school-days.ts';
import { understand } from '../../../domain/understanding/index.ts';

const calendar = publicSchoolDays();

/** `禄星月 unaccounted` for each child told of, and what is asked, with whoever may be meant. */
const told = (text: string, ...classes: { name: string; students: string[] }[]): string[] => {
  const now = Date.parse('2026-09-14T08:30:00+08:00');
  const [own] = classes;
  const role = classes.length > 1 ? 'academic_office' : 'homeroom_teacher';
  const sender =
    role === 'academic_office' ? ({ role } as const) : ({ role, class: own?.name ?? '' } as const);
  const { entries = [], unsure } = understand({ text, now, sender, classes }, calendar);
  return [
    ...entries.map(({ student, status }) => `${student} ${status}`),
    ...unsure.map(({ code, candidates }) => `${code} ${candidates.join('、')}`),
  ];
};

const OWN = { name: '三(2)班', students: ['罗雨欣', '禄星月', '杨晓敏', '王磊', '罗小龙'] };

test.each([
  ['罗小弟没来', 'unknown_name 罗小龙、罗雨欣'],
  ['罗雨梦请假', 'unknown_name 罗雨欣、罗小龙'],
  ['杨晓东旷课', 'unknown_name 杨晓敏'],
])('“%s”: nobody says or writes the one for the other, and it is asked', (text, asked) => {
  expect(told(text, OWN)).toEqual([asked]);
});

test.each([
  ['禄星约没来', '禄星月 unaccounted'],
  ['罗羽欣没来', '罗雨欣 unaccounted'],
  ['罗雨兴没来', '罗雨欣 unaccounted'],
  ['罗小农没来', '罗小龙 unaccounted'],
  ['罗小尤没来', '罗小龙 unaccounted'],
])('“%s”: heard, spoken or written wrong, it is meant', (text, entry) => {
  expect(told(text, OWN)).toEqual([entry]);
});

test('namesakes in one class, or in two classes of the school, are asked about', () => {
  expect(told('王磊没来', { ...OWN, students: [...OWN.students, '王磊'] })).toEqual([
    'which_student 王磊、王磊',
  ]);
  expect(told('王磊没来', OWN, { name: '三(1)班', students: ['王磊', '张伟'] })).toEqual([
    'which_student 王磊、王磊',
  ]);
});
