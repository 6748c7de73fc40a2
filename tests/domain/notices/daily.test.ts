import { expect, test } from 'vitest';
import { at, formatInstant } from '../../../domain/calendar/time.ts';
import { mostFor, roomAt } from '../../../domain/notices/daily.ts';
import { loadPolicy } from '../../../seeds/load-policy.ts';
import { townDirectory } from '../../support/town.ts';

const { settings } = loadPolicy('dongchuan');
const DAY = '2026-09-14';

test('a place is kept for each gathering that is still to come, and given up when it has come', () => {
  const rooms = ['07:00', '09:29', '09:30', '14:40', '18:29', '18:30', '23:00'].map((time) => {
    const { places, next } = roomAt(at(DAY, time), 8, settings);
    return `${time} ${places} ${formatInstant(next).slice(5, 16)}`;
  });
  expect(rooms).toEqual([
    '07:00 5 09-14T09:30',
    '09:29 5 09-14T09:30',
    '09:30 6 09-14T14:40',
    '14:40 7 09-14T18:30',
    '18:29 7 09-14T18:30',
    '18:30 8 09-15T07:00',
    '23:00 8 09-15T07:00',
  ]);
});

test('what falls due before the next gathering takes a place that is kept; what is over, or due later, waits', () => {
  const places = ['14:39', '14:41', '18:30', '18:31', '20:00'].map(
    (due) => roomAt(at(DAY, '14:40'), 8, settings, at(DAY, due)).places,
  );
  expect(places).toEqual([7, 8, 8, 7, 7]);
});

test('a homeroom teacher has more places than anybody else', () => {
  const directory = townDirectory();
  const most = ['wang', 'zhao', 'zhou', 'g-zhang'].map((person) =>
    mostFor(person, at(DAY, '08:00'), directory, settings),
  );
  expect(most).toEqual([12, 8, 8, 8]);
});
