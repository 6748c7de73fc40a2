/** An absence told of once its day is over, and what the rolls since say of the child (policy.md §1.4.3, docs/decisions/006). */
import { describe, expect, test } from 'vitest';
import type { FactBody, Standing } from '../../../domain/facts/fact.ts';
import { absent, allThere, moment, roll, School, WANG } from '../../support/desk.ts';

const of = (day: string, standing: Standing): FactBody => ({ ...absent('zhang', day), standing }) as FactBody;
const marks = (school: School) =>
  Object.entries(school.file('zhang').marks)
    .toSorted()
    .map(([day, { unexcused }]) => [day.slice(5), unexcused ?? false]);

describe('a day without leave told on the fourth, with whole rolls since', () => {
  const rolled = (): School => new School().tellAll(allThere('09-14', '09-16'));

  test.each(['unaccounted', 'unexcused', 'personal_leave'] as const)('%s is that day alone', (standing) => {
    const school = rolled().tell('09-17 07:40', WANG, of('09-14', standing));
    // Leave that is recorded too late is none (§1.4.2).
    expect(school.file('zhang')).toMatchObject({ stage: 'ENROLLED', away: null });
    expect(marks(school)).toEqual([['09-14', true]]);
    expect(school.runTo('09-18 19:00').file('zhang')).toMatchObject({ stage: 'ENROLLED', opened: null });
  });

  test('leaves an absence that began later as it is', () => {
    const school = rolled()
      .tell('09-17 08:05', WANG, roll('09-17', 'zhang'), absent('zhang', '09-17'))
      .tell('09-18 07:40', WANG, absent('zhang', '09-14'));
    expect(school.file('zhang').away).toBe('2026-09-17');
    expect(marks(school)).toEqual([
      ['09-14', true],
      ['09-17', true],
    ]);
  });

  test('counts with the days before it, until the day on which the child was there', () => {
    const school = rolled()
      .tell('09-17 08:05', WANG, roll('09-17'))
      .tell(
        '09-17 08:10',
        WANG,
        absent('zhang', '09-14'),
        absent('zhang', '09-15'),
        absent('zhang', '09-16'),
      );
    expect(marks(school)).toEqual([
      ['09-14', true],
      ['09-15', true],
      ['09-16', true],
    ]);
    // The child is back: nobody has to go and look for it.
    expect(school.file('zhang')).toMatchObject({ away: null, opened: null });
  });

  test('opens a case where the child has not been there since', () => {
    const school = rolled().tell(
      '09-17 07:40',
      WANG,
      ...['09-14', '09-15', '09-16'].map((day) => absent('zhang', day)),
    );
    expect(school.file('zhang')).toMatchObject({ stage: 'SUSPECTED', firstMissed: '2026-09-14' });
  });
});

test('what a day told late opens begins when it is told: nothing is late at its birth', () => {
  const school = new School({ from: '09-17 07:00' }).tell('09-17 07:40', WANG, absent('zhang', '09-14'));
  expect(school.file('zhang').stage).toBe('SUSPECTED');
  const opened = [...school.duties.values()].filter(({ about }) => about.student === 'zhang');
  expect(opened.length).toBeGreaterThan(5);
  expect(opened.filter(({ dueAt }) => dueAt <= school.now).map(({ name }) => name)).toEqual([]);
  expect([...new Set(opened.map(({ openedAt }) => moment(openedAt)))]).toEqual(['09-17 07:40']);
});
