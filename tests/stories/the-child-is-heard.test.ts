import { afterEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';
import { wordLines } from '../support/office.ts';

const ZHANG = pupil('c31', '张伟');
afterEach(closeFields);

/** 张伟 is suspected since Wednesday. */
const town = async (): Promise<Field> => {
  const field = await Field.open();
  await field.goTo('07:55');
  await field.says('wang', '应到10实到9，张伟没来');
  await field.goTo('2026-09-16 19:00');
  return field;
};

const record = async (field: Field): Promise<string> => {
  await field.says('wang', '起草张伟的家访记录');
  return wordLines((await field.given('wang')).content).join('\n');
};

test('a visit told without the child’s words is asked for them once, and the record prints them (policy §11.6, D16)', async () => {
  const field = await town();
  expect(await field.says('wang', '今天和村里罗主任一起去张伟家家访，见到奶奶')).toContain(
    '张伟自己怎么说？',
  );
  expect(await field.says('wang', '孩子说读不进去，想去打工')).toContain(
    '已记张伟的话：“读不进去，想去打工”',
  );
  expect((await field.file(ZHANG))?.visits.at(-1)).toMatchObject({
    child: '读不进去，想去打工',
    met: '奶奶',
    people: '村里罗主任',
    place: '张伟家',
  });
  const text = await record(field);
  expect(text).toContain('学生自己的话|读不进去，想去打工');
  expect(text).toContain('没有听取学生意见的，写明原因|已听取');
  expect(text).toContain('地点|张伟家');
  expect(text).toContain('参加人|王老师、村里罗主任|见到何人|奶奶');
});

test('it may stay empty only with a reason', async () => {
  const field = await town();
  await field.says('wang', '今天家访了张伟，见到奶奶');
  expect(await field.says('wang', '没有')).toContain('要写原因');
  expect(await field.says('wang', '没见到人，在外婆家')).toContain('已记没听到张伟的话的原因');
  const text = await record(field);
  expect(text).toContain('学生自己的话|（未填）');
  expect(text).toContain('没有听取学生意见的，写明原因|没见到人，在外婆家');
});

test('words told in the report itself are not asked for again', async () => {
  const field = await town();
  expect(await field.says('wang', '今天家访了张伟，见到奶奶，孩子说不想读了')).not.toContain('自己怎么说');
  expect((await field.file(ZHANG))?.visits.at(-1)).toMatchObject({ child: '不想读了', met: '奶奶' });
});

test('a visit told by its number is asked the same, and what means something else is no answer', async () => {
  const field = await town();
  await field.says('zhao', '已家访');
  expect(await field.says('zhao', '见到奶奶，奶奶答应再劝劝')).toContain('张伟自己怎么说？');
  expect(await field.says('zhao', '张伟责任教师郭老师')).not.toContain('已记张伟的话');
  expect((await field.file(ZHANG))?.visits.at(-1)?.child).toBeUndefined();
});
