import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty } from '../support/field-county.ts';

let town: Field;

afterEach(closeFields);
beforeEach(async () => {
  town = await Field.open(fieldCounty());
});

const covers = async (): Promise<string[]> => {
  const rows = await town.database.staffLeave.findMany({ orderBy: { person: 'asc' } });
  const day = (date: Date): string => date.toISOString().slice(5, 10);
  return rows.map(({ person, deputy, from, until }) => `${person} → ${deputy} ${day(from)} ${day(until)}`);
};

test.each([
  ['feng', '我明天出差，马建平的事交给卫校长', 'feng → wei 09-15 09-15'],
  ['he', '我明天请假，冯主任代班', 'he → feng 09-15 09-15'],
  ['luo', '我下周去党校学习，工作交给罗支书', null],
  ['sun', '我下周去党校学习，工作交给申镇长', 'sun → shen 09-21 09-27'],
  ['shen', '我明天到周五出差，工作由孙镇长代管', 'shen → sun 09-15 09-18'],
  ['pan', '我9月16日到9月18日休假，由孙副镇长代', 'pan → sun 09-16 09-18'],
  ['pan', '我明天休假十二天，由孙副镇长代', 'pan → sun 09-15 09-26'],
])('%s: %s', async (person, text, kept) => {
  const reply = await town.says(person, text);
  expect(await covers()).toEqual(kept ? [kept] : []);
  expect(reply).toContain(kept ? '代办' : '没有找到');
});

test.each([
  ['pan', '我这几天休假，由申镇长代'],
  ['sun', '村里的事交给罗支书'],
  ['he', '我这几天生病，由冯主任代班'],
])('%s is asked until when: %s', async (person, text) => {
  const reply = await town.says(person, text);
  expect(reply).toContain('到哪一天');
  expect(await covers()).toEqual([]);
});

test.each([
  ['he', '我班马建平请假三天'],
  ['he', '我在开会，马建平没来'],
  ['he', '我外出家访了马建平，家长答应送来'],
])('what is said of a child or of work is nobody’s own leave: %s %s', async (person, text) => {
  await town.says(person, text);
  expect(await covers()).toEqual([]);
});
