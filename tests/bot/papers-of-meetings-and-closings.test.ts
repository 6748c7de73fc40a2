import { afterEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty } from '../support/field-county.ts';
import { wordLines } from '../support/office.ts';

afterEach(closeFields);

const given = async (town: Field, person: string, text: string): Promise<string> => {
  await town.says(person, text);
  return wordLines((await town.given(person)).content).join('\n');
};

test('the joint conference: when and where, the standing topics in counts, what was decided (D13, P6.R-JOINT)', async () => {
  const town = await Field.open(fieldCounty(), at('2026-08-31', '07:20'));
  await town.goTo('2026-09-01 09:00');
  await town.says('zhou', '会期已定 9月20日上午9点，区教体局三楼');
  const invitation = await given(town, 'zhou', '起草会议通知');
  expect(invitation).toContain('2026年第三季度控辍保学联席会议');
  expect(invitation).toContain('9月20日上午9点');
  expect(invitation).toContain('区教体局三楼');
  expect(invitation).toContain('就学保障：在办0人');
  expect(invitation).toContain('非法收纳：台账没有这一类');
  await town.goTo('2026-09-20 11:00');
  await town.says('zhou', '决议：汤丹镇9月30日前把外出务工学生逐个核清');
  const minutes = await given(town, 'zhou', '起草会议纪要');
  expect(minutes).toContain('1|汤丹镇9月30日前把外出务工学生逐个核清|汤丹镇|2026年9月30日');
});

test('in March the government invites to the annual meeting, and the bureau to its joint conference beside it (P1.0-MEET-MAR)', async () => {
  const town = await Field.open(fieldCounty(), at('2027-02-28', '07:20'));
  await town.goTo('2027-03-01 09:00');
  await town.says('zhou', '年度会会期已定 3月26日上午9点，区政府三楼');
  await town.says('zhou', '会期已定 3月12日上午9点，区教体局三楼');
  for (const asked of ['起草会议通知', '起草工作会议通知']) {
    const annual = await given(town, 'zhou', asked);
    expect(annual).toContain('东川区人民政府文件\n东川区人民政府控辍会〔2027〕1号\n');
    expect(annual).toContain('关于召开2027年度控辍保学工作会的通知');
    expect(annual).toContain('时间：3月26日上午9点\n地点：区政府三楼');
  }
  const joint = await given(town, 'zhou', '起草联席会议通知');
  expect(joint).toContain('东川区教育体育局文件\n东川区教育体育局控辍会〔2027〕1号\n');
  expect(joint).toContain('关于召开2027年第一季度控辍保学联席会议的通知');
  expect(joint).toContain('时间：3月12日上午9点\n地点：区教体局三楼');
  await town.goTo('2027-03-12 11:00');
  await town.says('zhou', '决议：汤丹镇3月20日前核清外出务工学生');
  await town.goTo('2027-03-26 11:00');
  await town.says('zhou', '决议：汤丹镇4月10日前签完责任书');
  const ours = await given(town, 'zhou', '起草联席会议纪要');
  expect(ours).toContain('核清外出务工学生');
  expect(ours).not.toContain('签完责任书');
  const theirs = await given(town, 'zhou', '起草会议纪要');
  expect(theirs).toContain('签完责任书');
  expect(theirs).not.toContain('核清外出务工学生');
});

test('the report of the quarter goes to 区委 and 区政府, and a class’s letter is signed by all its teachers (D10, D12-4)', async () => {
  const parts = fieldCounty();
  const teaches = {
    person: 'xu',
    role: 'subject_teacher',
    unit: 'c31',
    from: '2026-09-01',
    until: null,
  } as const;
  const inspects = {
    person: 'du',
    role: 'supervision_office',
    unit: 'district',
    from: '2026-09-01',
    until: null,
  } as const;
  const town = await Field.open({
    ...parts,
    people: [...parts.people, { id: 'du', name: '杜督查' }],
    posts: [...parts.posts, teaches, inspects],
  });
  expect(await given(town, 'du', '起草季度督查报告')).toContain('东川区委、东川区人民政府：');
  const letter = await given(town, 'zhao', '起草三(1)班的教师责任书');
  expect(letter).toContain('乙方：王老师、徐老师');
  expect(letter).toContain('班主任 王老师、科任教师 徐老师');
});

test('the closing form counts the days attended since the return, not the days of school (D17, T19)', async () => {
  const town = await Field.open();
  await town.goTo('07:55');
  await town.says('wang', '应到10实到9，张伟没来');
  await town.goTo('2026-09-17 07:55');
  await town.says('wang', '全到齐');
  await town.goTo('2026-09-18 07:55');
  await town.says('wang', '应到10实到9，张伟发烧请病假一天');
  await town.goTo('2026-09-19 09:00');
  expect(await given(town, 'zhao', '起草张伟的销案表')).toMatch(/返校日\|2026年9月17日\|[^|]*\|1天/);
});
