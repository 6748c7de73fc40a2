/** A file keeps all years; D1, D2 and D16 speak of one absence (T20, AMB-16, AMB-18, P0-TRUTH). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { wordLines } from '../support/office.ts';

let town: Field;

/** Away three days in September, leave before it, persuaded three times and back; away again in October. */
beforeAll(async () => {
  town = await Field.open();
  await town.goTo('07:55');
  await town.says('wang', '应到10实到9，张伟事假一天');
  await town.goTo('2026-09-15 07:55');
  await town.says('wang', '应到10实到9，张伟没来');
  await town.goTo('2026-09-15 08:30');
  await town.says('wang', '张伟家长联系上了');
  await town.goTo('2026-09-15 10:00');
  await town.says('zhao', '张伟核实称在他处就读');
  await town.goTo('2026-09-17 15:30');
  for (const [day, person] of [
    ['17', 'wang'],
    ['18', 'zhao'],
    ['19', 'wang'],
  ] as const) {
    await town.goTo(`2026-09-${day} 16:00`);
    await town.says(person, `今天去张伟家劝返，家长答应送来`);
  }
  await town.goTo('2026-09-21 07:55');
  await town.says('wang', '全到齐');
  await town.goTo('2026-10-12 07:55');
  await town.says('wang', '应到10实到9，张伟没来');
  await town.goTo('2026-10-19 09:00');
});
afterAll(closeFields);

const drafted = async (person: string, called: string): Promise<string> => {
  expect(await town.says(person, `起草张伟的${called}`)).toContain('见附件');
  return wordLines((await town.given(person)).content).join('\n');
};

test('what an earlier opening came to is none of the new report', async () => {
  expect((await town.file('c31-1'))?.persuasions).toBe(0);
  const text = await drafted('qian', '续报');
  expect(text).toContain('截至本报告劝返0次，不足3次');
  expect(text).not.toMatch(/已劝返3次|2026年9月|称在他处就读/);
  expect(await drafted('qian', '初报')).not.toMatch(/2026年9月/);
});

test('a persuasion counts from one again, with who came along and where; what does not count stands as a visit', async () => {
  await town.says('wang', '今天和罗支书去张伟家劝返，在家里见到孩子爸爸，家长答应送来');
  const text = await drafted('qian', '续报');
  expect(text).toContain('截至本报告劝返1次，不足3次');
  expect(text).toMatch(/\n1\|2026年10月19日\|王老师/);
  expect(text).toMatch(/请求事项\n请组织有关人员入户劝返/);
  expect(await drafted('wang', '劝返记录')).toContain('劝返记录（第1次）');
});
