import { expect, test } from 'vitest';
import { A_CASE, AN_ABSENCE, SCHOOL_DAYS } from '../support/asides.ts';
import { story } from '../support/play.ts';

test('Friday, the make-up Sunday and Monday are three days in a row; the Saturday is none', async () => {
  const said = '09-18 08:05 wang 三(1)班应到6实到5，张伟没来';
  const sunday = await story({ from: '09-18 07:00', until: '09-20 18:00' }, said);
  expect(sunday.of('P3.1-ROLL')).toEqual([
    '09-18 07:50 wang reminder',
    '09-20 07:50 wang reminder',
    '09-20 08:10 wang reminder',
    '09-20 08:10 zhao escalation',
  ]);
  expect(sunday.state.students.zhang).toMatchObject({ stage: 'ABSENT_UNEXCUSED', unexcusedDays: 2 });
  const monday = await story({ from: '09-18 07:00', until: '09-21 15:00' }, said);
  expect(monday.stage('zhang')).toBe('SUSPECTED');
  sunday.ignoring(SCHOOL_DAYS, AN_ABSENCE);
  monday.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE);
});

test('on the school’s own closing day nobody is asked for anything', async () => {
  const told = await story({ until: '09-15 20:00', off: ['2026-09-15'] }, '09-14 08:05 wang 全到齐');
  expect(told.lines.filter(({ at }) => at > '2026-09-15')).toEqual([]);
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 13:30 wang reminder P3.3-ATT-1500',
    '09-14 14:30 wang reminder P3.3-ATT-1500',
    '09-14 14:50 wang reminder P3.3-ATT-1500',
    '09-14 15:00 wang reminder P3.3-ATT-1500',
    '09-14 15:00 zhao escalation P3.3-ATT-1500',
  ]);
});
