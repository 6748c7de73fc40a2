/** A child that ran off and is not found is missing, not truant: the ordinary way is left, and the alarm goes out (T22). */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;

afterEach(closeFields);

beforeEach(async () => {
  town = await Field.open();
  await town.goTo('07:50');
});

const ZHANG = pupil('c31', '张伟');
const LUO = pupil('c31', '罗志明');
const missing = async (): Promise<unknown[]> => (await town.facts('missing')).map(({ body }) => body.student);
const marks = async (student: string): Promise<[string, string][]> =>
  Object.entries((await town.file(student))?.marks ?? {}).map(([day, { standing }]) => [day, standing]);

test.each([
  '张伟又没有来 打电话他爹说他跑了昨晚就没回家找不着',
  '张伟昨晚从宿舍跑出去一夜没回',
  '张伟离家出走了，到处找都没找到',
  '张伟昨晚没回家，找不到人',
])('%s: the alarm goes out, and today it is unaccounted for', async (text) => {
  expect(await town.says('wang', text)).toContain('已记：孩子失联');
  expect(await missing()).toEqual([ZHANG]);
  expect(await marks(ZHANG)).toEqual([['2026-09-14', 'unaccounted']]);
  expect(town.news('pan').join()).toContain('张伟');
  expect(town.news('qian').join()).toContain('张伟');
});

test('told of the child of the message before', async () => {
  await town.says('wang', '应到10实到9，张伟没来');
  await town.says('wang', '他爹说昨晚九点就跑出去了 到现在都没找着人 电话关机');
  expect(await missing()).toEqual([ZHANG]);
  expect(await marks(ZHANG)).toEqual([['2026-09-14', 'unaccounted']]);
});

test('two who ran off together are both missing', async () => {
  await town.says('wang', '张伟、罗志明昨晚翻墙跑出去，一夜没回宿舍');
  expect(await missing()).toEqual([ZHANG, LUO]);
  expect(await marks(LUO)).toEqual([['2026-09-14', 'unaccounted']]);
});

test('what the message tells of the class is kept', async () => {
  const reply = await town.says('wang', '应到10实到8，陈静请病假，张伟昨晚跑出去了到现在没找着');
  expect(reply).toContain('应到10 实到8');
  expect(await missing()).toEqual([ZHANG]);
});

test.each([
  '张伟跑了，没上最后一节课',
  '张伟昨晚跑出去，今早回来了',
  '张伟昨晚跑出去没回家，在他同学家',
  '张伟昨晚没回宿舍',
  '张伟去年离家出走过，没找到原因',
  '张伟跑了800米，回执还没找到',
])('%s: nobody is alarmed', async (text) => {
  await town.says('wang', text);
  expect(await missing()).toEqual([]);
});

test.each(['张伟他妈不见了 张伟也不见了', '娃娃不见了', '她不听我的 昨晚摔门走了 现在都没回来'])(
  'a guardian says “%s”',
  async (text) => {
    await town.says('g-c31-1', text);
    expect(await missing()).toEqual([ZHANG]);
  },
);
