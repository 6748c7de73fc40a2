import { expect, test } from 'vitest';
import { EMPTY_POSTS, SCHOOL_DAYS, SCHOOL_WEEKS, SCHOOL_YEAR_ASKS, THE_YEAR } from '../support/asides.ts';
import { story } from '../support/play.ts';
import { SCHOOL_YEAR } from '../support/town.ts';

const YEAR = { terms: SCHOOL_YEAR };

test('a school of ten days on and four off: roll, week and report follow its own days', async () => {
  const own = { cycle: { start: '2026-09-01', on: 10, off: 4 } };
  const told = await story(
    { ...YEAR, own, from: '09-10 12:00', until: '09-28 06:00' },
    '09-12 08:00 zhou 待办',
  );
  // Ten days from the 1st, then home from the 11th to the 14th, taught again from Tuesday the 15th, Sunday included.
  const rolled = told.duties('P3.1-ROLL').map((line) => line.slice(5, 10));
  expect(rolled).toEqual([
    '09-15',
    '09-16',
    '09-17',
    '09-18',
    '09-19',
    '09-20',
    '09-21',
    '09-22',
    '09-23',
    '09-24',
  ]);
  // The last taught day of the week: Sunday the 20th, then Thursday the 24th.
  expect(told.duties('P3.2-WEEKLY').map((line) => line.slice(0, 31))).toEqual([
    'qian 09-14 08:10 → 09-20 17:00 ',
    'qian 09-21 08:10 → 09-24 17:00 ',
  ]);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, SCHOOL_YEAR_ASKS);
});

test('a school that begins and ends on days of its own is asked before and after its own term', async () => {
  const own = {
    terms: [
      { name: '2026秋', first: '2026-09-01', last: '2027-01-22' },
      { name: '2027春', first: '2027-03-08', last: '2027-07-09' },
    ],
  };
  const told = await story(
    { ...YEAR, own, from: '01-06 12:00', until: '03-10 12:00' },
    '03-01 07:00 zhou 待办',
  );
  expect(told.duties('P2.R2-ENDTERM-LIST').map((line) => line.slice(-36).includes('01-22 18:00'))).toContain(
    true,
  );
  expect(told.duties('P2.R1-PRETERM-SCAN').map((line) => line.slice(0, 29))).toEqual([
    'wang 03-01 08:10 → 03-04 12:0',
  ]);
  expect(told.duties('P3.1-WEEK1-LIST').map((line) => line.slice(0, 16))).toEqual(['wang 03-08 08:10']);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});

test('an own closure and an own make-up day move the week’s report', async () => {
  const own = { off: ['2026-09-18', '2026-09-20'], on: ['2026-09-19'] };
  const told = await story(
    { ...YEAR, own, from: '09-13 12:00', until: '09-20 20:00' },
    '09-14 07:00 zhou 待办',
  );
  expect(told.duties('P3.2-WEEKLY')[0]).toContain('→ 09-19 17:00');
  expect(told.duties('P3.1-ROLL').map((line) => line.slice(5, 10))).not.toContain('09-18');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS);
});
