/** From the platform's ticket to the township's order: P4.R1-DISPATCH, P3.R3-TOWN-ONLINE, P4.R2-ONLINE, P4.R3-TEAM, P6.1-TEAM. */
import { expect, test } from 'vitest';
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
import { story } from '../support/play.ts';
import { TOWN } from '../support/town.ts';

const post = { unit: 't1', from: '2026-09-01', until: null } as const;
/** The town with its judicial office and 司法局. */
const TOWN_OF_LAW = {
  ...TOWN,
  people: [...TOWN.people, { id: 'fang', name: '方所长' }, { id: 'shen', name: '沈科长' }],
  posts: [
    ...TOWN.posts,
    { ...post, person: 'fang', role: 'judicial_office' as const },
    { ...post, person: 'shen', role: 'unit' as const, unit: 'district', office: '司法局' },
  ],
};

const DISPATCHED = `
  09-14 08:05 wang 三(1)班应到6实到5，张伟没来
  09-16 15:10 wang 已上报
  09-16 15:11 wang 2026091601
  09-16 15:30 zhou 张伟在汤丹镇姑姑家
  09-16 15:40 zhou 1
`;

test('the bureau agrees to the township that the table proposes, and the township hears at once what is its to do', async () => {
  const told = await story(
    { until: '09-16 16:30', town: TOWN_OF_LAW },
    `${DISPATCHED} 09-16 16:00 sun 受理张伟`,
  );
  expect(told.during('09-16 15:10', '09-16 16:10', 'zhou')).toEqual([
    '09-16 15:11 zhou notice P3.R2-PLATFORM-3D',
    '09-16 15:11 zhou notice P4.R1-DISPATCH',
    '09-16 15:30 zhou reply',
    '09-16 15:40 zhou reply',
    '09-16 16:00 zhou notice P3.R3-TOWN-ONLINE',
  ]);
  expect(told.texts('zhou', 'notice').find((text) => text.startsWith('【请派单】'))).toBe(
    '【请派单】\n· 张伟（汤丹中心小学三(1)班）：建议派给汤丹镇（去向不明，按人不在学籍乡镇办，由户籍地乡镇负责），明天18:00前\n不同意的，回“张伟派单给某某镇，理由：……”。\n回复：1 同意建议',
  );
  expect(told.during('09-16 15:40', '09-16 16:10', 'sun')).toEqual([
    '09-16 15:40 sun notice P3.R3-TOWN-ONLINE',
    '09-16 15:40 sun notice P4.R3-3IN1W',
    '09-16 15:40 sun notice P4.R3-TEAM',
    '09-16 16:00 sun reply',
  ]);
  expect(told.state.students.zhang).toMatchObject({
    platform: 'ACCEPTED',
    township: 't1',
    fourStep: 'NONE',
  });
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK);
});

/** Worked by the township up to the paper of the order, which names no limit. */
const ORDERED = `${DISPATCHED}
  09-16 16:00 sun 受理张伟
  09-16 16:10 sun 张伟联合小组：第一书记空缺（没派驻），工作队员空缺（没派驻），村民小组空缺（外出务工）
  09-17 10:00 sun 第一次宣传教育张伟，讲了义务教育法，家长答应送来
  09-17 16:00 sun 第二次宣传教育张伟，讲了义务教育法，家长答应送来
  09-18 10:00 sun 第二次宣传教育张伟，讲了义务教育法，家长答应送来
  09-18 11:00 sun 张伟进入责令改正
  09-21 10:00 sun 第三次宣传教育张伟，讲了义务教育法，家长拒绝送返
  09-21 11:00 sun 张伟宣传教育记录汤政宣〔2026〕3号，9月21日送达
  09-21 11:01 sun 张伟宣传教育无效，家长未送返
  09-21 11:02 sun 张伟进入责令改正
  09-21 11:05 sun 送审张伟责令改正
  09-21 15:00 fang 1
  09-22 09:00 sun 张伟进入责令改正
  09-22 09:10 sun 张伟责令改正书汤政责〔2026〕5号，9月22日送达
`;

test('what the judicial office refused is asked for again the same day, and answered in its own words', async () => {
  const told = await story(
    { until: '09-21 16:00', town: TOWN_OF_LAW },
    `${ORDERED.slice(0, ORDERED.indexOf('  09-21 15:00'))}
     09-21 14:00 fang 待办
     09-21 14:01 fang 2 第二次没得签字
     09-21 14:30 sun 送审张伟责令改正
     09-21 14:31 sun 送审张伟责令改正
     09-21 14:40 fang 材料看了，第二次没得签字，先不同意
     09-21 15:00 sun 送审张伟责令改正
     09-21 15:10 fang 可以，同意
     09-21 15:30 sun 张伟进入责令改正`,
  );
  expect(told.duties('P4.SUPPORT-LAW')).toEqual([
    'fang 09-21 11:05 → 09-24 18:00 done 09-21 14:01',
    'fang 09-21 14:30 → 09-24 18:00 done 09-21 14:40',
    'fang 09-21 15:00 → 09-24 18:00 done 09-21 15:10',
  ]);
  expect(told.texts('fang', 'notice').filter((text) => text.startsWith('【请审核】'))).toHaveLength(3);
  expect(told.state.students.zhang).toMatchObject({ fourStep: 'S2_ORDER' });
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK, A_JOINT_GROUP);
});

test('an order needs three sessions, a refusal, the paper before it and the judicial office; nobody can skip', async () => {
  const told = await story(
    { until: '09-24 12:00', town: TOWN_OF_LAW },
    `${ORDERED}
     09-22 09:15 sun 张伟责令改正期限10月8日
     09-22 09:20 sun 张伟进入行政处罚`,
  );
  expect(told.during('09-21 11:00', '09-21 16:00', 'fang')).toEqual([
    '09-21 11:05 fang notice P4.SUPPORT-LAW',
    '09-21 14:40 fang notice P4.2-ORDER',
    '09-21 15:00 fang reply',
  ]);
  // What is to be checked: of whom, which step, and the paper before it.
  expect(told.texts('fang', 'notice').find((text) => text.startsWith('【请审核】'))).toBe(
    `【请审核】四步法
· 张伟（汤丹中心小学三(1)班）：拟进入“责令改正”，9月24日（周四）18:00前
  前一步“宣传教育”文书汤政宣〔2026〕3号，9月21日（周一）送达
看这一步的文书、依据和程序；不同意的，在“2”后面写一句理由。
回复：1 审核同意　2 审核不同意`,
  );
  // A result is answered with the sentence that may come next, the check at once with the one after it; a person sends both.
  const replies = told.texts('sun', 'reply');
  expect(replies.find((text) => text.includes('宣传教育：9月21日（周一），未履行'))).toContain(
    '→ 下一步是“责令改正”：要走，回“送审张伟责令改正”，先请司法所审核；走不走由您定',
  );
  expect(told.texts('sun', 'notice').find((text) => text.startsWith('【四步法审核】'))).toBe(
    `【四步法审核】
· 张伟（汤丹中心小学三(1)班）“责令改正”：同意
  要启动，回“张伟进入责令改正”
走不走、哪天走由您定，系统不会自动往下走。`,
  );
  // Who is to know hears it with the next gathering, by whose hand it stands and without the papers.
  expect(told.texts('wang').filter((text) => text.includes('【四步法】'))).toEqual([
    expect.stringContaining('张伟（三(1)班）：已启动“宣传教育”'),
    expect.stringContaining('张伟（三(1)班）：“宣传教育”结束，9月21日（周一），家长未履行'),
    expect.stringContaining('张伟（三(1)班）：已启动“责令改正”'),
  ]);
  expect(told.texts('zhou').join('\n')).toContain('已启动“责令改正”');
  expect(told.texts('sun').filter((text) => text.includes('【四步法】'))).toEqual([]);
  const refused = told.texts('sun', 'reply').filter((text) => text.startsWith('没有记'));
  expect(refused).toEqual([
    '没有记。张伟的宣传教育只有2次，要在不同的日子满3次，才能进入下一步。',
    '没有记。“责令改正”要司法所先审核。请说“送审张伟责令改正”，司法所同意后再启动。',
    '没有记。“责令改正”的期限到10月8日（周四），还没有过。',
  ]);
  // An order sets a limit by law; what was recorded without one is asked for, and the day alone completes it.
  expect(told.duties('P4.2-ORDER', 'zhang')[0]).toBe('sun 09-22 09:10 → 09-22 18:00 done 09-22 09:15');
  expect(told.state.students.zhang).toMatchObject({
    fourStep: 'S2_ORDER',
    educationSessions: 3,
    persuasions: 4,
  });
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK, A_JOINT_GROUP);
});

test('who met nobody, or explained no law, hears at once that it is no session yet and what to say', async () => {
  const told = await story(
    { until: '09-17 17:00', town: TOWN_OF_LAW },
    `${DISPATCHED}
     09-17 10:00 sun 第一次宣传教育张伟，没见到家长
     09-17 11:00 sun 第一次宣传教育张伟，家长答应送来
     09-17 12:00 sun 第一次宣传教育张伟，讲了义务教育法，家长答应送来`,
  );
  // The child's own words are asked for last.
  expect(told.texts('sun', 'reply').map((text) => text.split('\n').at(-2))).toEqual([
    '→ 这一次还不算宣传教育，缺：讲了什么法（如“讲了义务教育法”）；见到家长、家长怎么说（答应、拒绝，或已送返）。办到了的，写全再发一次',
    '→ 这一次还不算宣传教育，缺：讲了什么法（如“讲了义务教育法”）。办到了的，写全再发一次',
    '→ 联合小组宣传教育1次（要3次）',
  ]);
  expect(told.state.students.zhang).toMatchObject({ educationSessions: 1 });
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK, A_JOINT_GROUP);
});

test('of an order the dates count from its service, not from the day it was made, and stand in the file as help (law.md §3.2)', async () => {
  const told = await story(
    { until: '09-24 12:00', town: TOWN_OF_LAW },
    `${DISPATCHED}
     09-16 16:00 sun 受理张伟
     09-17 10:00 sun 第一次宣传教育张伟，讲了义务教育法，家长答应送来
     09-18 10:00 sun 第二次宣传教育张伟，讲了义务教育法，家长答应送来
     09-21 10:00 sun 第三次宣传教育张伟，讲了义务教育法，家长拒绝送返
     09-21 11:00 sun 张伟宣传教育记录汤政宣〔2026〕3号，9月21日送达
     09-21 11:01 sun 张伟宣传教育无效，家长未送返
     09-21 11:05 sun 送审张伟责令改正
     09-21 15:00 fang 1
     09-22 09:00 sun 张伟进入责令改正
     09-22 09:10 sun 张伟责令改正书汤政责〔2026〕5号，9月20日作出，限10月8日前
     09-22 09:20 sun 张伟责令改正书9月22日留置送达
     09-22 09:30 sun 张伟情况
     09-22 09:31 wang 张伟情况`,
  );
  const [made, served, asked] = told.texts('sun', 'reply').slice(-3);
  expect(made).toContain('9月20日（周日）作出，还没有登记送达日');
  expect(made).not.toContain('行政复议');
  expect(served).toContain('9月20日（周日）作出，9月22日（周二）留置送达，限10月8日');
  // Sixty days from the 22nd.
  expect(served).toContain('可申请行政复议到：11月21日');
  expect(asked).toContain('参考日期：可申请行政复议到：11月21日');
  expect(told.texts('wang', 'reply').at(-1)).not.toContain('参考日期');
  // Nor is the family told of a paper that was only made.
  expect(told.duties('P4.2-ORDER', 'zhang')[0]?.slice(0, 15)).toBe('sun 09-22 09:20');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK, A_JOINT_GROUP);
});

test('P4.2-ORDER: the limit that is missing is led to by numbers, and no number is taken for a date', async () => {
  const told = await story(
    { from: '09-14 07:00', until: '09-22 12:00', town: TOWN_OF_LAW },
    `${ORDERED}
     09-22 09:15 sun 补登期限，报日期
     09-22 09:16 sun 1
     09-22 09:17 sun 10月8日`,
  );
  const replies = told.texts('sun', 'reply').slice(-3);
  expect(replies[0]).toContain('请再回期限到哪一天');
  expect(replies[1]).toContain('没有记。请直接发期限到哪一天，例如“10月12日”');
  expect(replies[2]).toContain('已记：补登期限');
  expect(told.duties('P4.2-ORDER', 'zhang')[0]).toBe('sun 09-22 09:10 → 09-22 18:00 done 09-22 09:17');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK, A_JOINT_GROUP);
});

test('a penalty stays shut until 司法局 names document, article, amount and body; nobody else can open it', async () => {
  const told = await story(
    { until: '09-14 12:00', town: TOWN_OF_LAW },
    `09-14 09:00 sun 启用行政处罚
     09-14 09:01 shen 登记行政处罚依据：《某办法》第十条
     09-14 09:02 shen 登记行政处罚依据：《某办法》第十条，罚款200元至1000元，由乡镇人民政府作出`,
  );
  expect(told.texts('sun', 'reply')).toEqual(['这件事不归您的岗位报：行政处罚的法律依据。请转告区司法局。']);
  expect(told.texts('shen', 'reply')).toEqual([
    '没有记。请写全再发一次，还差：处罚幅度、由哪个机关作出。例如“登记行政处罚依据：《某办法》第十条，罚款200元至1000元，由乡镇人民政府作出”。',
    '已记：行政处罚的法律依据\n→ 从现在起可以进入行政处罚这一步，每一案仍要先审核、由乡镇的人启动',
  ]);
  expect(told.rest()).toEqual([
    '09-14 07:50 wang reminder P3.1-ROLL',
    '09-14 08:10 wang reminder P3.1-ROLL',
    '09-14 08:10 zhao escalation P3.1-ROLL',
    '09-14 09:00 wang reminder P3.1-REPORT-2H',
    '09-14 09:40 wang reminder P3.1-REPORT-2H',
    '09-14 10:00 wang reminder P3.1-REPORT-2H',
    '09-14 10:00 zhao escalation P3.1-REPORT-2H',
    '09-14 12:00 qian escalation P3.1-REPORT-2H',
  ]);
});

test('a return stops every clock and every notice of the case at once', async () => {
  const told = await story(
    { until: '09-24 20:00', town: TOWN_OF_LAW },
    `${DISPATCHED}
     09-17 08:05 wang 全到齐`,
  );
  const ours = told
    .during('09-17 08:06', '09-24 20:00')
    .filter((line) => !/P3\.1-ROLL|P3\.1-REPORT-2H|P3\.3-ATT-1500|P3\.2-WEEKLY/.test(line));
  // The talk that the return begins is the principal's here: nobody is counsellor, and that is told.
  expect(ours.filter((line) => !/P5\.5-PSY-RETURN|P1\.2-POST/.test(line))).toEqual([]);
  expect(told.stage('zhang')).toBe('RETURNED');
  told.ignoring(
    SCHOOL_DAYS,
    AN_ABSENCE,
    A_CASE,
    A_CASE_AFTER_A_WEEK,
    A_JOINT_GROUP,
    EMPTY_POSTS,
    CHILDREN_IN_NEED,
  );
});
