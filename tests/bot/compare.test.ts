import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readWorkbook from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../bot/parts.ts';
import type { Source } from '../../domain/comparison/types.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { openTerminal, runCommand } from '../support/command.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Lists, listFiles, soundLists } from '../support/lists.ts';
import { idNumber } from '../support/roster-workbook.ts';

const KEY = 'ab'.repeat(32);

const terminal = openTerminal();
afterAll(terminal.close);
const OPTIONS: Record<Source, string> = {
  household: '--household',
  enrolment: '--enrolment',
  in_school: '--in-school',
  monitored: '--monitored',
};

let folder: string;
let database: TestDatabase;
let turn = 0;

const settings = () => ({ DATABASE_URL: database.url, DATA_KEY: KEY });
const run = (...args: string[]) => terminal.run('bot/compare.ts', args, settings());
const runAlone = (...args: string[]) => runCommand('bot/compare.ts', args, settings());

/** Writes the lists and compares them; `sheets` are those of the results workbook. */
const compared = async (lists: Lists, more: string[] = [], by = run) => {
  turn += 1;
  const args: string[] = [];
  for (const [source, content] of Object.entries(await listFiles(lists))) {
    const file = path.join(folder, `${source}-${turn}.xlsx`);
    await writeFile(file, content);
    args.push(OPTIONS[source as Source], file);
  }
  const out = path.join(folder, `out-${turn}.xlsx`);
  const result = await by(...args, '--out', out, ...more);
  const file = await readFile(out).catch(() => null);
  const sheets = file ? await readWorkbook(file) : [];
  return { ...result, sheets: new Map(sheets.map(({ sheet, data }) => [sheet, data])) };
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'not-one-less-compare-'));
  database = await testDatabase();
  await seedDemo(database.prisma, openSecrets(Buffer.from(KEY, 'hex')));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('npm run compare', () => {
  test('called the wrong way, says how it is called', async () => {
    expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('用法') });
    expect(await run('--household', 'x.xlsx')).toMatchObject({ code: 2 });
  });

  test('writes the template, and never over a file', async () => {
    expect(await run('--template', path.join(folder, 'template.xlsx'))).toMatchObject({ code: 0 });
    expect(await run('--template', path.join(folder, 'template.xlsx'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('已经存在'),
    });
  });

  test('finds who is on which list, in the township that has to find out', async () => {
    const { code, out, err, sheets } = await compared(soundLists(), [], runAlone);
    expect(code).toBe(0);
    expect(out).toContain('按2026-09-08比对完成');
    expect(
      sheets
        .get('名单A 无学籍')
        ?.slice(1)
        .map((row) => row.slice(0, 3)),
    ).toEqual([['清溪镇', '新民村', '李思雨']]);
    expect(sheets.get('名单B 残疾缓学')?.[1]?.slice(0, 3)).toEqual(['石桥镇', '上寨村', '陈小兰']);
    expect(sheets.get('名单C 学籍与在校不符')?.[1]?.slice(0, 3)).toEqual(['石桥镇', null, '罗志明']);
    expect(sheets.get('名单D 三类监测对象未在校')?.[1]?.at(-1)).toBe('突发严重困难户');
    expect(
      sheets
        .get('名单来源')
        ?.slice(1, 5)
        .map((row) => row.slice(0, 3)),
    ).toEqual([
      ['户籍名单', '2026-09-08', '云岭区公安局'],
      ['学籍名单', '2026-09-07', '区教育体育局'],
      ['在校名单', '未写明', '各学校'],
      ['监测对象名单', '未写明', '区乡村振兴局'],
    ]);
    expect(out).toContain('新列入4名');
    expect(out).toContain('已派出4项核查任务');
    const again = await compared(soundLists());
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('完全一样，什么也没有改动') });
    const duties = await database.prisma.duty.findMany({ orderBy: { name: 'asc' } });
    expect(duties.map(({ name, period }) => [name, period])).toEqual([
      ['P2.1-CMP1/deferred', '2026秋-B-1/1'],
      ['P2.1-CMP1/without_record', '2026秋-A-1/1'],
      ['P2.2-CMP2', '2026秋-C-1/1'],
      ['P2.3-CMP3', '2026秋-D-1/1'],
    ]);
    // No name and no number where others read over the shoulder; in the workbook only the last four.
    expect(out + err).not.toMatch(/李思雨|罗志明/);
    const everything = JSON.stringify([...sheets.values()]) + out + err;
    for (const place of [1, 2, 3, 4]) expect(everything).not.toContain(idNumber(place));
    expect(everything).toContain(`****${idNumber(3).slice(-4)}`);
  });

  test('names every bad cell and reads the rest; nothing in a result is a formula', async () => {
    const lists = soundLists();
    lists.household.push(['清溪镇', '=1+1', '@赵六', '男', '12345', BORN, '-甲', null, null]);
    lists.household.push([null, null, null, '男', null, BORN, null, null, null]);
    const { code, err, sheets } = await compared(lists);
    expect(code).toBe(0);
    expect(err).toContain('户籍名单 “名单”表 第9行 “身份证号”：不是18位身份证号');
    expect(err).toContain('户籍名单 “名单”表 第10行 “姓名”：没有填');
    expect(err).not.toContain('12345');
    expect(sheets.get('名单A 无学籍')?.find((row) => String(row[2]).includes('赵六'))).toEqual(
      expect.arrayContaining(["'=1+1", "'@赵六", "'-甲"]),
    );
  });

  test('what no number proves is told row by row, with how sure it is and on what it rests', async () => {
    const lists = soundLists();
    lists.household.push(['清溪镇', '新民村', '=赵六', '男', null, BORN, '@赵大', null, null]);
    lists.enrolment.push(['石桥中学', '七(2)班', '=赵六', null, BORN, '@赵大', '正常']);
    const { sheets } = await compared(lists);
    const [titles = [], ...rows] = sheets.get('按其他信息对上的') ?? [];
    expect(titles.slice(0, 5)).toEqual(['比对', '相符程度', '依据', '前一名单姓名', '前一名单行']);
    expect(rows.map((row) => row.slice(0, 5))).toEqual([
      ['户籍—学籍', '100%', '姓名相同、出生日期相同、监护人相同', '阿依古丽·买买提', 8],
      ['户籍—学籍', '100%', '姓名相同、出生日期相同、监护人相同', "'=赵六", 9],
      ['学籍—在校', '95%', '姓名相同、出生日期相同、学校相同', '阿依古丽.买买提', 4],
    ]);
    expect(rows[1]?.slice(11)).toEqual(["'=赵六", 6, null, BORN, null, "'@赵大", '石桥中学', '七(2)班']);
  });

  test('a list that cannot be read: nothing is compared, and the file is named', async () => {
    const lists = soundLists();
    lists.in_school = [
      ['甲', '乙'],
      ['1', '2'],
    ];
    const { code, err, sheets } = await compared(lists);
    expect([code, sheets.size]).toEqual([1, 0]);
    expect(err).toContain('在校名单：没有“姓名”这一列');
    expect(
      await run('--household', 'no.xlsx', '--enrolment', 'no', '--in-school', 'no', '--monitored', 'no'),
    ).toMatchObject({
      code: 1,
      err: expect.stringContaining('no.xlsx 打不开'),
    });
  });

  test('a day that is none is refused', async () => {
    expect(await compared(soundLists(), ['--as-of', '2026-02-30'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('不是日期'),
    });
  });
});

const BORN = '2017-03-04';
