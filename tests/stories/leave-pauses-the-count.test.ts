import { expect, test } from 'vitest';
import { A_CASE, AN_ABSENCE, SCHOOL_DAYS } from '../support/asides.ts';
import { story } from '../support/play.ts';

test('a day of sick leave between days without leave neither adds nor begins anew', async () => {
  const said = `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
    09-15 08:05 wang 三(1)班应到6实到5，张伟发烧请病假一天
    09-16 08:05 wang 三(1)班应到6实到5，张伟没来
    09-17 08:05 wang 三(1)班应到6实到5，张伟没来`;
  const before = await story({ until: '09-17 14:59' }, said);
  expect(before.stage('zhang')).toBe('ABSENT_UNVERIFIED');
  expect(before.state.students.zhang?.unexcusedDays).toBe(2);
  const after = await story({ until: '09-17 15:00' }, said);
  expect(after.stage('zhang')).toBe('SUSPECTED');
  expect(after.state.students.zhang?.unexcusedDays).toBe(3);
  before.ignoring(SCHOOL_DAYS, AN_ABSENCE);
  after.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE);
});

test('once suspected, a day of leave does not make the suspicion go away', async () => {
  const told = await story(
    { until: '09-17 15:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-17 08:05 wang 三(1)班应到6实到5，张伟发烧请病假一天`,
  );
  expect(told.stage('zhang')).toBe('SUSPECTED');
  expect(told.of('P3.1-VISIT-3D')).toContain('09-17 15:00 qian escalation');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE);
});
