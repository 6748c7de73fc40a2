import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../bot/parts.ts';
import { progressOn } from '../../bot/progress.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { openTerminal, runCommand } from '../support/command.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { soundRoster, workbookOf } from '../support/roster-workbook.ts';
import { startWecom } from '../support/wecom/api-double.ts';
import { type Corp, directoryRoutes, emptyCorp } from '../support/wecom/directory-double.ts';

const KEY = 'ab'.repeat(32);

const terminal = openTerminal();
afterAll(terminal.close);

let folder: string;
let database: TestDatabase;
let good: string;

let settings: Record<string, string> = {};

const all = () => ({ DATABASE_URL: database.url, DATA_KEY: KEY, ...settings });
const run = (program: string, ...args: string[]) => terminal.run(program, args, all());

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'not-one-less-import-'));
  database = await testDatabase();
  good = path.join(folder, 'roster.xlsx');
  await writeFile(good, await workbookOf(soundRoster()));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('npm run import', () => {
  const program = 'bot/import.ts';

  test('called the wrong way, says how it is called', async () => {
    expect(await run(program)).toMatchObject({ code: 2, err: expect.stringContaining('用法') });
    expect(await run(program, '--nonsense')).toMatchObject({ code: 2 });
  });

  test('writes the template, and never over a file', async () => {
    const file = path.join(folder, 'template.xlsx');
    expect(await run(program, '--template', file)).toMatchObject({ code: 0 });
    expect(await run(program, '--template', file)).toMatchObject({
      code: 1,
      err: expect.stringContaining('已经存在'),
    });
  });

  test('lists every bad row and takes nothing', async () => {
    const sheets = soundRoster();
    const row = sheets.学生?.[2];
    if (row) row[3] = '123';
    const file = path.join(folder, 'bad.xlsx');
    await writeFile(file, await workbookOf(sheets));
    const { code, err, out } = await run(program, file);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('学生 第3行 “身份证号”：不是18位身份证号');
    expect(await database.prisma.unit.count()).toBe(0);
  });

  test('tries without changing, then takes it, then finds nothing to do', async () => {
    const tried = await run(program, good, '--dry-run');
    expect(tried).toMatchObject({ code: 0, out: expect.stringContaining('什么也没有改动') });
    expect(await database.prisma.unit.count()).toBe(0);
    const taken = await runCommand(program, [good], all());
    expect(taken).toMatchObject({ code: 0, out: expect.stringContaining('新增学生：3人') });
    // No terminal: a line for each ten percent, and no name of a child anywhere.
    expect(taken.err).toContain('读取文件 100%');
    expect(taken.out + taken.err).not.toContain('张伟');
    expect(await database.prisma.student.count()).toBe(3);
    expect(await run(program, good)).toMatchObject({ code: 0, out: expect.stringContaining('没有变化') });
  });

  test('will not mix real people into the invented county', async () => {
    const own = database;
    database = await testDatabase();
    await seedDemo(database.prisma, openSecrets(Buffer.from(KEY, 'hex')));
    expect(await run(program, good)).toMatchObject({
      code: 1,
      err: expect.stringContaining('--replace-demo'),
    });
    expect(await run(program, good, '--replace-demo')).toMatchObject({ code: 0 });
    expect(await database.prisma.student.count()).toBe(3);
    database = own;
  });
});

describe('npm run sync', () => {
  const program = 'bot/sync.ts';

  test('says which settings it wants', async () => {
    expect(await run(program)).toMatchObject({
      code: 1,
      err: expect.stringContaining('WECOM_CONTACT_SECRET'),
    });
    expect(await run(program, '--nonsense')).toMatchObject({ code: 2, err: expect.stringContaining('用法') });
  });

  test('takes the address books over, and tells what it could not read', async () => {
    const corp: Corp = {
      ...emptyCorp(),
      departments: [{ id: 1, name: '清溪中心小学', parentid: 0 }],
      members: [{ userid: 'zhao', name: '赵主任', department: [1], position: '教务处主任' }],
    };
    corp.refusals.set('/cgi-bin/school/department/list', 48001);
    const apps = [
      { secret: 'CONTACT', agentId: 1 },
      { secret: 'SCHOOL', agentId: 2 },
    ];
    const double = await startWecom({ corp: 'wwhand', apps, routes: directoryRoutes(corp) });
    settings = {
      WECOM_API_BASE_URL: double.url,
      WECOM_CORP_ID: 'wwhand',
      WECOM_AGENT_ID: '2',
      WECOM_AGENT_SECRET: 'SCHOOL',
      WECOM_SCHOOL_SECRET: 'SCHOOL',
      WECOM_CONTACT_SECRET: 'CONTACT',
    };
    const own = database;
    database = await testDatabase();
    // Whoever had a look at the product first has the invented county, and is told how to get past it.
    await seedDemo(database.prisma, openSecrets(Buffer.from(KEY, 'hex')));
    expect(await run(program)).toMatchObject({
      code: 1,
      err: expect.stringContaining('npm run sync -- --replace-demo'),
    });
    const { code, out, err } = await runCommand(program, ['--replace-demo'], all());
    expect([code, out]).toEqual([0, expect.stringContaining('家校通讯录的班级没有读到')]);
    expect(err).toContain('通讯录的成员 100%');
    expect(await database.prisma.account.findMany()).toEqual([
      { channel: 'member', id: 'zhao', person: 'm-zhao', subscribed: null },
    ]);
    await double.close();
    expect(await run(program)).toMatchObject({ code: 1, err: expect.stringContaining('什么也没有改动') });
    database = own;
    settings = {};
  });
});

test('on a terminal the bar is drawn over itself', () => {
  let text = '';
  const write = (part: string | Uint8Array): boolean => {
    text += String(part);
    return true;
  };
  const output = { isTTY: true, write };
  const { tell, end } = progressOn(output);
  tell('读取', 1, 2);
  tell('读取', 1, 2);
  tell('读取', 2, 2);
  end();
  expect(text.split('\r\x1b[K').slice(1)).toEqual([
    `读取 ${'█'.repeat(12)}${'░'.repeat(12)}  50%`,
    `读取 ${'█'.repeat(24)} 100%\n`,
  ]);
});
