import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { safeguardWord } from '../../../domain/conversation/safeguard.ts';
import { childrenNamed, readGuardian } from '../../../domain/parents/reading.ts';
import { guardianSaid } from '../../../domain/parents/said.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { POLICY } from '../../support/desk.ts';
import { townCalendar, when } from '../../support/town.ts';

interface Labelled {
  says: string;
  means: string[];
  /** First and last day of the leave that is asked for; left out: only that it is asked for is labelled. */
  leave?: [string, string];
  children?: string[];
}

const child = (name: string): Student => ({
  id: name,
  name,
  class: null,
  school: 's1',
  household: 't1',
  flags: [],
  guardians: [],
});
const FAMILY = [child('张伟'), child('张丽')];

const reading = (text: string) =>
  guardianSaid(text, {
    lexicon: POLICY.guardianWords,
    names: FAMILY.map(({ name }) => name),
    now: when('09-14 08:20'),
    calendar: townCalendar(),
  });

/** As the labels tell it: a reason for leave is leave, thanks beside something else are nothing. */
const meansOf = (text: string): string[] => {
  if (safeguardWord(text, POLICY)) return ['harm'];
  const means = [...new Set(reading(text).means.map((each) => (each === 'matter' ? 'leave' : each)))];
  const left = means.length > 1 ? means.filter((each) => each !== 'thanks') : means;
  return left.length > 0 ? left.toSorted() : ['other'];
};

describe.each([
  'messages',
  'more-messages',
  'third-messages',
  'fourth-messages',
  'fifth-messages',
  'sixth-messages',
  'seventh-messages',
  'eighth-messages',
  'ninth-messages',
  'tenth-messages',
])('guardians write (%s)', (name) => {
  const file = new URL(`../../fixtures/family/${name}.yaml`, import.meta.url);
  const rows = parse(readFileSync(file, 'utf8')) as Labelled[];

  test.each(rows)('$says', ({ says, means, leave, children }) => {
    expect(meansOf(says)).toEqual(means.toSorted());
    if (leave) {
      const [from, until] = leave.map((day) => `2026-${day}`);
      expect(reading(says).wants).toMatchObject({ from, until });
    }
    if (children)
      expect(
        childrenNamed(readGuardian(says, POLICY.guardianWords), FAMILY, POLICY.guardianWords).map(
          (named) => named.name,
        ),
      ).toEqual(children);
  });
});

test('the day on which the child is to come is told, and today is none', () => {
  expect(reading('明天就送来').day).toBe('2026-09-15');
  expect(reading('下周一一定送他回学校').day).toBe('2026-09-21');
  expect(reading('马上到').day).toBeNull();
});

test('a brother or sister who writes calls the child a brother or sister', () => {
  const means = (says: string, bySibling: boolean) =>
    guardianSaid(says, {
      lexicon: POLICY.guardianWords,
      names: [],
      bySibling,
      now: when('09-14 08:20'),
      calendar: townCalendar(),
    }).means;
  expect(means('弟弟发烧了，我爸妈都不在家', true)).toContain('ill');
  expect(means('我弟谁的话都不听，说打死也不念了', true)).toEqual(['refuses']);
  expect(means('弟弟发烧了，我走不开，他自己去的学校', false)).not.toContain('ill');
});

test('what nobody knows means nothing, and is kept as it was written', () => {
  expect(reading('门卫大爷姓什么').means).toEqual([]);
  expect(reading('门卫大爷姓什么').wants).toBeNull();
});
