/** What a teacher wants told to a family goes nowhere unreviewed (decision 016), and the answer says so. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';

let town: Field;

afterEach(closeFields);

beforeEach(async () => {
  town = await Field.open();
  await town.goTo('07:55');
});

test.each([
  '转马建平家长：明天早上来学校开会',
  '请转告马建平家长明天来学校一趟',
  '发给马建平妈妈：作业没交',
  '请通知马建平的家长来接孩子',
])('%s: it is not sent, nobody was reached, and the teacher is asked to call', async (text) => {
  const reply = await town.says('he', text);
  expect(reply).toContain('这句话没有发给家长');
  expect(reply).toContain('请您打电话告诉马建平的家长');
  expect(await town.facts('contact')).toEqual([]);
  expect(town.news('g-c71-1')).toEqual([]);
  await town.says('he', '联系上马建平的家长了');
  expect((await town.facts('contact')).map(({ body }) => body.result)).toEqual(['reached']);
});

test('that the child is away is to be told as such, and is then asked in reviewed words', async () => {
  const reply = await town.says('he', '转马建平家长：马建平今天没来，请尽快送回');
  expect(reply).toContain('请另回一句“马建平没来”');
  expect(await town.facts('standing')).toEqual([]);
  await town.says('he', '马建平没来');
  expect(town.news('g-c71-1').join()).toContain('孩子平安吗');
});

test('what the family asked is answered where it was asked', async () => {
  await town.says('g-c71-1', '他不想来读书了');
  expect(await town.says('he', '转马建平家长：我下午来家里')).toContain('在那条提醒里回序号加一句话');
});

test('where nobody knows who is safe the class teacher is sent to the principal, not to the telephone', async () => {
  await town.says('qian', '马小军身上有伤，说是他爸打的');
  const reply = await town.says('wang', '转马小军家长：明天来学校');
  expect(reply).toContain('先问校长');
  expect(reply).not.toContain('打电话');
});

test('what the family wrote to the teacher and is passed on to us is read as before', async () => {
  await town.says('he', '转马建平家长：老师，孩子发烧了，请假一天');
  expect((await town.facts('standing')).map(({ body }) => body.standing)).toEqual(['sick_leave']);
});
