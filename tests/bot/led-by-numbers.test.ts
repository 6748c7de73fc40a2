import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty, pupil } from '../support/field-county.ts';
import { MA_MISSING, threeMornings } from '../support/mornings.ts';

let town: Field;

afterEach(closeFields);

const MA = pupil('c71', '马建平');

/** Somebody types "1" and, where several duties have it, the number of the one of this title. */
const one = async (person: string, title: string): Promise<string> => {
  const asked = await town.says(person, '1');
  const number = new RegExp(`^(\\d) .*${title}`, 'm').exec(asked)?.[1];
  return number ? town.says(person, number) : asked;
};

describe('a roll', () => {
  beforeEach(async () => {
    town = await Field.open();
  });

  test('P3.1-ROLL: “1” is nothing before it is asked for, then the whole class, in the words that were said', async () => {
    await town.goTo('07:45');
    expect(await town.says('wang', '1')).toContain('没看懂');
    await town.goTo('07:51');
    expect(town.news('wang').join()).toContain('回复：1 全到');
    expect(await town.says('wang', '1')).toContain('已记 三(1)班');
    expect(await town.facts('roll')).toMatchObject([{ body: { class: 'c31', whole: true, named: [] } }]);
    const [row] = await town.database.fact.findMany({ where: { kind: 'roll' } });
    expect(row?.words).toBe('1');
    expect((await town.duties('P3.1-ROLL')).filter((line) => line.endsWith('done'))).toHaveLength(1);
  });

  test('P3.1-ROLL: where somebody is known to be missing, “1” is not taken for them', async () => {
    await town.goTo('07:51');
    await town.says(`g-${pupil('c31', '张伟')}`, '孩子发烧，今天请假');
    await town.says('wang', '准假张伟');
    expect(await town.says('wang', '1')).toContain('没有记：已知张伟');
    expect(await town.facts('roll')).toEqual([]);
  });

  test('P3.1-ROLL: “1” to a roll that stands already says by whom, when and with which numbers, and changes nothing', async () => {
    await town.goTo('07:55');
    await town.says('zhao', '三(1)班应到10实到9，张伟没来');
    await town.says('wang', '1');
    const before = [await town.facts('roll'), await town.duties()];
    expect(await town.says('wang', '1')).toBe(
      [
        '三(1)班的到校情况已经记好了：今天07:55由赵主任报，应到10实到9，现在记着1人没到。',
        '不用再报，刚才这条没有另记，也没有改动。有变化直接说，例如“张伟到了”“张伟没来”。',
      ].join('\n'),
    );
    await town.says('liu', '全到齐');
    expect(await town.says('liu', '1')).toContain(
      '三(2)班的到校情况已经记好了：今天07:55由您报，应到6实到6，现在没有人缺',
    );
    expect([(await town.facts('roll')).slice(0, 1), (await town.duties()).length]).toEqual([
      before[0],
      before[1]?.length,
    ]);
    // Who has no class of their own is asked nothing by a roll.
    expect(await town.says('zhou', '1')).toContain('没看懂');
  });

  test('P3.1-REPORT-2H: the nil report is one tap, and it is the roll too', async () => {
    await town.goTo('09:31');
    expect(await town.says('liu', '1')).toContain('已记 三(2)班');
    const states = [...(await town.duties('P3.1-REPORT-2H')), ...(await town.duties('P3.1-ROLL'))];
    expect(states.filter((line) => line.includes('c32')).map((line) => line.split(' ').at(-1))).toEqual([
      'done',
      'done_late',
    ]);
  });
});

test('P3.1-ROLL: whoever stands in is told the same of the roll of that class', async () => {
  const leave = { person: 'wang', deputy: 'xu', from: '2026-09-14', until: '2026-09-14' };
  town = await Field.open(fieldCounty({ leaves: [leave] }));
  await town.goTo('07:55');
  await town.says('xu', '全到齐');
  expect(await town.says('xu', '1')).toContain('三(1)班的到校情况已经记好了：今天07:55由您报');
});

test('P3.3-TRACK: the cause is asked with numbers, and nothing is recorded before it is told', async () => {
  town = await Field.open();
  await town.goTo('07:55');
  await town.says('he', '应到4实到3，马建平没来');
  await town.says('he', '1');
  await town.goTo('18:05');
  const asked = await one('he', '查明原因和去向');
  expect(asked).toContain('没来的原因');
  expect(asked).toContain('3 没有正当理由');
  expect(await town.file(MA)).toMatchObject({ marks: { '2026-09-14': { standing: 'unaccounted' } } });
  await town.says('he', '3');
  expect(await town.file(MA)).toMatchObject({ marks: { '2026-09-14': { standing: 'unexcused' } } });
  expect(await town.duties('P3.3-TRACK')).toEqual([`P3.3-TRACK ${MA} done_late`]);
});

test('a suspected case: who is responsible, three persuasions and the sessions, all by numbers', async () => {
  town = await Field.open();
  await threeMornings(town, '07:55', MA_MISSING);
  await town.goTo('2026-09-16 15:05');

  // P3.1-NODE-ASSIGN
  expect(await one('wei', '指定责任教师')).toContain('已记：由班主任负责');
  expect(await town.file(MA)).toMatchObject({ teacher: '何老师' });

  // P3.1-PERSUADE-3: nobody met is no persuasion.
  const asked = await town.says('feng', '又劝返了一次');
  expect(asked).toMatch(/家长怎么答复[\s\S]*1 答应送回[\s\S]*4 没见到人/);
  expect(await town.says('feng', '4')).toContain('不算劝返');
  expect(await town.file(MA)).toMatchObject({
    persuasions: 0,
    visits: [{ purpose: 'visit', result: 'not_met' }],
  });
  await town.says('feng', '又劝返了一次');
  expect(await town.says('feng', '1')).toContain('已劝返1次');
  expect(await town.file(MA)).toMatchObject({
    persuasions: 1,
    visits: [{}, { purpose: 'persuasion', result: 'promised' }],
  });
  expect(await town.duties('P3.1-PERSUADE-3')).toEqual([`P3.1-PERSUADE-3 ${MA} open`]);

  // P4.R3-3IN1W
  await town.says('he', '已上报 2026091601');
  await town.says('zhou', '同意建议，派单');
  await town.says('sun', '已受理');
  await town.says('sun', '讲了法，做了一次');
  expect(await town.says('sun', '2')).toContain('已记：不同意送回');
  expect(await town.file(MA)).toMatchObject({ sessions: 1, fourStep: 'S1_EDU' });
});

test('“which one?” is answered by its number and what it needs in one message', async () => {
  town = await Field.open();
  await threeMornings(town, '07:55', MA_MISSING);
  await town.goTo('2026-09-16 17:10');
  const asked = await town.says('wei', '1');
  expect(asked).toContain('确定劝返工作组名单');
  const number = /^(\d) .*确定劝返工作组名单/m.exec(asked)?.[1] ?? '';
  expect(await town.says('wei', `${number} 卫校长、冯主任、孙副镇长`)).toContain('确定劝返工作组名单');
  expect(await town.duties('P3.1-LINK-TEAM/team')).toEqual([`P3.1-LINK-TEAM/team ${MA} done`]);
  expect(await town.file(MA)).toMatchObject({ visits: [] });
});
