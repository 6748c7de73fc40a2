import { expect, test } from 'vitest';
import {
  A_CASE,
  A_CASE_AFTER_A_WEEK,
  A_JOINT_GROUP,
  AN_ABSENCE,
  COUNTY_YEAR_ASKS,
  EMPTY_POSTS,
  SCHOOL_DAYS,
  SCHOOL_WEEKS,
  SCHOOL_YEAR_ASKS,
  THE_YEAR,
  UNITS_YEAR_ASKS,
} from '../support/asides.ts';
import { story } from '../support/play.ts';
import { SCHOOL_YEAR, TOWN } from '../support/town.ts';

const YEAR = { terms: SCHOOL_YEAR };
const QUIET = { ...YEAR, town: { ...TOWN, classes: [], students: [] } };

test('P2.R4-APR-SURVEY and -REPORT: townships by the 20th, all together by the 28th, the government before the month ends', async () => {
  const told = await story(
    { ...QUIET, from: '03-31 12:00', until: '05-01 12:00' },
    `04-19 09:59 sun 排查完毕
     04-19 10:00 sun 1260人
     04-20 09:59 sun 已报区教体局
     04-20 10:00 sun 汤政〔2027〕9号
     04-27 09:59 zhou 汇总完毕
     04-27 10:00 zhou 秋季应入学312人`,
  );
  expect(told.duties('P2.R4-APR-SURVEY')).toEqual(['sun 04-01 08:10 → 04-20 18:00 done 04-19 10:00']);
  expect(told.duties('P2.R4-APR-REPORT')).toEqual([
    'sun 04-19 10:00 → 04-21 18:00 done 04-20 10:00',
    'zhou 04-21 08:10 → 04-30 18:00 overdue',
    'zhou 04-21 08:10 → 04-28 18:00 done 04-27 10:00',
  ]);
  expect(told.of('P2.R4-APR-REPORT')).toContain('04-30 18:00 wu escalation');
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});

test('P1.R4-PLAN: a plan of the school each year, in the first week', async () => {
  const told = await story(
    { ...QUIET, from: '08-31 12:00', until: '09-08 12:00' },
    '09-04 10:00 qian 方案已报 汤校〔2026〕1号',
  );
  expect(told.duties('P1.R4-PLAN')).toEqual(['qian 09-01 08:10 → 09-07 18:00 done 09-04 10:00']);
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
  expect(told.rest()).toEqual(['09-04 10:00 sun notice P1.R4-PLAN']);
});

test('P3.3-ATT-1500: each week the principal samples one class; a difference is a task of the academic office (AMB-15)', async () => {
  const told = await story(
    { ...QUIET, from: '09-08 07:00', until: '09-18 12:00' },
    `09-10 10:00 qian 8 三(1)班
     09-16 10:00 qian 9 三(2)班报全到，少1人
     09-16 15:00 zhao 已核对更正，报情况
     09-16 15:01 zhao 是迟到的，已改`,
  );
  const samples = told.duties('P3.3-ATT-1500');
  expect(samples).toEqual([
    'qian 09-09 08:10 → 09-11 17:00 done 09-10 10:00',
    'qian 09-16 08:10 → 09-20 17:00 done 09-16 10:00',
    'zhao 09-16 10:00 → 09-16 18:00 done 09-16 15:01',
  ]);
  expect(told.texts('zhao', 'notice').join()).toContain('三(2)班报全到，少1人');
  told.ignoring(SCHOOL_DAYS, EMPTY_POSTS, COUNTY_YEAR_ASKS, UNITS_YEAR_ASKS);
});

test('P1.R4-XUEJI, P1.R4-PLAN: the enrolment system is marked after a week and on the bureau’s decision, by people', async () => {
  const told = await story(
    { ...YEAR, from: '09-14 07:00', until: '09-24 20:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-22 10:00 zhou 认定张伟辍学，劝返三次无效`,
  );
  expect(told.duties('P1.R4-XUEJI')).toEqual([
    'zhao 09-20 08:10 → 09-20 18:00 overdue',
    'zhao 09-22 10:00 → 09-22 18:00 overdue',
  ]);
  expect(told.duties('P1.R4-PLAN')).toEqual(['qian 09-22 10:00 → 09-24 18:00 overdue']);
  told.ignoring(
    SCHOOL_DAYS,
    SCHOOL_WEEKS,
    AN_ABSENCE,
    A_CASE,
    A_CASE_AFTER_A_WEEK,
    A_JOINT_GROUP,
    SCHOOL_YEAR_ASKS,
  );
});

test('P3.1-KEYGROUP: a pupil of 初中 or of a monitored household stands first and is spoken of once more, early', async () => {
  const town = {
    ...TOWN,
    students: TOWN.students.map((one) => (one.id === 'zhang' ? { ...one, flags: ['monitored'] } : one)),
  };
  const told = await story(
    { ...YEAR, town, from: '09-14 07:00', until: '09-14 10:30' },
    '09-14 08:00 wang 三(1)班应到6实到4，高兰、张伟没来',
  );
  expect(told.of('P3.1-CHECK-1H', 'zhang').filter((line) => line.includes('wang'))).toEqual([
    '09-14 08:15 wang reminder',
    '09-14 08:30 wang reminder',
    '09-14 08:50 wang reminder',
    '09-14 09:00 wang reminder',
  ]);
  expect(told.of('P3.1-CHECK-1H', 'gao').filter((line) => line.includes('wang'))[0]).toBe(
    '09-14 08:30 wang reminder',
  );
  expect(told.texts('wang', 'reminder').find((text) => text.includes('高兰'))).toMatch(/张伟[\s\S]*高兰/);
  expect(told.rest()).toEqual([
    '09-14 08:00 zhao notice P3.1-REPORT-2H',
    '09-14 10:30 zhao reminder P3.1-VERIFY-SD',
  ]);
});

test('P3.2-CHAIN, P1.R4-MECH, P1.R5-PARENT: each level hears in its turn, the family at once', async () => {
  const told = await story(
    { ...YEAR, from: '09-14 07:00', until: '09-16 18:30' },
    '09-14 08:05 wang 三(1)班应到6实到5，张伟没来',
  );
  const first = (person: string): string | undefined =>
    told.to(person).find((line) => !line.includes('ROLL'));
  expect(first('g-zhang')).toContain('09-14 08:05');
  expect(first('zhao')).toContain('09-14 08:05');
  // The principal's day is full by then: it comes with the evening's digest.
  expect(told.of('P3.1-LINK-PRINCIPAL')).toContain('09-16 18:30 qian digest');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE);
});

test('a calendar that is not entered is told to the bureau and the administrator, once and then each Monday', async () => {
  const town = {
    ...QUIET.town,
    people: [...TOWN.people, { id: 'jin', name: '金工' }],
    posts: [
      ...TOWN.posts,
      { person: 'jin', role: 'administrator' as const, unit: 'district', from: '2026-09-01', until: null },
    ],
  };
  const told = await story({ town, from: '11-30 12:00', until: '12-22 12:00' }, '12-01 07:00 zhou 待办');
  const warned = (person: string) =>
    told.lines
      .filter(({ to, text }) => to === person && /请补录校历|请定校历/.test(text))
      .map(({ at }) => at.slice(5, 10));
  expect(warned('jin')).toEqual(['12-02', '12-07', '12-14', '12-16', '12-21']);
  expect(warned('zhou')).toEqual(warned('jin'));
  expect(told.texts('jin')[0]).toContain('国家2027年放假调休安排还没有录入');
  expect(told.texts('jin').at(-1)).toContain('2026秋之后的学期还没有录入');
  // Who decides hears which term and whom to give it to, in no technical words.
  const officer = told.texts('zhou', 'notice').filter((text) => text.includes('请定校历'));
  expect(officer.at(-1)).toContain('全区校历只排到2026秋：请定下2027年春季学期哪天开学、哪天放假');
  expect(officer.at(-1)).toContain('定好交给系统管理员金工录入');
  expect(officer.join()).not.toContain('yaml');
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, COUNTY_YEAR_ASKS, UNITS_YEAR_ASKS);
});
