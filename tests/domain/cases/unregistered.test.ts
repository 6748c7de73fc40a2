/** Since when a child that has not registered is away, whichever day that is told on (T7, AMB-39). */
import { describe, expect, test } from 'vitest';
import { type CaseFile, emptyFile } from '../../../domain/cases/file.ts';
import { unregisteredSince } from '../../../domain/cases/unregistered.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import { absent, roll, School, WANG } from '../../support/desk.ts';
import { townCalendar } from '../../support/town.ts';

const since = (today: string, whole: string[], marks: CaseFile['marks'] = {}): string =>
  unregisteredSince(
    { ...emptyFile('zhang'), marks },
    townCalendar(),
    `2026-${today}`,
    new Set(whole.map((day) => `2026-${day}`)),
  );

test.each<[string, string, string[], CaseFile['marks'], string]>([
  ['no roll was told: the first teaching day', '09-03', [], {}, '2026-09-01'],
  ['told on the first day', '09-01', [], {}, '2026-09-01'],
  ['a whole roll had the child there', '09-03', ['09-01'], {}, '2026-09-02'],
  [
    'a whole roll named the child as missing',
    '09-03',
    ['09-01'],
    { '2026-09-01': { standing: 'unaccounted', source: 'm' } },
    '2026-09-01',
  ],
  [
    'the child was named as there',
    '09-03',
    [],
    { '2026-09-02': { standing: 'late', source: 'm' } },
    '2026-09-03',
  ],
  ['a roll of today says nothing of the days before', '09-03', ['09-03'], {}, '2026-09-01'],
  ['before the term it is that day', '08-30', [], {}, '2026-08-30'],
])('%s', (_, today, whole, marks, day) => {
  expect(since(today, whole, marks)).toBe(day);
});

const zhang = { student: 'zhang' };
const notRegistered = (day: string): FactBody => ({
  kind: 'registration',
  ...zhang,
  registered: false,
  day: `2026-${day}`,
});

describe('told on the third day', () => {
  test('the child is suspected at that day’s marking, and asked after from the first', () => {
    const school = new School({ from: '09-01 07:00' }).tell('09-03 09:00', WANG, notRegistered('09-01'));
    school.runTo('09-03 14:59');
    expect(school.file('zhang')).toMatchObject({ stage: 'NOT_REGISTERED', away: '2026-09-01' });
    school.runTo('09-03 15:00');
    expect(school.file('zhang')).toMatchObject({ stage: 'SUSPECTED', firstMissed: '2026-09-01' });
  });

  test('an absence told before it begins no later', () => {
    const school = new School({ from: '09-01 07:00' })
      .tell('09-03 08:05', WANG, roll('09-03', 'zhang'), absent('zhang', '09-03'))
      .tell('09-03 09:00', WANG, notRegistered('09-01'));
    expect(school.file('zhang').away).toBe('2026-09-01');
  });
});
