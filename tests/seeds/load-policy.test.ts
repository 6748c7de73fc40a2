import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NAMED_IN_CODE } from '../../domain/policy/named-in-code.ts';
import { loadPolicy, loadRules } from '../../seeds/load-policy.ts';
import { YamlFileError } from '../../seeds/yaml-file.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ID = /'(?:P\d|G4)\.[A-Z0-9-]+(?:\/[a-z_]+)?'/g;
const OURS = fileURLToPath(new URL('../../seeds/policy', import.meta.url));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'not-one-less-policy-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The county's policy with one phrase of one file replaced; tells the line where it stood. */
const changed = (file: string, from: string, to: string): number => {
  cpSync(path.join(OURS, 'dongchuan'), path.join(folder, 'dongchuan'), { recursive: true });
  const name = path.join(folder, 'dongchuan', file);
  const text = readFileSync(path.join(OURS, 'dongchuan', file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no “${from}”`);
  writeFileSync(name, text.replace(from, to));
  return text.slice(0, text.indexOf(from)).split('\n').length;
};

const problems = (): readonly string[] => {
  try {
    loadPolicy('dongchuan', {}, folder);
  } catch (error) {
    if (error instanceof YamlFileError) return error.problems;
    throw error;
  }
  return [];
};

describe('what is wrong with a policy file names file, line and place', () => {
  test.each([
    ['a role nobody has', 'monitoring.yaml', 'actor: homeroom_teacher', 'actor: headmaster', 'actor'],
    ['a signal nobody gives', 'monitoring.yaml', 'opens: school_day', 'opens: school_dya', 'opens'],
    [
      'a setting that does not exist',
      'monitoring.yaml',
      'due: { minutes: contact.limit_min }',
      'due: { minutes: contact.limit }',
      'due',
    ],
    [
      'a word that is no part of a rule',
      'monitoring.yaml',
      'grace: roll.grace_min',
      'gracious: roll.grace_min',
      'duties[0]',
    ],
    [
      'a time that is none',
      'settings.yaml',
      'marking.deadline: "15:00"',
      'marking.deadline: "3pm"',
      'marking.deadline',
    ],
    ['a number that is none', 'settings.yaml', 'suspect.days: 3', 'suspect.days: three', 'suspect.days'],
    [
      'a way of saying it that is no pattern',
      'monitoring.yaml',
      '- 我(?:接|接了|接下了?|认领|认领了)',
      '- 我(?:接|接了|接下了?|认领|认领了',
      'told[1]: not a regular expression',
    ],
    [
      'a set of words that is nowhere',
      'told.yaml',
      '- 〔平台〕〔已〕(?:核对',
      '- 〔站台〕〔已〕(?:核对',
      'ticket_confirmed.settles[0]: not a regular expression',
    ],
  ])('%s', (_, file, from, to, place) => {
    const line = changed(file, from, to);
    const [first = ''] = problems();
    expect(first).toContain(`${file}:`);
    expect(first).toContain(place);
    const told = Number(/:(\d+):/.exec(first)?.[1]);
    // A word that is too much is told at the entry in which it stands.
    expect(Math.abs(told - line)).toBeLessThanOrEqual(place === 'duties[0]' ? 8 : 0);
  });

  test('YAML that is broken', () => {
    changed('settings.yaml', 'suspect.days: 3', 'suspect.days: [3');
    expect(problems()[0]).toMatch(/settings\.yaml:\d+: /);
  });
});

test.each([
  [
    'what a unit may not be told',
    'referrals.yaml',
    'shows: [township, workplace, age_class]',
    'shows: [words]',
    'child_labour shows words, which human_resources may not be told',
  ],
  [
    'a rule for a need that nobody knows',
    'units.yaml',
    'opens: { referred: aid }',
    'opens: { referred: food }',
    'A-CIV-AID: opens on a referral for food',
  ],
  [
    'a unit that the need does not go to',
    'units.yaml',
    'unit: medical_insurance',
    'unit: finance',
    'A-MED: finance is none of the units of insurance',
  ],
  [
    'a need that nobody answers',
    'referrals.yaml',
    '  - id: village_help',
    '  - id: town_help',
    'nobody answers town_help',
  ],
  [
    'a federation without the guardian’s consent',
    'referrals.yaml',
    'units: [civil_affairs]',
    'units: [civil_affairs, women_federation]',
    'aid goes to women_federation, which wants the guardian',
  ],
])('referrals: %s', (_, file, from, to, problem) => {
  changed(file, from, to);
  expect(problems().join('\n')).toContain(problem);
});

test('a duty that is due before it begins is named, since a date is this year’s (P1.1)', () => {
  changed('settings.yaml', 'letters.village_due: "05-15"', 'letters.village_due: "04-15"');
  expect(problems().join('\n')).toContain('P1.1-LETTER-GOV2: is due on 04-15, before it begins on 04-30');
});

test('a rule that the program means by its id is named where the county calls it otherwise', () => {
  changed('monitoring.yaml', 'id: P3.1-ROLL', 'id: P3.1-REGISTER');
  expect(problems().join('\n')).toContain('P3.1-ROLL: the program means it by this id');
});

test('a duty that somebody’s words mean is one of the county’s', () => {
  changed('told.yaml', 'duties: [P3.2-WEEKLY]', 'duties: [P3.2-WEEK]');
  expect(problems()).toEqual(['told: paper_sent means P3.2-WEEK, which is no duty of these rules']);
});

test('a question about the law is answered with an article whose words were checked', () => {
  changed('law-questions.yaml', 'article: compulsory-education/58', 'article: compulsory-education/99');
  expect(problems()).toEqual([
    'law-questions: compulsory-education/99 is no article whose words were checked',
  ]);
});

test('whatever the program means by its id is asked of every county', () => {
  const sources = ['domain', 'bot', 'workers', 'prisma/stores'].flatMap((from) =>
    readdirSync(path.join(ROOT, from), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${from}/${file}`),
  );
  const named = sources
    // Kinds of papers say under which clauses they stand; a county may lack one of those.
    .filter((file) => !file.endsWith('papers/kinds.ts') && !file.startsWith('bot/year'))
    .flatMap((file) => readFileSync(path.join(ROOT, file), 'utf8').match(ID) ?? [])
    .map((quoted) => quoted.slice(1, -1))
    .filter(
      (name) => !existsSync(path.join(ROOT, 'templates/messages', `${name}.liquid`)) || !name.includes('/'),
    );
  expect([...new Set(named)].filter((name) => !NAMED_IN_CODE.includes(name))).toEqual([]);
});

test('a county that has no folder is named', () => {
  expect(() => loadPolicy('other')).toThrow('seeds/policy/other: there is no such folder');
});

test('two rules of one id are refused', () => {
  changed('monitoring.yaml', 'id: P3.1-TWO-NODES', 'id: P3.1-KEYGROUP');
  expect(() => loadPolicy('dongchuan', {}, folder)).toThrow('P3.1-KEYGROUP stands twice');
});

test('a rule carried by one that does not exist is refused', () => {
  changed('monitoring.yaml', 'carriedBy: P3.3-ATT-1500', 'carriedBy: P3.3-ATT-1600');
  expect(() => loadPolicy('dongchuan', {}, folder)).toThrow('P3.3-ATT-1600, which does not exist');
});

test('the register has its 147 rules, each resting on a quoted phrase', () => {
  const rules = loadRules('dongchuan').map(({ rule }) => rule);
  expect(new Set(rules.map(({ id }) => id)).size).toBe(147);
  expect(rules.filter(({ phrase }) => phrase.trim() === '')).toEqual([]);
});

test('a setting of a scenario makes another version of the policy, and a wrong one is named', () => {
  const ours = loadPolicy('dongchuan');
  const other = loadPolicy('dongchuan', { 'contact.limit_min': 45 });
  expect(other.settings['contact.limit_min']).toBe(45);
  expect(other.version).not.toBe(ours.version);
  expect(loadPolicy('dongchuan').version).toBe(ours.version);
  expect(() => loadPolicy('dongchuan', { 'contact.limit_min': 0 })).toThrow('contact.limit_min');
});
