import { expect, test } from 'vitest';
import type { DirectoryParts } from '../../domain/people/directory.ts';
import { story } from '../support/play.ts';
import { TOWN, withUnits } from '../support/town.ts';

/** The lines are played until the last of them; what else the days bring is no matter of these tests. */
const played = async (town: DirectoryParts, script: string) => {
  const lines = script.trim().split('\n');
  const until = lines.at(-1)?.trim().slice(0, 11) ?? '';
  const [, speaker = ''] = /^\S+ \S+ (\S+)/.exec(lines.at(-1)?.trim() ?? '') ?? [];
  const told = await story({ until: until.replace(/\d$/u, '9'), town }, script);
  told.rest();
  return {
    answers: told.texts(speaker, 'reply'),
    heard: (person: string): string => told.texts(person, 'notice').join('\n'),
    /** When the first duty of this rule was settled. */
    settled: (rule: string): string =>
      told
        .duties(rule)
        .find((line) => line.includes(' done '))
        ?.slice(-11) ?? '',
  };
};

const post = { unit: 't1', from: '2026-09-01', until: null } as const;
/** The town with its judicial office and a counsellor. */
const TOWN_OF_LAW = {
  ...TOWN,
  people: [...TOWN.people, { id: 'fang', name: '方所长' }],
  posts: [...TOWN.posts, { ...post, person: 'fang', role: 'judicial_office' as const }],
};

const MISSED = `
  09-14 08:05 wang 三(1)班应到6实到5，张伟没来
  09-14 08:10 wang 1
  09-15 08:05 wang 三(1)班应到6实到5，张伟没来
  09-15 08:10 wang 1
  09-16 08:05 wang 三(1)班应到6实到5，张伟没来
  09-16 08:10 wang 1
`;

test('a teacher tells the platform’s number, checks the draft; a principal sends the paper', async () => {
  const told = await played(
    TOWN,
    `${MISSED}
     09-16 15:10 wang 平台还没报
     09-16 15:11 wang 平台报了，编号2026091601
     09-16 15:20 wang 草稿核对过了，没问题
     09-17 09:00 qian 张伟的书面报告送到镇上了
     09-17 09:01 qian 汤小报〔2026〕7号`,
  );
  expect(told.settled('P3.R2-PLATFORM-3D')).toBe('09-16 15:11');
  expect(told.settled('P3.R2-WRITTEN-3D')).toBe('09-16 15:20');
  expect(told.settled('P3.1-LINK-WRITTEN')).toBe('09-17 09:01');
  expect(told.heard('zhao')).not.toContain('孩子去向');
});

test('a paper is no child, whoever says where it went', async () => {
  const told = await played(
    TOWN,
    `${MISSED}
     09-16 15:20 qian 汤小报〔2026〕7号已经签字盖章，派人送镇政府了
     09-16 15:30 qian 张伟的书面报告送到镇上了
     09-16 15:40 wang 张伟的书面报告送到镇上了`,
  );
  expect(told.settled('P3.1-LINK-WRITTEN')).toBe('09-16 15:20');
  expect(told.heard('zhao')).not.toContain('孩子去向');
});

test('a township accepts and serves its paper, the judicial office finds nothing wrong', async () => {
  const told = await played(
    TOWN_OF_LAW,
    `${MISSED}
     09-16 15:10 wang 张伟的平台已经报上去了，工单号2026091601
     09-16 15:30 zhou 张伟在汤丹镇姑姑家
     09-16 15:40 zhou 1
     09-16 16:00 sun 受理
     09-16 16:10 sun 张伟联合小组：第一书记空缺（没派驻），工作队员空缺（没派驻），村民小组空缺（外出务工）
     09-17 10:00 sun 第一次宣传教育张伟，讲了义务教育法，家长答应送来
     09-18 10:00 sun 第二次宣传教育张伟，讲了义务教育法，家长答应送来
     09-21 10:00 sun 第三次宣传教育张伟，讲了义务教育法，家长拒绝送返
     09-21 10:50 sun 张伟进入宣传教育
     09-21 11:00 sun 张伟宣传教育记录汤政宣〔2026〕3号，9月21日送达
     09-21 11:01 sun 张伟宣传教育无效，家长未送返
     09-21 11:05 sun 送审张伟责令改正
     09-21 14:00 fang 还没看，有空看
     09-21 15:00 fang 看过了，没问题
     09-22 09:00 sun 张伟进入责令改正
     09-22 09:10 sun 责令改正书汤政责〔2026〕5号今天送到他家了，限10月8日前送孩子上学`,
  );
  expect(told.settled('P3.R3-TOWN-ONLINE')).toBe('09-16 16:00');
  expect(told.settled('P4.SUPPORT-LAW')).toBe('09-21 15:00');
  expect(told.answers.at(-1)).toMatch(/张伟[\s\S]*汤政责〔2026〕5号[\s\S]*10月8日/);
});

test('a unit takes on what it was asked and tells what came of it, the category alone of an appraisal', async () => {
  const told = await played(
    withUnits('human_resources', 'market_supervision', 'health'),
    `09-14 10:00 zhao 转人社局：张伟在砖厂打工，15岁
     09-14 10:10 zhao 转卫健局：李思雨身体不好，请做残疾鉴定
     09-14 11:00 human_resources 收到，明天去查
     09-14 11:00 health 好的，我们来安排鉴定
     09-15 10:00 human_resources 还没查
     09-16 10:00 human_resources 已经查了，没有用童工
     09-17 10:00 health 鉴定做完了，肢体二级`,
  );
  expect(told.settled('A-HR-CHILD')).toBe('09-16 10:00');
  expect(told.heard('zhao')).toContain('没有用童工');
  expect(told.settled('A-HEA-ASSESS')).toBe('09-17 10:00');
  expect(told.answers.at(-1)).toContain('肢体残疾');
});

test('a second talk of the same day is no talk of another week', async () => {
  const town = {
    ...TOWN,
    people: [...TOWN.people, { id: 'ning', name: '宁老师' }],
    posts: [...TOWN.posts, { ...post, unit: 's1', person: 'ning', role: 'counsellor' as const }],
  };
  const told = await played(
    town,
    `${MISSED}
     09-17 08:05 wang 三(1)班全到
     09-17 10:00 ning 谈过了
     09-17 10:00 ning 谈过了`,
  );
  expect(told.answers.at(-1)).toContain('今天这次已经记了');
});
