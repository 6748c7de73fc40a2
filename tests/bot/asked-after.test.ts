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

test.each([
  '张伟去哪了',
  '张伟去哪儿了',
  '张伟在哪',
  '张伟人呢',
  '张伟怎么没来',
  '张伟咋没来',
  '张伟为什么没来',
])('%s: a question is answered with what the record has, and tells nothing', async (text) => {
  expect(await town.says('wang', text)).toBe('张伟（三(1)班）：今天还没有到校记录。没来请说“张伟没来”');
  expect(await town.says('zhao', text)).toContain('今天还没有到校记录');
  expect(await markOf('张伟')).toBeNull();
  expect(town.news('zhao')).toEqual([]);
  await town.says('wang', '张伟没来');
  await town.says('wang', '1');
  for (const asker of ['wang', 'zhao'] as const)
    expect(await town.says(asker, text)).toMatch(
      /^张伟（三\(1\)班）：未到待核\n· 今天没来\n· 今天07:55联系上了家长\n· 联系家长1次\n· 下一步/,
    );
  expect((await town.file(pupil('c31', '张伟')))?.contacts).toHaveLength(1);
});

test('the reason is told, and where the child is said to be', async () => {
  await town.says('wang', '李思雨病假');
  expect(await town.says('zhao', '李思雨怎么没来')).toBe('李思雨（三(1)班）：请假\n· 今天病假');
  await town.says('wang', '张伟去浙江了，他爸妈在那边');
  expect(await town.says('zhao', '张伟去哪了')).toContain('· 今天听说：“去浙江了，他爸妈在那边”');
  await town.says('wang', '张伟来了');
  expect(await town.says('zhao', '张伟去哪了')).toBe('张伟（三(1)班）：今天已到校');
  await town.says('wang', '其他都到了');
  expect(await town.says('wang', '陈静在哪')).toBe('陈静（三(1)班）：今天已到校');
});

test('of a day of which nobody has told yet nothing is made up', async () => {
  await town.says('wang', '应到10实到9，张伟没来');
  await town.goTo('2026-09-15 07:30');
  expect(await town.says('zhao', '张伟去哪了')).toMatch(
    /\n· 9月14日（周一）起没来，今天还没有到校记录。来了请说“张伟来了”/,
  );
  expect(await markOf('张伟')).toBe('unaccounted');
});

test('several are answered with who is away', async () => {
  await town.says('wang', '张伟没来，李思雨病假');
  const reply = await town.says('wang', '张伟和李思雨怎么没来');
  expect(reply).toContain('1. 张伟（三(1)班）：未到，原因不明');
  expect(reply).toContain('2. 李思雨（三(1)班）：请假');
});

test('whoever may not see a child learns nothing of it by asking', async () => {
  await town.says('wang', '张伟没来');
  for (const stranger of ['liu', 'he', 'luo'] as const) {
    const reply = await town.says(stranger, '张伟去哪了');
    expect(reply).not.toMatch(/没来|未到|联系/);
  }
  // Outside the school the purpose is asked for, and another question is none.
  expect(await town.says('zhou', '张伟去哪了')).not.toMatch(/今天没来/);
  expect(await town.says('zhou', '李思雨怎么没来')).not.toMatch(/^张伟/);
});

test('a word of telling in the message still tells', async () => {
  expect(await town.says('wang', '张伟没来，不知道去哪了')).toContain('没来：张伟');
  expect(await town.says('wang', '李思雨怎么没来，打电话也不接')).toContain('李思雨');
  expect(await markOf('李思雨')).toBe('unaccounted');
});

test('who is called like a brother and stands on no roster is asked after; the others are not all there for it', async () => {
  expect(await town.says('wang', '郑小弟没来，三(1)班其他都到了')).toContain('花名册上没有“郑小弟”');
  await town.says('wang', '0');
  expect(await town.says('wang', '陈静在哪')).toContain('今天还没有到校记录');
  expect(await town.says('wang', '郑三妹病假')).toContain('花名册上没有“郑三妹”');
});

test('复学 told on the day is there; a plan is not', async () => {
  await town.says('wang', '张伟没来');
  for (const plan of ['张伟明天复学', '张伟下周一复学', '张伟准备复学', '张伟要复学']) {
    await town.says('wang', plan);
    await town.says('wang', '算了');
    expect(await markOf('张伟')).toBe('unaccounted');
  }
  expect(await town.says('wang', '张伟今天复学')).toContain('已到校：张伟');
  expect(await markOf('张伟')).toBe('present');
  await town.says('wang', '李思雨没来');
  expect(await town.says('zhao', '三(1)班李思雨今天复学')).toContain('已到校：李思雨');
});

test('“今天复学” is of whoever was spoken of before, or is asked', async () => {
  expect(await town.says('wang', '今天复学')).toBe('是哪个孩子来了？请回全名。');
  await town.says('wang', '算了');
  await town.says('wang', '张伟没来，李思雨病假');
  expect(await town.says('wang', '今天复学')).toBe('是哪个孩子来了？\n1 张伟\n2 李思雨\n0 都不是');
  expect(await town.says('wang', '1')).toContain('已到校：张伟');
  expect(await markOf('李思雨')).toBe('sick_leave');
  await town.says('wang', '马小军没来');
  expect(await town.says('wang', '今天复学')).toContain('已到校：马小军');
});
