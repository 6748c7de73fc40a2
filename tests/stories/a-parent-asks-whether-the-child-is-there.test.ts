import { expect, test } from 'vitest';
import { SCHOOL_DAYS } from '../support/asides.ts';
import { story } from '../support/play.ts';

const ALL_THERE = '09-14 07:55 wang 三(1)班应到6实到6';
const toldTeacher = (texts: readonly string[]): string[] => texts.filter((text) => text.includes('家长回话'));

test('whether the child is at school is answered from today’s record, and the teacher is asked nothing', async () => {
  const told = await story(
    { until: '09-14 09:00' },
    `${ALL_THERE}
     09-14 08:20 g-zhang 他在学校啊？
     09-14 08:21 g-zhang 张伟到学校没有`,
  );
  expect(told.texts('g-zhang', 'reply')).toEqual([
    '收到。王老师已记：张伟今天到校。\n初次联系：孩子的信息怎么用，回“隐私”看。',
    '收到。王老师已记：张伟今天到校。',
  ]);
  expect(toldTeacher(told.texts('wang'))).toEqual([]);
  told.ignoring(SCHOOL_DAYS);
});

test('a question that the record does not answer goes to the teacher as a question', async () => {
  const told = await story(
    { until: '09-14 08:30' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-14 08:20 g-zhang 她在学校啊？`,
  );
  expect(told.texts('g-zhang', 'reply')[0]).toContain('收到，已请王老师尽快联系您。');
  const [asked = ''] = toldTeacher(told.texts('wang'));
  expect(asked).toContain('“她在学校啊？”');
  expect(asked).not.toContain('看一眼');
  expect(asked).toContain('1 已和家长说好');
  told.ignoring(SCHOOL_DAYS);
  told.rest();
});

test('that the child is there, told after the teacher has recorded it, asks the teacher to look no more', async () => {
  const told = await story(
    { until: '09-14 09:00' },
    `09-14 07:50 wang 三(1)班应到6实到5，张伟没来
     09-14 07:54 wang 张伟到了
     09-14 08:20 g-zhang 谢谢老师，娃娃送到学校了
     09-14 08:25 g-zhang 1`,
  );
  const replies = told.texts('g-zhang', 'reply');
  expect(replies[0]).toContain('收到。王老师已记：张伟今天到校。');
  expect(replies[1]).toBe('收到。王老师已记：张伟今天到校。');
  expect(toldTeacher(told.texts('wang')).join('\n')).not.toContain('看一眼');
  told.ignoring(SCHOOL_DAYS);
  told.rest();
});

test('before the teacher has recorded it, the teacher is asked to look', async () => {
  const told = await story(
    { until: '09-14 08:30' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-14 08:20 g-zhang 娃娃送到学校了`,
  );
  expect(toldTeacher(told.texts('wang'))[0]).toContain('请到班里看一眼');
  told.ignoring(SCHOOL_DAYS);
  told.rest();
});
