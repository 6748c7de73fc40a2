import { expect, test } from 'vitest';
import {
  COUNTY_YEAR_ASKS,
  EMPTY_POSTS,
  SCHOOL_WEEKS,
  SCHOOL_YEAR_ASKS,
  UNITS_YEAR_ASKS,
} from '../support/asides.ts';
import { story } from '../support/play.ts';
import { QUIET_TOWN, SCHOOL_YEAR, withUnit } from '../support/town.ts';

const SPRING = { terms: SCHOOL_YEAR, town: withUnit(QUIET_TOWN, 'min', '闵科长', '民政局') };

test('P1.0-MEET-DECIDE: each decision has an owner, a date and an end; an unanswered one climbs', async () => {
  const told = await story(
    { ...SPRING, from: '06-14 08:30', until: '06-26 12:00' },
    `06-14 09:00 zhou 决议：汤丹镇6月24日前补齐家访记录
     06-14 09:05 zhou 决议：民政局10天内核查困难家庭学生
     06-14 10:00 min 1
     06-20 10:00 min 2 核查了12户，3户已纳入低保`,
  );
  expect(told.duties('P1.0-MEET-DECIDE')).toEqual([
    'sun 06-14 09:00 → 06-24 18:00 overdue',
    'min 06-14 09:05 → 06-24 18:00 done 06-20 10:00',
  ]);
  expect(told.to('head').filter((line) => line.includes('P1.0-MEET-DECIDE'))).toEqual([
    '06-24 18:00 escalation P1.0-MEET-DECIDE',
  ]);
  expect(told.texts('sun')[0]).toContain('补齐家访记录');
  expect(told.to('zhou').filter((line) => line.includes('notice'))).toContain(
    '06-20 10:00 notice P1.0-MEET-DECIDE',
  );
  told.ignoring(SCHOOL_WEEKS, SCHOOL_YEAR_ASKS);
  expect(told.rest()).toEqual([
    '06-14 09:05 min notice P1.0-MEET-DECIDE',
    '06-19 09:00 min reminder P1.0-MEET-DECIDE',
    '06-24 18:00 wu notice G4.1-NOTICE',
  ]);
});

test('a member unit that does not take its task on is told of to the bureau the next working day', async () => {
  const told = await story(
    { ...SPRING, from: '06-14 08:30', until: '06-16 12:00' },
    '06-14 09:05 zhou 决议：民政局10天内核查困难家庭学生',
  );
  expect(told.of('P1.0-MEET-DECIDE').slice(1)).toEqual([
    '06-15 18:00 min reminder',
    '06-15 18:00 zhou escalation',
  ]);
  expect(told.rest()).toEqual(['06-16 08:10 qian notice P3.3-ATT-1500']);
});

test('a decision without an owner is asked for, and a township may not decide for others', async () => {
  const told = await story(
    { ...SPRING, from: '06-14 08:30', until: '06-14 12:00' },
    `06-14 09:00 zhou 决议：尽快解决校车问题
     06-14 09:10 sun 决议：民政局核查困难家庭学生`,
  );
  expect(told.texts('zhou', 'reply')).toEqual([expect.stringContaining('没有说由谁办')]);
  expect(told.texts('sun', 'reply')).toEqual([expect.stringContaining('区教体局')]);
  expect(told.duties('P1.0-MEET-DECIDE')).toEqual([]);
});

test('G4.2-RECTIFY, G4.2-TALK, G4.1-NOTICE: what is not put right in time is talked about; notifying is a person’s decision', async () => {
  const told = await story(
    { ...SPRING, from: '06-01 08:30', until: '06-20 20:00' },
    `06-01 09:00 zhou 整改：汤丹镇家访记录不全
     06-17 10:00 deng 1 已约谈孙副镇长，限6月25日前改完
     06-18 10:00 wu 2 首次逾期，先约谈`,
  );
  expect(told.duties('G4.2-RECTIFY')).toEqual(['sun 06-01 09:00 → 06-15 18:00 overdue']);
  expect(told.duties('G4.2-TALK')).toEqual(['deng 06-15 18:00 → 06-22 18:00 done 06-17 10:00']);
  expect(told.duties('G4.1-NOTICE')).toEqual(['wu 06-15 18:00 → 06-22 18:00 done 06-18 10:00']);
  expect(told.of('G4.2-TALK')).toContain('06-17 10:00 head notice');
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, COUNTY_YEAR_ASKS, UNITS_YEAR_ASKS);
  expect(told.rest()).toEqual([
    '06-01 09:00 head notice G4.2-RECTIFY',
    '06-01 09:00 sun notice G4.2-RECTIFY',
    '06-08 09:00 sun reminder G4.2-RECTIFY',
    '06-15 09:00 sun reminder G4.2-RECTIFY',
    '06-15 18:00 head escalation G4.2-RECTIFY',
    '06-15 18:00 sun reminder G4.2-RECTIFY',
    '06-15 18:00 wu notice G4.1-NOTICE',
  ]);
});
