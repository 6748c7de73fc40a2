import { expect, test } from 'vitest';
import {
  A_CASE,
  A_CASE_AFTER_A_WEEK,
  AN_ABSENCE,
  CHILDREN_IN_NEED,
  EMPTY_POSTS,
  SCHOOL_DAYS,
  SCHOOL_WEEKS,
} from '../support/asides.ts';
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
    // The class teacher sorts cause, whereabouts and willingness for the report.
    '09-18 16:30 wang reminder',
    '09-20 08:10 qian document',
    '09-20 08:10 qian notice',
    '09-20 08:10 sun notice',
    '09-20 08:10 zhou notice',
    '09-20 13:05 qian reminder',
    '09-20 17:00 qian reminder',
    '09-20 17:00 wang reminder',
    '09-20 18:00 head escalation',
    '09-20 18:00 wang reminder',
    // The principal's day is full by then; the rest of it comes gathered.
    '09-20 18:30 qian digest',
    '09-20 18:30 zhao digest',
  ]);
  expect(told.of('P3.1-PERSUADE-3')).toContain('09-20 18:30 qian digest');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK);
});

test('a child who comes to the roll of the seventh day is not reported', async () => {
  const told = await story(
    { until: '09-20 20:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-20 08:05 wang 全到齐`,
  );
  // What the report needs was asked of the class teacher before.
  expect(told.of('P3.1-REPORT-7D')).toEqual(['09-18 16:30 wang reminder']);
  expect(told.stage('zhang')).toBe('RETURNED');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, EMPTY_POSTS, CHILDREN_IN_NEED);
});
