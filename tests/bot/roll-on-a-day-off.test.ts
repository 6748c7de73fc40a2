/** Nobody attends on a day on which the school does not teach: T18 wants an attended school day. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;

afterEach(closeFields);

beforeEach(async () => {
  town = await Field.open();
  for (const day of ['16', '17', '18']) {
    await town.goTo(`2026-09-${day} 08:05`);
    await town.says('wang', '张伟没来，其他都到');
  }
  await town.goTo('2026-09-18 16:00');
});

const stage = async () => (await town.file(pupil('c31', '张伟')))?.stage;

test.each(['三(1)班全到齐，已标注', '全到齐', '张伟到了'])(
  'on a Saturday “%s” brings nobody back: which day is meant is asked',
  async (text) => {
    expect(await stage()).toBe('SUSPECTED');
    await town.goTo('2026-09-19 09:00');
    expect(await town.says('wang', text)).toContain('9月19日（周六）不上课，没有记。报的是哪一天？');
    expect(await stage()).toBe('SUSPECTED');
    expect((await town.facts('marked')).length).toBe(0);
  },
);

test('the Sunday that is made up is a school day, and so is the Friday that was meant', async () => {
  await town.goTo('2026-09-20 08:05');
  expect(await town.says('wang', '全到齐')).toContain('已记');
  expect(await stage()).toBe('RETURNED');
});
