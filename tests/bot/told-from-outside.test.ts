/** Who is in class the roll and the school tell (T18, P3.1-ROLL); from outside it is passed on to be confirmed (P0-TRUTH). */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty, pupil } from '../support/field-county.ts';

let town: Field;

const ZHANG = pupil('c31', '张伟');

afterEach(closeFields);

beforeEach(async () => {
  const parts = fieldCounty();
  town = await Field.open({
    ...parts,
    people: [...parts.people, { id: 'xue', name: '薛科长' }],
    posts: [
      ...parts.posts,
      { person: 'xue', role: 'unit', unit: 'district', office: '区人社局', from: '2026-09-01', until: null },
    ],
  });
});

/** Three days away: a case is open. */
const openCase = async (): Promise<void> => {
  for (const day of ['14', '15', '16']) {
    await town.goTo(`2026-09-${day} 08:05`);
    await town.says('wang', '张伟没来，其他都到');
  }
  await town.goTo('2026-09-17 10:00');
  await town.says('wang', '张伟没来');
  expect(await town.file(ZHANG)).toMatchObject({ stage: 'SUSPECTED' });
  town.news('wang');
};

test.each([
  ['xue', '张伟到校了'],
  ['luo', '张伟到学校了'],
  ['deng', '张伟已返校'],
  ['sun', '张伟今天来上课了'],
  ['zhou', '张伟回学校上课了'],
])('%s: “%s” ends no case; the class teacher is asked to look', async (person, text) => {
  await openCase();
  const live = async () => (await town.duties()).filter((line) => line.includes(ZHANG));
  const before = await live();
  const reply = await town.says(person, text);
  expect(reply).toContain('张伟：到没到校以学校点名为准，考勤没有改。');
  expect(reply).toContain('已转告王老师核对');
  expect(await town.file(ZHANG)).toMatchObject({ stage: 'SUSPECTED', away: '2026-09-14' });
  expect(await live()).toEqual(before);
  const asked = town.news('wang').join('\n');
  expect(asked).toContain('【请核对到校】');
  expect(asked).toContain(text.replace('张伟', ''));
  // The school's own word is the return.
  expect(await town.says('wang', '张伟到了')).toContain('张伟');
  expect(await town.file(ZHANG)).toMatchObject({ stage: 'RETURNED' });
});

test('what a village tells of where a child is, is kept as told, and is no absence', async () => {
  await town.goTo('07:55');
  const reply = await town.says('luo', '张伟我晓得，他跟他表哥去县城洗车了');
  expect(reply).toContain('张伟：记下了“他跟他表哥去县城洗车了”，已转告王老师核实');
  const file = await town.file(ZHANG);
  expect(file?.marks).toEqual({});
  expect(file).toMatchObject({ stage: 'ENROLLED', away: null });
  expect(file?.year?.seen.map(({ place, words }) => `${place} ${words}`)).toEqual([
    'away 他跟他表哥去县城洗车了',
  ]);
  await town.goTo('08:00');
  expect(town.news('wang').join('\n')).toContain('张伟（三(1)班）：他跟他表哥去县城洗车了');
});

test.each(['张伟没来上学', '张伟旷课', '张伟今天请假'])(
  '%s: of an absence told by the village nothing is counted',
  async (text) => {
    await town.goTo('08:30');
    expect(await town.says('luo', text)).toContain('考勤没有改');
    expect((await town.file(ZHANG))?.marks ?? {}).toEqual({});
    expect(town.news('wang').join('\n')).toContain('【请核对到校】');
  },
);

test('a roll told outside the school is none, and a contact of one’s own still counts', async () => {
  await town.goTo('08:05');
  await town.says('luo', '三(1)班全到齐');
  expect(await town.facts('roll')).toEqual([]);
  await town.says('luo', '张伟家长联系上了');
  expect(await town.facts('contact')).toHaveLength(1);
});

test('what the school knows already is not passed on', async () => {
  await town.goTo('08:05');
  await town.says('wang', '张伟没来，其他都到');
  town.news('wang');
  expect(await town.says('luo', '张伟没来')).toContain('和记录一致');
  expect(town.news('wang').join('\n')).not.toContain('请核对到校');
});
