import { expect, test } from 'vitest';
import {
  A_CASE,
  AN_ABSENCE,
  CHILDREN_IN_NEED,
  EMPTY_POSTS,
  SCHOOL_DAYS,
  SCHOOL_WEEKS,
} from '../support/asides.ts';
import { story } from '../support/play.ts';

test('back on Thursday, gone again on Wednesday: one day is enough, and the file is the same', async () => {
  const told = await story(
    { until: '09-24 07:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-17 08:05 wang 全到齐
     09-18 08:05 wang 全到齐
     09-23 08:05 wang 三(1)班应到6实到5，张伟没来`,
  );
  expect(told.stage('zhang')).toBe('SUSPECTED');
  expect(told.duties('P3.1-VISIT-3D')).toEqual([
    'zhao 09-16 15:00 → 09-17 15:00 not_applicable',
    'zhao 09-23 18:00 → 09-24 18:00 open',
  ]);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, EMPTY_POSTS, CHILDREN_IN_NEED);
});

test('a third day told only in the evening: what it begins runs from when it was told, and nothing is late at once', async () => {
  const told = await story(
    { until: '09-16 18:50' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-15 08:05 wang 三(1)班应到6实到5，张伟没来
     09-16 08:05 wang 全到齐
     09-16 18:40 wang 更正，张伟今天没来`,
  );
  expect(told.stage('zhang')).toBe('SUSPECTED');
  expect(told.duties('P3.R2-PLATFORM-3D')).toEqual(['wang 09-16 15:00 → 09-16 20:40 open']);
  expect(told.during('09-16 18:40', '09-16 18:50').filter((line) => line.includes('escalation'))).toEqual([]);
  told.of('P1.R4-HAZARD');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, EMPTY_POSTS, CHILDREN_IN_NEED);
});
