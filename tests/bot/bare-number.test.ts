import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty, pupil } from '../support/field-county.ts';
import { MA_MISSING, threeMornings } from '../support/mornings.ts';

let town: Field;

afterEach(closeFields);

const MA = pupil('c71', '马建平');

const details = async (): Promise<unknown[]> =>
  (await town.facts('duty_report')).map(({ body }) => [body.outcome, body.detail]);

describe('whoever answers nothing but “1”', () => {
  beforeEach(async () => {
    town = await Field.open(fieldCounty(), at('2026-09-15', '07:20'));
    await town.says('zhou', '整改：汤丹镇补齐家访记录');
  });

  test('has done what the clause asks; what is missing is kept as missing, and can be told later', async () => {
    expect(await town.says('sun', '1')).toContain('手头没有就再回1');
    const reply = await town.says('sun', '1');
    expect(reply).toContain('已记：已整改');
    expect(reply).toContain('情况没有填，记为“未填”');
    expect(await details()).toEqual([['done', '未填']]);
    expect(town.news('zhou').join()).toContain('情况没有填');
    expect(await town.says('sun', '补填 按通报整改：14户家访记录都补上了')).toContain(
      '已补：汤丹镇：按通报整改',
    );
    expect(await details()).toEqual([
      ['done', '未填'],
      ['filled_in', '14户家访记录都补上了'],
    ]);
    expect(await town.says('sun', '补填 按通报整改：再补一次')).toContain('没有哪件事记着“未填”');
  });

  test('another number of the same duty is that reply, not an account', async () => {
    await town.says('sun', '1');
    expect(await town.says('sun', '2')).toContain('请再回一句');
    await town.says('sun', '人手不够');
    expect(await details()).toEqual([['hindered', '人手不够']]);
  });
});

describe('what the clause demands', () => {
  beforeEach(async () => {
    town = await Field.open();
    await threeMornings(town, '07:55', MA_MISSING);
    await town.goTo('2026-09-16 15:05');
  });

  test('a ticket is never numbered 1: it is said what to type, and from the second time on another way', async () => {
    await town.says('he', '已上报');
    const first = await town.says('he', '1');
    expect(first).toContain('工单号必须有，没有记');
    expect(first).toContain('例如“2026091601”');
    expect(first).not.toContain('转给');
    expect(await town.says('he', '1')).toMatch(/没有记[\s\S]*转给李老师[\s\S]*办不了，原因/);
    expect(await town.file(MA)).toMatchObject({ ticket: null });
    expect(await town.says('he', '2026091601')).toContain('已记：2026091601');
    expect(await town.file(MA)).toMatchObject({ ticket: '2026091601' });
  });

  test('a number alone in the same breath is none either', async () => {
    await town.says('he', '已上报 1');
    expect(await town.file(MA)).toMatchObject({ ticket: null });
  });

  test('the first report may go without its number, and a visit without its account', async () => {
    expect(await town.says('wei', '已签字送出')).toContain('请再回编号');
    expect(await town.says('wei', '1')).toContain('已记：已签字送出');
    expect((await town.facts('paper')).map(({ body }) => body.number)).toEqual([null]);
    expect(await town.says('wei', '已联合家访')).toContain('请再回一句经过');
    expect(await town.says('wei', '1')).toContain('补填 第一次联合家访');
    expect(await town.file(MA)).toMatchObject({ visits: [{ by: 'wei', purpose: 'persuasion' }] });
    // Two are unfilled: the title tells which is meant.
    expect(await town.says('wei', '补填 2026年3号')).toContain('请写明是哪一件');
    expect(await town.says('wei', '补填 书面报乡镇：2026年3号')).toContain('已补：马建平：书面报乡镇');
  });
});

describe('a count', () => {
  const asked = async (): Promise<void> => {
    town = await Field.open(fieldCounty(), at('2026-09-01', '07:20'));
    await town.goTo('2026-09-02 09:00');
    expect(await town.says('sun', '底数已核')).toContain('请再回数字');
  };

  test.each([
    ['1', '未填'],
    ['1人', '1人'],
    ['3', '3'],
    ['12', '12'],
    ['1 12', '12'],
  ])('answered “%s” is kept as %s', async (answer, kept) => {
    await asked();
    expect(await town.says('sun', answer)).toContain('已记：底数已核');
    expect(await details()).toEqual([['done', kept]]);
  });
});
