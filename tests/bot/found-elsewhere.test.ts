import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;

afterEach(closeFields);

beforeEach(async () => {
  town = await Field.open();
  await town.goTo('07:55');
});

const markOf = async (name: string) =>
  (await town.file(pupil('c31', name)))?.marks['2026-09-14']?.standing ?? null;

test('who was found at a relative’s stays absent, with every duty that stood', async () => {
  await town.says('wang', '张伟没来');
  await town.says('wang', '算了');
  const before = await town.says('wang', '待办');
  const reply = await town.says('wang', '张伟找到了，在他姑妈家，下午送来');
  expect(reply).not.toContain('已到校');
  expect(await markOf('张伟')).toBe('unaccounted');
  expect(await town.says('wang', '待办')).toBe(before);
  expect(await town.says('wang', '找着了，在他二叔家放牛，他妈说明天一定送来')).not.toContain('已到校');
  expect(await markOf('张伟')).toBe('unaccounted');
  expect((await town.file(pupil('c31', '张伟')))?.contacts).toHaveLength(1);
});

test('a wrong 已到校 is taken back by who was only found', async () => {
  await town.says('wang', '张伟没来');
  await town.says('wang', '张伟到校');
  expect(await markOf('张伟')).toBe('present');
  await town.says('wang', '没有到校，我是说在他二叔家找着了');
  expect(await markOf('张伟')).toBe('unaccounted');
});

test('gone with the family is away, beside another who is there', async () => {
  await town.says('wang', '李思雨没来');
  expect(await town.says('wang', '张伟跟着家里去拉萨了，李思雨到校')).not.toContain('已到校：张伟');
  expect(await markOf('张伟')).toBe('unaccounted');
  expect(await markOf('李思雨')).toBe('present');
});

test.each(['张伟来了没', '张伟来没来', '张伟到了没有', '张伟到没到', '张伟来了没得', '张伟来了没我再去看看'])(
  '%s: answered, and nothing is recorded',
  async (text) => {
    await town.says('wang', '张伟没来');
    await town.says('wang', '算了');
    for (const asker of ['wang', 'zhao'] as const)
      expect(await town.says(asker, text)).toMatch(/^张伟（三\(1\)班）[\s\S]*今天没来/);
    expect(await markOf('张伟')).toBe('unaccounted');
  },
);
