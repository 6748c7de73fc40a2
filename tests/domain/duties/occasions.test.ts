import { expect, test } from 'vitest';
import { decideTick } from '../../../domain/decide.ts';
import type { Duty } from '../../../domain/duties/duty.ts';
import { Directory } from '../../../domain/people/directory.ts';
import { POLICY } from '../../support/desk.ts';
import { SCHOOL_YEAR, TOWN, townCalendar, when } from '../../support/town.ts';

const directory = new Directory(TOWN);
const calendar = townCalendar({ terms: SCHOOL_YEAR });

const tick = (since: string, now: string, place = directory.placeOf('district'), terms = calendar) => {
  if (!place) throw new Error('the town has no district');
  const world = { policy: POLICY, directory, calendar: terms, place, now: when(now) };
  return decideTick({ files: [], classDays: [], duties: [], tickedAt: when(since) }, world).duties;
};
const opened = (...told: Parameters<typeof tick>): string[] => tick(...told).map(({ id }) => id);

test('what began while nothing ran begins at the next look, once, under its own day', () => {
  const late = tick('02-26 12:00', '03-03 09:30').filter(({ name }) => name === 'P1.0-MEET-MAR');
  expect(late.map(({ openedAt, dueAt }) => [openedAt, dueAt])).toEqual([
    [when('03-01 08:10'), when('03-31 18:00')],
  ]);
  expect(opened('03-03 09:30', '03-04 09:30')).not.toContain('P1.0-MEET-MAR|district:district|2027');
});

test('a duty above the schools stands in the district’s ledger alone', () => {
  expect(opened('03-31 12:00', '04-01 12:00')).toContain('P1.1-LETTER-GOV1|township:t1|2027');
  expect(opened('03-31 12:00', '04-01 12:00', directory.placeOf('s1')).join()).not.toContain('P1.1-LETTER');
});

test('P4.1-PUBLICITY: September is asked by itself where the term has begun in August', () => {
  const school = directory.placeOf('s1');
  const [autumn, spring] = SCHOOL_YEAR;
  const early = townCalendar({ terms: [{ ...autumn, first: '2026-08-28' }, spring] as never });
  const asked = (terms: typeof calendar): string[] =>
    tick('08-27 12:00', '09-02 12:00', school, terms)
      .filter(({ rule }) => rule === 'P4.1-PUBLICITY')
      .map(({ name }) => name);
  expect(asked(early)).toEqual(['P4.1-PUBLICITY/term_start', 'P4.1-PUBLICITY/september']);
  expect(asked(calendar)).toEqual(['P4.1-PUBLICITY/term_start']);
});

/** For whom a teacher's letter is asked in the school, where somebody new begins on one day. */
const newHolder = (from: string, said: { duties?: Duty[] } = {}): string[] => {
  const day = `${Number(from.slice(0, 2)) < 8 ? 2027 : 2026}-${from}`;
  const late = { person: 'xu', role: 'subject_teacher' as const, unit: 'c1', from: day, until: null };
  const town = new Directory({ ...TOWN, posts: [...TOWN.posts, late] });
  const place = town.placeOf('s1');
  if (!place) throw new Error('the town has no school');
  const world = { policy: POLICY, directory: town, calendar, place, now: when(`${from} 12:00`) };
  const state = { files: [], classDays: [], duties: said.duties ?? [], tickedAt: when(`${from} 06:00`) };
  return decideTick(state, world)
    .duties.filter(({ name }) => name === 'P1.2-LETTER-EDU2/new_holder')
    .map(({ task }) => task ?? '');
};

test.each<[string, string, string[]]>([
  ['in the winter vacation', '02-10', ['徐老师']],
  ['in the first week of spring', '03-02', ['徐老师']],
  ['in June', '06-10', ['徐老师']],
  ['so late in the year that all sign before that letter would be due', '08-25', []],
  ['on the day on which all are asked to sign', '09-01', []],
])('P1.2-LETTER-EDU2: whoever begins %s', (_, day, asked) => {
  expect(newHolder(day)).toEqual(asked);
});

test('P1.2-LETTER-EDU2: while all sign nobody signs apart; once they have, whoever comes after does', () => {
  const duties = tick('08-31 12:00', '09-01 12:00', directory.placeOf('s1'));
  expect(newHolder('09-10', { duties })).toEqual([]);
  expect(newHolder('09-10', { duties: duties.map((duty) => ({ ...duty, state: 'done' as const })) })).toEqual(
    ['徐老师'],
  );
});
