import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Incoming } from '../../bot/incoming.ts';
import { openSpool, type Spool, type Spooled } from '../../bot/spool.ts';
import { openSecrets } from '../../prisma/secrets.ts';

let folder: string;
let spool: Spool;
let troubles: string[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'spool-'));
  troubles = [];
  spool = openSpool(path.join(folder, 'spool'), openSecrets(Buffer.alloc(32, 9)), (what) =>
    troubles.push(what),
  );
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const message = (id: string, sentAt: number): Incoming => ({
  ...{ channel: 'aibot', messageId: id, conversation: { kind: 'group', id: 'wrG' }, sender: 'wang01' },
  ...{ text: `张伟没来 ${id}`, quote: null, tap: null, files: [], sentAt },
});

const drained = async (): Promise<Spooled[]> => {
  const taken: Spooled[] = [];
  await spool.drain(async (one) => {
    taken.push(one);
  });
  return taken;
};

test('what was kept comes back in the order of time, once', async () => {
  await spool.keep(message('b', 2000));
  await spool.keep(message('a', 1000));
  expect((await drained()).map(({ messageId }) => messageId)).toEqual(['a', 'b']);
  expect(await drained()).toEqual([]);
});

test('the same message twice is one', async () => {
  await spool.keep(message('a', 1000));
  await spool.keep(message('a', 1000));
  expect(await drained()).toHaveLength(1);
});

test('on disk nobody can read a name', async () => {
  await spool.keep(message('a', 1000));
  const [name = ''] = await readdir(path.join(folder, 'spool'));
  expect(await readFile(path.join(folder, 'spool', name), 'utf8')).not.toContain('张伟');
});

test('what cannot be taken yet stays, and what comes after it too', async () => {
  await spool.keep(message('a', 1000));
  await spool.keep(message('b', 2000));
  const away = spool.drain(async () => {
    throw new Error('the database is away');
  });
  await expect(away).rejects.toThrow('away');
  expect(await drained()).toHaveLength(2);
});

test('what cannot be opened is told once and laid aside, and does not hold up the others', async () => {
  await spool.keep(message('a', 1000));
  await writeFile(path.join(folder, 'spool', '000000000000001-broken'), 'not sealed');
  expect((await drained()).map(({ messageId }) => messageId)).toEqual(['a']);
  expect(await drained()).toEqual([]);
  expect(troubles).toEqual(['spool']);
  expect(await readdir(path.join(folder, 'spool'))).toEqual(['unreadable']);
  const aside = path.join(folder, 'spool', 'unreadable', '000000000000001-broken');
  expect(await readFile(aside, 'utf8')).toBe('not sealed');
});

test('an empty spool is nothing', async () => {
  expect(await drained()).toEqual([]);
});
