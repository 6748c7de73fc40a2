import { expect, test } from 'vitest';
import { AN_ABSENCE, SCHOOL_DAYS } from '../support/asides.ts';
import { story } from '../support/play.ts';

test('an absent child about whom nobody does anything reaches teacher, office, principal and bureau in turn', async () => {
  const told = await story({ until: '09-15 07:00' }, '09-14 08:05 wang 三(1)班应到6实到5，张伟没来');
  expect(told.of('P3.1-CHECK-1H')).toEqual([
    '09-14 08:05 g-zhang notice',
    '09-14 08:35 wang reminder',
    '09-14 08:55 wang reminder',
    '09-14 09:05 wang reminder',
    '09-14 09:05 zhao escalation',
    '09-14 10:05 qian escalation',
  ]);
  expect(told.of('P3.1-VERIFY-SD')).toEqual([
    '09-14 13:02 zhao reminder',
    '09-14 17:00 zhao reminder',
    // The family is asked once more before the evening.
    '09-14 18:00 g-zhang notice',
    '09-14 18:00 qian escalation',
    '09-14 18:00 zhao reminder',
    '09-15 06:30 zhou escalation',
  ]);
  expect(told.to('zhou')).toEqual(['09-15 06:30 escalation P3.1-VERIFY-SD']);
  expect(told.duties('P3.1-CHECK-1H')).toEqual(['wang 09-14 08:05 → 09-14 09:05 overdue']);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE);
});

test('each who hears of it reads whose task it was and by when', async () => {
  const told = await story({ until: '09-14 10:05' }, '09-14 08:05 wang 三(1)班应到6实到5，张伟没来');
  for (const text of [...told.texts('zhao', 'escalation'), ...told.texts('qian', 'escalation')]) {
    expect(text).toContain('张伟');
    expect(text).toContain('王老师');
    expect(text).toContain('09:05');
  }
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:05 g-zhang notice P3.1-CHECK-1H',
    '09-14 08:05 zhao notice P3.1-REPORT-2H',
    '09-14 08:35 wang reminder P3.1-CHECK-1H',
    '09-14 08:55 wang reminder P3.1-CHECK-1H',
    '09-14 09:05 wang reminder P3.1-CHECK-1H',
  ]);
});
