import { expect, test } from 'vitest';
import { AN_ABSENCE, EMPTY_POSTS, SCHOOL_DAYS } from '../support/asides.ts';
import { story } from '../support/play.ts';
import { without } from '../support/town.ts';

test('a class without a class teacher: the office is asked in the teacher’s place, the principal hears of the gap once', async () => {
  const told = await story(
    { until: '09-15 09:30', town: without('homeroom_teacher') },
    '09-14 08:05 zhao 三(1)班应到6实到5，张伟没来',
  );
  expect(told.of('P3.1-CHECK-1H').slice(1, 3)).toEqual([
    '09-14 08:35 zhao reminder',
    '09-14 08:55 zhao reminder',
  ]);
  const gap = told.of('P1.2-POST');
  expect(gap.filter((line) => line.endsWith('notice'))).toEqual(['09-14 07:30 qian notice']);
  expect(gap).toContain('09-14 18:00 zhou escalation');
  expect(told.duties('P1.2-POST')).toEqual(['qian 09-14 07:30 → 09-14 18:00 overdue']);
  expect(told.texts('qian', 'notice')[0]).toContain('班主任');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('filling the post ends it', async () => {
  const told = await story(
    { until: '09-14 20:00', town: without('homeroom_teacher') },
    '09-14 09:00 qian 1 徐老师',
  );
  expect(told.duties('P1.2-POST')).toEqual(['qian 09-14 07:30 → 09-14 18:00 done 09-14 09:00']);
  told.ignoring(SCHOOL_DAYS, EMPTY_POSTS);
});
