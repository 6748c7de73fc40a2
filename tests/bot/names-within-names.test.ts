import { afterEach, expect, test } from 'vitest';
import { placeOfName } from '../../domain/conversation/names.ts';
import type { Rosters } from '../../domain/conversation/rosters.ts';
import { tellsTalkWith } from '../../domain/support/sentences.ts';
import { quoted } from '../../domain/understanding/text/quote.ts';
import { closeFields, Field } from '../support/field.ts';
import { story } from '../support/play.ts';
import { SCHOOL_YEAR, TOWN } from '../support/town.ts';

/** The town with a counsellor, and with 张明 (`zhang`) and 张明明 (`li`) in one class. */
const PAIR = {
  ...TOWN,
  students: TOWN.students.map((student) => {
    if (student.id === 'zhang') return { ...student, name: '张明', flags: ['hardship' as const] };
    return student.id === 'li' ? { ...student, name: '张明明', flags: ['hardship' as const] } : student;
  }),
  people: [...TOWN.people, { id: 'ning', name: '宁老师' }],
  posts: [
    ...TOWN.posts,
    { person: 'ning', role: 'counsellor' as const, unit: 's1', from: '2026-09-01', until: null },
  ],
};

/** A story of the two, played until its last line; what else the days bring is no matter of these tests. */
const played = async (script: string, setting: Partial<Parameters<typeof story>[0]> = {}) => {
  const last = script.trim().split('\n').at(-1)?.trim() ?? '';
  const told = await story(
    { from: '09-14 06:00', until: last.slice(0, 11).replace(/\d$/u, '9'), town: PAIR, ...setting },
    script,
  );
  told.rest();
  return told;
};

afterEach(closeFields);

const MISSED = `
  09-14 08:05 wang 张明旷课
  09-15 08:05 wang 张明旷课
  09-16 08:05 wang 张明旷课
`;

test('harm that was reported is that of the child who is named', async () => {
  const told = await played(
    `09-14 09:00 wang 张明说在家被打
     09-14 09:10 qian 张明明的事已报告派出所了`,
  );
  expect(told.facts('safeguard_reported')).toEqual([]);
  const both = await played(
    `09-14 09:00 wang 张明说在家被打
     09-14 09:01 wang 张明明说在家被打
     09-14 09:10 qian 张明明的事已报告派出所了`,
  );
  expect(both.facts('safeguard_reported')).toMatchObject([{ student: 'li' }]);
});

test.each([
  ['wang', '张明明的平台报了，编号2026091601', 'ticket'],
  ['wang', '张明明的平台上登记好了，编号2026091601', 'ticket'],
  ['qian', '张明明的书面报告汤小报〔2026〕7号，已签字送出', 'paper'],
  ['qian', '张明明书面报告汤小报〔2026〕7号已经签字报送镇政府', 'paper'],
] as const)('what is told of another child is not recorded of this one: %s: %s', async (who, text, kind) => {
  const told = await played(`${MISSED} 09-16 15:10 ${who} ${text}`);
  expect(told.facts(kind)).toEqual([]);
  const own = await played(`${MISSED} 09-16 15:10 ${who} ${text.replace('张明明', '张明')}`);
  expect(own.facts(kind)).toMatchObject([{ student: 'zhang' }]);
});

test('a visit of another child is not taken back', async () => {
  const told = await played(
    `${MISSED}
     09-16 15:00 wang 家访张明，他妈妈在家
     09-16 15:10 wang 撤回张明明的家访`,
  );
  expect(told.facts('visit')).toMatchObject([{ student: 'zhang' }]);
  expect(told.facts('visit_withdrawn')).toEqual([]);
});

test('a number under a quoted reminder means the child whom it names', async () => {
  const town = await Field.open(PAIR);
  await town.goTo('08:10');
  await town.says('wang', '张明没来，张明明没来');
  await town.says('wang', quoted('机器人：【提醒】联系家长\n· 张明明（三(1)班），今天09:10前', '1'));
  expect((await town.facts('contact')).map(({ body }) => body.student)).toEqual(['li']);
});

test('whoever was told not to come back is visited one by one', async () => {
  const PRETERM = `
     02-23 10:00 wang 除了张明（外出务工）、张明明（生病住院）都来
     02-24 09:30 zhao 1
     02-24 09:31 zhao 孙副镇长`;
  const spring = { from: '02-21 12:00', terms: SCHOOL_YEAR };
  const one = await played(`${PRETERM}\n 02-26 10:00 sun 1 张明明家长答应送回来`, spring);
  expect(one.visits()).toEqual(['li persuasion promised']);
  const asked = await played(
    `${PRETERM}
     02-26 10:00 sun 1
     02-26 10:01 sun 张明明答应
     02-26 10:02 sun 张明明答应`,
    spring,
  );
  expect(asked.visits()).toEqual(['li persuasion promised']);
});

test('who is named lacks what the others have', async () => {
  const told = await played(
    `09-01 09:50 wang 都已注册
     09-02 10:00 wang 除了张明明都结对了`,
    { from: '09-01 06:00' },
  );
  expect(told.facts('buddy')).toMatchObject([{ student: 'li', teacher: null }]);
});

test('a talk is with the child who is named', async () => {
  const told = await played(`${MISSED}
     09-17 08:05 wang 三(1)班全到
     09-17 10:00 ning 和张明明聊了`);
  expect(told.facts('talk')).toEqual([]);
});

test('a talk with one child is told beside another whose name begins alike', () => {
  const [text, name] = ['张明明的妈妈来了，和张明聊了', '张明'];
  const rosters = { classes: [{ students: ['张明', '张明明'] }] } as unknown as Rosters;
  expect(tellsTalkWith(text, name, placeOfName(text, name, rosters))).toBe(true);
  expect(tellsTalkWith(text, '张明明', placeOfName(text, '张明明', rosters))).toBe(false);
});

test('one family is looked up', async () => {
  const told = await played(`09-14 08:05 wang 张明没来
     09-14 08:06 wang 张明明没来
     09-14 09:50 wang 张明明的家长收到通知了吗`);
  const answer = told.texts('wang', 'reply').at(-1);
  expect(answer).toContain('张明明');
  expect(answer).not.toMatch(/张明(?!明)/u);
});
