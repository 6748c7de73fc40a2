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
