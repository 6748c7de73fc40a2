import { expect, test } from 'vitest';
import type { Unit } from '../../domain/people/roles.ts';
import { EMPTY_POSTS, SCHOOL_WEEKS, THE_YEAR } from '../support/asides.ts';
import { story } from '../support/play.ts';
import { SCHOOL_YEAR, withUnits } from '../support/town.ts';

/** Units alone, in a school year without pupils of interest. */
const year = (from: string, until: string, ...units: Unit[]) => ({
  terms: SCHOOL_YEAR,
  town: { ...withUnits(...units), classes: [], students: [] },
  from,
  until,
});

test('A-CIV-MARRY: every quarter the screening is asked for, and "1" is enough', async () => {
  const told = await story(
    year('11-30 12:00', '01-05 12:00', 'civil_affairs'),
    '12-21 10:00 civil_affairs 1',
  );
  expect(told.duties('A-CIV-MARRY')).toEqual(['civil_affairs 12-01 08:10 → 12-31 18:00 done 12-21 10:00']);
  expect(told.texts('civil_affairs')[0]).toContain('不要在这里写姓名');
  expect(told.texts('zhou').join()).toContain('已办');
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});

test('A-DIS: the number of disabled children is known before the survey of April', async () => {
  const told = await story(
    year('02-28 12:00', '04-02 12:00', 'disabled_federation'),
    '03-20 10:01 disabled_federation 1 全区63人，持证58人，在学61人',
  );
  expect(told.duties('A-DIS')).toEqual(['disabled_federation 03-01 08:10 → 03-31 18:00 done 03-20 10:01']);
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});

test('A-LAW-PUB: the law is made known each May and September', async () => {
  const may = await story(
    year('04-30 12:00', '06-02 12:00', 'justice'),
    '05-20 10:00 justice 1 进村入校12次',
  );
  expect(may.duties('A-LAW-PUB')).toEqual(['justice 05-01 08:10 → 05-31 18:00 done 05-20 10:00']);
  const september = await story(year('08-31 12:00', '10-02 12:00', 'justice'), '09-02 10:00 justice 收到');
  expect(september.duties('A-LAW-PUB')[0]).toContain('justice 09-01 08:10 → 09-30 18:00 overdue');
  may.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
  september.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});
