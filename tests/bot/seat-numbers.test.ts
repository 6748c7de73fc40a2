/** Whom a number of the class's list means only its teacher knows (P3.1-ROLL): no day of the month is read into it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;

afterEach(closeFields);

beforeEach(async () => {
  town = await Field.open();
  await town.goTo('07:50');
});

const standings = async (): Promise<unknown[]> =>
  (await town.facts('standing')).map(({ body }) => [body.student, body.day, body.standing]);
const rolls = async (): Promise<unknown[]> =>
  (await town.facts('roll')).map(({ body }) => [body.day, body.whole]);

describe('a number in a roll of today', () => {
  test.each(['8号没来 其他都在', '25号那个没来 其他都来'])(
    '“%s” is asked about, and the answer completes the roll',
    async (said) => {
      await town.says('wang', '张伟昨天请假的');
      const reply = await town.says('wang', said);
      expect(reply).toContain(`${said.split('没')[0]}是谁？名册里没有座号，请回姓名。`);
      expect(reply).not.toContain('今天不用再报了');
      expect(await rolls()).toEqual([['2026-09-14', false]]);
      expect(await town.says('wang', '孙浩')).toContain('没来：孙浩');
      expect((await rolls()).at(-1)).toEqual(['2026-09-14', true]);
      expect((await standings()).at(-1)).toEqual([pupil('c31', '孙浩'), '2026-09-14', 'unaccounted']);
    },
  );

  test('stands for a child even alone, and before the term began', async () => {
    expect(await town.says('wang', '19号没来')).toContain('19号是谁？');
    expect(await standings()).toEqual([]);
  });
});

test('nobody who was understood is nobody who agrees with the record', async () => {
  expect(await town.says('wang', '2号桌没来')).not.toContain('和记录一致');
});

describe('a past day without school', () => {
  // 14 September is a Monday.
  test('is asked back, and today is still to be told', async () => {
    expect(await town.says('wang', '昨天张伟没来')).toBe(
      '9月13日（周日）不上课，没有记。是哪一天的事？请写明日子再发一次，例如“9月11日张伟没来”。',
    );
    expect(await town.says('wang', '9月13日全到齐')).toContain('例如“9月11日全到齐”');
    expect([await standings(), await rolls()]).toEqual([[], []]);
  });

  test('leaves what the message tells of today', async () => {
    const reply = await town.says('wang', '今天全到，昨天张伟没来');
    expect(reply).toContain('全到');
    expect(reply).toContain('9月13日（周日）不上课，没有记。');
    expect(await rolls()).toEqual([['2026-09-14', true]]);
    expect(await standings()).toEqual([]);
  });
});
