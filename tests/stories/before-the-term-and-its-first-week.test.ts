import { expect, test } from 'vitest';
import {
  A_CASE,
  A_CASE_AFTER_A_WEEK,
  AN_ABSENCE,
  COUNTY_YEAR_ASKS,
  EMPTY_POSTS,
  SCHOOL_DAYS,
  SCHOOL_WEEKS,
  SCHOOL_YEAR_ASKS,
  THE_YEAR,
  TOWNSHIP_YEAR_ASKS,
} from '../support/asides.ts';
import { story } from '../support/play.ts';
import { SCHOOL_YEAR, TOWN } from '../support/town.ts';

/** The spring term begins on Monday, 1 March. */
const SPRING = { terms: SCHOOL_YEAR };

test('P2.R1-PRETERM-SCAN, -LIST, -PERSUADE: who will not return is asked, reported and visited before the term', async () => {
  const told = await story(
    { ...SPRING, from: '02-21 12:00', until: '03-01 06:00' },
    `02-23 10:00 wang 除了张伟（外出务工）、李思雨（生病住院）都来
     02-24 09:30 zhao 1
     02-24 09:31 zhao 孙副镇长
     02-26 10:00 sun 1
     02-26 10:01 sun 3
     02-26 10:02 sun 1`,
  );
  expect(told.duties('P2.R1-PRETERM-SCAN')).toEqual(['wang 02-22 08:10 → 02-25 12:00 done 02-23 10:00']);
  expect(told.duties('P2.R1-PRETERM-LIST')).toEqual(['zhao 02-23 10:00 → 02-25 17:00 done 02-24 09:31']);
  expect(told.duties('P2.R1-PRETERM-PERSUADE')).toEqual(['sun 02-24 09:31 → 02-28 18:00 done 02-26 10:02']);
  // The register wants a visit of each: who is on the list is asked one after the other, by numbers.
  const replies = told.texts('sun', 'reply');
  expect(replies[0]).toMatch(/^李思雨家，家长怎么答复？（名单上还有2人）\n1 答应送回/);
  expect(replies[1]).toMatch(/^李思雨：已劝返，还要考虑，没有准话\n张伟家，家长怎么答复？（名单上还有1人）/);
  expect(replies[2]).toContain('张伟：已劝返，答应送回');
  expect(told.visits()).toEqual(['li persuasion other', 'zhang persuasion promised']);
  expect(told.texts('zhao', 'notice')[0]).toContain('李思雨（生病住院）、张伟（外出务工），共2人');
  expect(told.texts('sun', 'notice').join()).toContain('张伟');
  expect(told.texts('wang', 'reply')[0]).toContain('张伟：不能返校（外出务工）');
  told.ignoring(SCHOOL_YEAR_ASKS, TOWNSHIP_YEAR_ASKS, COUNTY_YEAR_ASKS);
  expect(told.rest()).toEqual(['02-24 09:31 zhou notice P2.R1-PRETERM-LIST']);
});

test('P2.R1-PRETERM-PERSUADE: one sentence about one child leaves the other to be asked', async () => {
  const told = await story(
    { ...SPRING, from: '02-21 12:00', until: '02-26 12:00' },
    `02-23 10:00 wang 除了张伟（外出务工）、李思雨（生病住院）都来
     02-24 09:30 zhao 1
     02-24 09:30 zhao 1
     02-26 10:00 sun 1 和罗主任去了张伟家，家长答应送回来`,
  );
  // Who took the list was not told; the township is not asked to do “未填”.
  expect(told.texts('zhao', 'reply')[1]).toContain('姓名没有填，记为“未填”');
  expect(told.texts('sun', 'notice').join()).toContain('逐户上门劝返');
  expect(told.texts('sun', 'notice').join()).not.toContain('未填');
  expect(told.texts('sun', 'reply')[0]).toMatch(/^张伟：已劝返，答应送回\n李思雨家，家长怎么答复？/);
  expect(told.duties('P2.R1-PRETERM-PERSUADE')).toEqual(['sun 02-24 09:30 → 02-28 18:00 open']);
  expect(told.rest()).toEqual([
    '02-22 08:10 wang notice P2.R1-PRETERM-SCAN',
    '02-22 08:10 zhou notice calendar',
    '02-23 10:00 zhao notice P2.R1-PRETERM-LIST',
    '02-24 09:30 zhao notice P2.R1-PRETERM-PERSUADE',
    '02-24 09:30 zhou notice P2.R1-PRETERM-LIST',
    '02-25 08:10 zhao notice P1.R4-DOCK',
  ]);
});

test('whoever only types 1 has said that all come back, and nobody is reported', async () => {
  const told = await story({ ...SPRING, from: '02-21 12:00', until: '02-26 06:00' }, '02-22 09:00 wang 1');
  expect(told.texts('wang', 'reply')[0]).toContain('全班都返校');
  expect(told.duties('P2.R1-PRETERM-SCAN')).toEqual(['wang 02-22 08:10 → 02-25 12:00 done 02-22 09:00']);
  expect(told.duties('P2.R1-PRETERM-LIST')).toEqual([]);
  expect(told.rest()).toEqual([
    '02-22 08:10 wang notice P2.R1-PRETERM-SCAN',
    '02-22 08:10 zhou notice calendar',
    '02-25 08:10 zhao notice P1.R4-DOCK',
  ]);
});

test('a child named after the list has gone up is reported the same day, by itself', async () => {
  const late = await story(
    { ...SPRING, from: '02-21 12:00', until: '03-01 06:00' },
    `02-22 09:00 wang 2
     02-22 09:01 wang 李思雨 生病住院
     02-22 10:00 zhao 1 孙副镇长
     02-26 09:00 wang 张伟不来了，去昆明打工`,
  );
  expect(late.duties('P2.R1-PRETERM-LIST')).toEqual([
    'zhao 02-22 09:01 → 02-25 17:00 done 02-22 10:00',
    'zhao 02-26 09:00 → 02-26 18:00 overdue',
  ]);
  late.ignoring(SCHOOL_YEAR_ASKS, TOWNSHIP_YEAR_ASKS, COUNTY_YEAR_ASKS);
  expect(late.rest()).toEqual([
    '02-22 10:00 sun notice P2.R1-PRETERM-LIST',
    '02-22 10:00 sun notice P2.R1-PRETERM-PERSUADE',
    '02-22 10:00 zhao notice P2.R1-PRETERM-PERSUADE',
    '02-22 10:00 zhou notice P2.R1-PRETERM-LIST',
    '02-25 14:00 sun reminder P2.R1-PRETERM-PERSUADE',
    '02-26 18:00 qian escalation P2.R1-PRETERM-LIST',
    '02-27 06:30 zhou escalation P2.R1-PRETERM-LIST',
    '02-28 17:00 sun reminder P2.R1-PRETERM-PERSUADE',
    '02-28 18:00 head escalation P2.R1-PRETERM-PERSUADE',
    '02-28 18:00 sun reminder P2.R1-PRETERM-PERSUADE',
  ]);
});

test('nobody answers before the term: the class teacher is told at noon, then office and principal', async () => {
  const told = await story({ ...SPRING, from: '02-21 12:00', until: '03-01 06:00' }, '02-22 05:00 zhou 待办');
  expect(told.of('P2.R1-PRETERM-SCAN')).toEqual([
    '02-22 08:10 wang notice',
    '02-24 06:30 wang reminder',
    '02-25 11:00 wang reminder',
    '02-25 12:00 wang reminder',
    '02-25 12:00 zhao escalation',
    '02-28 15:50 qian escalation',
  ]);
  told.ignoring(SCHOOL_YEAR_ASKS, TOWNSHIP_YEAR_ASKS, COUNTY_YEAR_ASKS);
});

test('the first week: not registered, looked for within a day, reported in writing after the week, visited by the township', async () => {
  const told = await story(
    { ...SPRING, from: '02-28 20:00', until: '03-12 20:00' },
    `03-01 08:05 wang 三(1)班应到6实到5，张伟没来
     03-01 08:30 wang 张伟没注册，外出务工
     03-01 15:00 zhao 家访了张伟，没见到人
     03-08 10:00 qian 开学专报已送出
     03-08 10:01 qian 汤校〔2027〕5号
     03-08 14:00 sun 开学专报已签收
     03-09 10:00 sun 已进村入户
     03-09 10:01 sun 带罗主任、王老师去了张伟家，奶奶说在昆明`,
  );
  expect(told.duties('P3.1-WEEK1-LIST')).toEqual([
    'wang 03-01 08:10 → 03-01 18:00 done 03-01 08:30',
    'wang 03-01 08:30 → 03-07 18:00 overdue',
  ]);
  expect(told.duties('P3.1-NODE-VISIT')).toEqual(['zhao 03-01 08:30 → 03-02 08:30 done 03-01 15:00']);
  expect(told.duties('P3.4-WEEK1-VISIT')).toEqual(['zhao 03-01 08:30 → 03-07 18:00 done_late 03-09 10:01']);
  // Only what was receipted was reported in writing (policy.md §8).
  expect(told.duties('P3.1-WEEK1-WRITTEN')).toEqual([
    'qian 03-08 08:10 → 03-08 17:00 done 03-08 10:01',
    'sun 03-08 10:01 → 03-09 18:00 done 03-08 14:00',
  ]);
  expect(told.duties('P3.1-TOWN-VISIT')).toEqual(['sun 03-08 10:01 → 03-10 18:00 done 03-09 10:01']);
  expect(told.duties('P3.1-TWO-NODES')).toEqual(['zhao 03-01 08:10 → 03-07 18:00 overdue']);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK, EMPTY_POSTS, ...THE_YEAR);
  expect(told.rest()).toEqual([
    '03-01 08:30 sun notice P3.4-WEEK1-VISIT',
    '03-01 08:30 zhao notice P3.1-NODE-VISIT+P3.4-WEEK1-VISIT',
    '03-04 13:15 zhao reminder P3.4-WEEK1-VISIT',
    '03-07 17:00 zhao reminder P3.4-WEEK1-VISIT',
    '03-07 18:30 qian digest P3.1-PERSUADE-3+P3.1-REPORT-7D+P3.1-TWO-NODES+P3.4-WEEK1-VISIT',
    '03-07 18:30 zhao digest P3.1-PERSUADE-3+P3.1-REPORT-7D+P3.1-TWO-NODES+P3.1-WEEK1-LIST+P3.4-WEEK1-VISIT',
    '03-08 08:10 qian notice P3.1-WEEK1-WRITTEN',
    '03-08 10:01 sun notice P3.1-WEEK1-WRITTEN',
    '03-08 10:01 sun notice P3.1-WEEK1-WRITTEN+P3.1-TOWN-VISIT',
    '03-08 10:01 zhou notice P3.1-WEEK1-WRITTEN',
    '03-08 14:00 qian notice P3.1-WEEK1-WRITTEN',
  ]);
});

test('a child who comes in the first week stops all of it, and no written report is asked for', async () => {
  const told = await story(
    { ...SPRING, from: '02-28 20:00', until: '03-09 20:00' },
    `03-01 08:30 wang 张伟没注册，外出务工
     03-02 08:05 wang 三(1)班全到齐`,
  );
  expect(told.duties('P3.1-NODE-VISIT')[0]).toContain('not_applicable');
  expect(told.duties('P3.4-WEEK1-VISIT')[0]).toContain('not_applicable');
  expect(told.duties('P3.1-WEEK1-WRITTEN')).toEqual([]);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, A_CASE, EMPTY_POSTS, ...THE_YEAR);
  expect(told.rest()).toEqual([
    '03-01 08:30 sun notice P3.4-WEEK1-VISIT',
    '03-01 08:30 zhao notice P3.1-NODE-VISIT+P3.4-WEEK1-VISIT',
    '03-01 20:30 zhao reminder P3.1-NODE-VISIT',
    '03-02 07:30 zhao reminder P3.1-NODE-VISIT',
  ]);
});

test('at term start a class teacher gets a handful of messages, not one a rule', async () => {
  const town = { ...TOWN, students: TOWN.students.map((student) => ({ ...student, guardians: [] })) };
  const told = await story(
    { ...SPRING, town, from: '02-21 12:00', until: '03-01 20:00' },
    `02-22 09:00 wang 1
     03-01 08:02 wang 三(1)班全到齐
     03-01 08:03 wang 已标注
     03-01 08:30 wang 1`,
  );
  const unasked = told.to('wang').filter((line) => !line.includes(' reply'));
  expect(unasked).toEqual([
    '02-22 08:10 notice P2.R1-PRETERM-SCAN',
    '03-01 07:50 reminder P3.1-ROLL',
    '03-01 08:10 notice P3.1-WEEK1-LIST',
  ]);
  told.ignoring(EMPTY_POSTS, ...THE_YEAR);
});
