import { expect, test } from 'vitest';
import { A_CASE, AN_ABSENCE, CHILDREN_IN_NEED, EMPTY_POSTS, SCHOOL_DAYS } from '../support/asides.ts';
import { story } from '../support/play.ts';

test('a child who turns up half an hour late is spoken of no more', async () => {
  const told = await story(
    { until: '09-15 07:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-14 08:30 wang 张伟迟到，已经到校了
     09-14 13:35 wang 1`,
  );
  expect(told.to('wang').filter((line) => line > '09-14 08:30')).toEqual([
    '09-14 08:30 reply',
    '09-14 13:30 reminder P3.3-ATT-1500',
    '09-14 13:35 reply',
  ]);
  for (const rule of ['P3.1-CHECK-1H', 'P3.1-VERIFY-SD', 'P3.3-TRACK'])
    expect(told.duties(rule)).toEqual([expect.stringMatching(/not_applicable$/)]);
  expect(told.stage('zhang')).toBe('ENROLLED');
  expect(told.rest()).toEqual([
    '09-14 08:05 g-zhang notice P3.1-CHECK-1H',
    '09-14 08:05 zhao notice P3.1-REPORT-2H',
  ]);
});

test('a suspected dropout seen at the roll ends the case’s duties that very minute', async () => {
  const told = await story(
    { until: '09-18 07:00' },
    `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
     09-17 08:05 wang 全到齐`,
  );
  expect(told.stage('zhang')).toBe('RETURNED');
  const since = told.lines.filter(
    ({ at, subject }) => at > '2026-09-17T08:05' && subject?.student === 'zhang',
  );
  // Who was at work on it hears that the child is back, the family is thanked, and that is all.
  const said = since.filter(({ to }) => to !== 'g-zhang');
  expect(said.filter(({ kind, text }) => kind !== 'notice' || !text.includes('返校'))).toEqual([]);
  expect(since.filter(({ to }) => to === 'g-zhang').map(({ rule }) => rule)).toEqual(['P5.5-PSY-RETURN']);
  for (const rule of ['P3.1-VISIT-3D', 'P3.1-LINK-WRITTEN', 'P3.4-CONTINUE', 'P3.1-PERSUADE-3'])
    expect(told.duties(rule)).toEqual([expect.stringMatching(/not_applicable$/)]);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE, EMPTY_POSTS, CHILDREN_IN_NEED);
});
