/** T10: a child whom no school has is dispatched, worked on and placed, and stands in no school's list. */
import { afterEach, expect, test } from 'vitest';
import { caseFilesIn } from '../../prisma/stores/ledger-store.ts';
import {
  A_CASE,
  A_CASE_AFTER_A_WEEK,
  A_JOINT_GROUP,
  CHILDREN_IN_NEED,
  EMPTY_POSTS,
  SCHOOL_DAYS,
  SCHOOL_WEEKS,
  THE_YEAR,
} from '../support/asides.ts';
import { closeFields, Field } from '../support/field.ts';
import { story } from '../support/play.ts';

afterEach(closeFields);

test('ticket and jurisdiction are asked for at once, and an ordinary class of a named school ends it', async () => {
  const told = await story(
    { until: '10-30 12:00' },
    `09-15 09:00 sun 登记失学儿童：罗小弟，户籍汤丹镇
     09-15 09:20 sun 1 2026091501
     09-15 10:00 zhou 1
     09-15 10:30 sun 罗小弟已入学
     09-15 10:31 sun 罗小弟已到汤丹中心小学入学`,
  );
  expect(told.duties('P3.R3-TOWN-ONLINE')[0]).toBe('sun 09-15 09:00 → 09-15 18:00 done 09-15 09:20');
  // Asked once, though the ticket comes after.
  expect(told.duties('P4.R1-DISPATCH')).toEqual(['zhou 09-15 09:00 → 09-16 18:00 done 09-15 10:00']);
  expect(told.texts('zhou', 'notice').join('\n')).toContain('罗小弟：建议派给汤丹镇');
  expect(told.texts('sun', 'reply').at(-2)).toContain('请写明进了哪所学校');
  expect(told.texts('sun', 'reply').at(-1)).toContain('已记：已安置就读');
  // Back counts from that day on, and is confirmed by that school's principal and the township.
  expect(told.duties('P3.4-CONTINUE').every((line) => line.includes('not_applicable'))).toBe(true);
  const confirms = told.duties('P3.1-EACH-CASE').map((line) => line.split(' ')[0]);
  expect(confirms).toEqual(expect.arrayContaining(['qian', 'sun']));
  told.ignoring(
    SCHOOL_DAYS,
    SCHOOL_WEEKS,
    A_CASE,
    A_CASE_AFTER_A_WEEK,
    A_JOINT_GROUP,
    EMPTY_POSTS,
    ...THE_YEAR,
    CHILDREN_IN_NEED,
  );
  expect(told.rest()).toEqual(['09-15 09:00 sun notice P3.1-NODE-ASSIGN+P3.4-CONTINUE+P3.R3-TOWN-ONLINE']);
});

test('no school’s list or group has the child, the township’s has it', async () => {
  const town = await Field.open();
  await town.says('sun', '登记失学儿童：罗小弟，户籍汤丹镇');
  expect(await caseFilesIn(town.database, ['tangdan', 'middle'])).toEqual([]);
  expect(await caseFilesIn(town.database, ['tangdan', 'middle'], 'with')).toHaveLength(1);
});
