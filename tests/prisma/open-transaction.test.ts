import { beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../prisma/client.ts';
import {
  type Asked,
  Entangled,
  type Gathered,
  type TransactionStatements,
} from '../../prisma/open-transaction.ts';
import { testDatabase } from '../support/database.ts';

let database: Database;

beforeAll(async () => {
  database = (await testDatabase()).prisma;
});

const names = async (): Promise<string[]> => {
  const rows = await database.hot.$queryRaw<{ name: string }[]>`SELECT name FROM unit ORDER BY name`;
  return rows.map(({ name }) => name);
};

describe('works that share a transaction', () => {
  test('write with one statement what they give, and read what all have given so far', async () => {
    const sent: number[] = [];
    const insert: Gathered<string> = (tx, items) => {
      sent.push(items.length);
      tx.$send`INSERT INTO unit (id, kind, name) SELECT name, 'school', name FROM unnest(${[...items]}::text[]) AS name`;
    };
    const seen = await database.hot.transaction(async (tx) => {
      for (const name of ['a', 'b']) tx.$apart().$gather(insert, name);
      const rows = await tx.$queryRaw<{ name: string }[]>`SELECT name FROM unit ORDER BY name`;
      tx.$gather(insert, 'c');
      return rows.map(({ name }) => name);
    });
    expect(seen).toEqual(['a', 'b']);
    expect(sent).toEqual([2, 1]);
    expect(await names()).toEqual(['a', 'b', 'c']);
  });

  test('ask with one statement what they ask at the same time, and each gets its own answer', async () => {
    const asked: number[] = [];
    const nameOf: Asked<string, string> = async (tx, ids) => {
      asked.push(ids.length);
      const rows = await tx.$queryRaw<{ id: string; name: string }[]>`
        SELECT id, name FROM unit WHERE id = ANY(${[...ids]})`;
      return ids.map((id) => rows.find((row) => row.id === id)?.name ?? 'nobody');
    };
    const answers = await database.hot.transaction((tx) =>
      Promise.all(['b', 'a', 'z'].map((id) => tx.$apart().$ask(nameOf, id))),
    );
    expect(answers).toEqual(['b', 'a', 'nobody']);
    expect(asked).toEqual([3]);
  });

  test('cannot hold the same, but one may hold it twice', async () => {
    const twice = database.hot.transaction(async (tx) => {
      const one = tx.$apart();
      one.$hold('school');
      one.$hold('school');
      tx.$apart().$hold('another');
    });
    await expect(twice).resolves.toBeUndefined();
    const both = database.hot.transaction(async (tx) => {
      for (const work of [tx.$apart(), tx.$apart()]) work.$hold('school');
    });
    await expect(both).rejects.toBeInstanceOf(Entangled);
  });

  test('one that wants what another has may be left out as long as it has only asked', async () => {
    const lateAfter = (does: (work: TransactionStatements) => unknown): Promise<boolean | undefined> =>
      database.hot
        .transaction(async (tx) => {
          const [first, second] = [tx.$apart(), tx.$apart()];
          first.$hold('school');
          await does(second);
          second.$hold('school');
        })
        .then(
          () => undefined,
          (error) => (error as Entangled).hasOnlyAsked,
        );
    const idsOf: Asked<string, string> = async (_, ids) => ids;
    expect(await lateAfter((work) => work.$ask(idsOf, 'a'))).toBe(true);
    expect(await lateAfter((work) => work.$executeRaw`UPDATE unit SET name = name WHERE id = 'a'`)).toBe(
      false,
    );
    expect(await lateAfter((work) => work.$gather(() => undefined, 'a'))).toBe(false);
  });

  test('are undone together, and what one goes on with afterwards is never sent', async () => {
    let late: Promise<unknown> = Promise.resolve();
    const broken = database.hot.transaction((tx) => {
      late = tx.$queryRaw`SELECT pg_sleep(0.05)`.then(
        () => tx.$executeRaw`INSERT INTO unit (id, kind, name) VALUES ('late', 'school', 'late')`,
      );
      return Promise.all([Promise.reject(new Error('a defect')), late]);
    });
    await expect(broken).rejects.toThrow('a defect');
    await expect(late).rejects.toThrow('after the end of its transaction');
    expect(await names()).toEqual(['a', 'b', 'c']);
  });
});

describe('what a process remembers', () => {
  test('is taken out by a transaction, and put back as it left it when that ended well', async () => {
    await database.hot.transaction(async (tx) => tx.$memory.set('school', 1));
    await database.hot.transaction(async (tx) => {
      expect(tx.$memory.get('school')).toBe(1);
      await database.hot.transaction(async (other) => expect(other.$memory.get('school')).toBeUndefined());
      tx.$memory.set('school', 2);
    });
    await database.hot.transaction(async (tx) => expect(tx.$memory.get('school')).toBe(2));
  });

  test('is forgotten when the transaction fails', async () => {
    const broken = database.hot.transaction(async (tx) => {
      tx.$memory.set('school', 3);
      throw new Error('thought better of it');
    });
    await expect(broken).rejects.toThrow('thought better of it');
    await database.hot.transaction(async (tx) => expect(tx.$memory.get('school')).toBe(2));
  });
});
