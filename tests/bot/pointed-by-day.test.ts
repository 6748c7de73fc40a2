import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;

afterEach(closeFields);

beforeEach(async () => {
  town = await Field.open();
  await town.goTo('07:40');
});

const stands = async (name: string, day: string) =>
  (await town.file(pupil('c31', name)))?.marks[day]?.standing;

test('“昨天住院那个” is whom that day’s record names, and nothing of it is told of the child beside', async () => {
  await town.says('wang', '10个来了9，马小军住院了');
  await town.goTo('2026-09-15 07:40');
  await town.says('wang', '今天缺两个，张伟和昨天住院那个');
  expect(await stands('张伟', '2026-09-15')).toBe('unaccounted');
  expect(await stands('马小军', '2026-09-15')).toBe('sick_leave');
});

test('where it fits two, it is asked who is meant', async () => {
  await town.says('wang', '10个来了8，马小军请假，陈静请假');
  await town.goTo('2026-09-15 07:40');
  expect(await town.says('wang', '今天没来的是张伟和昨天请假那个')).toContain('“昨天请假那个”');
  await town.says('wang', '陈静');
  expect(await stands('陈静', '2026-09-15')).toBe('unaccounted');
});

test('leave for tomorrow is none today, and what is told of a child named again is told of no other', async () => {
  const reply = await town.says('wang', '今天10个全在，李思雨明天请假去看牙');
  expect(reply).toContain('9月14日（周一） 应到10 实到10 全到');
  expect(reply).toContain('病假（9月15日（周二））：李思雨');
  const other = await town.says('wang', '今天差张伟 马小军 马小军他爹说送他去学理发了');
  expect(other).toContain('马小军：记下了');
  expect(other).not.toContain('张伟：记下了');
});
