import readWorkbook from 'read-excel-file/node';
import { afterEach, expect, test } from 'vitest';
import type { DirectoryParts } from '../../domain/people/directory.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { compareIn } from '../support/comparison.ts';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty, pupil } from '../support/field-county.ts';
import type { Lists } from '../support/lists.ts';
import { idNumber } from '../support/roster-workbook.ts';

const SECRETS = openSecrets(Buffer.alloc(32, 5));
const BORN = '2017-03-04';
const STONE = '石桥镇';

afterEach(closeFields);

/** The town with a second township, whose officer is 林副镇长. */
const twoTownships = (): DirectoryParts => {
  const parts = fieldCounty();
  return {
    ...parts,
    townships: [...parts.townships, { id: 't2', name: STONE }],
    people: [...parts.people, { id: 'lin', name: '林副镇长' }],
    posts: [
      ...parts.posts,
      { person: 'lin', role: 'township_officer', unit: 't2', from: '2026-09-01', until: null },
    ],
  };
};

const lists = (
  ...children: readonly (readonly [name: string, place: number, township: string])[]
): Lists => ({
  household: [
    ['姓名', '身份证号', '出生日期', '监护人', '户籍乡镇', '村'],
    ...children.map(([name, place, township]) => [name, idNumber(place), BORN, '家长', township, '小河村']),
  ],
  enrolment: [
    ['姓名', '身份证号', '学校', '班级'],
    ['高兰', idNumber(50), '汤丹中学', '七(1)班'],
  ],
  in_school: [
    ['姓名', '身份证号', '学校', '班级'],
    ['施洋', idNumber(51), '汤丹中学', '七(1)班'],
  ],
  monitored: [
    ['姓名', '身份证号', '监测类型'],
    ['高兰', idNumber(50), '边缘易致贫户'],
  ],
});

const open = async (): Promise<Field> => {
  const town = await Field.open(twoTownships());
  await town.goTo('2026-09-15 10:00');
  for (const person of ['sun', 'lin', 'zhou']) town.news(person);
  return town;
};

const A: readonly [string, number, string] = ['张晓梅', 1, '汤丹镇'];
const B: readonly [string, number, string] = ['李春生', 2, '汤丹镇'];
const C: readonly [string, number, string] = ['罗小弟', 3, STONE];

test('each township is told how many, and nobody hears a name until they ask', async () => {
  const town = await open();
  await compareIn(town, lists(A, B, C));
  const [sun = ''] = town.news('sun');
  expect(sun).toContain('查清无学籍孩子在哪里就读（2名孩子）');
  expect(sun).not.toMatch(/张晓梅|李春生|罗小弟/);
  expect(town.news('lin').join('\n')).toContain('（1名孩子）');
  expect(await town.says('lin', '名单A')).toContain('罗小弟（小河村）：没有学籍');
  expect(await town.says('lin', '名单A')).not.toContain('张晓梅');
  expect(await town.says('sun', '名单')).toContain('名单A 无学籍：还有2名孩子');
  const looks = await town.database.look.findMany();
  expect(looks.map(({ viewer, purpose }) => [viewer, purpose])).toContainEqual(['lin', '名单A 无学籍']);
  // A teacher has nothing to do with it.
  expect(await town.says('wang', '名单A')).not.toContain('罗小弟');
});

test('a child whose list names no township is the bureau’s to place: without a record, and with school put off', async () => {
  const town = await open();
  const placeless = lists(['张晓梅', 1, '']);
  placeless.household[0]?.push('是否残疾', '缓学批准文号');
  placeless.household[1]?.push(null, null);
  placeless.household.push([
    '陈小兰',
    idNumber(4),
    BORN,
    '家长',
    '',
    '小河村',
    '听力残疾',
    '云教缓〔2026〕3号',
  ]);
  await compareIn(town, placeless);
  for (const [part, list] of [
    ['without_township', '名单A'],
    ['deferred_without_township', '名单B'],
  ] as const) {
    const duties = await town.database.duty.findMany({ where: { name: `P2.1-CMP1/${part}` } });
    expect(duties.map(({ actor, state }) => [actor, state])).toEqual([['zhou', 'open']]);
    expect(await town.says('zhou', list)).toContain('还有1名孩子');
  }
  await town.says('zhou', '陈小兰 查清：缓学批准有效，在家康复');
  expect(await town.duties('P2.1-CMP1/deferred_without_township')).toEqual([expect.stringMatching(/done$/)]);
  expect(await town.duties('P2.1-CMP1/without_township')).toEqual([expect.stringMatching(/open$/)]);
});

test('the list is done when every child on it is found out about, and by proof, not by a parent’s word', async () => {
  const town = await open();
  await compareIn(town, lists(A, B, C));
  expect(await town.says('sun', '张晓梅 在盘龙区东华小学就读')).toContain('还缺就读学校的书面证明');
  expect(await town.duties('P2.1-CMP1/without_record')).toEqual(
    expect.arrayContaining([expect.stringMatching(/open$/)]),
  );
  expect(await town.says('sun', '张晓梅 有证明')).toContain('书面证明请存档');
  expect(await town.says('sun', '名单A')).toContain('还有1名孩子');
  expect(await town.says('sun', '李春生 没有上学')).toContain('个案今天已建');
  expect(await town.says('sun', '名单A')).toBe('名单上没有还要查清的孩子。');
  const duties = await town.database.duty.findMany({ where: { name: 'P2.1-CMP1/without_record' } });
  expect(duties.map(({ actor, state }) => [actor, state]).sort()).toEqual([
    ['lin', 'open'],
    ['sun', 'done'],
  ]);
  const cases = await town.database.caseFile.findMany({ where: { stage: 'NOT_ENROLLED' } });
  expect(cases).toHaveLength(1);
  // Another township's child is not theirs to answer for.
  expect(await town.says('sun', '罗小弟 没有上学')).not.toContain('已记：罗小弟');
});

test('a pupil of the roster who is in no class gets the case under the same name, and is on lists C and D', async () => {
  const town = await open();
  const id = pupil('c71', '高兰');
  const idNumberIndex = SECRETS.index(idNumber(50), 'id_number');
  await town.database.student.update({ where: { id }, data: { idNumberIndex } });
  await compareIn(town, lists(['高兰', 50, '汤丹镇']));
  expect(await town.says('sun', '名单')).toContain('名单D 三类监测对象未在校：还有1名孩子');
  expect(await town.says('sun', '高兰 没有上学')).toContain('个案今天已建');
  expect((await town.file(id))?.stage).toBe('NOT_ENROLLED');
  // Both lists are answered with one message.
  expect(await town.says('sun', '名单D')).toBe('名单上没有还要查清的孩子。');
  expect(await town.says('sun', '名单C')).toContain('施洋（汤丹中学 七(1)班）：在校，没有学籍');
});

test('the same files again change nothing; newer ones only what differs', async () => {
  const town = await open();
  await compareIn(town, lists(A, B));
  await town.says('sun', '李春生 查清：户口已迁走');
  const before = await town.database.listedChild.findMany({ orderBy: { id: 'asc' } });
  const duties = await town.database.duty.count();
  expect(await compareIn(town, lists(A, B))).toBeNull();
  expect(await town.database.listedChild.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
  // Newer: 张晓梅 has a record now, 罗小弟 is new, 李春生 was answered and stays answered.
  const newer = lists(A, B, C);
  newer.enrolment.push([A[0], idNumber(A[1]), '汤丹中学', '七(1)班']);
  newer.in_school.push([A[0], idNumber(A[1]), '汤丹中学', '七(1)班']);
  const changes = await compareIn(town, newer);
  expect([changes?.added.length, changes?.gone.length, changes?.changed.length]).toEqual([1, 1, 0]);
  expect(changes?.begun.map(({ township, list }) => [township, list])).toEqual([['t2', 'A']]);
  expect(await town.database.duty.count()).toBe(duties + 1);
  const own = await town.database.duty.findMany({
    where: { name: 'P2.1-CMP1/without_record', actor: 'sun' },
  });
  expect(own.map(({ state }) => state)).toEqual(['done']);
  const answered = await town.database.listedChild.findMany({ where: { state: 'explained' } });
  expect(answered.map(({ name, answer }) => [name, answer])).toEqual([['李春生', '户口已迁走']]);
});

test('a list is given as a workbook to whoever has to clear it up, with the number masked', async () => {
  const town = await open();
  await compareIn(town, lists(A, B, C));
  expect(await town.says('sun', '发我名单A')).toContain('见附件');
  const { content } = await town.given('sun');
  const [sheet] = await readWorkbook(content);
  expect(sheet?.sheet).toBe('名单A 无学籍');
  expect(sheet?.data.slice(1).map((row) => row.slice(0, 3))).toEqual([
    ['汤丹镇', '小河村', '张晓梅'],
    ['汤丹镇', '小河村', '李春生'],
  ]);
  expect(JSON.stringify(sheet?.data)).toContain(`****${idNumber(1).slice(-4)}`);
  expect(JSON.stringify(sheet?.data)).not.toContain(idNumber(1));
  expect(await town.database.look.count({ where: { viewer: 'sun' } })).toBe(2);
});

test('what is kept of a child is sealed, and of everybody else nothing', async () => {
  const town = await open();
  await compareIn(town, lists(A));
  const rows = JSON.stringify(await town.database.listedChild.findMany());
  const runs = JSON.stringify(await town.database.comparisonRun.findMany());
  for (const secret of [idNumber(1), idNumber(50), BORN]) expect(rows + runs).not.toContain(secret);
  expect(rows).not.toContain('家长');
  expect(await town.database.listedChild.count()).toBe(4);
});

test('a child whose township nobody knows comes to the bureau', async () => {
  const town = await open();
  await compareIn(town, lists(['沈无名', 7, '别处镇']));
  expect(town.news('zhou').join('\n')).toContain('分派没写明乡镇的无学籍孩子（1名孩子）');
  expect(await town.says('zhou', '名单A')).toContain('沈无名');
});
