import { beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../prisma/client.ts';
import { accountsOf, type Book, personOf } from '../../prisma/stores/account-store.ts';
import { testDatabase } from '../support/database.ts';

let database: Database;

beforeAll(async () => {
  database = (await testDatabase()).prisma;
  const people = ['zhao', 'wang', 'luo', 'm-qian', 'p-1', 's-1', 'x-0a', 'mother'];
  await database.person.createMany({ data: people.map((id) => ({ id, name: id })) });
  await database.account.createMany({
    data: [
      { channel: 'member', id: 'wang01', person: 'wang' },
      { channel: 'wechaty', id: 'Wx_Luo', person: 'luo' },
      { channel: 'parent', id: 'pm', person: 'mother', subscribed: true },
    ],
  });
});

describe('whose account it is', () => {
  test.each<[Book, string, string, string]>([
    ['member', 'Wang01', 'wang', 'a registered one, however it is written'],
    ['member', 'Zhao', 'zhao', 'the id of somebody without an account'],
    ['member', 'luo', 'luo', 'the id of somebody who has an account in another book'],
    ['member', 'wang', 'member:wang', 'the id of somebody whose account is another one'],
    ['member', 'M-Qian', 'member:m-qian', 'the id of a member as the address book gives it'],
    ['member', 'p-1', 'member:p-1', 'that of a parent'],
    ['member', 's-1', 'member:s-1', 'that of a pupil'],
    ['member', 'x-0a', 'member:x-0a', 'that of somebody on a roster'],
    ['member', 'PM', 'mother', 'a parent whom the app hears'],
    ['parent', 'zhao', 'parent:zhao', 'the id of a colleague, in the parents’ book'],
    ['wechaty', 'Wx_Luo', 'luo', 'a Wechaty id as it is'],
    ['wechaty', 'wx_luo', 'wechaty:wx_luo', 'another Wechaty id, in other capitals'],
  ])('%s %s: %s, %s', async (book, id, person) => {
    expect(await personOf(database, book, id)).toBe(person);
  });
});

describe('where somebody is reached', () => {
  const reached = async (person: string) =>
    (await accountsOf(database, person)).map(({ book, id }) => `${book} ${id}`);

  test('at the accounts that are registered, and as a member under their own id where none of those is', async () => {
    expect(await reached('wang')).toEqual(['member wang01']);
    expect(await reached('zhao')).toEqual(['member zhao']);
    expect(await reached('luo')).toEqual(['wechaty Wx_Luo', 'member luo']);
  });

  test.each(['m-qian', 'p-1', 's-1', 'x-0a'])('%s is no userid that could be written to', async (person) => {
    expect(await reached(person)).toEqual([]);
  });

  test('a stranger at the account they wrote from', async () => {
    expect(await reached('wechaty:Wx')).toEqual(['wechaty Wx']);
  });
});
