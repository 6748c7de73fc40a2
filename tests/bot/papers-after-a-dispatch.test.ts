/** Once a case is dispatched, each paper is the matter of one township (policy §6.4, §8, AMB-19). */
import { afterEach, expect, test } from 'vitest';
import type { DirectoryParts } from '../../domain/people/directory.ts';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty } from '../support/field-county.ts';
import { wordLines } from '../support/office.ts';

afterEach(closeFields);

/** The town with two more townships and their people. */
const county = (): DirectoryParts => {
  const parts = fieldCounty();
  const held = [
    ['lin', '林副镇长', 'township_officer', 't2'],
    ['shi', '石镇长', 'township_head', 't2'],
    ['yin', '殷副镇长', 'township_officer', 't3'],
  ] as const;
  return {
    ...parts,
    townships: [...parts.townships, { id: 't2', name: '石桥镇' }, { id: 't3', name: '因民镇' }],
    people: [...parts.people, ...held.map(([id, name]) => ({ id, name }))],
    posts: [
      ...parts.posts,
      ...held.map(([person, , role, unit]) => ({ person, role, unit, from: '2026-09-01', until: null })),
    ],
  };
};

/** 张伟 of 汤丹镇's school, dispatched to 石桥镇. */
const dispatched = async (): Promise<Field> => {
  const town = await Field.open(county());
  await town.goTo('07:55');
  await town.says('wang', '应到10实到9，张伟没来');
  await town.goTo('2026-09-16 15:30');
  await town.says('wang', '张伟已上报救助平台，工单号2026091601');
  await town.says('zhou', '张伟派单给石桥镇，理由：住在石桥镇外婆家');
  expect((await town.file('c31-1'))?.township).toBe('t2');
  return town;
};

test('the township that persuades receipts the dispatch, and tells of its own records; the school’s does not', async () => {
  const town = await dispatched();
  await town.says('zhou', '起草张伟的派单');
  await town.says('wu', '张伟的派单已签字');
  await town.says('zhou', '张伟的派单已送出 3号');
  expect(await town.says('sun', '张伟的派单已签收')).not.toContain('已签收');
  expect(await town.says('lin', '张伟的派单已签收')).toContain('已签收');
  await town.says('zhao', '起草张伟的销案表');
  expect(await town.says('lin', '张伟的销案表已核对')).toContain('已核对');
});

test('the written report is receipted by the township of the school, with a copy to the one that persuades', async () => {
  const town = await dispatched();
  await town.says('qian', '张伟的初报已签字');
  await town.says('qian', '张伟的初报已送出 7号');
  expect(await town.says('lin', '张伟的初报已签收')).not.toContain('签收');
  expect(await town.says('sun', '张伟的初报已签收')).toContain('签收');
  await town.goTo('2026-09-20 09:00');
  await town.says('qian', '起草张伟的续报');
  const report = wordLines((await town.given('qian')).content).join('\n');
  expect(report).toContain('汤丹镇人民政府：');
  expect(report).toContain('抄送：东川区教育体育局、石桥镇人民政府');
});

test('a new dispatch has a 派单 of its own, and the old one stays as it was signed', async () => {
  const town = await dispatched();
  await town.says('zhou', '起草张伟的派单');
  const { id: first } = await town.given('zhou');
  await town.says('wu', '张伟的派单已签字');
  await town.goTo('2026-09-18 10:00');
  await town.says('zhou', '张伟派单给因民镇，理由：搬到因民镇');
  await town.says('zhou', '起草张伟的派单');
  const second = await town.given('zhou');
  expect(second.id).not.toBe(first);
  const text = wordLines(second.content).join('\n');
  expect(text).toContain('因民镇人民政府：');
  expect(text).toContain('时限：2026年9月25日前');
});

test('the first report says where the child is, as the school was told it', async () => {
  const town = await Field.open(county());
  await town.goTo('07:55');
  await town.says('wang', '应到10实到9，张伟没来');
  await town.says('wang', '张伟去浙江打工了');
  await town.goTo('2026-09-16 15:30');
  await town.says('wang', '张伟已上报救助平台，工单号2026091601');
  await town.says('zhao', '起草张伟的初报');
  const report = wordLines((await town.given('zhao')).content).join('\n');
  expect(report).toContain('去浙江打工了（9月14日得知）');
});
