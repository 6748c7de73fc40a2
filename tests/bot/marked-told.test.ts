/** That a class is marked in the provincial system, as teachers say it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';

let field: Field;
beforeEach(async () => {
  field = await Field.open();
  await field.goTo('07:50');
  await field.says('wang', '三(1)班应到10实到10');
  await field.goTo('15:10');
});
afterEach(closeFields);

const marking = async () => (await field.facts('marked')).length;

test.each(['标注好了', '标完了', '都标完了', '三(1)班标好啦', '系统里已经标好了', '已经标注好', '标起了'])(
  '“%s” settles the marking',
  async (text) => {
    expect(await field.says('wang', text)).toContain('已记：已标注');
    expect(await marking()).toBe(1);
  },
);

test('what is told beside it is recorded too', async () => {
  const reply = await field.says('wang', '标完了，李思雨早退');
  expect(reply).toMatch(/已记：已标注[\s\S]*早退：李思雨/);
  expect(await marking()).toBe(1);
});

test.each(['还没标好', '没标完', '标不了', '马上标', '标好没有'])('“%s” settles nothing', async (text) => {
  await field.says('wang', text);
  expect(await marking()).toBe(0);
});
