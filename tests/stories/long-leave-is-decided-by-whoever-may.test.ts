import { expect, test } from 'vitest';
import { AN_ABSENCE, SCHOOL_DAYS } from '../support/asides.ts';
import { story } from '../support/play.ts';

/** The class teacher may give a day (policy.md §6.2 T3). */
const TO_WEDNESDAY = '09-14 08:05 wang 张伟发烧，请假到周三';

test('leave that a teacher tells for three days goes to the office, with numbers, and the answer comes back', async () => {
  const told = await story(
    { until: '09-15 10:00' },
    `${TO_WEDNESDAY}
     09-14 08:30 zhao 1
     09-15 08:05 wang 今天谁没来
     09-15 08:06 wang 张伟没来
     09-15 08:07 wang 张伟请假
     09-15 08:08 wang 今天谁没来`,
  );
  expect(told.texts('wang', 'reply')[0]).toBe(
    '已记 三(1)班 9月14日（周一）\n· 病假：张伟\n→ 张伟：先记1天假，9月14日（周一）；其余已转赵主任批，批了告诉您\n其他人都到了吗？都到了就回“1”（其他都到），今天不用再点名；还有没到的，直接发名字。',
  );
  expect(told.texts('zhao').join('\n')).toContain(
    '学生请假，请答复，今天18:00前\n  病假，9月15日至9月16日\n回复：1 同意　2 不同意',
  );
  expect(told.texts('wang').join('\n')).toContain(
    '【请假答复】张伟（三(1)班）：赵主任同意请病假，9月15日（周二）至9月16日（周三）。已记好，这几天算请假。',
  );
  expect(told.texts('g-zhang')).toEqual([]);
  const [, first, again, leave, second] = told.texts('wang', 'reply');
  expect(first).toContain('张伟（三(1)班）：请假（已记）');
  expect(again).toContain('· 病假：张伟');
  expect(again).not.toContain('请在');
  expect(leave).toContain('· 病假：张伟');
  expect(second).toContain('张伟（三(1)班）：请假（已记）');
  expect(told.duties('P3.1-CHECK-1H')).toEqual([]);
  expect(told.stage('zhang')).toBe('ABSENT_EXCUSED');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('a week goes to the principal; what is refused comes back with the reason, and the day that was given stays', async () => {
  const told = await story(
    { until: '09-14 12:00' },
    `09-14 08:05 wang 张伟家里有事请假到周五
     09-14 08:30 qian 2 农忙不能请假`,
  );
  expect(told.texts('qian').join('\n')).toContain('学生请长假，请答复');
  expect(told.texts('wang').join('\n')).toContain(
    '【请假答复】张伟（三(1)班）：钱校长没有同意9月15日（周二）至9月18日（周五）的请假：农忙不能请假。请和家长说清。',
  );
  expect(told.stage('zhang')).toBe('ABSENT_EXCUSED');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('the day that a teacher records beside a family’s longer request leaves that request with the office', async () => {
  const told = await story(
    { until: '09-14 12:00' },
    `09-14 07:40 g-zhang 孩子发烧，请病假三天
     09-14 08:05 wang 三(1)班应到6实到5，张伟病假
     09-14 08:30 zhao 1`,
  );
  expect(told.texts('g-zhang').at(-1)).toContain('赵主任同意张伟请假，9月15日（周二）到9月16日（周三）');
  expect(told.texts('wang').join('\n')).toContain('【请假答复】张伟（三(1)班）：赵主任同意请病假');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
  expect(told.rest()).toEqual([]);
});

test('the second day of an illness is asked of the office once, however often it is told', async () => {
  const told = await story(
    { until: '09-15 12:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟病假
     09-15 08:05 wang 三(1)班应到6实到5，张伟病假
     09-15 08:06 wang 张伟还在发烧
     09-15 08:20 zhao 1`,
  );
  expect(told.texts('wang', 'reply')[1]).toContain('张伟：已转赵主任批，批了告诉您');
  expect(told.duties('P3.3-TRACK', 'zhang').filter((line) => line.startsWith('zhao'))).toEqual([
    'zhao 09-15 08:05 → 09-15 18:00 done 09-15 08:20',
  ]);
  expect(told.stage('zhang')).toBe('ABSENT_EXCUSED');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('what was taken back is asked no more', async () => {
  const told = await story(
    { until: '09-14 12:00' },
    `${TO_WEDNESDAY}
     09-14 08:10 wang 撤回
     09-14 08:30 zhao 待办`,
  );
  expect(told.texts('zhao', 'reply')).toEqual(['您现在没有要办的事。']);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});
