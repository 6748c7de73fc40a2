import { expect, test } from 'vitest';
import { schoolCalendar } from '../../../domain/calendar/school-calendar.ts';
import { overridePlan, type SchoolYearPlan } from '../../../domain/calendar/school-year.ts';
import { decideTick } from '../../../domain/decide.ts';
import { Directory } from '../../../domain/people/directory.ts';
import { loadNationalCalendar } from '../../../seeds/load-calendar.ts';
import { makePlan } from '../../../seeds/scenario.ts';
import { loadWords } from '../../../templates/words.ts';
import { POLICY } from '../../support/desk.ts';
import { SCHOOL_YEAR, TOWN, when } from '../../support/town.ts';

const directory = new Directory({
  ...TOWN,
  people: [...TOWN.people, { id: 'admin', name: '高师傅' }],
  posts: [
    ...TOWN.posts,
    { person: 'admin', role: 'administrator', unit: 'district', from: '2026-09-01', until: null },
  ],
});

/** What is said on a Monday before Christmas of a calendar that goes no further, in a place with these terms of its own. */
const warned = (stream: string, own: Partial<SchoolYearPlan>) => {
  const place = directory.placeOf(stream);
  if (!place) throw new Error(`no ${stream}`);
  const plan = overridePlan(makePlan({ terms: SCHOOL_YEAR }), own);
  const calendar = schoolCalendar(plan, loadNationalCalendar());
  const world = { policy: POLICY, directory, calendar, place, now: when('12-21 12:00') };
  const state = { files: [], classDays: [], duties: [], tickedAt: when('12-21 06:00') };
  return decideTick(state, world).notices.filter(({ words }) => words.startsWith('calendar_gap'));
};

const told = (stream: string, own: Partial<SchoolYearPlan>): string[] =>
  warned(stream, own).map(
    ({ to, values }) => `${to} ${values.school || '全区'} ${values.term || '全国放假'}`,
  );

const textTo = (person: string, stream: string, own: Partial<SchoolYearPlan>): string =>
  warned(stream, own)
    .filter(({ to }) => to === person)
    .map((notice) => loadWords().say(notice.words, { ...notice, now: notice.at }))
    .join();

const ENDS_SOON = { terms: [{ name: '2026秋', first: '2026-09-01', last: '2027-01-10' }] };

test('a school with terms of its own is warned when they end, though the county’s go on', () => {
  expect(told('s1', ENDS_SOON)).toEqual(['zhao 汤丹中心小学 2026秋', 'admin 汤丹中心小学 2026秋']);
});

test('a school that follows the county, or has only days of its own, is not: the county is warned', () => {
  expect(told('s1', {})).toEqual([]);
  expect(told('s1', { off: ['2026-12-24'] })).toEqual([]);
  expect(told('district', {})).toEqual(['zhou 全区 全国放假', 'admin 全区 全国放假']);
});

test('who decides is told in plain words which term and whom to give it to, who keeps the system where it is entered', () => {
  const office = textTo('zhao', 's1', ENDS_SOON);
  expect(office).toContain('汤丹中心小学自己的校历只排到2026秋：请定下2027年春季学期哪天开学、哪天放假');
  expect(office).toContain('交给系统管理员高师傅录入');
  expect(textTo('zhou', 'district', {})).toContain('国家2027年的放假调休，系统里还没有');
  for (const text of [office, textTo('zhou', 'district', {})]) expect(text).not.toMatch(/yaml|重启/);
  expect(textTo('admin', 's1', ENDS_SOON)).toContain('seeds/calendar/dongchuan.yaml');
});
