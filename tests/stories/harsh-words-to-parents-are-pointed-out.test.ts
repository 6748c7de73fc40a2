import { expect, test } from 'vitest';
import { story } from '../support/play.ts';

test('a teacher who threatened a family is told what not to say and why; the report counts all the same', async () => {
  const told = await story(
    { until: '09-14 12:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-14 08:20 wang 联系上张伟了，在家，我告诉家长再不来就要罚款`,
  );
  const [, reply = ''] = told.texts('wang', 'reply');
  expect(reply).toContain('提醒：跟家长不说“罚款”，全国性法律没有对家长罚款的规定');
  expect(told.state.duties.find(({ rule }) => rule === 'P3.1-CHECK-1H')?.state).toBe('done');
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:05 g-zhang notice P3.1-CHECK-1H',
    '09-14 08:05 zhao notice P3.1-REPORT-2H',
  ]);
});

test('kind words are let be', async () => {
  const told = await story(
    { until: '09-14 12:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-14 08:20 wang 联系上张伟了，在家，我告诉家长有难处学校帮着想办法`,
  );
  expect(told.texts('wang', 'reply').join('')).not.toContain('提醒：跟家长不说');
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:05 g-zhang notice P3.1-CHECK-1H',
    '09-14 08:05 zhao notice P3.1-REPORT-2H',
  ]);
});
