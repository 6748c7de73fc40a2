import { expect, test } from 'vitest';
import { AN_ABSENCE, SCHOOL_DAYS } from '../support/asides.ts';
import { story } from '../support/play.ts';
import { TOWN } from '../support/town.ts';

test('the family is asked where the child is as soon as the teacher reports it, kindly and by the given name', async () => {
  const told = await story({ until: '09-14 08:30' }, '09-14 08:05 wang 三(1)班应到6实到5，李思雨没来');
  expect(told.to('g-li')).toEqual(['09-14 08:05 notice P3.1-CHECK-1H']);
  const [text = ''] = told.texts('g-li');
  expect(text).toBe(
    '思雨（三(1)班）的家长您好：思雨今天还没到班里上课。孩子平安吗，现在在哪里？\n请回复：1 在路上了　2 病了或请假　3 不知道在哪。写句话也行。\n汤丹中心小学王老师',
  );
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:05 zhao notice P3.1-REPORT-2H',
  ]);
});

test('whoever has told the teacher is not asked', async () => {
  const told = await story(
    { until: '09-14 12:00' },
    '09-14 08:05 wang 三(1)班应到6实到5，张伟没来，已联系家长，在路上',
  );
  expect(told.to('g-zhang')).toEqual([]);
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:05 zhao notice P3.1-REPORT-2H',
  ]);
});

test('leave is no absence to ask about', async () => {
  const told = await story({ until: '09-14 12:00' }, '09-14 08:05 wang 三(1)班应到6实到5，张伟病假');
  expect(told.to('g-zhang')).toEqual([]);
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 09:30 zhao notice P3.1-REPORT-2H',
  ]);
});

test('a family with two children away hears of each by itself', async () => {
  const students = TOWN.students.map((student) =>
    student.id === 'li' || student.id === 'gao' ? { ...student, guardians: ['g-li'] } : student,
  );
  const told = await story(
    { until: '09-14 08:30', town: { ...TOWN, students } },
    '09-14 08:05 wang 三(1)班应到6实到4，李思雨、高兰没来',
  );
  expect(
    told
      .texts('g-li')
      .map((text) => text.slice(0, 2))
      .sort(),
  ).toEqual(['思雨', '高兰']);
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:05 zhao notice P3.1-REPORT-2H',
  ]);
});

test('a child told of at night is telephoned about, and nobody reads in the morning that it is not in class', async () => {
  const told = await story({ until: '09-15 07:45' }, '09-14 21:10 wang 三(1)班张伟今天没来');
  expect(told.to('g-zhang')).toEqual([]);
  expect(told.duties('P3.1-CHECK-1H')).toHaveLength(1);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('a child told of before the families are up is asked after that morning', async () => {
  const told = await story({ until: '09-14 07:30' }, '09-14 06:50 wang 三(1)班张伟今天没来');
  expect(told.to('g-zhang')).toEqual(['09-14 07:00 notice P3.1-CHECK-1H']);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});
