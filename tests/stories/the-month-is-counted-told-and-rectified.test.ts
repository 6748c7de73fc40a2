import { expect, test } from 'vitest';
import {
  A_CASE,
  A_CASE_AFTER_A_WEEK,
  AN_ABSENCE,
  COUNTY_YEAR_ASKS,
  EMPTY_POSTS,
  SCHOOL_DAYS,
  SCHOOL_WEEKS,
  SCHOOL_YEAR_ASKS,
  TOWNSHIP_YEAR_ASKS,
  UNITS_YEAR_ASKS,
} from '../support/asides.ts';
import { story } from '../support/play.ts';
import { TOWN } from '../support/town.ts';

/** Nothing but what the calendar asks. */
const QUIET = { town: { ...TOWN, classes: [], students: [] } };

/** Twelve schools without a pupil, each with a principal who reports. */
const schools = Array.from({ length: 12 }, (_, place) => `x${String(place + 1).padStart(2, '0')}`);
const TWELVE_SCHOOLS = {
  ...QUIET.town,
  schools: schools.map((id) => ({
    id,
    name: `第${id.slice(1)}小学`,
    township: 't1',
    firstLesson: '08:00' as const,
  })),
  people: [...TOWN.people, ...schools.map((id) => ({ id: `p-${id}`, name: `${id}校长` }))],
  posts: [
    ...TOWN.posts.filter(({ unit }) => unit !== 's1' && unit !== 'c1'),
    ...schools.map((id) => ({
      ...{ person: `p-${id}`, role: 'principal' as const, unit: id },
      ...{ from: '2026-09-01', until: null },
    })),
  ],
};

test('P3.2-WEEKLY: the weekly reports of twelve schools are signed for with one word, those without a number too', async () => {
  const reports = schools.map((id, place) => `09-10 14:${10 + place} p-${id} 零报告`);
  const told = await story(
    { ...QUIET, town: TWELVE_SCHOOLS, from: '09-07 07:00', until: '09-10 18:00' },
    `${reports.join('\n')}
     09-10 15:00 zhou 已签收
     09-10 15:01 zhou 全部`,
  );
  const [asked = '', received = ''] = told.texts('zhou', 'reply');
  expect(asked).toContain('您有12件事在等，指哪一件？先列9件，都办了请回“全部”。');
  expect(asked).toContain('\n9 ');
  expect(asked).not.toContain('\n10 ');
  expect(Buffer.byteLength(received)).toBeLessThan(2048);
  const receipts = told.duties('P3.2-WEEKLY').filter((line) => line.startsWith('zhou'));
  expect(receipts).toHaveLength(12);
  expect(receipts.every((line) => line.endsWith('done 09-10 15:01'))).toBe(true);
  // The township is asked for its own receipts, and what finds no place in the day comes together.
  const asks = told.of('P3.2-WEEKLY').filter((line) => line.includes(' sun '));
  expect(asks).toHaveLength(7);
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, COUNTY_YEAR_ASKS, UNITS_YEAR_ASKS);
});

// A-EDU-REPORTMECH, the mechanism of reports, is carried by the weekly one.
test('P3.2-WEEKLY: a week without a case still wants its nil report, and silence goes up', async () => {
  const told = await story(
    { ...QUIET, from: '09-07 07:00', until: '09-20 20:00' },
    `09-10 14:00 qian 零报告
     09-10 14:05 sun 已签收
     09-10 14:05 zhou 已签收`,
  );
  expect(told.duties('P3.2-WEEKLY')).toEqual([
    'qian 09-07 08:10 → 09-11 17:00 done 09-10 14:00',
    'zhou 09-10 14:00 → 09-11 18:00 done 09-10 14:05',
    'sun 09-10 14:00 → 09-11 18:00 done 09-10 14:05',
    'qian 09-14 08:10 → 09-20 17:00 overdue',
  ]);
  // The Sunday before the Mid-Autumn holiday is taught.
  expect(told.of('P3.2-WEEKLY')).toEqual([
    '09-10 14:00 sun notice',
    '09-10 14:00 zhou notice',
    '09-10 14:05 qian notice',
    '09-10 14:05 qian notice',
    '09-20 13:00 qian reminder',
    '09-20 17:00 qian reminder',
    '09-20 17:00 zhou escalation',
  ]);
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, COUNTY_YEAR_ASKS, UNITS_YEAR_ASKS);
});

test('P3.2-WEEKLY: at twice the time silence reaches the head of the bureau', async () => {
  const told = await story({ ...QUIET, from: '09-14 07:00', until: '09-27 12:00' }, '');
  expect(told.of('P3.2-WEEKLY')).toContain('09-27 06:30 wu escalation');
  expect(told.rest()).toEqual([
    '09-16 08:10 qian notice P3.3-ATT-1500',
    '09-20 17:00 qian reminder P3.3-ATT-1500',
    '09-20 17:00 zhou escalation P3.3-ATT-1500',
    '09-23 08:10 qian notice P3.3-ATT-1500',
    '09-24 17:00 qian reminder P3.3-ATT-1500',
    '09-24 17:00 zhou escalation P3.3-ATT-1500',
    '09-25 08:10 zhao notice P1.R4-DOCK',
  ]);
});

test('P3.2-WEEKLY: in the week of a holiday it is due on the last school day', async () => {
  const told = await story({ ...QUIET, from: '09-28 07:00', until: '09-28 09:00' }, '');
  expect(told.duties('P3.2-WEEKLY')).toEqual(['qian 09-28 08:10 → 09-30 17:00 open']);
});

test('P3.1-MONTH-ZERO: the last day of the month asks each township why it is not at zero', async () => {
  const told = await story(
    { ...QUIET, from: '09-29 20:00', until: '10-01 12:00' },
    '09-30 16:00 sun 1 张伟随父母外出，已请昭通方面协查，10月10日前再访\n09-30 17:00 zhou 已汇总，报在办几人 1人',
  );
  // A school where everybody is back has nothing to explain.
  expect(told.duties('P3.1-MONTH-ZERO').sort()).toEqual([
    'sun 09-30 08:10 → 09-30 18:00 done 09-30 16:00',
    'zhou 09-30 08:10 → 09-30 18:00 done 09-30 17:00',
  ]);
  expect(told.of('P3.1-MONTH-ZERO')).toContain('09-30 16:00 zhou notice');
  expect(told.rest()).toEqual([
    '09-30 08:10 qian notice P3.3-ATT-1500',
    '09-30 17:00 qian reminder P3.3-ATT-1500',
    '09-30 17:00 zhou escalation P3.3-ATT-1500',
    '10-01 08:10 zhou notice G4.2-MONTHLY+A-EDU-XUEJI',
    '10-01 08:10 zhou notice P1.2-POST',
  ]);
});

test('P3.1-MONTH-ZERO: a school with somebody still away says why, and its township hears', async () => {
  const told = await story(
    { from: '09-21 07:00', until: '09-30 20:00' },
    `09-21 08:00 wang 三(1)班应到6实到5，张伟没来
     09-22 08:00 wang 三(1)班应到6实到5，张伟没来
     09-23 08:00 wang 三(1)班应到6实到5，张伟没来
     09-30 17:00 qian 还有没清零的，说明原因
     09-30 17:01 qian 随父母外出，已约10月8日返校`,
  );
  expect(told.duties('P3.1-MONTH-ZERO')).toContain('qian 09-30 08:10 → 09-30 18:00 done 09-30 17:01');
  told.ignoring(
    SCHOOL_DAYS,
    SCHOOL_WEEKS,
    AN_ABSENCE,
    A_CASE,
    A_CASE_AFTER_A_WEEK,
    SCHOOL_YEAR_ASKS,
    TOWNSHIP_YEAR_ASKS,
  );
});

test('G4.2-MONTHLY and G4.2-RECTIFY: the bulletin is due on the fifth working day; a township named in it has a clock of its own', async () => {
  const told = await story(
    { ...QUIET, from: '10-31 12:00', until: '11-24 12:00' },
    `11-05 15:00 zhou 已通报，报文号 东教体通〔2026〕11号
     11-05 15:05 zhou 整改：汤丹镇补齐家访记录`,
  );
  // 1 November 2026 is a Sunday.
  expect(told.duties('G4.2-MONTHLY')).toEqual(['zhou 11-01 08:10 → 11-06 18:00 done 11-05 15:00']);
  expect(told.duties('G4.2-RECTIFY')).toEqual(['sun 11-05 15:05 → 11-19 18:00 overdue']);
  expect(told.of('G4.2-RECTIFY')).toContain('11-05 15:05 head notice');
  expect(told.of('G4.2-RECTIFY')).toContain('11-19 18:00 head escalation');
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, SCHOOL_YEAR_ASKS, COUNTY_YEAR_ASKS, UNITS_YEAR_ASKS);
  expect(told.rest()).toEqual([
    '11-05 15:00 deng notice G4.2-MONTHLY',
    '11-05 15:00 head notice G4.2-MONTHLY',
    '11-05 15:00 sun notice G4.2-MONTHLY',
    '11-19 18:00 deng notice G4.2-TALK',
    '11-19 18:00 wu notice G4.1-NOTICE',
    '11-19 18:00 zhou notice G4.2-TALK',
    '11-23 06:30 deng reminder G4.2-TALK',
    '11-23 06:30 wu reminder G4.1-NOTICE',
  ]);
});

test('A-EDU-XUEJI: the enrolment staff analyse each month; without such a post the bureau does', async () => {
  const told = await story(
    { ...QUIET, from: '10-31 12:00', until: '11-05 12:00' },
    '11-04 10:00 zhou 1 未入学2人，均为缓学',
  );
  expect(told.duties('A-EDU-XUEJI').join()).toContain('11-01 08:10 → 11-06 18:00');
  told.ignoring(SCHOOL_DAYS, EMPTY_POSTS, SCHOOL_YEAR_ASKS, COUNTY_YEAR_ASKS);
  expect(told.rest()).toEqual([
    '11-04 10:00 deng notice G4.2-MONTHLY',
    '11-04 10:00 head notice G4.2-MONTHLY',
    '11-04 10:00 sun notice G4.2-MONTHLY',
  ]);
});

test('G4.2-RECTIFY: a difficulty is told the bureau, ends nothing, and the talk opens when the date has passed', async () => {
  const told = await story(
    { ...QUIET, from: '11-05 12:00', until: '11-20 12:00' },
    `11-05 15:05 zhou 整改：汤丹镇补齐家访记录
     11-10 10:00 sun 2 人手不够，村里没有干部`,
  );
  expect(told.duties('G4.2-RECTIFY')).toEqual(['sun 11-05 15:05 → 11-19 18:00 overdue']);
  expect(told.of('G4.2-RECTIFY')).toContain('11-10 10:00 zhou escalation');
  expect(told.of('G4.2-RECTIFY')).toContain('11-10 10:00 head escalation');
  expect(told.texts('zhou', 'escalation').join()).toContain('原因：人手不够，村里没有干部');
  expect(told.of('G4.2-TALK')).toContain('11-19 18:00 deng notice');
  expect(told.of('G4.1-NOTICE')).toContain('11-19 18:00 wu notice');
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, UNITS_YEAR_ASKS);
});
