import { beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../prisma/client.ts';
import { testDatabase } from '../support/database.ts';

let database: Database;

beforeAll(async () => {
  database = (await testDatabase()).prisma;
});

const names = async (): Promise<string[]> => {
  const rows = await database.hot.$queryRaw<{ name: string }[]>`SELECT name FROM unit ORDER BY id`;
  return rows.map(({ name }) => name);
};

describe('what a transaction sends without waiting', () => {
  test('is there for its own later statements, and for everybody when it has ended', async () => {
    const seen = await database.hot.transaction(async (tx) => {
      tx.$send`INSERT INTO unit (id, kind, name) VALUES ('a', 'school', '中心小学')`;
      return tx.$queryRaw<{ name: string }[]>`SELECT name FROM unit`;
    });
    expect(seen).toEqual([{ name: '中心小学' }]);
    expect(await names()).toEqual(['中心小学']);
  });

  test('is undone together with all else when the work throws', async () => {
    const broken = database.hot.transaction(async (tx) => {
      tx.$send`INSERT INTO unit (id, kind, name) VALUES ('b', 'school', '第二小学')`;
      throw new Error('thought better of it');
    });
    await expect(broken).rejects.toThrow('thought better of it');
    expect(await names()).toEqual(['中心小学']);
  });

  test('undoes all when it fails, though nobody waited for it', async () => {
    const broken = database.hot.transaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO unit (id, kind, name) VALUES ('c', 'school', '第三小学')`;
      tx.$send`INSERT INTO unit (id, kind, name) VALUES ('a', 'school', '又一个')`;
      return 'done';
    });
    await expect(broken).rejects.toMatchObject({ code: '23505' });
    expect(await names()).toEqual(['中心小学']);
  });

  test('names its own fault, not that of the statements which fail after it', async () => {
    const broken = database.hot.transaction(async (tx) => {
      tx.$send`INSERT INTO unit (id, kind, name) VALUES ('a', 'school', '又一个')`;
      await tx.$queryRaw`SELECT name FROM unit`;
    });
    await expect(broken).rejects.toMatchObject({ code: '23505' });
    // The connections are as good as before.
    expect(await Promise.all(Array.from({ length: 8 }, names))).toEqual(
      Array.from({ length: 8 }, () => ['中心小学']),
    );
  });
});

test('of two transactions that wait for each other both end well, one after it was begun again', async () => {
  await database.hot.$executeRaw`
    INSERT INTO unit (id, kind, name) VALUES ('x', 'school', '甲'), ('y', 'school', '乙')`;
  let tries = 0;
  let holding = 0;
  let bothHold: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    bothHold = resolve;
  });
  const rename = (first: string, second: string, name: string) =>
    database.hot.transaction(async (tx) => {
      tries += 1;
      await tx.$executeRaw`UPDATE unit SET name = name || ${name} WHERE id = ${first}`;
      holding += 1;
      if (holding === 2) bothHold();
      await held;
      await tx.$executeRaw`UPDATE unit SET name = name || ${name} WHERE id = ${second}`;
    });
  await Promise.all([rename('x', 'y', '一'), rename('y', 'x', '二')]);
  // The one begun again may take its first row before the other wakes, and both wait once more.
  expect(tries).toBeGreaterThanOrEqual(3);
  const all = (await names()).filter((name) => /^[甲乙]/.test(name));
  expect(all.map((name) => [...name.slice(1)].sort().join(''))).toEqual(['一二', '一二']);
});
