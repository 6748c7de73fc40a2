import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { safeguardWord } from '../../../domain/conversation/safeguard.ts';
import {
  childrenNamed,
  partsByChild,
  readCorrection,
  readGuardian,
} from '../../../domain/parents/reading.ts';
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
  'eleventh-messages',
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

const SIBLINGS = ['承志', '俊杰', '张露'].map(child);

/** `承志:承志发烧了，` for each. */
const apart = (text: string): string[] | null =>
  partsByChild(text, SIBLINGS, POLICY.guardianWords)?.map((part) => `${part.child.name}:${part.text}`) ??
  null;

test('what is said of each child of a family is told apart by the clause that names it', () => {
  expect(apart('承志发烧了，杰杰我已经送到学校了')).toEqual([
    '承志:承志发烧了，',
    '俊杰:杰杰我已经送到学校了',
  ]);
  expect(apart('老师好，承志发烧了，在卫生院，露露马上到')).toEqual([
    '承志:老师好，承志发烧了，在卫生院，',
    '张露:露露马上到',
  ]);
  expect(apart('露露到学校没有？承志病了')).toEqual(['张露:露露到学校没有？', '承志:承志病了']);
});

test.each([
  '承志和俊杰发烧了',
  '承志，俊杰，请假一天',
  '承志、露露都来不了',
  '承志发烧了，我明天带他去看',
  '发烧了',
])('nothing is told apart in "%s"', (text) => {
  expect(apart(text)).toBeNull();
});

const corrected = (text: string): string | null => {
  const found = readCorrection(text, SIBLINGS);
  return (
    found && `${found.right.child.name}:${found.right.text}${found.wrong ? ` not ${found.wrong.name}` : ''}`
  );
};

test('which child is meant is put right, with the wrong one or without', () => {
  expect(corrected('不对，是承志发烧，不是张露')).toBe('承志:承志发烧 not 张露');
  expect(corrected('说错了，是承志发烧')).toBe('承志:承志发烧');
  expect(corrected('不是露露，是杰杰')).toBe('俊杰:杰杰 not 张露');
  expect(corrected('发烧的是承志不是露露')).toBe('承志:发烧的是承志 not 张露');
  expect(corrected('我搞错了，请假的是俊杰')).toBe('俊杰:请假的是俊杰');
});

test.each(['承志发烧了', '不对啊，他早上就去了', '是不是露露没来', '承志不是发烧', '不是张露'])(
  '"%s" puts no child in the place of another',
  (text) => {
    expect(corrected(text)).toBeNull();
  },
);

test.each([
  ['明后两天都不来', ['leave'], ['2026-09-15', '2026-09-16']],
  ['下个月十号到十二号请假', ['leave'], ['2026-10-10', '2026-10-12']],
  ['在路上了 车子坏了', ['coming'], null],
  ['车子坏在半路上了 来不了', ['matter'], ['2026-09-14', '2026-09-14']],
  ['打错了', [], null],
  ['电话号码打错了', ['correct'], null],
  ['她不听我的 昨晚摔门走了', ['unknown', 'refuses'], null],
  ['她昨晚摔门走了 现在都没回来', ['lost'], null],
])('%s: %j', (text, means, leave) => {
  const said = reading(text);
  expect(said.means).toEqual(means);
  expect(said.wants && [said.wants.from, said.wants.until]).toEqual(leave);
});
