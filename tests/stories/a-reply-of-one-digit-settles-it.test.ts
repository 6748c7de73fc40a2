import { expect, test } from 'vitest';
import { story } from '../support/play.ts';

test('“1” to the hour’s reminder is the contact; nobody above hears anything', async () => {
  const told = await story(
    { until: '09-14 12:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-14 08:40 wang 1`,
  );
  expect(told.of('P3.1-CHECK-1H')).toEqual(['09-14 08:05 g-zhang notice', '09-14 08:35 wang reminder']);
  expect(told.duties('P3.1-CHECK-1H')).toEqual(['wang 09-14 08:05 → 09-14 09:05 done 09-14 08:40']);
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:05 zhao notice P3.1-REPORT-2H',
  ]);
});

test('“2” meets the hour, asks the helper, and tells the office that nobody was reached (AMB-10)', async () => {
  const told = await story(
    { until: '09-14 12:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-14 08:40 wang 2`,
  );
  expect(told.of('P3.1-CHECK-1H')).toEqual([
    '09-14 08:05 g-zhang notice',
    '09-14 08:35 wang reminder',
    '09-14 08:40 he notice',
    '09-14 09:05 zhao escalation',
  ]);
  expect(told.duties('P3.1-CHECK-1H')).toEqual([
    'wang 09-14 08:05 → 09-14 09:05 done 09-14 08:40',
    'he 09-14 08:40 → 09-14 18:00 open',
  ]);
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:05 zhao notice P3.1-REPORT-2H',
  ]);
});
