import { expect, test } from 'vitest';
import { decideTick } from '../../../domain/decide.ts';
import { Directory } from '../../../domain/people/directory.ts';
import { POLICY } from '../../support/desk.ts';
import { SCHOOL_YEAR, TOWN, townCalendar, when } from '../../support/town.ts';

const directory = new Directory(TOWN);
const calendar = townCalendar({ terms: SCHOOL_YEAR });

const tick = (since: string, now: string, place = directory.placeOf('district')) => {
  if (!place) throw new Error('the town has no district');
  const world = { policy: POLICY, directory, calendar, place, now: when(now) };
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
