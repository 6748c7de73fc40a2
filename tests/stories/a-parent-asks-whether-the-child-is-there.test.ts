import { expect, test } from 'vitest';
import { SCHOOL_DAYS } from '../support/asides.ts';
import { story } from '../support/play.ts';
import { TOWN } from '../support/town.ts';

const ALL_THERE = '09-14 07:55 wang 三(1)班应到6实到6';
const toldTeacher = (texts: readonly string[]): string[] => texts.filter((text) => text.includes('家长回话'));

test('whether the child is at school is answered from today’s record, and the teacher is asked nothing', async () => {
  const told = await story(
    { until: '09-14 09:00' },
    `${ALL_THERE}
     09-14 08:20 g-zhang 他在学校啊？
     09-14 08:21 g-zhang 张伟到学校没有
     09-14 08:22 g-zhang 张伟在不在学校 他电话打不通`,
  );
  expect(told.texts('g-zhang', 'reply')).toEqual([
    '收到。王老师已记：张伟今天到校。\n初次联系：孩子的信息怎么用，回“隐私”看。',
    '收到。王老师已记：张伟今天到校。',
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

/** 张伟 with both parents. */
const BOTH_PARENTS = {
  ...TOWN,
  people: [...TOWN.people, { id: 'mother', name: '李梅' }, { id: 'father', name: '张强' }],
  students: TOWN.students.map((student) =>
    student.id === 'zhang' ? { ...student, guardians: ['father', 'mother'] } : student,
  ),
};
const GUARDED = '收到，您的话已转给学校，由专人处理。情况紧急请马上拨打110。';

test('a guardian who is not among the safe ones hears nothing of the child, and the principal hears the question', async () => {
  const told = await story(
    { until: '09-14 10:00', town: BOTH_PARENTS },
    `${ALL_THERE}
     09-14 08:10 qian 张伟的消息只发给李梅
     09-14 08:20 father 他在学校吗？
     09-14 08:21 mother 他在学校吗？
     09-14 08:22 father 张伟到学校了吗
     09-14 08:23 father 我把他送到学校了
     09-14 08:30 father 张伟感冒了，请假一天
     09-14 08:40 qian 待办`,
  );
  for (const text of told.texts('father', 'reply')) expect(text).not.toMatch(/王老师|到校|到学校|同意/);
  expect(told.texts('father', 'reply')[0]).toContain(GUARDED);
  expect(told.texts('mother', 'reply')[0]).toContain('王老师已记：张伟今天到校。');
  expect(toldTeacher(told.texts('wang'))).toEqual([]);
  const asked = told.texts('qian').join('\n');
  expect(asked).toContain('家长来话请处理，别透露孩子情况');
  expect(asked).toContain('他在学校吗？');
  expect(asked).toContain('我把他送到学校了');
  expect(asked).toContain('学生请假，问清再答复（不发家长）');
  told.ignoring(SCHOOL_DAYS);
  told.rest();
});

test('what is answered to such a guardian goes no further, and whoever answers is told so', async () => {
  const told = await story(
    { until: '09-15 07:00', town: BOTH_PARENTS },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-14 08:10 father 孩子不想来读书了
     09-14 08:20 father 张伟感冒了，请假一天
     09-14 09:00 qian 张伟的消息只发给李梅
     09-14 09:10 wang 同意张伟请假
     09-14 09:20 wang 2 已经和孩子谈过，在教室`,
  );
  const replies = told.texts('wang', 'reply').join('\n');
  expect(replies.match(/这位家长不在可以告知的家长里，这个答复没有发出去。/g)).toHaveLength(2);
  expect(told.texts('father').join('\n')).not.toMatch(/答复：|在教室|同意张伟请假/);
  told.ignoring(SCHOOL_DAYS);
  told.rest();
});

test('after harm was told of, no guardian hears where the child is before it is known who is safe', async () => {
  const told = await story(
    { until: '09-14 10:00', town: BOTH_PARENTS },
    `${ALL_THERE}
     09-14 08:10 wang 张伟说在家被打
     09-14 08:20 father 张伟到学校没有
     09-14 08:21 mother 张伟到学校没有
     09-14 08:30 qian 张伟的消息只发给李梅
     09-14 08:31 mother 张伟到学校没有
     09-14 08:32 father 不要再发了`,
  );
  expect(told.texts('father', 'reply')[0]).toContain(GUARDED);
  const [unknown, known] = told.texts('mother', 'reply');
  expect(unknown).toContain(GUARDED);
  expect(known).toContain('王老师已记：张伟今天到校。');
  told.ignoring(SCHOOL_DAYS);
  told.rest();
});

test('a child that such a guardian cannot find is looked for, and the teacher does not tell the guardian', async () => {
  const told = await story(
    { until: '09-14 09:00', town: BOTH_PARENTS },
    `09-14 08:00 qian 张伟的消息只发给李梅
     09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-14 08:20 father 我也不知道张伟在哪里`,
  );
  expect(told.texts('father', 'reply')[0]).toContain(GUARDED);
  expect(toldTeacher(told.texts('wang'))[0]).toContain('找到了先告诉校长，不要告诉这位家长。');
  expect(told.texts('qian').join('\n')).toContain('孩子来没来、在哪里，都不要告诉');
  told.ignoring(SCHOOL_DAYS);
  told.rest();
});
