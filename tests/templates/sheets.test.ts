import fc from 'fast-check';
import PizZip from 'pizzip';
import readWorkbook from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { plainText, workbookOf } from '../../templates/sheets.ts';

const written = async (text: string): Promise<Buffer> =>
  workbookOf([{ name: '名单', columns: [{ title: '姓名', width: 12 }], rows: [[text]] }]);

const readBack = async (text: string): Promise<unknown> => {
  const [sheet] = await readWorkbook(await written(text), { trim: false });
  return sheet?.data[1]?.[0];
};

describe('a text in a workbook', () => {
  test.each(['=1+1', '+1', '-1', '@x', '\t=1', '\r=1'])(
    '%j is no formula, and is read as it was',
    async (text) => {
      const cell = await readBack(text);
      expect(cell).toMatch(/^'/);
      expect(plainText(String(cell))).toBe(text);
    },
  );

  // The writer looks its texts up in a plain object, which has a few names of its own.
  const text = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 20 })
    .filter((value) => !(value in Object.prototype));

  test('whatever it holds, the file is sound and has no formula', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const file = await written(value);
        const xml = new PizZip(file).file('xl/worksheets/sheet1.xml')?.asText() ?? '';
        expect(xml).not.toContain('<f>');
        await expect(readWorkbook(file)).resolves.toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });

  test('numbers stay numbers, and what is not known stays empty', async () => {
    const file = await workbookOf([
      {
        name: '数',
        columns: [
          { title: '甲', width: 8 },
          { title: '乙', width: 8 },
          { title: '丙', width: 8 },
        ],
        rows: [[3, null, 'x']],
      },
    ]);
    const [sheet] = await readWorkbook(file);
    expect(sheet?.data).toEqual([
      ['甲', '乙', '丙'],
      [3, null, 'x'],
    ]);
  });
});
