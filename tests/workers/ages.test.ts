/** What a child's age brings about in an open case: a referral of who works, a decision at sixteen (A-HR-CHILD, §6.3). */
import { afterEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import type { DirectoryParts } from '../../domain/people/directory.ts';
import { unitTitles } from '../../domain/people/roles.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { openIdNumbers } from '../../prisma/stores/directory-store.ts';
import { watchAges } from '../../workers/ages.ts';
import { closeFields, Field, MONDAY } from '../support/field.ts';
import { fieldCounty } from '../support/field-county.ts';

afterEach(closeFields);

const SECRETS = openSecrets(Buffer.alloc(32, 5));
/** Born on 22 September, so sixteen that day of 2026; and one of eleven. */
const TURNS_16 = '539900201009220118';
const ELEVEN = '539900201503050113';

/** The county with somebody in the units that hear of an early marriage. */
const withUnits = (): DirectoryParts => {
  const parts = fieldCounty();
  const units = ['civil_affairs', 'women_federation', 'public_security'] as const;
  const since = { unit: 'district', from: '2026-09-01', until: null };
  return {
    ...parts,
    people: [...parts.people, ...units.map((id) => ({ id, name: `${unitTitles[id]}经办人` }))],
    posts: [
      ...parts.posts,
      ...units.map((id) => ({ ...since, person: id, role: 'unit' as const, office: unitTitles[id] })),
    ],
  };
};

/** 张伟 is gone since Monday; on Wednesday the case is open. */
const openTown = async (idNumbers: Record<string, string>, parts = fieldCounty()) => {
  const field = await Field.open(parts, at(MONDAY, '07:20'), { idNumbers });
  for (const day of ['14', '15', '16']) {
    await field.goTo(`2026-09-${day} 07:50`);
    await field.says('wang', '三(1)班应到10实到9，张伟没来');
  }
  await field.goTo('2026-09-16 17:00');
  const { database, county } = field;
  const idNumbersOf = (students: readonly string[]) => openIdNumbers(database, SECRETS, students);
  return { field, look: () => watchAges(field.now, { database, county, idNumbersOf }) };
};

test.each([
  ['by its category', '张伟类别：外出务工，外地，不愿返校'],
  ['by what was told of the family', '张伟情况：在外打工'],
])('A-HR-CHILD: who works and is under sixteen is referred at once and once, %s', async (_, said) => {
  const { field, look } = await openTown({ 'c31-1': ELEVEN });
  await look();
  expect(await field.duties('A-HR-CHILD')).toEqual([]);
  await field.says('wang', said);
  await look();
  await look();
  expect(await field.duties('A-HR-CHILD')).toEqual(['A-HR-CHILD c31-1 open']);
  expect(await field.duties('A-MKT-CHILD')).toEqual(['A-MKT-CHILD c31-1 open']);
  const [duty] = await field.database.duty.findMany({ where: { name: 'A-HR-CHILD' } });
  const shown = JSON.stringify(duty);
  expect(shown).toContain('未满16周岁');
  expect(shown).not.toContain('张伟');
  // Of the birth date nothing is kept.
  const kept = JSON.stringify(
    await field.database.fact.findMany({ where: { student: 'c31-1' } }),
    (_, value) => (typeof value === 'bigint' ? String(value) : value),
  );
  expect(kept).not.toMatch(/2015|0305|"age":\d/);
});

test.each([
  ['by its category', '张伟类别：早婚早育，在家，不愿返校'],
  ['by what was told of the family', '张伟情况：家里在提亲'],
])(
  'A-CIV-MARRY: an early marriage goes to 民政 at once and once, at any age and without the name, and the family hears nothing of it, %s',
  async (_, said) => {
    const { field, look } = await openTown({ 'c31-1': '539900201003050114' }, withUnits());
    for (const person of ['civil_affairs', 'women_federation', 'g-c31-1']) field.news(person);
    await look();
    expect(await field.duties('A-CIV-MARRY')).toEqual([]);
    await field.says('wang', said);
    await look();
    await look();
    expect(await field.duties('A-CIV-MARRY')).toEqual(['A-CIV-MARRY c31-1 open']);
    await field.goTo('2026-09-16 17:30');
    const [asked = ''] = field.news('civil_affairs');
    expect(asked).toContain('核查早婚早育线索');
    expect(asked).not.toMatch(/张伟|中心小学/);
    // Nor does it show in the case to whoever has no restricted section, were it all that is left to do.
    await field.database.duty.updateMany({
      where: { student: 'c31-1', name: { not: 'A-CIV-MARRY' } },
      data: { state: 'done', nextAt: null },
    });
    expect(await field.says('qian', '张伟情况')).toContain('核查早婚早育线索');
    expect(await field.says('wang', '张伟情况')).not.toMatch(/早婚|民政/);
    await field.says('civil_affairs', '2 已劝止');
    await field.goTo('2026-09-16 18:00');
    expect(await field.duties('A-CIV-MARRY')).toEqual(['A-CIV-MARRY c31-1 done']);
    // The annex names who hears of it: 区教体局、妇联、公安; none of them hears whose it is.
    for (const person of ['zhou', 'women_federation', 'public_security']) {
      const heard = field.news(person).filter((text) => text.includes('早婚早育'));
      expect(heard).toHaveLength(1);
      expect(heard.join()).not.toContain('张伟');
    }
    expect(field.news('g-c31-1').join('\n')).not.toMatch(/早婚|民政|转办/);
  },
);

test('who is sixteen is not referred as a child at work; nor whom somebody has referred already', async () => {
  const { field, look } = await openTown({ 'c31-1': '539900201003050114' });
  await field.says('wang', '张伟类别：外出务工，外地，不愿返校');
  await look();
  expect(await field.duties('A-HR-CHILD')).toEqual([]);
  const other = await openTown({ 'c31-1': ELEVEN });
  await other.field.says('zhao', '转人社局：张伟在砖厂打工，11岁');
  await other.field.says('wang', '张伟类别：外出务工，外地，不愿返校');
  await other.look();
  expect(await other.field.duties('A-HR-CHILD')).toHaveLength(1);
});

test('§6.3: at sixteen the bureau is asked in the morning, once, and the case stays open', async () => {
  const { field, look } = await openTown({ 'c31-1': TURNS_16 });
  const duty = () => field.duties('P3.1-EACH-CASE/sixteen');
  await field.goTo('2026-09-21 10:00');
  await look();
  await field.goTo('2026-09-22 08:00');
  await look();
  expect(await duty()).toEqual([]);
  await field.goTo('2026-09-22 09:05');
  await look();
  await look();
  expect(await duty()).toEqual(['P3.1-EACH-CASE/sixteen c31-1 open']);
  await field.goTo('2026-09-22 09:40');
  expect(field.news('zhou').join('\n')).toContain('已满16周岁，研究怎么办');
  await field.says('zhou', '1 还没完成义务教育，继续劝返');
  await field.goTo('2026-09-23 10:00');
  await look();
  expect(await duty()).toEqual(['P3.1-EACH-CASE/sixteen c31-1 done']);
  expect((await field.file('c31-1'))?.stage).toBe('SUSPECTED_7');
});
