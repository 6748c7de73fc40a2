import { afterEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';

afterEach(closeFields);

test('P0-TRUTH: “none” is taken only where the ledger has none; else it is said how many, with names to who may know', async () => {
  const town = await Field.open();
  for (const day of ['14', '15', '16']) {
    await town.goTo(`2026-09-${day} 07:55`);
    await town.says('he', '应到4实到3，马建平没来');
    await town.says('he', '1');
  }
  await town.goTo('2026-09-18 14:00');
  expect(await town.says('wei', '零报告')).toMatch(/没有记：台账里现在有1名学生无故没有到校（马建平）/);
  expect(await town.says('qian', '零报告')).toContain('已记：本周没有，零报告');
  expect(await town.says('wei', '周报已报送 校报〔2026〕7号')).toContain('已记：已报送');
  const weekly = await town.duties('P3.2-WEEKLY');
  expect(weekly.filter((line) => line.endsWith('done'))).toHaveLength(2);

  await town.goTo('2026-09-30 09:00');
  expect(await town.says('sun', '本月已清零')).toMatch(/还有1名孩子没有返校、个案没有结（马建平）/);
  expect(await town.duties('P3.1-MONTH-ZERO')).toEqual(['P3.1-MONTH-ZERO  open']);
});
