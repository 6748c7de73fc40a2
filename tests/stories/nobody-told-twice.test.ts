import { expect, test } from 'vitest';
import { A_CASE, A_CASE_AFTER_A_WEEK, AN_ABSENCE, SCHOOL_DAYS, SCHOOL_WEEKS } from '../support/asides.ts';
import { story } from '../support/play.ts';

test('a week in which nobody acts says nothing twice to one person in one minute', async () => {
  const told = await story(
    { until: '09-21 07:00' },
    `09-14 08:05 wang 三(1)班应到6实到4，张伟、李思雨没来
     09-14 08:06 wang 三(1)班应到6实到4，张伟、李思雨没来`,
  );
  const seen = told.lines
    .filter(({ kind }) => kind !== 'reply')
    .map(({ at, to, text }) => `${at} ${to} ${text}`);
  expect(seen.filter((line, place) => seen.indexOf(line) !== place)).toEqual([]);
  // Two children, one clock: one reminder names both.
  const calls = (student: string) =>
    told
      .of('P3.1-CHECK-1H', student)
      .filter((line) => line.includes('wang'))
      .slice(0, 2);
  expect(calls('zhang')).toEqual(['09-14 08:35 wang reminder', '09-14 08:55 wang reminder']);
  expect(calls('li')).toEqual(calls('zhang'));
  expect(told.texts('wang', 'reminder')[1]).toMatch(/(张伟[\s\S]*李思雨|李思雨[\s\S]*张伟)/);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK);
});

test('telling the same roll again opens nothing and sends no second list', async () => {
  const told = await story(
    { until: '09-14 08:20' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-14 08:10 wang 三(1)班应到6实到5，张伟没来`,
  );
  expect(told.to('zhao')).toEqual(['09-14 08:05 notice P3.1-REPORT-2H']);
  expect(told.duties('P3.1-CHECK-1H')).toEqual(['wang 09-14 08:05 → 09-14 09:05 open']);
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:05 g-zhang notice P3.1-CHECK-1H',
  ]);
});
