import { expect, test } from 'vitest';
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
});

test('on the school’s own closing day nobody is asked for anything', async () => {
  const told = await story({ until: '09-15 20:00', off: ['2026-09-15'] }, '09-14 08:05 wang 全到齐');
  expect(told.lines.filter(({ at }) => at > '2026-09-15')).toEqual([]);
});
