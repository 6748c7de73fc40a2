import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;
const child = pupil('c71', '马建平');

afterAll(closeFields);

/** 马建平 of 七(1)班 has been away for three days: the case is open. */
beforeAll(async () => {
  town = await Field.open();
  for (const day of ['2026-09-14', '2026-09-15', '2026-09-16']) {
    await town.goTo(`${day} 08:10`);
    await town.says('he', '马建平旷课');
  }
  await town.goTo('2026-09-17 08:30');
});

const visits = async (): Promise<number> => (await town.facts('visit')).length;
const state = async (name: string): Promise<string | undefined> =>
  (await town.duties(name))
    .find((line) => line.includes(child))
    ?.split(' ')
    .at(-1);

describe('who works on a case, and the papers of it, are no persuasion and no words of the child', () => {
  test('whoever may not say who sits in the group is told so', async () => {
    expect(await town.says('feng', '马建平劝返工作组：卫校长、冯主任')).toContain('校长');
    expect((await town.file(child))?.team).toBeNull();
  });

  test('what the group does is not who it is', async () => {
    await town.says('wei', '马建平工作组：明天去家访');
    expect((await town.file(child))?.team).toBeNull();
  });

  test('the working group of the case', async () => {
    expect(await town.says('wei', '马建平劝返工作组：卫校长、冯主任、郭老师、蒋副镇长、罗主任')).toContain(
      '→ 工作组：卫校长、冯主任、郭老师、蒋副镇长、罗主任',
    );
    expect(await town.file(child)).toMatchObject({
      team: '卫校长、冯主任、郭老师、蒋副镇长、罗主任',
      persuasions: 0,
    });
    expect(await state('P3.1-LINK-TEAM/team')).toMatch(/^done/);
  });

  test.each(['马建平书面报告还没签字送出', '书面报告里写的是他爹送他去昆明了'])(
    'a report that is not sent settles nothing, and its number is not asked for: %s',
    async (text) => {
      expect(await town.says('wei', text)).not.toContain('编号');
      expect(await state('P3.1-LINK-WRITTEN')).toBe('open');
    },
  );

  test('the written report, with its number', async () => {
    expect(await town.says('wei', '马建平书面报告石中报〔2026〕7号，已签字送出')).toContain(
      '→ 已记：石中报〔2026〕7号',
    );
    expect(await state('P3.1-LINK-WRITTEN')).toBe('done');
  });

  test('what was entered in the platform asks for its number', async () => {
    expect(await town.says('he', '平台上登记好了没有')).not.toContain('已记');
    const asked = await town.says('he', '平台上登记好了');
    expect(asked).toContain('救助平台反映');
    expect(await town.says('he', '编号20260917')).toContain('已记');
    expect((await town.file(child))?.ticket).toBe('20260917');
  });

  test('nothing of it was a visit', async () => {
    expect(await visits()).toBe(0);
  });
});

describe('a plan, a question and an account of how a child lives are not recorded', () => {
  test.each([
    ['feng', '马建平那个我喊何老师去家访了', '没有记成家访或劝返'],
    ['feng', '已经安排何老师去马建平家走访', '没有记成家访或劝返'],
    ['feng', '白雪是残疾，走不动路，家长想让他在家，老师上门教', '转卫健局：白雪'],
    ['zhou', '不送孩子上学违反哪条法律', '《义务教育法》第5条'],
    ['sun', '马建平回学校了，责令改正还要不要继续', '疑似辍学'],
  ])('%s: %s', async (who, text, said) => {
    expect(await town.says(who, text)).toContain(said);
    expect(await visits()).toBe(0);
    expect((await town.file(pupil('c71', '白雪')))?.away ?? null).toBeNull();
  });
});

test('that nobody looks after a child is a hazard, and no visit', async () => {
  expect(await town.says('feng', '晏家的白雪，他爷爷奶奶带着，爹妈都不在，没人管')).toContain(
    '已记：学生隐患',
  );
  expect(await visits()).toBe(0);
});

describe('right after a visit', () => {
  test('what is plainly about something else is not kept as the child’s words', async () => {
    expect(await town.says('wei', '今天家访了马建平，见到他妈妈')).toContain('马建平自己怎么说？');
    for (const text of [
      '晚上七点开行政会，各人把本周缺勤情况带来',
      '马建平书面报告石中报〔2026〕7号，已签字送出',
    ])
      expect(await town.says('wei', text)).not.toContain('已记马建平的话');
    expect((await town.file(child))?.visits.at(-1)?.child).toBeUndefined();
  });

  test('what a child may say is', async () => {
    expect(await town.says('wei', '想去打工，读不进去')).toBe('已记马建平的话：“想去打工，读不进去”');
  });

  test.each(['更正，第二次是昨天做的', '他家没得人，全家搬昆明了', '陈雨涵家没得人，全家搬昆明了'])(
    'what is said of a family, of another child or put right is not: %s',
    async (text) => {
      await town.says('wei', '今天家访了马建平，见到他妈妈');
      const before = await visits();
      expect(await town.says('wei', text)).not.toContain('已记马建平的话');
      expect(await visits()).toBe(before);
      expect((await town.file(child))?.visits.at(-1)?.child).toBeUndefined();
    },
  );
});
