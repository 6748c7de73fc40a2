import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty } from '../support/field-county.ts';
import { sheetsOf } from '../support/office.ts';

let field: Field;

/** The first day of term: 三(1)班 has answered, of 七(1)班 only a roll was told, of 三(2)班 nothing. */
beforeEach(async () => {
  const parts = fieldCounty();
  field = await Field.open(
    { ...parts, posts: parts.posts.map((post) => ({ ...post, from: '2026-08-01' })) },
    at('2026-08-31', '12:00'),
  );
  await field.goTo('2026-09-01 07:50');
  await field.says('he', '七(1)班应到4实到3，白雪没来');
  await field.goTo('2026-09-01 09:00');
  await field.says('wang', '张伟没注册，外出务工');
});
afterEach(closeFields);

test('P2.R3-WEEK1-STAT: the bureau’s duty says how, and one sentence gives who came, school by school', async () => {
  expect(field.news('zhou').join('\n')).toContain('开学到校统计');
  const said = await field.says('zhou', '开学到校统计');
  expect(said).toContain('【东川区】2026秋开学到校统计');
  expect(said).toContain('应到20人　已到12人　未到2人　没有报的1个班6人，到没到不知道');
  expect(said).toContain('汤丹中心小学：应到16　已到9　未到1　没报1个班（6人）');
  expect(said).toContain('汤丹中学：应到4　已到3　未到1');
  expect(said).not.toMatch(/张伟|白雪/);
});

test('it follows what is told: answers instead of silence, and who registers after all', async () => {
  await field.says('liu', '都已注册');
  await field.goTo('2026-09-02 07:50');
  await field.says('wang', '三(1)班全到齐');
  expect(await field.says('sun', '到校统计')).toContain('汤丹中心小学：应到16　已到16　未到0');
  // A school is told of itself, a class teacher of none.
  expect(await field.says('wei', '开学到校统计')).not.toContain('汤丹中心小学');
  expect(await field.says('wang', '开学到校统计')).not.toContain('应到16');
});

test('as a table, for the report to the district', async () => {
  await field.says('zhou', '开学到校统计表');
  const { name, content } = await field.given('zhou');
  expect(name).toBe('开学到校统计-东川区-2026-09-01.xlsx');
  expect((await sheetsOf(content)).开学到校统计).toEqual([
    ['单位', '应到', '已到', '未到', '没报的人数（到没到不知道）', '班数', '没报的班'],
    ['东川区', '20', '12', '2', '6', '3', '1'],
    ['汤丹中学', '4', '3', '1', '0', '1', '0'],
    ['汤丹中心小学', '16', '9', '1', '6', '2', '1'],
  ]);
});
