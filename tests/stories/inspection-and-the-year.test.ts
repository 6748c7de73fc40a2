import { expect, test } from 'vitest';
import type { Post } from '../../domain/people/directory.ts';
import {
  COUNTY_YEAR_ASKS,
  EMPTY_POSTS,
  SCHOOL_WEEKS,
  SCHOOL_YEAR_ASKS,
  THE_YEAR,
  UNITS_YEAR_ASKS,
} from '../support/asides.ts';
import { story } from '../support/play.ts';
import { SCHOOL_YEAR, TOWN } from '../support/town.ts';

const post = (person: string, role: Post['role']): Post => ({
  ...{ person, role, unit: 'district', from: '2026-09-01', until: null },
});

const COUNTY = {
  ...TOWN,
  classes: [],
  students: [],
  people: [...TOWN.people, { id: 'ding', name: '丁督学' }, { id: 'du', name: '杜科长' }],
  posts: [...TOWN.posts, post('ding', 'inspector'), post('du', 'supervision_office')],
};

test('P2.R3-WEEK1-STAT: the bureau counts arrivals within the first seven days of term', async () => {
  const told = await story(
    { town: COUNTY, from: '09-01 06:00', until: '09-08 12:00' },
    `09-04 15:00 zhou 1 东教体通〔2026〕8号
     09-04 15:01 zhou 1
     09-07 11:00 zhou 已统计上报，报到校人数 6人`,
  );
  expect(told.duties('P2.R3-WEEK1-STAT')).toEqual(['zhou 09-01 08:10 → 09-07 18:00 done 09-07 11:00']);
  expect(told.of('P2.R3-WEEK1-STAT').at(-1)).toBe('09-07 11:00 deng notice');
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
  expect(told.rest()).toEqual([
    '09-01 08:10 du notice G4.2-QUARTER',
    '09-04 15:01 deng notice G4.2-MONTHLY',
    '09-04 15:01 head notice G4.2-MONTHLY',
    '09-04 15:01 sun notice G4.2-MONTHLY',
  ]);
});

test('G4.2-QUARTER: supervised by the twentieth of the last month, else the district head hears', async () => {
  const told = await story({ town: COUNTY, from: '11-30 12:00', until: '12-21 12:00' }, '');
  expect(told.duties('G4.2-QUARTER')).toEqual(['du 12-01 08:10 → 12-20 18:00 overdue']);
  expect(told.of('G4.2-QUARTER')).toContain('12-20 18:00 deng escalation');
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, COUNTY_YEAR_ASKS, UNITS_YEAR_ASKS);
});

test('A-EDU-TERM-INSPECT: each term by its tenth week', async () => {
  const told = await story(
    { town: COUNTY, from: '10-12 12:00', until: '11-10 12:00' },
    '11-03 10:00 ding 1 东教督〔2026〕6号',
  );
  expect(told.duties('A-EDU-TERM-INSPECT')).toEqual(['ding 10-13 08:10 → 11-09 18:00 done 11-03 10:00']);
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
  expect(told.rest()).toEqual([
    '10-13 08:10 ding notice A-EDU-TERM-INSPECT',
    '10-27 09:00 ding reminder A-EDU-TERM-INSPECT',
  ]);
});

test('P5.5-PSY-STAFF: once a year each school tells its counsellors, rooms and money', async () => {
  const told = await story(
    { town: COUNTY, terms: SCHOOL_YEAR, from: '11-01 12:00', until: '11-12 12:00' },
    `11-05 10:00 qian 零报告
     11-11 10:00 qian 1 教师2名，辅导室1间，经费3000元`,
  );
  expect(told.duties('P5.5-PSY-STAFF')).toEqual(['qian 11-02 08:10 → 11-30 18:00 done 11-11 10:00']);
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, SCHOOL_YEAR_ASKS, UNITS_YEAR_ASKS);
  expect(told.rest()).toEqual([
    '11-05 10:00 sun notice P3.2-WEEKLY',
    '11-06 06:30 sun reminder P3.2-WEEKLY',
    '11-06 17:00 sun reminder P3.2-WEEKLY',
    '11-06 18:00 head escalation P3.2-WEEKLY',
    '11-06 18:00 sun reminder P3.2-WEEKLY',
  ]);
});

test('G4.1-ASSESS-USE: the figures of the year are frozen before it ends', async () => {
  const told = await story(
    { town: COUNTY, from: '12-19 12:00', until: '12-29 12:00' },
    `12-28 10:00 zhou 冻结考核数据
     12-28 10:05 zhou 已冻结并报送`,
  );
  expect(told.duties('G4.1-ASSESS-USE')).toEqual(['zhou 12-20 08:10 → 12-31 18:00 done 12-28 10:05']);
  expect(told.texts('zhou', 'reply')[0]).toContain('考核数据已冻结');
  told.ignoring(SCHOOL_WEEKS, SCHOOL_YEAR_ASKS, COUNTY_YEAR_ASKS);
});
