/** The series on a real database: what reached a family's phone, when, and what was stopped on its way (law.md §8, §9). */
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
} from '../support/asides.ts';
import { story } from '../support/play.ts';
import { TOWN } from '../support/town.ts';

const post = { unit: 't1', from: '2026-09-01', until: null } as const;
/** The town with its judicial office. */
const TOWN_OF_LAW = {
  ...TOWN,
  people: [...TOWN.people, { id: 'fang', name: '方所长' }],
  posts: [...TOWN.posts, { ...post, person: 'fang', role: 'judicial_office' as const }],
};

const THREE_DAYS = `
  09-14 08:05 wang 三(1)班应到6实到5，张伟没来
  09-15 08:05 wang 三(1)班应到6实到5，张伟没来
  09-16 08:05 wang 三(1)班应到6实到5，张伟没来
`;
const DISPATCHED = `${THREE_DAYS}
  09-16 15:10 wang 已上报
  09-16 15:11 wang 2026091601
  09-16 15:30 zhou 张伟在汤丹镇姑姑家
  09-16 15:40 zhou 1
  09-16 16:00 sun 受理张伟
  09-17 10:00 sun 第一次宣传教育张伟，讲了义务教育法，家长答应送来
  09-18 10:00 sun 第二次宣传教育张伟，讲了义务教育法，家长答应送来
  09-21 10:00 sun 第三次宣传教育张伟，讲了义务教育法，家长拒绝送返
`;
const ORDERED = `${DISPATCHED}
  09-21 11:00 sun 张伟宣传教育记录汤政宣〔2026〕3号，9月21日送达
  09-21 11:01 sun 张伟宣传教育无效，家长未送返
  09-21 11:05 sun 送审张伟责令改正
  09-21 15:00 fang 1
  09-22 09:00 sun 张伟进入责令改正
  09-22 09:10 sun 张伟责令改正书汤政责〔2026〕5号，9月22日送达，限10月8日前
`;

test('one a day outside the first day: the announcement of the visit waits for the morning after the absence was asked about', async () => {
  const told = await story({ until: '09-17 12:00' }, THREE_DAYS);
  expect(told.to('g-zhang')).toEqual([
    '09-14 08:05 notice P3.1-CHECK-1H',
    '09-14 18:00 notice P3.1-VERIFY-SD',
    '09-15 08:05 notice P3.1-CHECK-1H',
    '09-16 08:05 notice P3.1-CHECK-1H',
    '09-17 07:00 notice P3.1-VISIT-3D',
  ]);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE);
});

test('a child who is back before the morning: what waited overnight is dropped, and the family is thanked instead', async () => {
  const told = await story(
    { until: '09-17 12:00' },
    `${THREE_DAYS}
     09-16 17:00 wang 张伟回来了，已经在班里`,
  );
  expect(told.stage('zhang')).toBe('RETURNED');
  expect(told.to('g-zhang').filter((line) => line > '09-16 09:00')).toEqual([
    '09-17 07:00 notice P5.5-PSY-RETURN',
  ]);
  expect(told.texts('g-zhang').at(-1)).toContain('孩子9月16日（周三）来上课了，谢谢您');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE, EMPTY_POSTS, CHILDREN_IN_NEED);
});

test('from the first morning to the order: each text once, the order only when a named person of the township has let it go', async () => {
  const told = await story(
    { until: '09-23 12:00', town: TOWN_OF_LAW },
    `${ORDERED}
     09-22 10:00 sun 发给家长`,
  );
  expect(told.to('g-zhang')).toEqual([
    '09-14 08:05 notice P3.1-CHECK-1H',
    '09-14 18:00 notice P3.1-VERIFY-SD',
    '09-15 08:05 notice P3.1-CHECK-1H',
    '09-16 08:05 notice P3.1-CHECK-1H',
    '09-17 07:00 notice P3.1-VISIT-3D',
    '09-18 07:00 notice P4.R3-3IN1W',
    '09-19 07:00 notice P4.R3-3IN1W',
    '09-21 10:00 notice P4.R3-3IN1W',
    '09-22 10:00 notice P4.2-ORDER',
  ]);
  const asked = told.texts('sun', 'notice').find((text) => text.startsWith('【请定】'));
  const sent = told.texts('g-zhang').at(-1) ?? '';
  expect(sent).toContain('汤政责〔2026〕5号');
  expect(asked).toContain(sent.split('\n')[0]);
  expect(told.texts('sun', 'reply').at(-1)).toContain('发给家长');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK, A_JOINT_GROUP);
});

test('kept back by the township it reaches nobody, and a return takes the question itself away', async () => {
  const kept = await story(
    { until: '09-24 12:00', town: TOWN_OF_LAW },
    `${ORDERED}
     09-22 10:00 sun 不发`,
  );
  expect(kept.to('g-zhang').filter((line) => line.includes('P4.2-ORDER'))).toEqual([]);
  const back = await story(
    { until: '09-24 12:00', town: TOWN_OF_LAW },
    `${ORDERED}
     09-23 08:05 wang 全到齐
     09-23 09:00 sun 发给家长`,
  );
  expect(back.to('g-zhang').filter((line) => line > '09-22 00:00')).toEqual([
    '09-23 08:05 notice P5.5-PSY-RETURN',
  ]);
  kept.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK, A_JOINT_GROUP);
  back.ignoring(
    SCHOOL_DAYS,
    SCHOOL_WEEKS,
    AN_ABSENCE,
    A_CASE,
    A_CASE_AFTER_A_WEEK,
    A_JOINT_GROUP,
    EMPTY_POSTS,
    CHILDREN_IN_NEED,
  );
});

test('a family that sees to it is left alone, and what already waits for it waits too', async () => {
  const told = await story(
    { until: '09-21 12:00' },
    `${THREE_DAYS}
     09-16 16:00 wang 张伟家里在办，9月18日前不再发`,
  );
  expect(told.to('g-zhang').filter((line) => line > '09-16 09:00')).toEqual([
    '09-18 15:00 notice P3.1-VISIT-3D',
  ]);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK);
});

test('harm told in the evening: what waited for the morning is dropped', async () => {
  const told = await story(
    { until: '09-18 12:00' },
    `${THREE_DAYS}
     09-16 20:00 qian 张伟在家被打伤了`,
  );
  expect(told.to('g-zhang').filter((line) => line > '09-16 09:00')).toEqual([]);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE);
  expect(told.rest()).toEqual([
    '09-16 20:00 qian notice P1.R4-HAZARD',
    '09-16 20:00 zhou notice P1.R4-HAZARD',
    '09-16 20:30 qian reminder P1.R4-HAZARD',
    '09-16 20:50 qian reminder P1.R4-HAZARD',
    '09-16 21:00 qian reminder P1.R4-HAZARD',
    '09-16 21:00 zhou escalation P1.R4-HAZARD',
  ]);
});
