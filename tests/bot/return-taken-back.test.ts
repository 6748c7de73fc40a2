/** A return told by mistake falls with the word that told it, and the case goes on as it stood (P0-TRUTH, decision 006). */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;
const ZHANG = pupil('c31', '张伟');

afterEach(closeFields);

beforeEach(async () => {
  town = await Field.open();
  for (const day of ['14', '15', '16']) {
    await town.goTo(`2026-09-${day} 08:05`);
    await town.says('wang', '张伟没来，其他都到');
  }
  await town.goTo('2026-09-16 15:30');
  await town.says('wang', '平台报了，编号2026091601');
  await town.goTo('2026-09-17 08:05');
});

const live = async (): Promise<string[]> =>
  (await town.duties()).filter((line) => line.includes(ZHANG) && /open|overdue/.test(line)).sort();
const kept = async () => {
  const { stage, away, relapse, firstMissed, ticket, papers, marks } = (await town.file(ZHANG)) ?? {};
  return { stage, away, relapse, firstMissed, ticket, papers, marks };
};

test('撤回 of “全到齐” leaves the case, its duties and its counts as they were, and whoever read 已返校 hears it', async () => {
  const before = await kept();
  const duties = await live();
  expect(before.stage).toBe('SUSPECTED');
  await town.says('wang', '三(1)班全到齐');
  expect((await town.file(ZHANG))?.stage).toBe('RETURNED');
  for (const person of ['zhao', 'qian', 'sun', 'zhou']) town.news(person);
  await town.goTo('2026-09-17 08:20');
  await town.says('wang', '撤回');
  expect(await kept()).toEqual(before);
  expect(await live()).toEqual(duties);
  await town.goTo('2026-09-17 08:21');
  for (const person of ['zhao', 'qian', 'sun', 'zhou'])
    expect(town.news(person).join('\n')).toContain('三(1)班）没有返校：刚才的点名报错了，已经撤回');
  // Told rightly afterwards it is no relapse.
  await town.says('wang', '张伟没来，其他都到');
  await town.goTo('2026-09-17 16:00');
  expect(await kept()).toMatchObject({
    stage: 'SUSPECTED',
    relapse: 0,
    firstMissed: '2026-09-14',
    ticket: '2026091601',
  });
});

test('so does 撤回 of the child’s own “到了”; a return told again is one', async () => {
  await town.says('wang', '张伟到了');
  expect((await town.file(ZHANG))?.stage).toBe('RETURNED');
  await town.says('wang', '撤回');
  expect(await kept()).toMatchObject({ stage: 'SUSPECTED', away: '2026-09-14' });
  await town.goTo('2026-09-17 09:00');
  await town.says('wang', '张伟到了');
  expect(await kept()).toMatchObject({ stage: 'RETURNED', away: null });
  expect(await town.duties('P5.5-PSY-RETURN')).not.toEqual([]);
});
