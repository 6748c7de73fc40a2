/** §6.3 MEDICAL, HOME_TEACHING, VOC: whom the class does not count is seen when it is named, and people decide what follows. */
import { expect, test } from 'vitest';
import {
  A_CASE,
  AN_ABSENCE,
  CHILDREN_IN_NEED,
  EMPTY_POSTS,
  SCHOOL_DAYS,
  SCHOOL_WEEKS,
} from '../support/asides.ts';
import { type PlayedStory, story } from '../support/play.ts';

const others = (told: PlayedStory): PlayedStory =>
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, EMPTY_POSTS, CHILDREN_IN_NEED);

const SUSPENDED = `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-17 10:00 zhou 张伟休学销案，家长申请、批准文号3号、医学鉴定都有，2026年9月23日复查
     09-17 11:00 zhao 1 9月17日，区教体局批准`;

test('on 休学 and in class again, a child is seen when it is named; the bureau ends the 休学 with 1', async () => {
  const told = await story(
    { until: '09-25 07:00' },
    `${SUSPENDED}
     09-18 08:05 wang 全到齐
     09-21 08:05 wang 三(1)班全到，张伟今天来上学了
     09-21 08:10 wang 全到齐
     09-22 09:00 zhou 1
     09-22 10:00 zhao 1 9月22日，区教体局批准
     09-23 08:05 wang 全到齐
     09-24 08:05 wang 全到齐`,
  );
  expect(told.texts('wang', 'reply').filter((text) => text.includes('复学'))).toEqual([
    expect.stringContaining(
      '→ 张伟登记的是休学或缓学，今天到班已记下，并请区教体局定是否复学。请让家长写复学申请（因病休学的附医院证明）交教务处；又不来了，说一声',
    ),
  ]);
  expect(told.of('P3.1-MONTH-ZERO', 'zhang')).toEqual(['09-21 08:05 zhou notice']);
  expect(told.duties('P3.1-MONTH-ZERO', 'zhang')).toEqual([
    'zhou 09-21 08:05 → 09-28 18:00 done 09-22 09:00',
  ]);
  expect(told.of('P1.R4-XUEJI', 'zhang')).toEqual([
    '09-17 10:00 zhao notice',
    '09-17 11:00 zhou notice',
    '09-21 08:05 zhao notice',
    '09-22 09:00 zhao notice',
    '09-22 10:00 zhou notice',
  ]);
  expect(told.duties('P1.R4-XUEJI', 'zhang')).toEqual([
    'zhao 09-17 10:00 → 09-17 18:00 done 09-17 11:00',
    // That the bureau ends the 休学 proves that the formalities were brought; then the 学籍 is asked for.
    'zhao 09-21 08:05 → 09-28 18:00 done 09-22 09:00',
    'zhao 09-22 09:00 → 09-22 18:00 done 09-22 10:00',
  ]);
  // Nobody visits a family whose child is in class.
  expect(told.duties('P3.1-VISIT-3D')).toEqual(['zhao 09-16 15:00 → 09-17 15:00 not_applicable']);
  expect(told.stage('zhang')).toBe('RETURNED');
  others(told);
});

test('on 休学, a child of whom the roll says nothing goes on being away; its day of review stands', async () => {
  const told = await story(
    { until: '09-24 07:00' },
    `${SUSPENDED}
     09-18 08:05 wang 三(1)班应到6实到6
     09-21 09:00 wang 张伟今天来上学了
     09-21 15:00 zhou 2 孩子只是来拿书，还在休学
     09-22 08:05 wang 三(1)班应到6实到5，张伟没来`,
  );
  expect(told.duties('P3.1-MONTH-ZERO', 'zhang')).toEqual([
    'zhou 09-21 09:00 → 09-28 18:00 done 09-21 15:00',
    // Its day of review is as before.
    'zhou 09-23 08:10 → 09-30 18:00 open',
  ]);
  expect(told.stage('zhang')).toBe('CLOSED');
  expect(told.of('P3.1-MONTH-ZERO')).toEqual(['09-21 09:00 zhou notice', '09-23 08:10 zhou notice']);
  // The formalities are asked for as long as the child is in class.
  expect(told.of('P1.R4-XUEJI')).toEqual([
    '09-17 10:00 zhao notice',
    '09-17 11:00 zhou notice',
    '09-21 09:00 zhao notice',
  ]);
  expect(told.duties('P1.R4-XUEJI', 'zhang').at(-1)).toBe('zhao 09-21 09:00 → 09-28 18:00 not_applicable');
  others(told);
});

test('taught at home and in class again, a child is counted there once the office says so with 1', async () => {
  const told = await story(
    { until: '09-24 07:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-17 10:00 qian 张伟已安排送教上门
     09-18 08:05 wang 全到齐
     09-21 08:05 wang 三(1)班全到，张伟也来上学了
     09-21 09:00 zhao 1
     09-22 08:05 wang 全到齐
     09-23 08:05 wang 三(1)班应到6实到5，张伟没来`,
  );
  expect(told.texts('wang', 'reply').join('\n')).toContain(
    '→ 张伟登记的是送教上门，今天到班已记下，并请教务处定以后在哪里上课；又不来了，说一声',
  );
  expect(told.of('P3.1-EACH-CASE')).toEqual(['09-21 08:05 zhao notice']);
  expect(told.duties('P3.1-EACH-CASE')).toEqual(['zhao 09-21 08:05 → 09-28 18:00 done 09-21 09:00']);
  // In the class again, one day without leave opens the case of the observed child again (T20).
  expect(told.stage('zhang')).toBe('SUSPECTED');
  others(told);
});
