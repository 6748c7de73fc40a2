import { expect, test } from 'vitest';
import { AN_ABSENCE, SCHOOL_DAYS } from '../support/asides.ts';
import { story } from '../support/play.ts';

test('a child missing at night is told at once to principal, police station, bureau and teacher', async () => {
  const told = await story({ until: '09-15 00:10' }, '09-14 22:40 wang 张伟失踪了，全家都在找');
  expect(told.of('P3.3-TRACK').slice(0, 4).sort()).toEqual([
    '09-14 22:40 pan notice',
    '09-14 22:40 qian notice',
    '09-14 22:40 wang notice',
    '09-14 22:40 zhou notice',
  ]);
  expect(told.texts('qian', 'notice')[0]).toContain('110');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('what is not urgent waits for the morning', async () => {
  const told = await story({ until: '09-15 06:30' }, '09-14 08:05 wang 三(1)班应到6实到5，张伟没来');
  const night = told.lines.filter(({ at }) => at > '2026-09-14T22:00' && at < '2026-09-15T06:30');
  expect(night).toEqual([]);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});
