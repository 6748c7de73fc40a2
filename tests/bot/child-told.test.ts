import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;

afterEach(closeFields);

beforeEach(async () => {
  town = await Field.open();
  await town.goTo('07:55');
});

const told = async (name: string) => {
  const file = await town.file(pupil('c31', name));
  return {
    seen: file?.year?.seen.map(({ place, words }) => `${place} ${words}`) ?? [],
    circumstances: file?.family?.circumstances ?? [],
  };
};

test.each([
  ['张伟外出打工了', '外出打工了', 'away', 'work'],
  ['张伟跟表哥去县城洗车了', '跟表哥去县城洗车了', 'away', 'work'],
  ['张伟去浙江了，他爸妈在那边', '去浙江了，他爸妈在那边', 'away', 'migrating'],
  ['张伟说不想读书', '说不想读书', 'unseen', 'refuses'],
])(
  '%s: the words are kept and go to the office, whatever was told before',
  async (text, words, place, means) => {
    await town.says('wang', '张伟没来');
    town.news('zhao');
    const reply = await town.says('wang', text);
    expect(reply).toContain(`张伟：记下了“${words}”`);
    expect(reply).toContain('已告诉教务处核实');
    expect(await told('张伟')).toEqual({ seen: [`${place} ${words}`], circumstances: [means] });
    await town.goTo('08:00');
    expect(town.news('zhao').join()).toContain(`张伟（三(1)班）：${words}`);
    // Once more it is as it stands.
    expect(await town.says('wang', text)).toBe('已收到，和记录一致，没有改动。');
    expect((await told('张伟')).seen).toHaveLength(1);
  },
);

test('who is gone is absent that day; “he” is whoever was spoken of before', async () => {
  expect(await town.says('wang', '张伟去浙江了，他爸妈在那边')).toMatch(/没来：张伟\n· 张伟：记下了/);
  expect(await town.file(pupil('c31', '张伟'))).toMatchObject({ away: '2026-09-14' });
  await town.says('wang', '李思雨没来');
  expect(await town.says('wang', '他说不想读书')).toContain('李思雨：记下了“他说不想读书”（孩子不想读书）');
  expect((await told('李思雨')).circumstances).toEqual(['refuses']);
});

test.each([
  ['打通了，他妈说跟他爸去浙江打工去了，不读了', '他妈说跟他爸去浙江打工去了，不读了'],
  ['转到昆明那边的学校读了', '转到昆明那边的学校读了'],
])('beside a call and without a name it is of the one who was asked about: %s', async (text, words) => {
  await town.says('wang', '张伟没来');
  expect(await town.says('wang', text)).toContain(`张伟：记下了“${words}”`);
  expect((await told('张伟')).seen).toEqual([`away ${words}`]);
});

test('that a child does not come is not that it does not want to', async () => {
  await town.says('wang', '张伟没得理由，就是不来');
  expect(await told('张伟')).toEqual({ seen: [], circumstances: [] });
});

test('what is only heard or wished is kept and not taken to be so', async () => {
  expect(await town.says('wang', '张伟没来，听说去浙江打工了')).toMatch(
    /记下了“听说去浙江打工了”，[\s\S]*张伟现在：\n1 在家/,
  );
  expect(await town.says('wang', '李思雨说想去打工')).toContain('李思雨：记下了“说想去打工”，');
  expect((await told('张伟')).circumstances).toEqual([]);
  expect((await told('李思雨')).circumstances).toEqual([]);
});

test('“in another place, at work” says both', async () => {
  expect(await town.says('wang', '张伟在外地打工')).toContain('孩子现在的住处');
  expect((await told('张伟')).circumstances).toEqual(['work']);
});

test.each([
  ['1', '在家', 'home', ['refuses']],
  ['2', '外出务工', 'away', ['refuses', 'work']],
  ['3', '跟父母在外地', 'away', ['refuses', 'migrating']],
  ['4', '不清楚', 'unseen', ['refuses']],
])(
  'a child who reads no more: where it is, is asked with numbers; %s',
  async (number, words, place, circumstances) => {
    const reply = await town.says('wang', '张伟不读了');
    expect(reply).toContain('张伟：记下了“不读了”');
    expect(reply).not.toContain('1 已联系上');
    expect(reply).toMatch(/张伟现在：\n1 在家\n2 外出务工\n3 跟父母在外地\n4 不清楚$/);
    expect(await town.says('wang', number)).toContain(`张伟现在${words}，已告诉教务处核实`);
    expect(await told('张伟')).toEqual({ seen: ['unseen 不读了', `${place} ${words}`], circumstances });
  },
);

test('what parents do, the reason of a leave and a roll are read as before', async () => {
  for (const text of ['张伟请假，他爸爸在浙江打工', '李思雨迟到', '马小军没来', '全到齐'])
    expect(await town.says('wang', text)).not.toContain('记下了');
  expect(await told('张伟')).toEqual({ seen: [], circumstances: [] });
  // Not all of a message that was not read is said to stand in the record.
  await town.says('wang', '陈静旷课');
  expect(await town.says('wang', '陈静旷课，村里昨天停水停电了')).toContain('别的内容没有记');
  expect(await town.says('wang', '应到10实到8，赵敏没来，去昆明打工了，周强病假')).toContain(
    '赵敏：记下了“去昆明打工了”（外出务工）',
  );
});
