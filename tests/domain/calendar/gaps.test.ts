import { expect, test } from 'vitest';
import { schoolCalendar } from '../../../domain/calendar/school-calendar.ts';
import { overridePlan, type SchoolYearPlan } from '../../../domain/calendar/school-year.ts';
import { decideTick } from '../../../domain/decide.ts';
import { Directory } from '../../../domain/people/directory.ts';
import { loadNationalCalendar } from '../../../seeds/load-calendar.ts';
import { makePlan } from '../../../seeds/scenario.ts';
import { POLICY } from '../../support/desk.ts';
import { SCHOOL_YEAR, TOWN, when } from '../../support/town.ts';

const directory = new Directory(TOWN);

/** Who is told on a Monday before Christmas that a calendar goes no further, in a place with these terms of its own. */
const told = (stream: string, own: Partial<SchoolYearPlan>): string[] => {
  const place = directory.placeOf(stream);
  if (!place) throw new Error(`no ${stream}`);
  const plan = overridePlan(makePlan({ terms: SCHOOL_YEAR }), own);
  const calendar = schoolCalendar(plan, loadNationalCalendar());
  const world = { policy: POLICY, directory, calendar, place, now: when('12-21 12:00') };
  const state = { files: [], classDays: [], duties: [], tickedAt: when('12-21 06:00') };
  return decideTick(state, world)
    .notices.filter(({ words }) => words === 'calendar_gap')
    .map(({ to, values }) => `${to} ${values.school || '全区'} ${values.term || '全国放假'}`);
};

const ENDS_SOON = { terms: [{ name: '2026秋', first: '2026-09-01', last: '2027-01-10' }] };

test('a school with terms of its own is warned when they end, though the county’s go on', () => {
  expect(told('s1', ENDS_SOON)).toEqual(['zhao 汤丹中心小学 2026秋']);
});

test('a school that follows the county, or has only days of its own, is not: the county is warned', () => {
  expect(told('s1', {})).toEqual([]);
  expect(told('s1', { off: ['2026-12-24'] })).toEqual([]);
  expect(told('district', {})).toEqual(['zhou 全区 全国放假']);
});
