/** What a guardian has asked is taken back by that guardian while it is open. */
import { afterEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';

afterEach(closeFields);

test('“明天的假不请了” takes the open request back, and makes no new one', async () => {
  const town = await Field.open();
  await town.goTo('07:50');
  await town.says('g-c31-1', '张伟明天请假，家里办喜事');
  expect((await town.file('c31-1'))?.answers?.leave?.answeredAt).toBeNull();
  expect(await town.says('g-c31-1', '张伟明天的假不请了')).toContain('的请假不算了，已告诉王老师');
  expect((await town.file('c31-1'))?.answers?.leave).toMatchObject({ agreed: false });
  expect((await town.duties()).filter((duty) => duty.includes('leave') && duty.endsWith('open'))).toEqual([]);
});

test('where nothing was asked it is passed on', async () => {
  const town = await Field.open();
  await town.goTo('07:50');
  expect(await town.says('g-c31-1', '张伟明天的假不请了')).toContain('已原样转给王老师');
});
