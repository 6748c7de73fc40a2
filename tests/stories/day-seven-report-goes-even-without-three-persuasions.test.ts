import { expect, test } from 'vitest';
import { story } from '../support/play.ts';

test('on the seventh day the report is drafted and asked for, with one persuasion in the file', async () => {
  const told = await story(
    { until: '09-20 20:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-18 16:00 zhao 今天到张伟家劝返，孩子说读不进去，不想读了`,
  );
  expect(told.state.students.zhang).toMatchObject({
    stage: 'SUSPECTED_7',
    day7On: '2026-09-20',
    persuasions: 1,
  });
  expect(told.of('P3.1-REPORT-7D')).toEqual([
    '09-20 08:10 qian document',
    '09-20 08:10 qian notice',
    '09-20 08:10 sun notice',
    '09-20 08:10 zhou notice',
    '09-20 13:05 qian reminder',
    '09-20 17:00 qian reminder',
    '09-20 18:00 head escalation',
    // The principal's day is full by then; the rest of it comes gathered.
    '09-20 18:30 qian digest',
  ]);
  expect(told.of('P3.1-PERSUADE-3')).toContain('09-20 18:30 qian digest');
});

test('a child who comes to the roll of the seventh day is not reported', async () => {
  const told = await story(
    { until: '09-20 20:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-20 08:05 wang 全到齐`,
  );
  expect(told.of('P3.1-REPORT-7D')).toEqual([]);
  expect(told.stage('zhang')).toBe('RETURNED');
});
