import { expect, test } from 'vitest';
import { listDays, monitoredList } from '../../../domain/comparison/monitored-list.ts';
import type { Stage } from '../../../domain/facts/fact.ts';

test.each<[string, Stage | null, Stage, string | null]>([
  ['newly out of school', null, 'SUSPECTED', 'new'],
  ['was away before, a case since', 'ABSENT_UNEXCUSED', 'SUSPECTED', 'new'],
  ['back then, gone again', 'RETURNED', 'SUSPECTED', 'new'],
  ['in another stage', 'SUSPECTED', 'DROPOUT', 'moved'],
  ['as before', 'NOT_ENROLLED', 'NOT_ENROLLED', 'same'],
  ['back in school', 'SUSPECTED_7', 'RETURNED', 'returned'],
  ['no case any more', 'SUSPECTED', 'CLOSED', 'ended'],
  ['back, and stable since', 'RETURNED', 'CLOSED', null],
  ['away for a day', null, 'ABSENT_UNEXCUSED', null],
])('A-RUR-SHARE: %s', (_name, before, now, change) => {
  const list = monitoredList(new Map(before ? [['zhang', before]] : []), new Map([['zhang', now]]));
  expect(list.map((child) => child.change)).toEqual(change === null ? [] : [change]);
});

test.each([
  ['2026-10-10', '2026-10-10', '2026-09-10'],
  ['2026-10-31', '2026-10-10', '2026-09-10'],
  ['2026-11-09', '2026-10-10', '2026-09-10'],
  ['2027-01-10', '2027-01-10', '2026-12-10'],
  ['2027-01-05', '2026-12-10', '2026-11-10'],
])('A-RUR-SHARE: on %s the list of %s is held against that of %s', (day, on, before) => {
  expect(listDays(day, 10)).toEqual({ on, before });
});
