/** The eight seats at work: each is told, each may report (P4.R3-TEAM, P4.R3-3IN1W, policy.md §5.1). */
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
import { allThere } from '../support/desk.ts';
import { story } from '../support/play.ts';
import { flagged, TOWN_OF_SEATS } from '../support/town.ts';

const DISPATCHED = `
  09-14 08:05 wang 三(1)班应到6实到5，张伟没来
  09-16 15:10 wang 已上报
  09-16 15:11 wang 2026091601
  09-16 15:40 zhou 张伟派单给石桥镇，理由：孩子跟姑姑住在石桥
`;

test('another township can neither accept, nor name the group, nor open a step; the one in charge can', async () => {
  const told = await story(
    { until: '09-16 17:00', town: TOWN_OF_SEATS },
    `${DISPATCHED}
     09-16 16:00 sun 受理张伟
     09-16 16:01 sun 张伟联合小组：第一书记宋书记
     09-16 16:02 sun 张伟进入宣传教育
     09-16 16:10 lin 受理张伟`,
  );
  const refused = '没有记。张伟现在由石桥镇负责劝返，这件事要由那里来办，请转告。';
  expect(told.texts('sun', 'reply')).toEqual([refused, refused, refused]);
  expect(told.state.students.zhang).toMatchObject({ platform: 'ACCEPTED', township: 't2', fourStep: 'NONE' });
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK, A_JOINT_GROUP, EMPTY_POSTS);
});

test('whoever sits on the group reports a session, and is let into the case; whoever does not is told whose it is', async () => {
  const told = await story(
    { until: '09-21 20:00', town: TOWN_OF_SEATS },
    `${DISPATCHED}
     09-16 16:00 tie 第一次宣传教育张伟，讲了义务教育法，家长答应送来
     09-16 16:10 lin 1
     09-16 16:20 lin 张伟联合小组：村两委罗主任
     09-17 10:00 fang 第一次宣传教育张伟，讲了义务教育法，家长答应送来
     09-18 10:00 tie 第二次宣传教育张伟，讲了义务教育法，家长答应送来
     09-21 10:00 yan 第三次宣传教育张伟，讲了义务教育法，家长答应送来
     09-21 10:10 song 张伟的情况
     09-21 10:11 song 组里的人，去家访用
     09-21 10:20 lin 劝返张伟，家长答应送来`,
  );
  expect(told.texts('tie', 'reply')[0]).toMatch(/^这件事不归您的岗位报/);
  expect(told.state.students.zhang).toMatchObject({ educationSessions: 3 });
  expect(told.texts('song', 'reply').at(-1)).toContain('张伟');
  expect(told.texts('song', 'reply').at(-1)).not.toContain('不归您的岗位');
  expect(told.looks).toContain('song zhang 组里的人，去家访用');
  expect(told.texts('lin', 'reply').at(-1)).toContain('劝返');
  told.ignoring(
    SCHOOL_DAYS,
    SCHOOL_WEEKS,
    AN_ABSENCE,
    A_CASE,
    A_CASE_AFTER_A_WEEK,
    A_JOINT_GROUP,
    EMPTY_POSTS,
  );
});

test('BACK is the principal’s and the persuading township’s to confirm: the bureau is told so', async () => {
  const told = await story(
    { until: '10-22 12:00', town: TOWN_OF_SEATS },
    // Back are those whose days were told and whose talks were had (T19).
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-17 08:05 wang 全到齐
     ${['09-17 10:00', '09-24 10:00', '09-30 10:00', '10-09 10:00', '10-16 10:00'].map((time) => `${time} qian 张伟谈过了`).join('\n')}
     ${allThere('09-18', '10-20')
       .map(([time]) => `${time} wang 全到齐`)
       .join('\n')}
     10-21 10:00 zhou 张伟返校稳定，销案
     10-21 10:05 zhao 张伟返校稳定，销案
     10-21 11:00 sun 张伟返校稳定，销案
     10-21 12:00 qian 张伟返校稳定，销案`,
  );
  expect(told.texts('zhou', 'reply').at(-1)).toMatch(/^没有记。这件事要由.*校长.*来定/);
  expect(told.texts('zhao', 'reply').at(-1)).toMatch(/不归您的岗位/);
  expect(told.stage('zhang')).toBe('CLOSED');
  // The first of the two hears whose word is awaited; at the end everybody who worked on it does, and the family is thanked.
  expect(told.texts('sun', 'reply').at(-1)).toMatch(/^已记：乡镇（街道）同意销案，等钱校长确认/);
  expect(told.texts('qian', 'reply').at(-1)).toMatch(/^已记：销案/);
  for (const person of ['wang', 'zhao', 'zhou'])
    expect(told.texts(person, 'notice').filter((text) => text.startsWith('【已销案】'))).toHaveLength(1);
  expect(told.texts('g-zhang').at(-1)).toContain('天天来上课，谢谢您一路配合');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, EMPTY_POSTS, ...THE_YEAR, CHILDREN_IN_NEED);
  expect(told.rest()).toEqual([
    '10-20 18:00 qian notice P3.1-EACH-CASE',
    '10-20 18:00 sun notice P3.1-EACH-CASE',
  ]);
});

test('P3.1-LINK-TEAM: village and household helper hear of a new case, once, with what to look after', async () => {
  const told = await story(
    { until: '09-17 07:00', town: TOWN_OF_SEATS },
    '09-14 08:05 wang 三(1)班应到6实到5，张伟没来',
  );
  for (const person of ['luo', 'he'])
    expect(told.texts(person, 'notice').filter((text) => text.startsWith('【疑似辍学】'))).toEqual([
      '【疑似辍学】\n· 张伟（汤丹中心小学三(1)班）\n无故多天没到校，学校已立案。请留意孩子在不在家、家里有什么难处，配合学校和乡镇上门劝返。\n去过一次说一次，例如“家访了张伟，……”。',
    ]);
  // Of a new case nobody else of the village hears: the least that allows the act (policy.md §5.2.3).
  for (const person of ['yan', 'song', 'dui', 'tie', 'fang'])
    expect(told.texts(person).filter((text) => text.includes('张伟'))).toEqual([]);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE);
});

test('P4.R3-TEAM: each member of the joint group is told of its seat and the week of the sessions, and none twice', async () => {
  const told = await story(
    { until: '09-17 20:00', town: TOWN_OF_SEATS },
    `${DISPATCHED}
     09-16 16:00 lin 张伟联合小组：司法所方所长，村两委罗主任，小组长外村的陈组长
     09-16 16:30 lin 张伟联合小组：派出所铁警官，工作队员段队员`,
  );
  const seats = (person: string): string[] =>
    told.texts(person, 'notice').filter((text) => text.startsWith('【联合劝返小组】'));
  for (const person of ['fang', 'luo', 'song', 'tie', 'dui', 'he']) expect(seats(person)).toHaveLength(1);
  expect(seats('song')[0]).toContain(
    '· 张伟（汤丹中心小学三(1)班）：您在小组里（驻村第一书记），9月23日（周三）18:00前入户宣传教育3次',
  );
  // Whoever named them knows, and a name that nobody of the post bears is nobody the product could write to.
  expect([...seats('lin'), ...seats('yan')]).toEqual([]);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK, EMPTY_POSTS);
});

test('P5.4-LB-VISIT: first secretary and work team hear of the month’s visits to children left behind, no child named', async () => {
  const told = await story(
    { from: '09-01 06:00', until: '09-01 12:00', town: flagged({ ma: ['left_behind'] }, TOWN_OF_SEATS) },
    '09-01 08:05 wang 三(1)班全到齐',
  );
  for (const person of ['song', 'dui']) {
    const heard = told.texts(person).filter((text) => text.includes('走访留守儿童'));
    expect(heard).toHaveLength(1);
    expect(heard[0]).not.toContain('马小军');
  }
  told.ignoring(SCHOOL_DAYS, EMPTY_POSTS, ...THE_YEAR);
});
