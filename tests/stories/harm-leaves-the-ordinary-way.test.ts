import { expect, test } from 'vitest';
import { SCHOOL_DAYS } from '../support/asides.ts';
import { story } from '../support/play.ts';

test('a word of harm reaches principal and bureau at once, stops the ordinary clocks, and never the guardian', async () => {
  const told = await story(
    { until: '09-14 20:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-14 08:20 wang 张伟说在家被打，不敢出门`,
  );
  expect(told.of('P1.R4-HAZARD').slice(0, 2).sort()).toEqual([
    '09-14 08:20 qian notice',
    '09-14 08:20 zhou notice',
  ]);
  // Before the word of harm came, the family was asked where the child is.
  expect(told.of('P3.1-CHECK-1H')).toEqual(['09-14 08:05 g-zhang notice']);
  expect(told.duties('P3.1-CHECK-1H')).toEqual(['wang 09-14 08:05 → 09-14 09:05 not_applicable']);
  expect(told.to('g-zhang')).toEqual(['09-14 08:05 notice P3.1-CHECK-1H']);
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:05 zhao notice P3.1-REPORT-2H',
    '09-14 13:30 wang reminder P3.3-ATT-1500',
    '09-14 14:30 wang reminder P3.3-ATT-1500',
    '09-14 14:50 wang reminder P3.3-ATT-1500',
    '09-14 15:00 wang reminder P3.3-ATT-1500',
    '09-14 15:00 zhao escalation P3.3-ATT-1500',
  ]);
});

test('a guardian who writes of harm is answered without a word about it', async () => {
  const told = await story({ until: '09-14 09:00' }, '09-14 08:20 g-zhang 孩子昨晚挨打了，今天不来');
  expect(told.of('P1.R4-HAZARD').sort()).toEqual(
    expect.arrayContaining(['09-14 08:20 qian notice', '09-14 08:20 zhou notice']),
  );
  for (const text of told.texts('g-zhang')) expect(text).not.toMatch(/挨打|被打|家暴|校长|教育局/);
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:10 wang reminder P3.1-ROLL',
    '09-14 08:10 zhao escalation P3.1-ROLL',
    '09-14 09:00 wang reminder P3.1-REPORT-2H',
  ]);
});

test.each(['张伟爸爸喝了酒就打我们娘俩，娃娃不敢上学', '张伟一个人在家住，我在广东，他自己煮饭'])(
  'a guardian who writes "%s" raises the alarm, and no guardian hears more',
  async (words) => {
    const told = await story(
      { until: '09-14 18:30' },
      `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
       09-14 08:20 g-zhang ${words}`,
    );
    expect(told.of('P1.R4-HAZARD').slice(0, 2).sort()).toEqual([
      '09-14 08:20 qian notice',
      '09-14 08:20 zhou notice',
    ]);
    expect(told.texts('qian').join('\n')).toContain('不要让动手的人知道孩子和家人在哪里');
    expect(told.texts('g-zhang', 'reply')).toEqual(['收到，会有专人联系您。情况紧急请马上拨打110。']);
    expect(told.to('g-zhang')).toEqual(['09-14 08:05 notice P3.1-CHECK-1H', '09-14 08:20 reply']);
    told.ignoring(SCHOOL_DAYS);
    told.rest();
  },
);
