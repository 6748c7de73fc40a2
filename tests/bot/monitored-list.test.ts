import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty, pupil } from '../support/field-county.ts';
import { sheetsOf } from '../support/office.ts';

let town: Field;

const MA = pupil('c71', '马建平');
const ZHANG = pupil('c31', '张伟');

/** The town with somebody at 乡村振兴局; 马建平 and 张伟 are children of monitored families, 李思雨 is not. */
const county = (): ReturnType<typeof fieldCounty> => {
  const parts = fieldCounty();
  const unit = {
    role: 'unit',
    unit: 'district',
    office: '乡村振兴局',
    from: '2026-09-01',
    until: null,
  } as const;
  return {
    ...parts,
    people: [...parts.people, { id: 'nong', name: '农科长' }, { id: 'lan', name: '兰科长' }],
    posts: [...parts.posts, { ...unit, person: 'nong' }, { ...unit, person: 'lan', office: '民政局' }],
    students: parts.students.map((student) =>
      student.id === MA || student.id === ZHANG ? { ...student, flags: ['monitored'] } : student,
    ),
  };
};

const looks = async (): Promise<string[]> =>
  (await town.database.look.findMany({ orderBy: { id: 'asc' } })).map(
    ({ viewer, student, purpose }) => `${viewer} ${student} ${purpose}`,
  );

afterEach(closeFields);

/** A suspected case of the week before the list. */
beforeEach(async () => {
  town = await Field.open(county(), at('2026-11-04', '07:20'));
  for (const day of ['04', '05', '06']) {
    await town.goTo(`2026-11-${day} 07:55`);
    await town.says('he', '应到4实到3，马建平没来');
    await town.says('he', '1');
    await town.says('wang', '应到10实到9，李思雨没来');
  }
  await town.goTo('2026-11-10 09:00');
});

test('A-RUR-SHARE: each month both offices get one list, by file, with the look on record; “一致” settles it', async () => {
  const asked = town.news('nong').find((text) => text.includes('核对监测对象辍学名单'));
  expect(asked).toMatch(/回“监测对象名单”[\s\S]*回复：1 一致　2 不一致/);
  expect(town.news('zhou').join()).toMatch(/跟区乡村振兴局核对监测对象辍学名单[\s\S]*回“监测对象名单”/);
  expect(asked).not.toContain('马建平');

  const reply = await town.says('nong', '监测对象名单');
  expect(reply).toContain('疑似辍学、辍学、失学1人；跟10月10日（周六）的名单比，新增1人');
  expect(reply).not.toContain('马建平');
  expect((await sheetsOf((await town.given('nong')).content)).监测对象家庭子女辍学名单).toEqual([
    ['序号', '姓名', '学校', '班级', '11月10日（周二）状态', '跟10月10日（周六）比'],
    ['1', '马建平', '汤丹中学', '七(1)班', '疑似辍学', '新增'],
  ]);
  await town.says('zhou', '发我监测对象名单');
  expect((await town.given('zhou')).name).toContain('监测对象家庭子女辍学名单');
  expect((await looks()).filter((line) => line.includes('监测对象'))).toEqual([
    `nong ${MA} 核对监测对象辍学名单`,
    `zhou ${MA} 核对监测对象辍学名单`,
  ]);
  // Nobody else is given it: another unit, a school, a township.
  for (const person of ['lan', 'wei', 'sun'])
    expect(await town.says(person, '监测对象名单')).not.toMatch(/见附件|监测[\s\S]*马建平/);
  expect(
    town.inboxes.delivered.filter(({ file }) => file?.id.startsWith('monitored')).map(({ to }) => to),
  ).toEqual(['nong', 'zhou']);
  expect(await town.says('nong', '一致')).toContain('已记：一致');
  expect(await town.duties('A-RUR-SHARE/monthly')).toEqual(['A-RUR-SHARE/monthly  done']);
  expect(await town.duties('A-RUR-SHARE/difference')).toEqual([]);
});

test('A-RUR-SHARE: a difference that is named is the bureau’s to put right, and the unit hears when it is', async () => {
  expect(await town.says('nong', '不一致')).toContain('请再回');
  town.news('zhou');
  await town.says('nong', '张伟家上月已纳入监测，名单里没有他');
  expect(town.news('zhou').join()).toMatch(/更正监测对象辍学名单[\s\S]*张伟家上月已纳入监测，名单里没有他/);
  expect(await town.duties('A-RUR-SHARE/difference')).toEqual(['A-RUR-SHARE/difference  open']);
  expect(town.news('nong').join()).not.toContain('【已办】');
  await town.says('zhou', '已更正，说怎么改的：张伟在校，没有旷课，不在名单上');
  expect(await town.duties('A-RUR-SHARE/difference')).toEqual(['A-RUR-SHARE/difference  done']);
  expect(town.news('nong').join()).toContain('更正监测对象辍学名单');
});

test('A-RUR-SHARE: the list stands as it was made; the next month tells what has changed', async () => {
  await town.goTo('2026-11-19 07:55');
  await town.says('he', '马建平来了');
  expect(await town.says('nong', '监测对象名单')).toContain('疑似辍学、辍学、失学1人');
  await town.goTo('2026-12-10 09:00');
  expect(await town.says('nong', '监测对象名单')).toContain(
    '失学0人；跟11月10日（周二）的名单比，新增0人、状态有变0人、已返校1人',
  );
});
