import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;

afterEach(closeFields);

const LI = pupil('c31', '李思雨');

const reached = async (): Promise<unknown[]> =>
  (await town.facts('contact')).map(({ body }) => [body.student, body.result]);

/** The number before the line of a duty in a list. */
const numberOf = (list: string, line: string): string =>
  new RegExp(`^(\\d+)\\. ${line}`, 'm').exec(list)?.[1] ?? '';

describe('a number straight after “待办”', () => {
  let list: string;

  beforeEach(async () => {
    town = await Field.open();
    await town.goTo('07:55');
    await town.says('wang', '应到10实到8，张伟、李思雨没来');
    list = await town.says('wang', '待办');
  });

  test('opens that one of the list with its own numbers, and settles nothing by itself', async () => {
    expect(list).toMatch(/\n回数字，看那一件怎么办。$/);
    const number = numberOf(list, '李思雨（三\\(1\\)班）：联系家长');
    expect(await town.says('wang', number)).toBe(
      '李思雨（三(1)班）：联系家长，今天08:55\n回复：1 已联系上　2 没打通',
    );
    expect(await reached()).toEqual([]);
    expect(await town.says('wang', '1')).toContain('已记：已联系上');
    expect(await reached()).toEqual([[LI, 'reached']]);
  });

  test('the opened one is answered in its words too, and with the number of the list in one breath', async () => {
    const number = numberOf(list, '李思雨（三\\(1\\)班）：联系家长');
    await town.says('wang', number);
    expect(await town.says('wang', '没打通')).toContain('已记：没打通');
    expect(await reached()).toEqual([[LI, 'unreachable']]);
    await town.says('wang', '待办');
    const other = numberOf(await town.says('wang', '待办'), '张伟（三\\(1\\)班）：联系家长');
    expect(await town.says('wang', `${other} 已联系上`)).toContain('已记：已联系上');
    expect(await reached()).toEqual([
      [LI, 'unreachable'],
      [pupil('c31', '张伟'), 'reached'],
    ]);
  });

  test('that is not in the list settles nothing', async () => {
    expect(await town.says('wang', '9')).toMatch(/待办只有\d件，没有这个数字/);
    expect(await town.says('wang', '第二个')).not.toContain('已记');
    expect(await reached()).toEqual([]);
  });

  test('is meant for what has asked since', async () => {
    await town.goTo('08:27');
    expect(town.news('wang').join()).toContain('【提醒】联系家长');
    expect(await town.says('wang', '1')).toContain('指哪一件');
  });
});

describe('what is left to do, asked in the words of the place', () => {
  beforeEach(async () => {
    town = await Field.open();
    await town.goTo('07:55');
    await town.says('wang', '应到10实到9，李思雨没来');
  });

  test.each([
    '还有哪样没搞',
    '还有哪样没整',
    '我还差哪样',
    '还有啥子没弄？',
    '今天要整哪样',
    '还有些哪样没办',
  ])('“%s”', async (text) => {
    expect(await town.says('zhao', text)).toMatch(/您还有1件事：\n1\. 李思雨/);
  });

  test.each(['还有哪些没来', '还有哪个没到', '还有哪样人没来'])('“%s” asks who is away', async (text) => {
    expect(await town.says('zhao', text)).not.toContain('您还有');
  });
});
