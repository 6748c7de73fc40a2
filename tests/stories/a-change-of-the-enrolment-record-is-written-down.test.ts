/** P1.R4-XUEJI: people change the 学籍 in its own system; here each change has its kind, day and approving unit. */
import { expect, test } from 'vitest';
import type { EnrolmentFactBody } from '../../domain/facts/enrolment-fact.ts';
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
  UNITS_YEAR_ASKS,
} from '../support/asides.ts';
import { type PlayedStory, story } from '../support/play.ts';
import { TOWN } from '../support/town.ts';

/** The town with 郑老师, who keeps the 学籍 at the bureau. */
const WITH_STAFF = {
  ...TOWN,
  people: [...TOWN.people, { id: 'zheng', name: '郑老师' }],
  posts: [
    ...TOWN.posts,
    {
      person: 'zheng',
      role: 'bureau_enrolment' as const,
      unit: 'district',
      from: '2026-09-01',
      until: null,
    },
  ],
};

const CASES = [
  SCHOOL_DAYS,
  SCHOOL_WEEKS,
  AN_ABSENCE,
  A_CASE,
  A_CASE_AFTER_A_WEEK,
  A_JOINT_GROUP,
  EMPTY_POSTS,
  SCHOOL_YEAR_ASKS,
  COUNTY_YEAR_ASKS,
  UNITS_YEAR_ASKS,
  { academic_office: ['P1.R4-XUEJI'], principal: ['P1.R4-XUEJI'], township_officer: ['P3.1-MONTH-ZERO'] },
];

const changes = (told: PlayedStory): string[] =>
  told
    .facts<EnrolmentFactBody>('enrolment_change')
    .map(({ student, change, on, approved }) => [student, change, on, approved].join(' '));

test('the office tells in its own words what was done, and the bureau’s own staff hears each once', async () => {
  const told = await story(
    { town: WITH_STAFF, from: '09-14 10:00', until: '09-15 07:00' },
    `09-14 10:05 zhao 张伟学籍已转出，9月11日，区教体局批准
     09-14 10:10 zhao 李思雨休学手续办好了
     09-14 10:20 zhao 李思雨休学手续已办，9月10日，经区教体局审批
     09-14 10:30 zhao 陈浩学籍信息已更正，批准单位：东川区教体局，9月14日
     09-14 10:40 wang 马小军学籍已转入
     09-14 10:50 zhao 高兰的学籍怎么转出？
     09-14 11:00 zheng 施洋学籍已注销，9月12日，昆明市教体局批准
     09-14 11:10 deng 施洋学籍已注销`,
  );
  expect(changes(told)).toEqual([
    'zhang moved_out 2026-09-11 区教体局',
    'li suspended  ',
    'li suspended 2026-09-10 区教体局',
    'chen corrected 2026-09-14 东川区教体局',
    'shi ended 2026-09-12 昆明市教体局',
  ]);
  const replies = told.texts('zhao', 'reply');
  expect(replies[0]).toContain('学籍转出：9月11日（周五），区教体局批准');
  expect(replies[0]).not.toContain('还差');
  expect(replies[1]).toContain('还差哪天办的、谁批准的');
  expect(told.texts('wang', 'reply').join()).toContain('教务处或区教育体育局学籍人员');
  expect(told.texts('deng', 'reply').join()).not.toContain('已记');
  const heard = told.texts('zheng', 'notice').join('\n');
  expect(heard).toContain(
    '【学籍变动】\n· 张伟（汤丹中心小学三(1)班）：学籍转出，9月11日（周五），区教体局批准',
  );
  expect(heard).toContain('李思雨（汤丹中心小学三(1)班）：休学，日期未填，批准单位未填');
  expect(heard).toContain('汤丹中心小学报的');
  expect(heard).not.toContain('施洋');
  told.ignoring(...CASES);
});

test('a case that ends elsewhere asks the office for the 学籍; a bare 1 does, and the rest is filled in later', async () => {
  const told = await story(
    { until: '10-12 12:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     10-09 10:00 zhou 张伟外地就读，收到接收学校就读证明，销案
     10-09 10:30 zhao 1
     10-09 10:31 zhao 1
     10-12 09:00 zhao 补填 办理学籍转出：10月8日，区教体局批准`,
  );
  const asked = told.texts('zhao', 'notice').find((text) => text.includes('办理学籍转出'));
  expect(asked).toContain('已按他校就读销案，请在学籍系统里办转出');
  expect(told.duties('P1.R4-XUEJI').at(-1)).toBe('zhao 10-09 10:00 → 10-09 18:00 done 10-09 10:31');
  expect(changes(told)).toEqual(['zhang moved_out  ', 'zhang moved_out 2026-10-08 区教体局']);
  // Nobody at the bureau keeps the 学籍 alone: whoever stands in for that post hears.
  expect(told.texts('zhou', 'notice').join('\n')).toContain(
    '张伟（汤丹中心小学三(1)班）：学籍转出，日期未填',
  );
  told.ignoring(...CASES);
});

test('休学 is asked for when the case ends by it, 复学 when it is taken up again; 送教上门 changes no 学籍', async () => {
  const told = await story(
    { until: '10-13 12:00' },
    `09-14 08:05 wang 三(1)班应到6实到4，张伟、李思雨没来
     10-09 10:00 zhou 张伟因病休学销案，家长申请、区教体局批准、医学鉴定都有，复查12月1日
     10-09 10:10 zhou 李思雨送教上门销案，送教安排、学籍保留、送教记录都有
     10-09 15:00 zhao 张伟休学已登记，10月9日，区教体局批准
     10-12 10:00 zhou 张伟重新立案，原因：病好了家里不让来
     10-12 15:00 zhao 张伟复学手续已办，10月12日，区教体局批准`,
  );
  expect(told.duties('P1.R4-XUEJI', 'zhang').slice(-2)).toEqual([
    'zhao 10-09 10:00 → 10-09 18:00 done 10-09 15:00',
    'zhao 10-12 10:00 → 10-12 18:00 done 10-12 15:00',
  ]);
  expect(changes(told)).toEqual(['zhang suspended 2026-10-09 区教体局', 'zhang resumed 2026-10-12 区教体局']);
  expect(told.duties('P1.R4-XUEJI', 'li').filter((line) => line.includes('10-09'))).toEqual([]);
  told.ignoring(...CASES);
});
