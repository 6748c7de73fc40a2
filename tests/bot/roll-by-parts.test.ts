import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;

afterEach(closeFields);

beforeEach(async () => {
  town = await Field.open();
  await town.goTo('07:55');
});

const rolls = async () =>
  (await town.facts('roll')).map(({ body }) => [body.expected, body.present, body.whole]);

describe('numbers without names', () => {
  test('“the number was wrong”: who is there follows from the names, and from whoever was told to be away before', async () => {
    await town.says('wang', '应到10实到8');
    expect(await town.says('wang', '0')).toMatch(/应到10 实到10 全到\n今天不用再报了/);
    expect(await rolls()).toEqual([
      [10, 8, false],
      [10, 10, true],
    ]);
    await town.says('liu', '吴佳没来');
    await town.says('liu', '应到6实到3，何光明没来');
    expect(await town.says('liu', '0')).toMatch(/应到6 实到4\n· 没来：何光明\n· 仍记没到：吴佳/);
    expect(await town.file(pupil('c32', '吴佳'))).toMatchObject({ away: '2026-09-14' });
  });

  test.each(['1', '不知道名字', '稍后补'])(
    '“%s” is answered with how to go on, and the roll stays open',
    async (said) => {
      await town.says('wang', '应到10实到8');
      const reply = await town.says('wang', said);
      expect(reply).toContain('弄清了直接发名字，例如“张伟、李思雨”；是人数写错了，回0');
      expect(reply).toContain('还差2人的名字');
      expect(await rolls()).toEqual([[10, 8, false]]);
      expect(await town.duties('P3.1-REPORT-2H')).toContain('P3.1-REPORT-2H c31 open');
      expect(await town.says('wang', '张伟、李思雨')).toContain('没来：张伟、李思雨');
      expect((await rolls()).at(-1)).toEqual([10, 8, true]);
    },
  );
});

describe('that one child is away', () => {
  test('is no roll: it is asked whether the others are there, and the number tells the roll', async () => {
    const reply = await town.says('wang', '张伟没来');
    expect(reply).toMatch(
      /回复：1 已联系上　2 没打通\n其他人都到了吗？都到了就回“3”（其他都到），今天不用再点名/,
    );
    expect(await town.says('wang', '3')).toMatch(/^已记 三\(1\)班 9月14日（周一）\n· 仍记没到：张伟/);
    expect((await rolls()).at(-1)?.[2]).toBe(true);
    expect(await town.file(pupil('c31', '张伟'))).toMatchObject({ away: '2026-09-14' });
    await town.goTo('08:30');
    expect(town.news('wang').join()).not.toContain('还没收到点名');
    // Told already, it is not asked again.
    expect(await town.says('wang', '李思雨没来')).not.toContain('其他人都到了吗');
  });

  test('on leave: “1” is the others; and “1” stays the call where a call is offered', async () => {
    expect(await town.says('wang', '张伟病假')).toContain('都到了就回“1”');
    expect(await town.says('wang', '1')).toMatch(/仍在请假：张伟[\s\S]*今天不用再报了/);
    await town.says('liu', '吴佳没来');
    expect(await town.says('liu', '何光明病假')).toContain('都到了就回“3”');
    expect(await town.says('liu', '1')).toContain('已记：已联系上');
  });

  test('a reminder of something else since then takes the number', async () => {
    await town.says('wang', '张伟病假');
    await town.goTo('13:31');
    expect(await town.says('wang', '1')).not.toContain('仍在请假');
  });
});

test('another class of the school is told by its own teacher', async () => {
  expect(await town.says('wang', '三（2）班全到齐')).toBe(
    '三(2)班的到校情况由刘老师报，没有记。您报三(1)班的，直接说“全到齐”或“张伟没来”就行，不用写班名。',
  );
  expect(await rolls()).toEqual([]);
});
