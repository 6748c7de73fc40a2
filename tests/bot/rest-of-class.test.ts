import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;

afterEach(closeFields);

beforeEach(async () => {
  town = await Field.open();
  await town.goTo('07:50');
});

const ZHANG = pupil('c31', '张伟');
const MA = pupil('c31', '马小军');
const DAY = '2026-09-14';

const markOf = async (student: string, day = DAY) => (await town.file(student))?.marks[day]?.standing;

describe('“the others are here”', () => {
  test.each(['其他人都到了', '其余到齐', '剩下的都来了', '李思雨没来，其他都到'])(
    '%s leaves whoever was told to be away as told, and says so',
    async (text) => {
      await town.says('wang', '张伟还没到，家里电话打不通');
      const reply = await town.says('wang', text);
      expect(reply).toContain('仍记没到：张伟（来了请说“张伟来了”）');
      expect(reply).not.toContain('全到');
      expect(reply).toContain(text.startsWith('李') ? '没来：李思雨' : '今天不用再报了');
      expect(await town.file(ZHANG)).toMatchObject({ away: DAY, unreached: true });
      expect(await markOf(ZHANG)).toBe('unaccounted');
      expect((await town.duties('P3.1-CHECK-1H')).filter((line) => line.includes('not_applicable'))).toEqual(
        [],
      );
    },
  );

  test('leaves out whoever has been away since an earlier day', async () => {
    await town.says('wang', '应到10实到9，张伟没来');
    await town.goTo('2026-09-15 07:55');
    expect(await town.says('wang', '其他都到')).toContain('仍记没到：张伟');
    expect(await town.file(ZHANG)).toMatchObject({ away: DAY });
    // Who names those away of today names all of them.
    await town.goTo('2026-09-16 07:55');
    await town.says('wang', '张伟来了');
    await town.says('wang', '赵敏没来');
    await town.goTo('2026-09-17 07:55');
    expect(await town.says('wang', '李思雨没来，其他都到')).toContain('已改为到校：赵敏');
  });
});

describe('whoever is left out of “the others” is asked after, and nobody is taken to be there', () => {
  test.each([
    ['张伟弟弟没来，其余到齐', '张伟'],
    ['马小军到没到我不清楚，其他都到了', '马小军'],
  ])('%s', async (text, name) => {
    const reply = await town.says('wang', text);
    expect(reply).toContain(name);
    expect(reply).toContain('？');
    expect((await town.facts('roll')).filter(({ body }) => body.whole)).toEqual([]);
  });
});

describe('“all are here”', () => {
  test('after a child was told absent that day takes the child as come, and names it', async () => {
    await town.says('wang', '张伟没来');
    const reply = await town.says('wang', '全到齐');
    expect(reply).toContain('全到\n· 已改为到校：张伟（还没来的，请说“张伟没来”）');
    expect(await town.file(ZHANG)).toMatchObject({ away: null });
  });

  test('of a class in which nobody was away says that all are here', async () => {
    expect(await town.says('wang', '全到齐')).toMatch(/^已记 三\(1\)班 9月14日（周一） 全到\n今天不用再报了/);
  });

  test('ends nobody’s leave; whoever came all the same is named', async () => {
    await town.says('zhao', '张伟、马小军请事假三天');
    await town.goTo('2026-09-15 07:55');
    const reply = await town.says('wang', '孙浩没来，其他都到');
    expect(reply).toContain('仍在请假：张伟、马小军（来了请说“张伟来了”）');
    expect(await town.says('wang', '应到10实到9，孙浩没来')).toContain('仍在请假：张伟、马小军');
    expect(await town.says('wang', '全到齐')).toContain('仍在请假：张伟、马小军');
    expect(await markOf(ZHANG, '2026-09-15')).not.toBe('present');
    expect(await town.file(ZHANG)).toMatchObject({ stage: 'ABSENT_EXCUSED' });
    expect(await town.says('wang', '张伟来了，其他都到')).toContain('仍在请假：马小军');
    expect(await markOf(ZHANG, '2026-09-15')).toBe('present');
    expect(await town.file(ZHANG)).toMatchObject({ stage: 'ENROLLED' });
    expect(await town.file(MA)).toMatchObject({ stage: 'ABSENT_EXCUSED' });
  });
});

describe('the number that asked for the others', () => {
  test('is still good after other messages, as long as nothing newer shows it', async () => {
    expect(await town.says('wang', '张伟没来')).toContain('都到了就回“3”');
    await town.says('wang', '张伟的情况');
    await town.says('wang', '家长收到了吗');
    expect(await town.says('wang', '3')).toContain('仍记没到：张伟');
    expect((await town.facts('roll')).map(({ body }) => body.class)).toEqual(['c31']);
  });

  test('means nothing any more once a list has shown it for something else, or on another day', async () => {
    await town.says('wang', '张伟、李思雨没来');
    await town.says('wang', '待办');
    await town.says('wang', '家长收到了吗');
    await town.says('wang', '3');
    expect((await town.facts('roll')).filter(({ body }) => body.whole)).toEqual([]);
    await town.goTo('2026-09-15 07:55');
    await town.says('wang', '3');
    expect((await town.facts('roll')).filter(({ body }) => body.whole)).toEqual([]);
  });
});
