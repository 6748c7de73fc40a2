/** What the office found out, told in a sentence, settles the verification of the day. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';

let field: Field;
const findings = async () =>
  (await field.facts('verification')).map(({ body }) => [body.student, body.finding]);

beforeEach(async () => {
  field = await Field.open();
  await field.goTo('07:55');
  await field.says('wang', '三(1)班应到10实到8，张伟、李思雨没来');
});
afterEach(closeFields);

test.each([
  ['张伟核实了，在义乌读书，等学籍转', 'elsewhere'],
  ['核实张伟在别处就读', 'elsewhere'],
  ['张伟去向不明', 'unknown'],
  ['张伟核实过了，找不到人', 'unknown'],
  ['张伟核实了，无故旷课', 'no_cause'],
  ['张伟查清了，不想来读', 'no_cause'],
  ['张伟核实了，家里有急事', 'cause'],
  ['张伟核实了，去浙江打工', 'no_cause'],
  ['张伟无故未到', 'no_cause'],
  ['张伟没得理由，就是不来', 'no_cause'],
])('“%s”', async (text, finding) => {
  expect(await field.says('zhao', text)).toMatch(/已记：.*\n· 张伟（三\(1\)班）：当天核实/);
  expect(await findings()).toEqual([['c31-1', finding]]);
  expect(await field.duties('P3.1-VERIFY-SD')).toEqual([
    'P3.1-VERIFY-SD c31-1 done',
    'P3.1-VERIFY-SD c31-2 open',
  ]);
});

test('at home is no result: which it is, is asked of all at once', async () => {
  expect(await field.says('zhao', '张伟李思雨都核实了，在家')).toMatch(
    /张伟、李思雨：核实下来[\s\S]*1 无故未到/,
  );
  expect(await findings()).toEqual([]);
  await field.says('zhao', '1');
  expect(await findings()).toEqual([
    ['c31-1', 'no_cause'],
    ['c31-2', 'no_cause'],
  ]);
});

test('each has a result of its own', async () => {
  await field.says('zhao', '张伟核实了，去向不明；李思雨在昆明读书');
  expect(await findings()).toEqual([
    ['c31-1', 'unknown'],
    ['c31-2', 'elsewhere'],
  ]);
});

test('that a child works is kept beside the result; that its parents do is none', async () => {
  await field.says('zhao', '张伟核实了，去浙江打工');
  expect(await field.file('c31-1')).toMatchObject({
    family: { circumstances: ['work'] },
    year: { seen: [{ place: 'away', words: '去浙江打工' }] },
  });
  await field.says('zhao', '李思雨核实了，爸妈在外打工');
  expect(await findings()).toEqual([['c31-1', 'no_cause']]);
});

test('that a child merely does not come is no wish of its', async () => {
  await field.says('zhao', '张伟没得理由，就是不来');
  expect((await field.file('c31-1'))?.family?.circumstances ?? []).toEqual([]);
});

test('an illness is told as such', async () => {
  expect(await field.says('zhao', '张伟核实了，在家发烧')).toContain('病假：张伟');
});

test.each(['张伟还没核实', '王老师核实一下张伟', '张伟核实了吗', '明天去核实张伟', '张伟想去昆明读书'])(
  '“%s” finds out nothing',
  async (text) => {
    await field.says('zhao', text);
    expect(await findings()).toEqual([]);
  },
);
