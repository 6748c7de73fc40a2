import readWorkbook from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import type { Source } from '../../domain/comparison/types.ts';
import { dayIn } from '../../seeds/comparison/list-header.ts';
import { listTemplate } from '../../seeds/comparison/list-template.ts';
import { readList } from '../../seeds/comparison/read-list.ts';
import { LIST_REASONS, problemLine } from '../../templates/comparison.ts';
import { format } from '../support/entries.ts';
import { type Lists, soundLists } from '../support/lists.ts';
import { type CellValue, idNumber, workbookOf } from '../support/roster-workbook.ts';

const places = {
  townships: new Map([
    ['清溪镇', 't-clear'],
    ['石桥镇', 't-stone'],
    ['松林街道', 't-pine'],
  ]),
  schools: new Set(['清溪中心小学', '石桥中学']),
};

const read = async <Own extends Source>(rows: CellValue[][], source: Own) =>
  readList(await workbookOf({ 名单: rows }), source, { format, places });

const taken = async <Own extends Source>(rows: CellValue[][], source: Own) => {
  const result = await read(rows, source);
  if (!result.ok) throw new Error(problemLine(result.problem));
  return result.list;
};

const HEADER = ['姓名', '身份证号', '出生日期', '性别', '监护人', '户籍乡镇'];
const row = (...cells: CellValue[]): CellValue[][] => [HEADER, cells];
const problems = async (rows: CellValue[][]) =>
  (await taken(rows, 'household')).problems.map(({ row: at, column, reason }) => [at, column, reason]);

describe('a sound list', () => {
  test.each(Object.keys(soundLists()) as Source[])('%s is read without a complaint', async (source) => {
    const { problems: found, entries, rows, leftOut } = await taken(soundLists()[source], source);
    expect(found.map(problemLine)).toEqual([]);
    expect([entries.length, leftOut]).toEqual([rows, 0]);
  });

  test('tells its date and who supplied it, and columns in any order', async () => {
    const { date, by, entries } = await taken(soundLists().household, 'household');
    expect([date, by]).toEqual(['2026-09-08', '云岭区公安局']);
    expect(entries[3]).toEqual({
      row: 7,
      name: '陈小兰',
      sex: 'female',
      birth: '2017-03-04',
      idNumber: idNumber(4),
      doubtfulId: null,
      guardians: ['陈老大'],
      school: null,
      class: null,
      township: 't-stone',
      village: '上寨村',
      isDisabled: true,
      isDeferred: true,
    });
    expect(entries[4]).toMatchObject({ isDisabled: false, isDeferred: false });
  });

  test('takes number, birthday and sex from a student number that holds them', async () => {
    const { entries } = await taken(soundLists().enrolment, 'enrolment');
    expect(entries[0]).toMatchObject({ idNumber: idNumber(1), sex: 'male', standing: 'enrolled' });
  });

  test('keeps of a monitored household the type alone', async () => {
    const list = await taken(soundLists().monitored, 'monitored');
    expect(list.entries[0]).toMatchObject({ type: 'sudden' });
    expect(JSON.stringify(list)).not.toContain('23000');
  });
});

describe('a bad cell is named, and the rest of its row is read', () => {
  const number = idNumber(1);
  test.each<[string, CellValue[], (string | number | null)[]]>([
    [
      'last character',
      ['张伟', `${number.slice(0, 17)}${number.endsWith('1') ? '2' : '1'}`],
      [2, '身份证号', 'bad_id_checksum'],
    ],
    ['no such day', ['张伟', '539900201713040019'], [2, '身份证号', 'bad_id_birthday']],
    ['too short', ['张伟', '12345'], [2, '身份证号', 'bad_id_number']],
    ['fifteen digits', ['张伟', '539900170304001'], [2, '身份证号', 'old_id']],
    ['a number cell', ['张伟', 539900201703040000], [2, '身份证号', 'lost_digits']],
    ['another birthday', ['张伟', number, '2016-03-04'], [2, '身份证号', 'id_birth']],
    ['another sex', ['张伟', number, '2017-03-04', '女'], [2, '身份证号', 'id_sex']],
    ['no date', ['张伟', null, '三月四日'], [2, '出生日期', 'bad_birth']],
    ['no sex', ['张伟', null, '2017-03-04', '？'], [2, '性别', 'bad_sex']],
    [
      'a township nobody knows',
      ['张伟', number, null, null, null, '东镇'],
      [2, '户籍乡镇', 'unknown_township'],
    ],
    ['too long', ['张伟', number, null, null, '张'.repeat(65)], [2, '监护人', 'too_long']],
  ])('%s', async (_, cells, expected) => {
    const rows = row(
      ...cells,
      ...HEADER.slice(cells.length).map((title) => (title === '户籍乡镇' ? '清溪镇' : null)),
    );
    expect(await problems(rows)).toEqual([expected]);
    expect((await taken(rows, 'household')).entries).toHaveLength(1);
  });

  test('a number that proves nothing is still held against others', async () => {
    const { entries } = await taken(
      row('张伟', idNumber(1), '2016-03-04', null, null, '清溪镇'),
      'household',
    );
    expect(entries[0]).toMatchObject({ idNumber: null, doubtfulId: idNumber(1), birth: '2016-03-04' });
  });
});

describe('rows', () => {
  test('without a name are left out; the same child twice counts once; one number for two proves nothing', async () => {
    const list = await taken(
      [
        HEADER,
        [null, idNumber(1), null, null, null, '清溪镇'],
        ['张伟', idNumber(2), null, null, null, '清溪镇'],
        ['张伟', idNumber(2), null, null, null, '清溪镇'],
        ['李强', idNumber(3), null, null, null, '清溪镇'],
        ['王芳', idNumber(3), null, null, null, '清溪镇'],
      ],
      'household',
    );
    expect(list.problems.map(({ row: at, reason, value }) => [at, reason, value])).toEqual([
      [2, 'required', undefined],
      [4, 'duplicate', '3'],
      [5, 'id_twice', '6'],
      [6, 'id_twice', '5'],
    ]);
    expect(list.entries.map(({ name, idNumber: own }) => [name, own !== null])).toEqual([
      ['张伟', true],
      ['李强', false],
      ['王芳', false],
    ]);
    expect([list.rows, list.leftOut]).toEqual([5, 2]);
  });

  test('with words nobody knows are named with the words to write', async () => {
    const standing = await taken(
      [
        ['姓名', '学校', '学籍状态'],
        ['张伟', '清溪中心小学', '睡觉'],
      ],
      'enrolment',
    );
    expect(standing.problems.map(problemLine)).toEqual([
      '学籍名单 “名单”表 第2行 “学籍状态”：不认识学籍状态“睡觉”，按在读比对。请写在读、休学、送教上门、毕业、转出等。',
    ]);
    const type = await taken(
      [
        ['姓名', '监测类型'],
        ['张伟', '富裕户'],
      ],
      'monitored',
    );
    expect([type.entries.length, type.leftOut]).toEqual([0, 1]);
  });
});

describe('a file', () => {
  test.each<[string, Lists['household'], string]>([
    [
      'without the township column',
      [
        ['姓名', '身份证号'],
        ['张伟', idNumber(1)],
      ],
      'missing_column',
    ],
    [
      'with other columns',
      [
        ['甲', '乙'],
        ['1', '2'],
      ],
      'missing_column',
    ],
    ['with a header alone', [HEADER], 'no_rows'],
  ])('%s is refused as a whole', async (_, rows, reason) => {
    expect(await read(rows, 'household')).toMatchObject({ ok: false, problem: { reason } });
  });

  test('that is none is refused', async () => {
    expect(await readList(Buffer.from('x'), 'household', { format, places })).toMatchObject({
      ok: false,
      problem: { reason: 'not_xlsx' },
    });
  });

  test('with all four lists gives each its own sheet; the template is such a file', async () => {
    const file = await listTemplate();
    expect((await readWorkbook(file)).map(({ sheet }) => sheet)).toEqual([
      '说明',
      '户籍名单',
      '学籍名单',
      '在校名单',
      '监测对象名单',
    ]);
    for (const source of Object.keys(soundLists()) as Source[])
      expect(await readList(file, source, { format, places })).toMatchObject({
        problem: { reason: 'no_rows' },
      });
  });
});

test('days are read as they are written', () => {
  const day = '2015-03-04';
  for (const written of [
    '2015-03-04',
    '2015/3/4',
    '2015.3.4',
    '2015年3月4日',
    '20150304',
    '２０１５－０３－０４',
  ])
    expect(dayIn(written)).toBe(day);
  expect(dayIn({ digits: '42067' })).toBe(day);
  expect(dayIn({ digits: '20150304' })).toBe(day);
  expect(dayIn(new Date('2015-03-04T00:00:00Z'))).toBe(day);
  for (const written of ['2015-02-30', '四月', '201503', '']) expect(dayIn(written)).toBeNull();
});

test('every complaint says what to do, and shows no number of anybody', () => {
  for (const reason of LIST_REASONS) {
    const line = problemLine({
      source: 'household',
      sheet: '名单',
      row: 5,
      column: '甲',
      reason,
      value: '乙',
    });
    expect(line).toMatch(/请|比对/);
  }
});
