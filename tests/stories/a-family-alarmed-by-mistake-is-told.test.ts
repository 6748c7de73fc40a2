import { expect, test } from 'vitest';
import { AN_ABSENCE, SCHOOL_DAYS } from '../support/asides.ts';
import { story } from '../support/play.ts';
import { TOWN } from '../support/town.ts';

/** 张伟 has two guardians. */
const BOTH = {
  ...TOWN,
  students: TOWN.students.map((student) =>
    student.id === 'zhang' ? { ...student, guardians: ['g-zhang', 'g-ma'] } : student,
  ),
};
const AWAY = '09-14 08:05 wang 三(1)班应到6实到5，张伟没来';

test('who was asked where the child is hears at once that it was a mistake, and the office strikes it off the list', async () => {
  const told = await story(
    { until: '09-14 08:30', town: BOTH },
    `${AWAY}
     09-14 08:10 wang 不对，是李思雨不是张伟`,
  );
  for (const guardian of ['g-zhang', 'g-ma'])
    expect(told.texts(guardian).slice(1)).toEqual([
      '张伟（三(1)班）的家长您好：是我们弄错了，张伟今天到校了，不用担心，打扰了。\n汤丹中心小学王老师',
    ]);
  expect(told.texts('g-li')).toEqual([expect.stringContaining('还没到班里上课')]);
  expect(told.during('09-14 08:10', '09-14 08:10', 'g-zhang')).toHaveLength(1);
  expect(told.texts('zhao').join('\n')).toContain(
    '【名单更正】今天报错了1人，请从未到名单划去：\n· 张伟（三(1)班）',
  );
  told.ignoring(SCHOOL_DAYS);
  expect(told.rest()).toEqual([]);
});

test('a report that is taken back is taken back from the family too, and asked anew where it was true', async () => {
  const told = await story(
    { until: '09-14 08:25' },
    `${AWAY}
     09-14 08:10 wang 撤回
     09-14 08:15 wang 三(1)班应到6实到5，张伟没来`,
  );
  const texts = told.texts('g-zhang');
  expect(texts).toHaveLength(3);
  expect(texts[1]).toContain('今天问您的那条撤回了，可能是弄错了，打扰了。');
  expect(texts[2]).toContain('还没到班里上课');
  expect(told.texts('zhao').filter((text) => text.startsWith('【名单更正】'))).toHaveLength(1);
  told.ignoring(SCHOOL_DAYS);
  expect(told.rest()).toEqual([]);
});

test('a child that comes later was not missing by mistake, and nobody is told so', async () => {
  const told = await story(
    { until: '09-14 08:30' },
    `${AWAY}
     09-14 08:20 wang 张伟到了`,
  );
  expect(told.texts('g-zhang')).toHaveLength(1);
  expect(told.texts('zhao').filter((text) => text.includes('更正'))).toEqual([]);
  told.ignoring(SCHOOL_DAYS);
  expect(told.rest()).toEqual([]);
});

test('what is read the next morning says of which day it speaks', async () => {
  const told = await story(
    { until: '09-15 07:30', town: BOTH },
    `${AWAY}
     09-14 21:30 wang 不对，是李思雨不是张伟`,
  );
  expect(told.during('09-15 07:00', '09-15 07:00', 'g-zhang')).toHaveLength(1);
  expect(told.texts('g-zhang').at(-1)).toContain('是我们弄错了，张伟昨天到校了');
  told.during('09-15 06:30', '09-15 06:30');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});
