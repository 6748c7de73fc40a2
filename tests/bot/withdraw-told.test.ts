import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;
const child = pupil('c71', '马建平');

afterEach(closeFields);

const state = async (name: string): Promise<string | undefined> =>
  (await town.duties(name))
    .find((line) => line.includes(child))
    ?.split(' ')
    .at(-1);

describe('a persuasion or home visit told by mistake', () => {
  /** 马建平 of 七(1)班 has been away for three days: the case is open. */
  beforeEach(async () => {
    town = await Field.open();
    for (const day of ['2026-09-14', '2026-09-15', '2026-09-16']) {
      await town.goTo(`${day} 08:10`);
      await town.says('he', '马建平旷课');
    }
    await town.goTo('2026-09-17 08:30');
  });

  test('counts, duties and the register follow', async () => {
    expect(await town.says('wei', '和罗支书一起劝返马建平，家长不同意')).toContain('已劝返1次');
    await town.says('wei', '孩子说不想读');
    expect(await state('P3.1-LINK-TEAM/visit')).toBe('done');
    expect(await state('P3.1-VISIT-3D')).toBe('done');
    await town.goTo('2026-09-17 09:00');
    const taken = await town.says('wei', '不对，我没去劝返马建平，撤回');
    expect(taken).toContain('已撤回：劝返 马建平，不再计入次数。马建平：已劝返0次');
    expect(await town.file(child)).toMatchObject({ persuasions: 0, visits: [] });
    expect(await state('P3.1-LINK-TEAM/visit')).toBe('open');
    expect(await state('P3.1-VISIT-3D')).toBe('open');
    expect((await town.facts('visit_withdrawn')).map(({ body }) => body.purpose)).toEqual(['persuasion']);
    // Nothing is left to take back.
    expect(await town.says('wei', '撤回')).toContain('没有找到');
    // Told again it counts again.
    expect(await town.says('wei', '和罗支书一起劝返马建平，家长答应明天送来')).toContain('已劝返1次');
    expect(await state('P3.1-LINK-TEAM/visit')).toBe('done');
  });

  test('what another visit proves as well stays done', async () => {
    await town.says('wei', '劝返马建平，家长不同意');
    await town.goTo('2026-09-17 09:00');
    await town.says('feng', '家访马建平，家里没人');
    await town.goTo('2026-09-17 09:30');
    expect(await town.says('wei', '刚才那条劝返记错了，我是问法律，删掉')).toContain('已撤回：劝返 马建平');
    expect(await state('P3.1-LINK-TEAM/visit')).toBe('open');
    expect(await state('P3.1-VISIT-3D')).toBe('done');
    expect((await town.file(child))?.visits).toHaveLength(1);
  });

  test('the third persuasion is the third no more', async () => {
    await town.says('feng', '劝返马建平，家长不同意');
    await town.goTo('2026-09-17 12:00');
    await town.says('feng', '又去劝返马建平，家长还是不同意');
    await town.goTo('2026-09-17 15:00');
    expect(await town.says('feng', '再次劝返马建平，家长不同意')).toContain('已劝返3次');
    expect(await state('P3.1-PERSUADE-3')).toBe('done');
    expect(await town.says('feng', '撤回')).toContain('已劝返2次');
    expect(await state('P3.1-PERSUADE-3')).toBe('open');
  });

  test.each([
    ['家访马建平，他妈妈在家', '不对，还没去，我只是安排了'],
    ['家访马建平，他妈妈在家', '家访记错了'],
    ['家访马建平，他妈妈在家', '撤回马建平的家访'],
  ])('%s, then %s', async (told, taken) => {
    await town.says('feng', told);
    expect(await town.says('feng', taken)).toContain('已撤回：家访 马建平');
    expect((await town.file(child))?.visits).toEqual([]);
  });

  test.each(['不对，他妈妈没同意', '不对，孩子没去上学', '明天的家访取消了', '不对，没劝动'])(
    'what takes nothing back: %s',
    async (text) => {
      await town.says('feng', '家访马建平，他妈妈在家');
      expect(await town.says('feng', text)).not.toContain('已撤回');
      expect((await town.file(child))?.visits).not.toEqual([]);
    },
  );

  test('another takes back only what is told by itself', async () => {
    await town.says('wei', '劝返马建平，家长不同意');
    expect(await town.says('feng', '撤回劝返马建平那条')).not.toContain('已撤回');
    expect(await town.file(child)).toMatchObject({ persuasions: 1 });
  });
});

describe('a school that was closed by mistake', () => {
  beforeEach(async () => {
    town = await Field.open();
    await town.goTo('08:05');
    await town.says('wang', '张伟旷课，其他都到了');
  });

  test('half a day is no closure', async () => {
    for (const text of ['今天下午停课', '今天停课半天', '下午放假'])
      expect(await town.says('zhao', text)).toContain('没有记停课');
    expect(await town.facts('closure')).toEqual([]);
  });

  test.each(['不对，只停下午，上午是上课的', '撤回', '撤回停课', '停课记错了'])('%s', async (text) => {
    const open = (await town.duties('P3.3-ATT-1500')).join();
    expect(await town.says('zhao', '今天停课')).toContain('1 停课');
    await town.says('zhao', '1');
    await town.reload();
    expect((await town.duties('P3.3-ATT-1500')).join()).not.toBe(open);
    expect(await town.file(pupil('c31', '张伟'))).toMatchObject({ away: null });
    expect(await town.says('zhao', text)).toContain('停课，照常上课、点名');
    expect((await town.duties('P3.3-ATT-1500')).join()).toBe(open);
    expect(await town.file(pupil('c31', '张伟'))).toMatchObject({
      away: '2026-09-14',
      marks: { '2026-09-14': { standing: 'unexcused' } },
    });
    expect(await town.database.closure.count()).toBe(0);
    expect(await town.says('zhao', '撤回停课')).not.toContain('照常上课、点名');
  });

  test('what is said of tomorrow leaves today closed', async () => {
    await town.says('zhao', '今天停课');
    await town.says('zhao', '1');
    await town.says('zhao', '明天正常上课');
    expect(await town.database.closure.count()).toBe(1);
  });
});
