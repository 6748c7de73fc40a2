/** What a told visit or persuasion proves: by whom, and only where somebody was met (P3.1-VISIT-3D, -LINK-TEAM, -PERSUADE-3). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;
const MA = pupil('c71', '马建平');

afterEach(closeFields);

/** 马建平 of 七(1)班 has been away for three days: the case is open. */
beforeEach(async () => {
  town = await Field.open();
  for (const day of ['2026-09-14', '2026-09-15', '2026-09-16']) {
    await town.goTo(`${day} 08:10`);
    await town.says('he', '马建平旷课');
  }
  await town.goTo('2026-09-17 08:30');
});

const state = async (name: string): Promise<string | undefined> =>
  (await town.duties(name))
    .find((line) => line.startsWith(`${name} `) && line.includes(MA))
    ?.split(' ')
    .at(-1);

describe('where nobody was met, nobody was persuaded', () => {
  test('told in a sentence', async () => {
    for (const day of ['2026-09-17', '2026-09-18', '2026-09-19']) {
      await town.goTo(`${day} 10:00`);
      expect(await town.says('feng', '劝返马建平，家里没人')).toMatch(/已记家访[\s\S]*不算劝返/);
    }
    expect(await town.file(MA)).toMatchObject({
      persuasions: 0,
      visits: [{ purpose: 'visit' }, { purpose: 'visit' }, { purpose: 'visit' }],
    });
    expect(await state('P3.1-PERSUADE-3')).toBe('open');
    expect(await state('P3.1-VISIT-3D')).toBe('done');
  });

  test('the grandmother was met, though the child was out', async () => {
    expect(await town.says('feng', '劝返马建平，见到奶奶，孩子不在家')).toContain('已劝返1次');
  });

  test('told with the number of the first joint visit', async () => {
    expect(await town.says('wei', '1 去了，家里没人')).toContain('不算劝返');
    expect(await state('P3.1-LINK-TEAM/visit')).toBe('open');
    expect(await town.file(MA)).toMatchObject({ persuasions: 0, visits: [{ result: 'not_met' }] });
  });
});

describe('the school’s own visit (P3.1-VISIT-3D)', () => {
  test('is not proved by the village', async () => {
    await town.says('luo', '家访了马建平，家里没人');
    expect(await state('P3.1-VISIT-3D')).toBe('open');
    await town.says('he', '家访马建平，妈妈在家');
    expect(await state('P3.1-VISIT-3D')).toBe('done');
  });

  test.each(['和何老师一起家访了马建平，家里没人', '家访了马建平，家里没人，班主任也去了'])(
    'is proved where a teacher came along: %s',
    async (text) => {
      await town.says('luo', text);
      expect(await state('P3.1-VISIT-3D')).toBe('done');
    },
  );
});

describe('the first joint visit (P3.1-LINK-TEAM)', () => {
  const JOINT = 'P3.1-LINK-TEAM/visit';

  test('is not held by the school alone; who came along is asked, and “1” settles it', async () => {
    await town.says('wei', '劝返马建平，家长不同意');
    expect(await state(JOINT)).toBe('open');
    expect(await town.says('wei', '孩子说不想读')).toMatch(/谁和您一起去的[\s\S]*1 和镇村干部一起去的/);
    expect(await town.says('wei', '1')).toContain('马建平：第一次联合家访');
    expect(await state(JOINT)).toBe('done');
    expect(await town.file(MA)).toMatchObject({ persuasions: 1, visits: [{ along: ['township'] }] });
  });

  test('a name is an answer too, and a visit that is taken back leaves it open again', async () => {
    await town.says('he', '劝返马建平，家长不同意，孩子说不想读');
    await town.says('he', '罗支书');
    expect(await state(JOINT)).toBe('done');
    expect(await town.file(MA)).toMatchObject({ visits: [{ people: '罗支书', along: ['township'] }] });
    await town.goTo('2026-09-17 09:00');
    expect(await town.says('he', '劝返马建平那条记错了，撤回')).toContain('已撤回');
    expect(await state(JOINT)).toBe('open');
  });

  test('the answer is of the visit that was asked about, though another was told of since', async () => {
    await town.says('he', '劝返马建平，家长不同意，孩子说不想读');
    await town.goTo('2026-09-17 10:00');
    await town.says('sun', '劝返马建平，家长不同意，孩子说想打工');
    await town.says('he', '罗支书');
    expect(await state(JOINT)).toBe('done');
    const { visits = [] } = (await town.file(MA)) ?? {};
    expect(visits.map(({ people, along }) => [people, along])).toEqual([
      ['罗支书', ['township']],
      [undefined, undefined],
    ]);
  });

  test('“2” leaves it open, and says what is still to be done', async () => {
    await town.says('he', '劝返马建平，家长不同意，孩子说不想读');
    expect(await town.says('he', '2')).toContain('学校和镇村还要一起去一次');
    expect(await state(JOINT)).toBe('open');
  });

  test.each([
    ['he', '和罗支书一起劝返马建平，家长不同意，孩子说不想读'],
    ['he', '会同镇村干部劝返马建平，家长不同意，孩子说不想读'],
    ['sun', '和何老师一起劝返马建平，家长不同意，孩子说不想读'],
    ['luo', '劝返马建平，班主任也去了，家长不同意，孩子说不想读'],
  ])('is held where the account names both lines: %s %s', async (person, text) => {
    expect(await town.says(person, text)).not.toContain('谁和您一起去的');
    expect(await state(JOINT)).toBe('done');
  });

  test('what is only planned, or said, names nobody who went', async () => {
    expect(await town.says('he', '劝返马建平，家长不同意，孩子说不想读，明天和镇上一起再去')).toContain(
      '谁和您一起去的',
    );
    expect(await state(JOINT)).toBe('open');
  });

  test('its own reply says that it was joint', async () => {
    await town.says('wei', '1 家长不同意，孩子说不想读');
    expect(await state(JOINT)).toBe('done');
    expect(await town.file(MA)).toMatchObject({ persuasions: 1, visits: [{ result: 'refused' }] });
  });

  test('another report is no answer', async () => {
    await town.says('he', '劝返马建平，家长不同意，孩子说不想读');
    expect(await town.says('he', '白雪没来')).toContain('白雪');
    expect(await state(JOINT)).toBe('open');
  });
});
