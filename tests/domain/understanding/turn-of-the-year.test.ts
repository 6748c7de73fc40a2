import { expect, test } from 'vitest';
import { publicSchoolDays } from '../../../bot/public-school-days.ts';
import { understand } from '../../../domain/understanding/index.ts';

const own = { name: '三(2)班', students: ['高诗琪', '李晓月', '刘皓然'] };

test.each([
  ['2026-12-30', '高诗琪发烧，请假到1月4日', '2026-12-30', '2027-01-04'],
  ['2026-12-30', '高诗琪发烧，12月30日到1月4日请假', '2026-12-30', '2027-01-04'],
  ['2027-01-05', '高诗琪12月30日就请假了，要请到1月6日', '2026-12-30', '2027-01-06'],
  ['2027-01-05', '高诗琪12.30-1.6病假', '2026-12-30', '2027-01-06'],
])('on %s, %s: a date without a year is the nearest one', (today, text, from, until) => {
  const { entries } = understand(
    {
      ...{ text, earlier: [], now: Date.parse(`${today}T08:00:00+08:00`) },
      ...{ sender: { role: 'homeroom_teacher', class: own.name }, classes: [own] },
    },
    publicSchoolDays(),
  );
  expect(entries).toMatchObject([{ student: '高诗琪', from, until }]);
});
