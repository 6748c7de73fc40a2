import { expect, test } from 'vitest';
import { A_CASE, A_CASE_AFTER_A_WEEK, AN_ABSENCE, SCHOOL_DAYS, SCHOOL_YEAR_ASKS } from '../support/asides.ts';
import { story } from '../support/play.ts';

const SENT = `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-16 15:40 qian 已签字送出 汤小控辍〔2026〕1号`;

test('P3.1-LINK-WRITTEN: the township officer is asked for the receipt, and the principal sees it (policy §8)', async () => {
  const told = await story({ until: '09-16 18:00' }, `${SENT}\n09-16 16:10 sun 1`);
  expect(told.duties('P3.1-LINK-WRITTEN')).toEqual([
    'qian 09-16 15:00 → 09-17 15:00 done 09-16 15:40',
    'sun 09-16 15:40 → 09-17 18:00 done 09-16 16:10',
  ]);
  expect(told.of('P3.1-LINK-WRITTEN').slice(2)).toEqual([
    '09-16 15:40 sun notice',
    '09-16 15:40 zhou notice',
    '09-16 16:10 qian notice',
  ]);
  expect(told.lines.find(({ at, to }) => to === 'qian' && at.startsWith('2026-09-16T16:10'))?.text).toContain(
    '已办：张伟（三(1)班）签收初报',
  );
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE, SCHOOL_YEAR_ASKS);
});

test('a receipt nobody gives is reminded of and goes up the government line', async () => {
  const told = await story({ until: '09-19 12:00' }, SENT);
  expect(told.of('P3.1-LINK-WRITTEN').slice(2)).toEqual([
    '09-16 15:40 sun notice',
    '09-16 15:40 zhou notice',
    '09-17 06:30 sun reminder',
    '09-17 17:00 sun reminder',
    '09-17 18:00 head escalation',
    '09-17 18:00 sun reminder',
    '09-18 20:20 zhou escalation',
  ]);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK, SCHOOL_YEAR_ASKS);
});

test('a receipt told by the school itself, with who signed, ends the asking', async () => {
  const told = await story(
    { until: '09-17 20:00' },
    `${SENT}\n09-16 16:10 qian 张伟的初报已签收 签收人李干事`,
  );
  expect(told.duties('P3.1-LINK-WRITTEN')[1]).toContain('done 09-16 16:10');
  // Nobody is told what they have just said.
  expect(told.to('qian').filter((line) => line.startsWith('09-16 16:10'))).toEqual(['09-16 16:10 reply']);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE, SCHOOL_YEAR_ASKS);
  expect(told.rest()).toEqual(['09-16 15:40 sun notice P3.1-LINK-WRITTEN']);
});

test('P3.1-REPORT-7D: first and second report are receipted each for itself', async () => {
  const told = await story(
    { until: '09-20 12:00' },
    `${SENT}
     09-20 10:00 qian 已签字送出 汤小控辍〔2026〕2号
     09-20 10:30 sun 已签收
     09-20 10:31 sun 1`,
  );
  const reply = told.lines.find(({ at, to }) => to === 'sun' && at.startsWith('2026-09-20T10:30'));
  expect(reply?.text).toMatch(/签收初报[\s\S]*签收续报/);
  const states = [...told.duties('P3.1-LINK-WRITTEN'), ...told.duties('P3.1-REPORT-7D')].map((line) =>
    line.replace(/ .* (?=done|overdue|open)/, ' '),
  );
  expect(states).toEqual([
    'qian done 09-16 15:40',
    'sun done_late 09-20 10:31',
    // Cause, whereabouts and willingness are sorted for the second report (P3.1-REPORT-7D).
    'wang open',
    'qian done 09-20 10:00',
    'sun open',
  ]);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK, SCHOOL_YEAR_ASKS);
  expect(told.rest()).toEqual([
    '09-16 15:40 sun notice P3.1-LINK-WRITTEN',
    '09-17 06:30 sun reminder P3.1-LINK-WRITTEN',
    '09-17 17:00 sun reminder P3.1-LINK-WRITTEN',
    '09-17 18:00 head escalation P3.1-LINK-WRITTEN',
    '09-17 18:00 sun reminder P3.1-LINK-WRITTEN',
  ]);
});

test('P3.2-WEEKLY: township and bureau each give a receipt, for a nil report too', async () => {
  const told = await story(
    { until: '09-19 12:00' },
    `09-18 15:00 qian 零报告
     09-18 15:00 qian 1
     09-18 15:30 sun 1
     09-18 15:40 zhou 1`,
  );
  expect(told.of('P3.2-WEEKLY')).toEqual([
    '09-18 15:00 sun notice',
    '09-18 15:00 zhou notice',
    '09-18 15:30 qian notice',
    '09-18 15:40 qian notice',
  ]);
  expect(told.duties('P3.2-WEEKLY').map((line) => line.split('done')[1])).toEqual([
    ' 09-18 15:00',
    ' 09-18 15:40',
    ' 09-18 15:30',
  ]);
  told.ignoring(SCHOOL_DAYS);
});
