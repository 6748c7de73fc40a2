import { expect, test } from 'vitest';
import { SCHOOL_DAYS } from '../support/asides.ts';
import { story } from '../support/play.ts';

test('A-EDU-INCIDENT: through quiet hours, acknowledged within the hour, else the head hears; the second one too', async () => {
  const told = await story(
    { until: '09-15 00:30', set: {} },
    `09-14 22:40 qian 突发：送返路上车辆故障，两名学生滞留在山上
     09-14 22:50 sun 突发情况：家长阻拦工作组，双方僵持
     09-14 22:55 zhou 1 已请派出所前往`,
  );
  expect(told.of('A-EDU-INCIDENT').filter((line) => line.includes('zhou notice'))).toEqual([
    '09-14 22:40 zhou notice',
    '09-14 22:50 zhou notice',
  ]);
  // Two wait, so the bot asks which; what is left unanswered climbs within the hour.
  expect(told.texts('zhou', 'reply').at(-1)).toContain('2件事');
  expect(told.of('A-EDU-INCIDENT')).toContain('09-14 23:40 wu escalation');
  told.ignoring(SCHOOL_DAYS);
});

test('P1.3-CHANNEL: a word for those who work on a case goes to each by name; G3-MEDIA: publicity is kept', async () => {
  const told = await story(
    { until: '09-14 10:00' },
    `09-14 09:00 wang 转告张伟工作组：他爸爸答应周一送他回来
     09-14 09:10 wang 转告张飞飞工作组：请注意
     09-14 09:20 qian 宣传：赶集日发放义务教育法宣传单200份`,
  );
  const relayed = told.lines.filter(({ rule }) => rule === 'P1.3-CHANNEL');
  expect(relayed.map(({ to }) => to).sort()).toEqual(['he', 'luo', 'qian', 'sun', 'zhao']);
  expect(relayed.every(({ text }) => text.includes('答应周一送他回来'))).toBe(true);
  expect(told.texts('wang', 'reply')).toEqual([
    expect.stringContaining('5人'),
    expect.stringContaining('没有“张飞飞”'),
  ]);
  expect(told.texts('qian', 'reply')).toEqual([expect.stringContaining('宣传台账')]);
  told.ignoring(SCHOOL_DAYS);
  expect(told.rest()).toEqual([
    '09-14 09:00 he notice P1.3-CHANNEL',
    '09-14 09:00 luo notice P1.3-CHANNEL',
    '09-14 09:00 qian notice P1.3-CHANNEL',
    '09-14 09:00 sun notice P1.3-CHANNEL',
    '09-14 09:00 zhao notice P1.3-CHANNEL',
  ]);
});
