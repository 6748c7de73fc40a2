import { expect, test } from 'vitest';
import {
  A_CASE,
  A_CASE_AFTER_A_WEEK,
  A_JOINT_GROUP,
  AN_ABSENCE,
  CHILDREN_IN_NEED,
  EMPTY_POSTS,
  SCHOOL_DAYS,
  SCHOOL_WEEKS,
  THE_YEAR,
} from '../support/asides.ts';
import { story } from '../support/play.ts';
import { TOWN_OF_SEATS } from '../support/town.ts';

test('after one month, National Day included, the office must look at the ticket again by the next school day’s 15:00', async () => {
  const told = await story(
    { until: '10-15 18:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-16 15:30 wang 已上报平台
     09-16 15:31 wang 2026091601
     10-15 11:00 zhao 1 2026091601`,
  );
  expect(told.duties('P3.R2-PLATFORM-3D')).toEqual(['wang 09-16 15:00 → 09-16 17:00 done 09-16 15:31']);
  expect(told.of('P3.3-PLATFORM-1M').slice(0, 3).sort()).toEqual([
    '10-14 08:10 sun notice',
    '10-14 08:10 zhao notice',
    '10-14 08:10 zhou notice',
  ]);
  expect(told.stage('zhang')).toBe('LONG_ABSENT');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK, EMPTY_POSTS, ...THE_YEAR);
});

test('the township that persuades hears of the seventh day beside that of the school, and of the month in its place (AMB-19)', async () => {
  const told = await story(
    { until: '10-14 12:00', town: TOWN_OF_SEATS },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-16 15:30 wang 已上报平台
     09-16 15:31 wang 2026091601
     09-16 16:00 zhou 张伟派单给石桥镇，理由：住在石桥镇外婆家`,
  );
  expect(told.during('09-20 08:10', '09-20 08:11').filter((line) => line.endsWith('P3.1-REPORT-7D'))).toEqual(
    expect.arrayContaining([
      '09-20 08:10 sun notice P3.1-REPORT-7D',
      '09-20 08:10 lin notice P3.1-REPORT-7D',
    ]),
  );
  expect(told.of('P3.3-PLATFORM-1M').slice(0, 3).sort()).toEqual([
    '10-14 08:10 lin notice',
    '10-14 08:10 zhao notice',
    '10-14 08:10 zhou notice',
  ]);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK, EMPTY_POSTS, ...THE_YEAR);
  told.ignoring(A_JOINT_GROUP, CHILDREN_IN_NEED);
  // 石桥镇 has nobody above its officer.
  for (const rule of ['P4.R3-TEAM', 'P4.R3-3IN1W']) told.of(rule);
});
