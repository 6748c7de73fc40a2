import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { Directory } from '../../domain/people/directory.ts';
import { makePlan, readScenario } from '../../seeds/scenario.ts';
import { YamlFileError } from '../../seeds/yaml-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'not-one-less-scenario-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SOUND = `name: nobody acts on an absent child
policy: dongchuan
set:
  contact.limit_min: 45
start: 2026-09-14T07:00
end:   2026-09-30T20:00
calendar:
  off: [2026-09-18]
county:
  townships:
    - {id: t1, name: 汤丹镇}
    - {id: t2, name: 因民镇}
  schools:
    - id: s1
      name: 汤丹中心小学
      township: t1
      firstLesson: 08:00
      classes:
        - id: c1
          name: 三(1)班
          students:
            - {id: st1, name: 张伟, household: t2, village: v1, guardians: [{id: g1, name: 张大山, phone: 19900000001}], flags: [left_behind, monitored]}
            - {id: st2, name: 张丽, guardians: [{id: g1, name: 张大山}]}
        - {id: c2, name: 三(2)班, students: []}
  staff:
    - {id: wang, name: 王老师, role: homeroom_teacher, class: c1, leave: [{from: 2026-09-15, to: 2026-09-16, deputy: zhao}]}
    - {id: zhao, name: 赵主任, role: academic_office, school: s1, to: 2026-12-31}
    - {id: sun, name: 孙副镇长, role: township_officer, township: t1}
    - {id: li, name: 李书记, role: first_secretary, village: v1}
    - {id: he, name: 和帮扶, role: household_helper, village: v1}
    - {id: zhou, name: 周老师, role: bureau_officer}
    - {id: pu, name: 普科长, role: unit, unit: 民政局}
messages:
  - {at: 2026-09-14T08:40:30, from: wang, text: 1}
  - {at: 2026-09-14T08:05, from: wang, text: "三(1)班应到2实到1，张伟没来"}
  - {at: 2026-09-15T02:00Z, from: stranger, text: "老师，孩子发烧了"}
`;

/** The sound scenario, one phrase replaced by another. */
const scenario = (from = '', to = ''): string => {
  if (!SOUND.includes(from)) throw new Error(`the sound scenario has no “${from}”`);
  const file = path.join(folder, 'scenario.yaml');
  writeFileSync(file, SOUND.replace(from, to));
  return file;
};

const problemsOf = (file: string): readonly string[] => {
  try {
    readScenario(file);
  } catch (error) {
    if (error instanceof YamlFileError) return error.problems.map((line) => line.replace(`${folder}/`, ''));
    throw error;
  }
  return [];
};

describe('a sound scenario', () => {
  const read = readScenario(scenario());
  const directory = new Directory(read.parts);

  test('says when it plays, under which policy and calendar', () => {
    expect([read.start, read.end]).toEqual([at('2026-09-14', '07:00'), at('2026-09-30', '20:00')]);
    expect([read.policy, read.set]).toEqual(['dongchuan', { 'contact.limit_min': 45 }]);
    expect(read.plan).toEqual({ ...makePlan(), off: ['2026-09-18'] });
  });

  test('has its messages in the order of time, in Shanghai time unless a zone is given, text as written', () => {
    expect(read.messages.map((message) => [message.at, message.from, message.text])).toEqual([
      [at('2026-09-14', '08:05'), 'wang', '三(1)班应到2实到1，张伟没来'],
      [at('2026-09-14', '08:40') + 30_000, 'wang', '1'],
      [at('2026-09-15', '10:00'), 'stranger', '老师，孩子发烧了'],
    ]);
  });

  test('has pupils at home in the township of the school unless it says otherwise', () => {
    expect(directory.students.get('st1')).toMatchObject({
      household: 't2',
      village: 'v1',
      flags: ['left_behind', 'monitored'],
      guardians: ['g1'],
    });
    expect(directory.students.get('st2')?.household).toBe('t1');
    expect(directory.childrenOf('g1').map(({ name }) => name)).toEqual(['张伟', '张丽']);
    expect(directory.studentsOf('c2')).toEqual([]);
  });

  test.each([
    ['homeroom_teacher', 'wang'],
    ['academic_office', 'zhao'],
    ['township_officer', 'sun'],
    ['first_secretary', 'li'],
    ['household_helper', 'he'],
    ['bureau_officer', 'zhou'],
    ['unit', 'pu'],
  ] as const)('finds the %s of a pupil', (role, person) => {
    expect(directory.holders(role, { student: 'st1' }, '2026-09-14')).toEqual([{ person, role }]);
  });

  test('keeps offices, last days, deputies and phone numbers', () => {
    expect(directory.postsOf('pu', '2026-09-14')[0]?.office).toBe('民政局');
    expect(directory.postsOf('zhao', '2027-01-04')).toEqual([]);
    expect(directory.resolve('homeroom_teacher', { class: 'c1' }, '2026-09-16').holder).toEqual({
      person: 'zhao',
      role: 'homeroom_teacher',
      inPlaceOf: 'wang',
    });
    expect(read.phones).toEqual({ g1: '19900000001' });
  });
});

test('a guardian may be listed among the staff, with the children named', () => {
  const file = scenario(
    '    - {id: zhou,',
    '    - {id: g2, name: 李桂英, role: guardian, students: [st1]}\n    - {id: zhou,',
  );
  const { parts } = readScenario(file);
  expect(parts.students[0]?.guardians).toEqual(['g1', 'g2']);
  expect(parts.posts.map(({ person }) => person)).not.toContain('g2');
});

describe('a broken scenario is told with line and place', () => {
  test.each([
    ['a missing part', 'name: nobody acts on an absent child\n', '', ['1: name: is missing']],
    [
      'a word not of the format',
      'policy: dongchuan',
      'policy: dongchuan\npolitics: 1',
      ['3: politics: is not part'],
    ],
    ['an unknown policy', 'policy: dongchuan', 'policy: atlantis', ['2: policy: there is no folder']],
    [
      'an unknown setting',
      'contact.limit_min: 45',
      'contact.limit: 45',
      ['4: set.contact.limit: is not part'],
    ],
    [
      'a setting of the wrong kind',
      'contact.limit_min: 45',
      'contact.limit_min: soon',
      ['4: set.contact.limit_min: must be a number'],
    ],
    [
      'no moment',
      'start: 2026-09-14T07:00',
      'start: 2026-02-30T07:00',
      ['5: start: 2026-02-30T07:00 is not a moment'],
    ],
    ['an end before the start', '2026-09-30T20:00', '2026-09-13T20:00', ['6: end: must be later than start']],
    ['a day that is none', '2026-09-18', '18.9.', ['8: calendar.off[0]: is not a day']],
    [
      'a closure that is a teaching day',
      '[2026-09-18]',
      '[2026-09-18]\n  on: [2026-09-18]',
      ['9: calendar.on[0]: 2026-09-18 stands under both'],
    ],
    [
      'no township for a school',
      '      township: t1',
      '      township: t9',
      ['16: county.schools[0].township: there is no township t9'],
    ],
    [
      'no township for a household',
      'household: t2',
      'household: t9',
      ['22: county.schools[0].classes[0].students[0].household: there is no township t9'],
    ],
    [
      'an unknown flag',
      '[left_behind, monitored]',
      '[lazy]',
      ['22: county.schools[0].classes[0].students[0].flags[0]: must be one of left_behind'],
    ],
    [
      'a pupil twice',
      'id: st2',
      'id: st1',
      ['23: county.schools[0].classes[0].students[1].id: the id st1 is taken'],
    ],
    [
      'a class with the id of a school',
      'id: c2',
      'id: s1',
      ['24: county.schools[0].classes[1].id: the id s1 is taken'],
    ],
    ['no such class', 'class: c1', 'class: c9', ['26: county.staff[0].class: there is no class c9']],
    [
      'no such deputy',
      'deputy: zhao',
      'deputy: nobody',
      ['26: county.staff[0].leave[0].deputy: there is no person nobody'],
    ],
    [
      'a leave that ends early',
      'to: 2026-09-16',
      'to: 2026-09-14',
      ['26: county.staff[0].leave[0].to: is earlier'],
    ],
    ['an unknown role', 'role: academic_office', 'role: dean', ['27: county.staff[1].role: must be one of']],
    ['no such school', 'school: s1', 'school: s9', ['27: county.staff[1].school: there is no school s9']],
    [
      'a post that stands nowhere',
      ', township: t1}',
      '}',
      ['28: county.staff[2].role: township_officer needs township:'],
    ],
    ['one id for two people', 'id: zhou', 'id: li', ['31: county.staff[5].id: the id li is that of 李书记']],
    [
      'no such pupil',
      'household_helper, village: v1',
      'household_helper, students: [st9]',
      ['30: county.staff[4].students[0]: there is no student st9'],
    ],
    [
      'a message after the end',
      '2026-09-15T02:00Z',
      '2026-10-15T02:00',
      ['36: messages[2].at: lies outside'],
    ],
    ['YAML that is none', 'townships:', 'townships: [', ['11: ']],
  ])('%s', (_, from, to, expected) => {
    const problems = problemsOf(scenario(from, to));
    expect(problems).toHaveLength(expected.length);
    for (const [i, start] of expected.entries()) expect(problems[i]).toContain(`scenario.yaml:${start}`);
  });

  test('all of it at once', () => {
    const file = scenario('class: c1', 'class: c9');
    writeFileSync(file, SOUND.replace('class: c1', 'class: c9').replace('school: s1', 'school: s9'));
    expect(problemsOf(file)).toHaveLength(2);
  });

  test('a file that is not there', () => {
    expect(problemsOf(path.join(folder, 'none.yaml'))).toEqual(['none.yaml: the file cannot be read']);
  });
});
