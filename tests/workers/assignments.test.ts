/** D14: what the bureau asks on paper, of whom and until when (policy §8 D14, §6.4, §5.1). */
import { afterEach, expect, test } from 'vitest';
import type { DirectoryParts } from '../../domain/people/directory.ts';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty, pupil } from '../support/field-county.ts';
import { wordLines } from '../support/office.ts';

afterEach(closeFields);

const ZHANG = pupil('c31', '张伟');

/** The town with a second township and a unit, where 张伟 is registered in `household`. */
const county = (household = 't1'): DirectoryParts => {
  const parts = fieldCounty();
  const post = { unit: 't2', from: '2026-09-01', until: null };
  return {
    ...parts,
    townships: [...parts.townships, { id: 't2', name: '石桥镇' }],
    people: [...parts.people, { id: 'lin', name: '林副镇长' }, { id: 'hei', name: '石镇长' }],
    posts: [
      ...parts.posts,
      { ...post, person: 'lin', role: 'township_officer' },
      { ...post, person: 'hei', role: 'township_head' },
    ],
    students: parts.students.map((student) => (student.id === ZHANG ? { ...student, household } : student)),
  };
};

/** Three days away, stays there as told, and the bureau agrees to what is proposed. */
const dispatched = async (stay: string, household?: string): Promise<Field> => {
  const town = await Field.open(county(household));
  await town.goTo('07:55');
  await town.says('wang', '应到10实到9，张伟没来');
  await town.goTo('2026-09-16 15:30');
  await town.says('zhao', stay);
  await town.says('wang', '张伟已上报救助平台，工单号2026091601');
  await town.says('zhou', '同意张伟派单');
  return town;
};

const drafted = async (town: Field, called: string): Promise<string> => {
  expect(await town.says('zhou', `起草张伟的${called}`)).toContain('见附件');
  return wordLines((await town.given('zhou')).content).join('\n');
};

test('the letter to the place of stay asks that place, whatever else was referred of the child', async () => {
  const town = await dispatched('张伟在外省广东省东莞市');
  await town.says('zhao', '转人社局：张伟在砖厂打工，15岁');
  expect((await town.facts('referral')).map(({ body }) => body.need)).toContain('child_labour');
  const letter = await drafted(town, '转办函');
  expect(letter).toContain('广东省东莞市教育行政部门：');
  expect(letter).toContain('事项：协助查访该生，劝其返校或安排就近入学');
  expect(letter).toContain('时限：2026年9月30日前');
  expect(letter).toContain('户籍地|汤丹镇|现在何处|外省广东省东莞市');
  expect(letter).not.toMatch(/人社局|市场监管|童工/);
});

test('the letter to the county of registration names it, or leaves it to be written in', async () => {
  const named = await drafted(await dispatched('张伟在外省', '昭通市巧家县'), '转办函');
  expect(named).toContain('昭通市巧家县教育行政部门：');
  expect(named).toContain('户籍地|昭通市巧家县|');
  expect(named).toContain('事项：接手该生的劝返');
  expect(named).toContain('收到回执前由汤丹镇负责'.replace('由汤丹镇', '由学校所在乡镇'));
  const unknown = await drafted(await dispatched('张伟在外省', 'elsewhere'), '转办函');
  expect(unknown).toContain('（未填）：');
  expect(unknown).toContain('户籍地|（未填）|');
  expect(unknown).toContain('时限：2026年9月30日前');
});

test('neither letter nor slip tells of what is restricted (policy §5.1)', async () => {
  const town = await dispatched('张伟在外省');
  await town.says('qian', '转民政局：张伟早婚早育线索');
  expect((await town.facts('referral')).map(({ body }) => body.need)).toEqual(['early_marriage']);
  for (const called of ['转办函', '协办单']) expect(await drafted(town, called)).not.toMatch(/早婚|民政局/);
});

test('the slip goes to the township of stay by its name, though a unit was asked since', async () => {
  const town = await dispatched('张伟在石桥镇姑姑家');
  await town.says('zhou', '转公安局：张伟户口还没办');
  const slip = await drafted(town, '协办单');
  expect(slip).toContain('石桥镇人民政府：');
  expect(slip).toContain('事项：协助劝返');
  expect(slip).toContain('时限：2026年9月22日前');
  await town.says('lin', '2 在姑姑家，安全，答应周一回来');
  expect(await drafted(town, '协办单')).toMatch(/公安局：.*事项：办理户口登记/s);
});
