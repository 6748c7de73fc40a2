import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedPostgres, StartFault, startPostgres } from '../../prisma/embedded.ts';
import { FAST_AND_UNSAFE } from '../support/global-setup.ts';

const folders: string[] = [];
const children: ChildProcess[] = [];

const newFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'not-one-less-embedded-'));
  folders.push(folder);
  return folder;
};

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

afterAll(async () => {
  for (const folder of folders) {
    await until(() => !existsSync(path.join(folder, 'postgres', 'postmaster.pid')));
    rmSync(folder, { recursive: true, force: true });
  }
});

const start = (dataDir: string, settings: Record<string, string> = {}): Promise<EmbeddedPostgres> =>
  startPostgres({ dataDir, settings: { ...FAST_AND_UNSAFE, ...settings } });

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return (await client.query(sql).finally(() => client.end())).rows;
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 200) throw new Error(`not within ten seconds: ${holds}`);
    await pause(50);
  }
}

/** Another process of ours that has started the server of this folder. */
async function ownerProcess(dataDir: string): Promise<ChildProcess> {
  const module = fileURLToPath(new URL('../../prisma/embedded.ts', import.meta.url));
  const code = `const { startPostgres } = await import(${JSON.stringify(module)});
    await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, settings: ${JSON.stringify(FAST_AND_UNSAFE)} });
    process.stdout.write('up');`;
  const flags = ['--import', 'tsx', '--input-type=module', '-e', code];
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', (status) => reject(new Error(`ended with ${status}`)));
  });
  return child;
}

describe('a server of our own', () => {
  test('keeps its data over a restart, in Chinese, sorted by code point', async () => {
    const folder = newFolder();
    const first = await start(folder);
    await query(first.url(), "CREATE TABLE t AS SELECT '张伟'::text AS name");
    await first.stop();
    await first.stop();
    await expect(query(first.url(), 'SELECT 1')).rejects.toThrow(/ECONNREFUSED|ENOENT/);

    const second = await start(folder);
    expect(await query(second.url(), 'SELECT name FROM t')).toEqual([{ name: '张伟' }]);
    const settings =
      "SELECT current_setting('server_encoding') AS encoding, datcollate AS sorting FROM pg_database";
    expect((await query(second.url(), settings))[0]).toEqual({ encoding: 'UTF8', sorting: 'C' });
    await second.stop();
  });

  test('listens on this machine only, asks for the password, and keeps that from others', async () => {
    const folder = newFolder();
    const server = await start(folder);
    expect(await query(server.url(), 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const wrong = Object.assign(new URL(server.url()), { password: 'postgres' }).href;
    await expect(query(wrong, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    expect(statSync(path.join(folder, 'postgres', 'not-one-less.json')).mode & 0o077).toBe(0);
    await server.stop();
  });

  test('ends with open connections too, and says nothing of a crash', async () => {
    const crashes: StartFault[] = [];
    const server = await startPostgres({
      dataDir: newFolder(),
      settings: FAST_AND_UNSAFE,
      onCrash: (f) => crashes.push(f),
    });
    const client = new pg.Client({ connectionString: server.url() });
    client.on('error', () => undefined);
    await client.connect();
    await server.stop();
    expect(crashes).toEqual([]);
  });

  test('tells once when the server ends by itself', async () => {
    const folder = newFolder();
    const crashes: StartFault[] = [];
    const server = await startPostgres({
      dataDir: folder,
      settings: FAST_AND_UNSAFE,
      onCrash: (f) => crashes.push(f),
    });
    process.kill(
      Number(readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]),
      'SIGQUIT',
    );
    await until(() => crashes.length > 0);
    expect(crashes.map(({ code }) => code)).toEqual(['stopped']);
    await server.stop();
  });
});

describe('a process that was killed', () => {
  test('takes its server with it', async () => {
    const folder = newFolder();
    (await ownerProcess(folder)).kill('SIGKILL');
    await until(() => !existsSync(path.join(folder, 'postgres', 'postmaster.pid')));
  });

  test('is not in the way of the next start', async () => {
    const folder = newFolder();
    (await ownerProcess(folder)).kill('SIGKILL');
    const server = await start(folder);
    expect(await query(server.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  test('leaves a process number that now belongs to a stranger', async () => {
    const folder = newFolder();
    await (await start(folder)).stop();
    writeFileSync(path.join(folder, 'postgres', 'postmaster.pid'), `${process.pid}\n/x\n1\n1\n\n\n\nready\n`);
    const server = await start(folder);
    await server.stop();
  });
});

describe('what stands in the way is told in a sentence', () => {
  let folder: string;

  beforeAll(() => {
    folder = newFolder();
  });

  async function fault(dataDir: string): Promise<StartFault> {
    const error = await start(dataDir).then(
      (server) => server.stop(),
      (reason: unknown) => reason,
    );
    if (error instanceof StartFault) return error;
    throw new Error('started, or failed without a sentence', { cause: error });
  }

  test('another copy that is running', async () => {
    const busy = newFolder();
    const owner = await ownerProcess(busy);
    expect(await fault(busy)).toMatchObject({
      code: 'in_use',
      message: expect.stringContaining('请先停掉它'),
    });
    expect(owner.exitCode).toBe(null);
  });

  test.each([
    ['files that are not ours', { 'letter.txt': 'dear' }, 'not_ours', '未作任何改动'],
    ['a cluster somebody else made', { PG_VERSION: '18\n' }, 'not_ours', '未作任何改动'],
    [
      'a cluster of another version',
      { PG_VERSION: '17\n', 'not-one-less.json': '{}' },
      'wrong_version',
      'PostgreSQL 17',
    ],
  ])('%s', async (name, files, code, words) => {
    const dataDir = path.join(folder, name);
    mkdirSync(path.join(dataDir, 'postgres'), { recursive: true });
    for (const [file, text] of Object.entries(files))
      writeFileSync(path.join(dataDir, 'postgres', file), text);
    chmodSync(folder, 0o755);
    expect(await fault(dataDir)).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(existsSync(path.join(dataDir, 'postgres', 'base'))).toBe(false);
  });

  test('a file where the folder should be', async () => {
    const dataDir = path.join(folder, 'file');
    writeFileSync(dataDir, '');
    expect(await fault(dataDir)).toMatchObject({
      code: 'not_ours',
      message: expect.stringContaining('不是目录'),
    });
  });

  test('a folder that only root may enter, where root lends an account', async ({ skip }) => {
    if (process.getuid?.() !== 0) skip('only root starts the server under another account');
    const closed = path.join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    expect(await fault(path.join(closed, 'data'))).toMatchObject({ code: 'no_access' });
  });

  test('a folder this user may not write to', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may write anywhere');
    const closed = path.join(folder, 'read-only');
    mkdirSync(closed, { mode: 0o500 });
    expect(await fault(path.join(closed, 'data'))).toMatchObject({ code: 'no_access' });
  });
});
