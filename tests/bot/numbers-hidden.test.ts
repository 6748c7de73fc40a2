import { afterEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';

afterEach(closeFields);

const ID_NUMBER = '530113201305061234';
const inboxOf = async (town: Field): Promise<string[]> =>
  (await town.database.inbox.findMany({ orderBy: { id: 'asc' } })).map(({ text }) => text);
const wordsOf = async (town: Field, kind: string): Promise<(string | null)[]> =>
  (await town.database.fact.findMany({ where: { kind } })).map(({ words }) => words);

test('whoever must call reads the telephone, and the inbox keeps it masked', async () => {
  const town = await Field.open();
  await town.says('g-c31-1', '孩子跟外婆住，外婆李秀英，电话13888888888');
  expect(await inboxOf(town)).toEqual(['孩子跟外婆住，外婆李秀英，电话138****8888']);
  expect((await wordsOf(town, 'guardian_words')).join()).toContain('13888888888');
});

test('an identity number stays nowhere; a number of a ticket is none', async () => {
  const town = await Field.open();
  await town.says('wang', `张伟家长打了138 8888 8888没人接，身份证${ID_NUMBER}`);
  await town.says('wang', '张伟的工单号是202609160000000123');
  const [called, ticket] = await inboxOf(town);
  expect(called).toBe('张伟家长打了138****8888没人接，身份证****1234');
  expect(ticket).toContain('202609160000000123');
  const rows = JSON.stringify(
    [await town.database.fact.findMany(), await town.database.notice.findMany()],
    (_, value) => (typeof value === 'bigint' ? String(value) : value),
  );
  expect(rows).not.toContain(ID_NUMBER);
});

test('the words of harm stand in the fact alone, and the child is still known to be spoken of', async () => {
  const town = await Field.open();
  await town.says('wang', '张伟说在家被打，不敢出门');
  await town.says('wang', '身上还有皮带印');
  expect(await inboxOf(town)).toEqual([
    '张伟：涉及孩子安全，原话见保护记录',
    '张伟：涉及孩子安全，原话见保护记录',
  ]);
  expect(await wordsOf(town, 'safeguard')).toEqual(['张伟说在家被打，不敢出门', '身上还有皮带印']);
});
