/** §6.3 HOME_TEACHING, VOC: no roll tells that the placement holds; the bureau closes, with the proof that it needs. */
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

test('who only types 1 gets along: what is missing is said, the school has it, the bureau closes', async () => {
  const told = await story(
    { from: '09-14 07:00', until: '09-25 07:00', set: { 'observe.stable_sd': 5 } },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-17 10:00 qian 张伟已安排送教上门
     09-24 09:00 zhou 1
     09-24 10:00 zhao 1
     09-24 11:00 zhou 1`,
  );
  const [refused, closed] = told.texts('zhou', 'reply');
  expect(refused).toContain('张伟按“送教上门”销案，还缺：送教安排（学校）');
  expect(closed).toContain('已记：同意销案');
  expect(told.of('P3.1-EACH-CASE')).toEqual(['09-22 18:00 zhao notice', '09-22 18:00 zhou notice']);
  expect(told.duties('P3.1-EACH-CASE', 'zhang').toSorted()).toEqual([
    'zhao 09-22 18:00 → 09-29 18:00 done 09-24 10:00',
    'zhou 09-22 18:00 → 09-29 18:00 done 09-24 11:00',
  ]);
  expect(told.state.students.zhang?.closing).toBe('HOME_TEACHING');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, EMPTY_POSTS, CHILDREN_IN_NEED);
});

test('a proof that is promised, or not named among those that are, is still asked for', async () => {
  const told = await story(
    { from: '09-14 07:00', until: '09-25 07:00', set: { 'observe.stable_sd': 5 } },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-17 10:00 qian 张伟已安排送教上门
     09-24 10:00 zhao 1 证明后补
     09-24 10:10 zhao 1 送教安排、学籍保留有了，送教记录还没整理好
     09-24 10:20 zhou 1
     09-24 10:30 zhao 1 送教记录收到了`,
  );
  const [promised, partly, all] = told.texts('zhao', 'reply');
  expect(promised).toContain('还缺：送教安排（学校）；学籍保留记录（学籍人员）；送教记录（送教老师）');
  expect(partly).toContain('还缺：送教记录（送教老师）');
  expect(partly).not.toContain('送教安排（学校）');
  expect(told.texts('zhou', 'reply')[0]).toContain('还缺：送教记录（送教老师）。');
  expect(all).toContain('收齐安置证明');
  expect(told.of('P3.1-EACH-CASE')).toHaveLength(2);
  expect(told.duties('P3.1-EACH-CASE', 'zhang').find((line) => line.startsWith('zhao'))).toMatch(
    /done 09-24 10:30$/,
  );
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, EMPTY_POSTS, CHILDREN_IN_NEED);
});
