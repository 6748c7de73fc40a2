import { afterEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';

afterEach(closeFields);

test('all that waits about one child goes to the colleague who is named, and a stranger gets none of it', async () => {
  const town = await Field.open();
  await town.goTo('2026-09-14 07:55');
  await town.says('he', '应到4实到3，马建平没来');
  expect(await town.says('he', '马建平的事交给毛老师')).toContain('没有在本单位找到');
  const said = await town.says('he', '马建平的事交给冯主任');
  expect(said).toContain('已转给冯主任：马建平（七(1)班）：联系家长');
  const handed = (await town.facts('duty_report')).map(({ body }) => [body.outcome, body.to]);
  expect(new Set(handed.map(String))).toEqual(new Set(['handed_over,feng']));
});
