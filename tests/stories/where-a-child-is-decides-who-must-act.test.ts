/** What the decision on who persuades asks beside the township itself: policy.md §6.4, P4.R1-JURIS. */
import { expect, test } from 'vitest';
import type { DirectoryParts } from '../../domain/people/directory.ts';
import {
  A_CASE,
  A_CASE_AFTER_A_WEEK,
  A_JOINT_GROUP,
  AN_ABSENCE,
  CHILDREN_IN_NEED,
  EMPTY_POSTS,
  SCHOOL_DAYS,
  SCHOOL_WEEKS,
} from '../support/asides.ts';
import { type PlayedStory, story } from '../support/play.ts';
import { TOWN_OF_SEATS } from '../support/town.ts';

/** 张伟 is registered elsewhere; empty: nowhere. */
const registeredIn = (household: string): DirectoryParts => ({
  ...TOWN_OF_SEATS,
  students: TOWN_OF_SEATS.students.map((student) =>
    student.id === 'zhang' ? { ...student, household } : student,
  ),
});

/** Three days away, and in the platform since. */
const reported = (stay = ''): string => `
  09-14 08:05 wang 三(1)班应到6实到5，张伟没来
  09-16 15:10 wang 已上报
  09-16 15:11 wang 2026091601
  ${stay && `09-16 15:30 zhao ${stay}`}
  09-16 15:40 zhou 1
`;

const asides = (told: PlayedStory): PlayedStory =>
  told.ignoring(
    ...[SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK, A_JOINT_GROUP],
    ...[CHILDREN_IN_NEED, EMPTY_POSTS],
  );

const HANDED_OVER = `${reported('张伟在外省')}
  09-17 10:00 zhou 1
  09-17 10:01 zhou 东教函〔2026〕3号
`;

test('registered in another county and not here: “1” hands over to that county, and the case stays open until its receipt', async () => {
  const told = await story(
    { until: '09-21 20:00', town: registeredIn('elsewhere') },
    `${HANDED_OVER}
     09-17 10:05 zhou 提交张伟接收学校就读证明，昭通某中学2026-31号
     09-17 10:06 zhou 张伟外地就读销案
     09-21 10:00 zhou 1
     09-21 10:01 zhou 昭教函〔2026〕18号
     09-21 10:05 zhou 张伟外地就读销案`,
  );
  expect(told.texts('zhou', 'notice')).toContain(
    '【请派单】\n· 张伟（汤丹中心小学三(1)班）：建议函告户籍地（户籍在区外、人也不在本区），收到回执前由汤丹镇负责，明天18:00前\n不同意的，回“张伟派单给某某镇，理由：……”。\n回复：1 同意建议',
  );
  expect(told.duties('P4.R1-JURIS')).toEqual([
    'zhou 09-16 15:40 → 09-18 18:00 done 09-17 10:01',
    'zhou 09-17 10:01 → 10-08 18:00 done 09-21 10:01',
  ]);
  const [early, late] = told.texts('zhou', 'reply').filter((text) => /按“外地|^已记：销案\n/.test(text));
  expect(early).toBe(
    '没有记。张伟按“外地或他校就读”销案，还缺：户籍地对函告的回执（区教体局去要）。补齐了说“提交张伟……”，再销案。',
  );
  expect(late).toContain('已记');
  expect(told.stage('zhang')).toBe('CLOSED');
  // Nobody here is asked to visit a family that is not here; the township of the school hears that it keeps the case.
  expect([...told.duties('P4.R3-3IN1W'), ...told.duties('P4.R3-TEAM')]).toEqual([]);
  expect(told.of('P4.R1-JURIS')).toContain('09-16 15:40 sun notice');
  asides(told);
});

test('a handed-over child that turns up here is decided on anew, and then the township is asked to persuade', async () => {
  const told = await story(
    { until: '09-18 20:00', town: registeredIn('elsewhere') },
    `${HANDED_OVER}
     09-18 09:00 zhao 张伟在汤丹镇出租屋
     09-18 09:30 zhou 1
     09-18 10:00 sun 受理张伟`,
  );
  expect(told.duties('P4.R1-DISPATCH').at(-1)).toBe('zhou 09-18 09:00 → 09-20 18:00 done 09-18 09:30');
  expect(told.duties('P4.R1-JURIS').at(-1)).toMatch(/not_applicable$/);
  expect(told.duties('P4.R3-3IN1W')).toHaveLength(1);
  expect(told.state.students.zhang).toMatchObject({ township: 't1', platform: 'ACCEPTED' });
  told.of('P4.R1-JURIS');
  asides(told);
});

test('the township named with a reason is dispatched to, though a hand-over was proposed', async () => {
  const told = await story(
    { until: '09-16 17:00', town: registeredIn('elsewhere') },
    `${reported('张伟在外省').replace('zhou 1', 'zhou 张伟派单给汤丹镇')}
     09-16 15:45 zhou 张伟派单给汤丹镇，理由：月底随父母回来`,
  );
  expect(told.texts('zhou', 'reply')[0]).toContain('请写明理由再发一次');
  expect(told.duties('P4.R1-JURIS')).toEqual([]);
  expect(told.duties('P4.R3-3IN1W')).toHaveLength(1);
  asides(told);
});

test('in a third township: its officer gets a slip with no more than name and place, and the answer goes to the bureau and to the one in charge', async () => {
  const told = await story(
    { until: '09-18 20:00', town: TOWN_OF_SEATS },
    `${reported('张伟在石桥镇姑姑家')}
     09-16 16:00 lin 1
     09-18 10:00 lin 2 在姑姑家，安全，答应周一回来`,
  );
  expect(told.texts('zhou', 'reply')[0]).toContain('已给孩子所在的乡镇发协办单，答复会告诉您');
  const [slip = ''] = told.texts('lin', 'notice');
  expect(slip.replace(/\d{4}-\d{4}/, '0916-0000')).toBe(
    '【新任务】转办0916-0000（张伟（三(1)班）：石桥镇姑姑家）\n· 协助劝返（协办单），9月22日（周二）18:00前\n  孩子住在你们这里：请上门看看是否安全，劝回学校；回见到谁、怎么说。\n回复：1 收到　2 已协办，报情况　3 办不了，说原因',
  );
  expect(told.duties('P4.R1-JURIS')).toEqual(['lin 09-16 15:40 → 09-22 18:00 done 09-18 10:00']);
  for (const person of ['zhou', 'sun'])
    expect(
      told
        .texts(person, 'notice')
        .at(-1)
        ?.replace(/\d{4}-\d{4}/, '0916-0000'),
    ).toBe(
      '【转办回复】张伟（汤丹中心小学三(1)班）\n· 转办0916-0000（协助劝返（协办单））：林副镇长已办结：在姑姑家，安全，答应周一回来',
    );
  told.of('P4.R1-JURIS');
  asides(told);
});

test('a slip that cannot be answered goes back with its reason, and silence reaches the head of that township', async () => {
  const told = await story(
    { until: '09-17 20:00', town: TOWN_OF_SEATS },
    `${reported('张伟在石桥镇姑姑家')}
     09-17 19:00 lin 3 人已搬走，不知去向`,
  );
  // Not taken on within a working day.
  expect(told.of('P4.R1-JURIS')).toEqual([
    '09-16 15:40 lin notice',
    '09-17 18:00 lin reminder',
    '09-17 18:00 zhou escalation',
    '09-17 19:00 sun notice',
    '09-17 19:00 zhou escalation',
    '09-17 19:00 zhou notice',
  ]);
  expect(told.texts('sun', 'notice').at(-1)).toContain('人已搬走，不知去向');
  asides(told);
});

test('outside the district: the township of registration persuades, and the bureau writes to the place of stay', async () => {
  const told = await story(
    { until: '09-17 20:00', town: TOWN_OF_SEATS },
    `${reported('张伟在外省')}
     09-17 10:00 zhou 1 东教函〔2026〕4号`,
  );
  expect(told.duties('P4.R1-JURIS')).toEqual(['zhou 09-16 15:40 → 09-18 18:00 done 09-17 10:00']);
  expect(told.texts('zhou', 'notice').at(-1)).toContain('给孩子所在地去函');
  expect(told.duties('P4.R3-3IN1W')).toHaveLength(1);
  told.of('P4.R1-JURIS');
  asides(told);
});

test('nobody knows where: the township finds out by numbers, and the bureau decides anew', async () => {
  const told = await story(
    { until: '09-17 12:00', town: TOWN_OF_SEATS },
    `${reported()}
     09-16 16:00 sun 查到了，说在哪里
     09-16 16:01 sun 1
     09-16 16:02 sun 在石桥镇舅舅家
     09-16 16:10 zhou 1`,
  );
  expect(told.texts('sun', 'notice')).toContain(
    '【先查清孩子在哪里】\n· 张伟（汤丹中心小学三(1)班）：有没有人见过孩子、家长联系上没有，今天18:00前\n问家长、亲友、同学、村组。没人见过、家长也联系不上的，马上报失联。\n回复：1 查到了，说在哪里　2 没人见过，报失联　3 有人见过，不知在哪',
  );
  const [asked, again, told1] = told.texts('sun', 'reply');
  expect(asked).toContain('请再回在哪里：写乡镇（街道）全名，或“在家”“区外，广东某厂”');
  expect(again).toContain('请直接发在哪里');
  expect(told1).toContain('已记：查到了，说在哪里');
  expect(told.texts('zhou', 'notice').at(-1)).toContain('【孩子换了地方】');
  expect(told.duties('P4.R1-JURIS')).toEqual([
    'sun 09-16 15:40 → 09-16 18:00 done 09-16 16:02',
    'lin 09-16 16:10 → 09-22 18:00 open',
  ]);
  // The township in charge stays the same, and so does its week.
  expect(told.duties('P4.R3-3IN1W')).toHaveLength(1);
  told.of('P4.R1-JURIS');
  asides(told);
});

test('where the family was reached the township is not asked whether anybody has seen the child', async () => {
  const told = await story(
    { until: '09-16 17:00', town: TOWN_OF_SEATS },
    `${reported().replace('09-16 15:10', '09-14 08:30 wang 1\n 09-16 15:10')}`,
  );
  expect(told.texts('zhou', 'reply')[0]).toContain('还不知道孩子在哪里，查到后请您重新定');
  expect(told.duties('P4.R1-JURIS')).toEqual([]);
  asides(told);
});

test('T22: seen by nobody and no guardian reached is a missing child; once found, where it stays is asked again', async () => {
  const told = await story(
    { until: '09-17 12:00', town: TOWN_OF_SEATS },
    `${reported()}
     09-16 16:00 sun 没人见过，报失联
     09-17 09:00 qian 找到了
     09-17 09:30 sun 1 在石桥镇舅舅家`,
  );
  expect(told.of('P3.3-TRACK').filter((line) => line.startsWith('09-16 16:00'))).toEqual(
    expect.arrayContaining(['09-16 16:00 qian notice', '09-16 16:00 pan notice', '09-16 16:00 zhou notice']),
  );
  expect(told.duties('P4.R1-JURIS')).toEqual([
    'sun 09-16 15:40 → 09-16 18:00 done 09-16 16:00',
    'sun 09-17 09:00 → 09-17 18:00 done 09-17 09:30',
  ]);
  expect(told.duties('P4.R1-DISPATCH').at(-1)).toBe('zhou 09-17 09:30 → 09-18 18:00 open');
  told.of('P4.R1-JURIS');
  asides(told);
});

test('A-POL-HUKOU: a child without 户口 goes to the police with the decision, without its name, once', async () => {
  const police = registeredIn('');
  const town: DirectoryParts = {
    ...police,
    people: [...police.people, { id: 'gu', name: '顾警官' }],
    posts: [
      ...police.posts,
      { person: 'gu', role: 'unit', unit: 'district', office: '公安局', from: '2026-09-01', until: null },
    ],
  };
  const told = await story(
    { until: '09-18 12:00', town },
    `${reported('张伟在汤丹镇舅舅家')}
     09-16 16:00 gu 1
     09-17 09:00 zhao 张伟在石桥镇姑姑家
     09-17 09:30 zhou 1
     09-18 10:00 gu 2 已告知要带的材料，下周办`,
  );
  expect(told.duties('A-POL-HUKOU')).toEqual(['gu 09-16 15:40 → 09-22 18:00 done 09-18 10:00']);
  expect(told.texts('gu').join('\n')).not.toContain('张伟');
  expect(told.texts('zhou', 'notice').at(-1)).toContain('公安局已办结：已告知要带的材料，下周办');
  asides(told);
});

const BESIDE: readonly (readonly [what: string, household: string, stay: string])[] = [
  ['the letter to the county', 'elsewhere', '张伟在外省'],
  ['the slip to the township of stay', 't1', '张伟在石桥镇姑姑家'],
  ['the letter to the place of stay', 't1', '张伟在外省'],
  ['the search', 't1', ''],
];

const ENDS = [
  ['a return', 'wang 张伟到了'],
  ['a closing', 'zhou 张伟信息有误销案，更正记录东教学籍2026-5号'],
] as const;

test.each(BESIDE.flatMap(([what, ...rest]) => ENDS.map(([by, said]) => [by, what, said, ...rest] as const)))(
  '%s ends %s at once',
  async (_, __, said, household, stay) => {
    const told = await story(
      { until: '09-22 20:00', town: registeredIn(household) },
      `${reported(stay)}
     09-16 15:50 ${said}`,
    );
    expect(told.duties('P4.R1-JURIS')).toEqual([expect.stringMatching(/not_applicable$/)]);
    expect(told.of('P4.R1-JURIS').every((line) => line.startsWith('09-16 15:40'))).toBe(true);
    asides(told);
  },
);
