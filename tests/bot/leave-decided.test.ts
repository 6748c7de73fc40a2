/** What office and principal decide in words about leave settles the request, and marks nobody. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';

let field: Field;
const answers = async () =>
  (await field.facts('leave_answer')).map(({ body }) => [body.student, body.agreed, body.why]);
const marked = async () => (await field.facts('standing')).length + (await field.facts('leave')).length;

beforeEach(async () => {
  field = await Field.open();
  await field.goTo('07:55');
});
afterEach(closeFields);

/** A week goes to the principal, three days to the office; the first day each has from the teacher. */
const asked = async (...names: readonly string[]): Promise<void> => {
  for (const name of names) await field.says('wang', `${name}家里有事请假到周五`);
};
const askedOfOffice = async (...names: readonly string[]): Promise<void> => {
  for (const name of names) await field.says('wang', `${name}发烧，请假到周三`);
};

test.each([
  ['马小军那个假不批，叫他先来学校', '叫他先来学校'],
  ['马小军的假不同意，让他来上学', '让他来上学'],
  ['马小军的假不批', null],
  ['马小军请假不准', null],
  ['不同意马小军的假，农忙也不行', '农忙也不行'],
  ['马小军那个假，不批', null],
  ['马小军的假不得行', null],
  ['不批，叫他来上学', '叫他来上学'],
])('“%s” refuses what was asked', async (text, why) => {
  await asked('马小军');
  const before = await marked();
  field.news('wang');
  expect(await field.says('qian', text)).toContain('已记：不同意');
  expect(await answers()).toEqual([['c31-6', false, why]]);
  expect(field.news('wang').join()).toContain('钱校长没有同意');
  expect(await marked()).toBe(before);
});

/** A week is asked of the principal, of which the teacher has given Monday: Tuesday to Friday wait. */
test.each([
  ['马小军的假只批两天', '2026-09-16', null],
  ['马小军的假同意，但只批到周三', '2026-09-16', null],
  ['同意，但只批到周三', '2026-09-16', null],
  ['批3天', '2026-09-17', null],
  ['马小军的假准两天', '2026-09-16', null],
  ['同意马小军请假到9月16日', '2026-09-16', null],
  ['不批五天，最多批一天，让他周三来', '2026-09-15', '让他周三来'],
  ['马小军的假同意，最多两天，要补假条', '2026-09-16', '要补假条'],
  ['1 先批一天', '2026-09-15', null],
  ['2 只批两天', '2026-09-16', null],
  ['批5天', '2026-09-18', null],
  ['马小军的假批到周五', '2026-09-18', null],
])('“%s” grants just that', async (text, until, why) => {
  await asked('马小军');
  field.news('wang');
  const reply = await field.says('qian', text);
  const [told] = await field.facts('leave_answer');
  expect(told?.body).toMatchObject({ from: '2026-09-15', until, agreed: true, why });
  const isShort = until < '2026-09-18';
  expect(reply.includes('没有批')).toBe(isShort);
  expect(field.news('wang').join().includes('没有批，孩子要到校')).toBe(isShort);
  expect((await field.file('c31-6'))?.leaves.at(-1)).toMatchObject({ from: '2026-09-15', until });
});

test('what is granted to several, each as was said', async () => {
  await askedOfOffice('张伟', '李思雨');
  const reply = await field.says('zhao', '张伟只批一天，李思雨同意');
  expect((await field.facts('leave_answer')).map(({ body }) => [body.student, body.until])).toEqual([
    ['c31-1', '2026-09-15'],
    ['c31-2', '2026-09-16'],
  ]);
  expect(reply).toContain('批到9月15日（周二）；9月16日（周三）没有批');
});

test('a day that was not asked for is asked back, and the request waits', async () => {
  await asked('马小军');
  expect(await field.says('qian', '1 只批半天')).toContain('申请的是9月15日（周二）至9月18日（周五）');
  expect(await field.says('qian', '马小军的假只批到9月30日')).toContain('批到哪天没看明白');
  expect(await answers()).toEqual([]);
  expect(await field.says('qian', '马小军批2天')).toContain('批到9月16日');
});

test('each who is named is answered as was said, over several lines and classes', async () => {
  await askedOfOffice('张伟', '李思雨', '陈静');
  const reply = await field.says(
    'zhao',
    '三(1)班：张伟准假\n三(1)班：李思雨准假\n三(1)班：陈静不准，叫她明天来',
  );
  expect(reply).toMatch(/已记：同意\n· 张伟.*\n· 李思雨.*\n已记：不同意\n· 陈静/);
  expect(await answers()).toEqual([
    ['c31-1', true, null],
    ['c31-2', true, null],
    ['c31-7', false, '叫她明天来'],
  ]);
});

test.each([
  '张伟、李思雨、陈静的假都准了',
  '前面那几个请假的全部同意',
  '都同意',
  '同意张伟、李思雨和陈静的假',
])('“%s” grants all that are open', async (text) => {
  await askedOfOffice('张伟', '李思雨', '陈静');
  expect(await field.says('zhao', text)).toContain('已记：同意');
  expect((await answers()).map(([student, agreed]) => [student, agreed])).toEqual([
    ['c31-1', true],
    ['c31-2', true],
    ['c31-7', true],
  ]);
});

test('“陈静同意，张伟的不行”, and of the others that all may go', async () => {
  await askedOfOffice('张伟', '李思雨', '陈静');
  await field.says('zhao', '陈静同意，张伟的不行，要他爸来签字，其他的都准');
  expect(await answers()).toEqual([
    ['c31-2', true, null],
    ['c31-7', true, null],
    ['c31-1', false, '要他爸来签字'],
  ]);
});

test('a condition goes to the teacher, and 病假 stays 病假', async () => {
  await askedOfOffice('张伟');
  field.news('wang');
  expect(await field.says('zhao', '同意张伟的假，但是要补个假条')).toContain('已记：要补个假条');
  expect(field.news('wang').join()).toMatch(/同意请病假[\s\S]*赵主任另说：要补个假条/);
  expect((await field.file('c31-1'))?.leaves.map(({ kind }) => kind)).toEqual(['sick_leave', 'sick_leave']);
  expect(await field.says('wang', '张伟的假批到哪天')).toContain('今天病假，到9月16日');
});

test('who asked for nothing is said to have asked for nothing', async () => {
  await askedOfOffice('张伟');
  const before = await marked();
  expect(await field.says('zhao', '李思雨的假不批')).toContain('李思雨没有等您答复的请假，没有记');
  expect(await marked()).toBe(before);
  const reply = await field.says('zhao', '张伟同意，李思雨准假');
  expect(reply).toMatch(/已记：同意\n· 张伟[\s\S]*李思雨没有等您答复的请假，按今天准假记[\s\S]*事假：李思雨/);
});

test('the principal may answer for the office, and not the other way round', async () => {
  await asked('马小军');
  expect(await field.says('zhao', '马小军的假不批')).toContain('马小军的假由钱校长答复');
  expect(await answers()).toEqual([]);
  await askedOfOffice('张伟');
  await field.says('qian', '张伟的假同意');
  expect(await answers()).toEqual([['c31-1', true, null]]);
});

test.each([
  '马小军的假批了吗',
  '马小军的假还没批',
  '马小军的妈妈同意送他来',
  '马小军同意明天来上学',
  '马小军准时到校了',
  '马小军的假只批半天',
  '马小军的假上次批了两天',
  '马小军的假只批到下周五',
  '马小军被批评了，没来',
  '马小军的家长说，不同意',
])('“%s” decides nothing', async (text) => {
  await asked('马小军');
  await field.says('qian', text);
  expect(await answers()).toEqual([]);
});
