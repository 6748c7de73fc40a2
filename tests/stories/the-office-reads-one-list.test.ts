import { expect, test } from 'vitest';
import type { DirectoryParts } from '../../domain/people/directory.ts';
import { story } from '../support/play.ts';
import { TOWN } from '../support/town.ts';

/** The town's pupils in two classes of three. */
const TWO_CLASSES: DirectoryParts = {
  ...TOWN,
  classes: [...TOWN.classes, { id: 'c2', name: '三(2)班', school: 's1' }],
  students: TOWN.students.map((student, place) => (place < 3 ? student : { ...student, class: 'c2' })),
  people: [...TOWN.people, { id: 'lee', name: '李老师' }],
  posts: [
    ...TOWN.posts,
    { person: 'lee', role: 'homeroom_teacher', unit: 'c2', from: '2026-09-01', until: null },
  ],
};

const REMINDED = ['09-14 07:50 lee reminder P3.1-ROLL', '09-14 07:50 wang reminder P3.1-ROLL'];

test('P3.1-REPORT-2H: who is on leave in each class stands in one message, in time for the two hours', async () => {
  const told = await story(
    { until: '09-14 10:05', town: TWO_CLASSES },
    `09-14 08:02 wang 三(1)班应到3实到2，张伟病假，已标注
     09-14 08:06 lee 三(2)班应到3实到2，马小军请事假一天，已标注`,
  );
  expect(told.to('zhao')).toEqual(['09-14 09:30 digest P3.1-REPORT-2H']);
  expect(told.texts('zhao')).toEqual([
    '【汇总】1件事\n【未到学生名单】2人\n· 张伟（三(1)班）：请假（已记）\n· 马小军（三(2)班）：请假（已记）\n回“待办”看要您办的事。',
  ]);
  expect(told.rest()).toEqual(REMINDED);
});

test('P3.1-VERIFY-SD: a list with somebody whom nobody has accounted for comes at once, with all of its class', async () => {
  const told = await story(
    { until: '09-14 08:05', town: TWO_CLASSES },
    '09-14 08:02 wang 三(1)班应到3实到1，张伟病假，李思雨没来，已标注',
  );
  expect(told.to('zhao')).toEqual(['09-14 08:02 notice P3.1-REPORT-2H']);
  expect(told.texts('zhao')[0]).toContain('2人');
  expect(told.rest()).toEqual([...REMINDED, '09-14 08:02 g-li notice P3.1-CHECK-1H']);
});

test('a list that would be late by the next gathering comes at once', async () => {
  const told = await story(
    { until: '09-14 14:00', town: TWO_CLASSES },
    `09-14 08:02 wang 三(1)班应到3实到3，已标注
     09-14 08:06 lee 三(2)班应到3实到3，已标注
     09-14 09:40 wang 张伟请病假回家了`,
  );
  expect(told.to('zhao')).toEqual(['09-14 09:40 notice P3.1-REPORT-2H']);
  expect(told.rest()).toEqual(REMINDED);
});

test('the office is not told what it has told itself', async () => {
  const told = await story(
    { until: '09-14 12:00', town: TWO_CLASSES },
    `09-14 08:02 wang 三(1)班应到3实到3，已标注
     09-14 08:06 lee 三(2)班应到3实到3，已标注
     09-14 08:10 zhao 三(1)班张伟请病假3天`,
  );
  expect(told.to('zhao')).toEqual(['09-14 08:10 reply']);
  expect(told.rest()).toEqual(REMINDED);
});
