import readWorkbook from 'read-excel-file/node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Post } from '../../domain/people/directory.ts';
import { freezeDue } from '../../workers/snapshots.ts';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty } from '../support/field-county.ts';
import { threeMornings } from '../support/mornings.ts';

const post = (person: string, role: Post['role']): Post => ({
  ...{ person, role, unit: 'district', from: '2026-09-01', until: null },
});
const TOWN = fieldCounty();
const COUNTY = {
  ...TOWN,
  people: [...TOWN.people, { id: 'ding', name: '丁督学' }, { id: 'du', name: '杜科长' }],
  posts: [...TOWN.posts, post('ding', 'inspector'), post('du', 'supervision_office')],
};

let field: Field;

/** 张伟 is gone from Monday on, and on Wednesday afternoon the case is open. */
beforeEach(async () => {
  field = await Field.open(COUNTY);
  await threeMornings(field, '07:50', [['wang', '三(1)班应到10实到9，张伟没来']]);
  await field.goTo('2026-09-16 17:00');
});
afterEach(closeFields);

test('G4.2-MONTHLY: the bulletin counts by township from the frozen month, and what it proposes is set as it stands', async () => {
  await field.goTo('2026-10-08 09:00');
  await freezeDue(field.now, field);
  const bulletin = await field.says('zhou', '月度通报');
  expect(bulletin).toContain('【东川区】2026年9月控辍保学通报（取数稿）');
  expect(bulletin).toContain('· 汤丹镇：期初0　新增1　返校0　期末1');
  expect(bulletin).toContain('这些数今天09:00冻结。');
  expect(bulletin).not.toContain('张伟');
  const picture = await field.given('zhou');
  expect(picture.name).toBe('通报图-东川区-2026-10-08.png');
  expect(picture.content.subarray(1, 4).toString()).toBe('PNG');
  const proposed = /整改：\n.+/.exec(bulletin)?.[0] ?? '';
  // Ten working days on, Saturday the 10th being one.
  expect(proposed).toContain('汤丹镇在10月21日前补办');
  await field.says('zhou', proposed);
  expect(await field.duties('G4.2-RECTIFY')).toEqual(['G4.2-RECTIFY  open']);
  // A township sees its own month, and proposes nothing.
  expect(await field.says('sun', '月度通报')).toContain('【汤丹镇】2026年9月');
  expect(await field.says('sun', '月度通报')).not.toContain('拟整改');
});

test('"通报表" gives the whole table: places in their order, what was not done, how each number is counted, and no name', async () => {
  await field.says('sun', '通报表');
  const { name, content } = await field.given('sun');
  expect(name).toBe('通报表-汤丹镇-2026-09-16.xlsx');
  const sheets = await readWorkbook(content);
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['各单位情况', '到时未办', '怎么数']);
  expect(sheets[0]?.data.map(([place]) => place)).toEqual(['单位', '汤丹镇', '汤丹中学', '汤丹中心小学']);
  expect(JSON.stringify(sheets)).toContain('没有人报过的孩子不在里面');
  expect(JSON.stringify(sheets)).not.toContain('张伟');
});

test('A-EDU-TERM-INSPECT, G4.2-QUARTER: who inspects draws cases of the period, and every look is kept', async () => {
  const drawn = await field.says('ding', '抽样10');
  expect(drawn).toContain('【抽样】2026秋在办过的1个个案里抽1个');
  expect(drawn).toContain('1. 张伟（三(1)班），汤丹中心小学：疑似辍学，第一天没来9月14日（周一）');
  expect(await field.says('du', '抽样')).toContain('【抽样】2026年第3季度');
  const looks = await field.database.look.findMany({ orderBy: { id: 'asc' } });
  expect(looks.map(({ viewer, student, purpose }) => [viewer, student, purpose])).toEqual([
    ['ding', 'c31-1', '2026秋专项督查抽样'],
    ['du', 'c31-1', '2026年第3季度专项督查抽样'],
  ]);
});

test('nobody else draws a sample', async () => {
  for (const person of ['sun', 'qian', 'wang'])
    expect(await field.says(person, '抽样10')).not.toContain('【抽样】');
  expect(await field.database.look.count()).toBe(0);
});

test('P6.R-TOPICS: the standing topics are counts alone, and what the ledger cannot count is said', async () => {
  const topics = await field.says('zhou', '联席会议议题');
  expect(topics).toContain('1. 就学保障：在办1人');
  expect(topics).toContain('非法收纳：台账没有这一类');
  expect(topics).toContain('还有1人没有分清类别');
  expect(topics).not.toContain('张伟');
  await field.says('wang', '张伟类别：外出务工，外地，不愿返校');
  const sorted = await field.says('zhou', '联席会议议题');
  expect(sorted).toContain('使用未成年学生务工：在办1人');
  expect(sorted).not.toContain('没有分清类别');
  expect(await field.says('sun', '议题')).not.toContain('就学保障');
});
