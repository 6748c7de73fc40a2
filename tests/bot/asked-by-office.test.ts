import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';

let field: Field;

beforeEach(async () => {
  field = await Field.open();
  await field.goTo('2026-09-14 08:00');
  await field.says('he', '应到4实到3，马建平没来');
  await field.goTo('2026-09-14 09:00');
});
afterEach(closeFields);

test('who is late, which schools told nothing, how many are away: as the township, the bureau and their heads ask', async () => {
  for (const text of ['我镇还有哪些没办', '谁拖着没办', '镇里还有哪些事没办完'])
    expect(await field.says('shen', text)).toContain('点名');
  expect(await field.says('sun', '今天镇里哪些学校还没报')).toContain('汤丹中心小学一次也没有报');
  expect(await field.says('zhou', '哪些学校没报')).toContain('汤丹中心小学一次也没有报');
  expect(await field.says('zhou', '今天全区缺勤多少人')).toContain('【东川区】9月14日');
  expect(await field.says('zhou', '今天汤丹镇有多少人没来')).toContain('【汤丹镇】9月14日');
});

test('a ledger by its name alone', async () => {
  for (const text of ['台账', '发一下全区台账', '全区台账'])
    expect(await field.says('zhou', text)).toContain('请说明用途');
});

test('an article is told in its own words, and nothing is made up', async () => {
  const article = '《义务教育法》第58条：适龄儿童、少年的父母';
  expect(await field.says('sun', '义务教育法第五十八条怎么说')).toContain(article);
  expect(await field.says('sun', '责令改正依据哪一条')).toContain(article);
  expect(await field.says('sun', '家长不送孩子上学违反哪一条')).toContain('《义务教育法》第5条：');
  expect(await field.says('sun', '义务教育法第九十九条怎么说')).toContain('没有核对过');
  // 义务教育法 ends with the name of another law.
  expect(await field.says('sun', '教育法第五十八条怎么说')).not.toContain('义务教育法');
});

test('whoever is not understood reads what waits for them and how to answer it', async () => {
  await field.goTo('2026-09-14 09:30');
  const said = await field.says('he', '蓝天白云');
  expect(said).toContain('没看懂');
  expect(said).toMatch(/等您办的：马建平（七\(1\)班）联系家长，回“已联系上”或“没打通”/);
  expect(said).not.toContain('全到”');
});

test('several questions of one family are told apart by what was written', async () => {
  for (const [minute, text] of ['娃娃不想读书了', '老师你打个电话给我', '老师能不能来家里一趟'].entries()) {
    await field.goTo(`2026-09-14 09:1${minute}`);
    await field.says('g-c71-1', text);
  }
  const asked = await field.says('he', '转一句话给家长');
  expect(asked).toContain('家长说“娃娃不想读书了”');
  expect(asked).toContain('家长说“老师能不能来家里一趟”');
  expect(await field.says('he', '待办')).toContain('家长说“娃娃不想读书了”');
});
