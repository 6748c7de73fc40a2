import readWorkbook from 'read-excel-file/node';
import { afterEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { A_CASE, AN_ABSENCE, EMPTY_POSTS, SCHOOL_DAYS, SCHOOL_WEEKS, THE_YEAR } from '../support/asides.ts';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty } from '../support/field-county.ts';
import { story } from '../support/play.ts';
import { SCHOOL_YEAR, TOWN, withTeacher } from '../support/town.ts';

afterEach(closeFields);

const SUSPECTED = `09-14 08:05 wang 三(1)班应到6实到5，张伟没来
  09-16 15:30 qian 张伟责任教师徐老师
  09-16 16:00 qian 张伟情况`;
const SETTING = { town: withTeacher('xu', 'c1'), from: '09-14 07:00', until: '09-16 16:00' };

test('P1.3-TWELVE: with a suspected pupil’s case goes who of both lines stands by the child, and which seats are empty', async () => {
  const told = await story(SETTING, SUSPECTED);
  const answer = told.texts('qian', 'reply').at(-1);
  expect(answer).toContain(
    '政府线：区级分管领导邓区长、乡镇（街道）领导申镇长、村（社区）书记主任罗主任、第一书记或工作队员空缺、村（居）民小组长空缺、帮扶联系人何干事',
  );
  expect(answer).toContain(
    '教育线：区教体局领导吴局长、中心学校（学区）负责人空缺、校长钱校长、教务主任赵主任、班主任王老师、责任教师徐老师',
  );
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE);
  expect(told.rest()).toEqual(['09-16 15:30 xu notice P3.1-NODE-ASSIGN']);
});

test('P1.3-TWELVE: the seats are the county’s own to name, merge and count', async () => {
  const seats = [
    { line: 'government', title: '包保领导', posts: ['township_officer'] },
    { line: 'education', title: '包保教师', posts: ['homeroom_teacher'] },
  ];
  const told = await story({ ...SETTING, set: { 'twelve.seats': seats } }, SUSPECTED);
  const answer = told.texts('qian', 'reply').at(-1);
  expect(answer).toContain('政府线：包保领导孙副镇长');
  expect(answer).toContain('教育线：包保教师王老师');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE);
  expect(told.rest()).toEqual(['09-16 15:30 xu notice P3.1-NODE-ASSIGN']);
});

test('P1.3-TWELVE: seats that no post fills are asked for when the case opens, each line of its own side, and named seat by seat', async () => {
  const told = await story(
    { ...SETTING, until: '09-17 20:00' },
    `${SUSPECTED}
     09-16 16:10 qian 张伟十二人：中心学校负责人李校长
     09-16 16:20 sun 张伟十二人：村民小组长陈组长
     09-16 16:30 sun 张伟十二人：第一书记或工作队员宋书记
     09-16 16:40 qian 张伟情况`,
  );
  expect(told.duties('P1.3-TWELVE')).toEqual(
    expect.arrayContaining([
      'qian 09-16 15:00 → 09-17 18:00 done 09-16 16:10',
      'sun 09-16 15:00 → 09-17 18:00 done 09-16 16:30',
    ]),
  );
  const answer = told.texts('qian', 'reply').at(-1);
  expect(answer).toContain('中心学校（学区）负责人李校长（9月16日（周三）报）');
  expect(answer).toContain('村（居）民小组长陈组长（9月16日（周三）报）');
  expect(answer).not.toContain('空缺');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE);
  expect(told.rest()).toEqual([
    '09-16 15:30 xu notice P3.1-NODE-ASSIGN',
    '09-16 16:45 xu reminder P3.1-NODE-ASSIGN',
    '09-16 17:35 xu reminder P3.1-NODE-ASSIGN',
    '09-16 18:00 xu reminder P3.1-NODE-ASSIGN',
  ]);
});

test('P1.3-TWELVE: the roster of a case has name, post, telephone and since when; a typed telephone lies nowhere in clear', async () => {
  const parts = fieldCounty();
  const people = parts.people.map(({ id }) => id);
  const town = await Field.open(parts, at('2026-09-14', '07:20'), {
    phones: Object.fromEntries(people.map((id, place) => [id, `1990000${String(1000 + place)}`])),
  });
  await town.goTo('08:05');
  await town.says('wang', '三(1)班应到10实到9，张伟没来');
  await town.goTo('2026-09-16 16:00');
  expect(await town.says('qian', '张伟十二人：中心学校负责人李校长 13812345678')).toContain('已记');
  await town.says('qian', '发我张伟十二人名单');
  const { name, content } = await town.given('qian');
  expect(name).toContain('双线十二人名单-张伟');
  const [sheet] = await readWorkbook(content);
  const rows = sheet?.data.map((row) => row.slice(1).join('|')) ?? [];
  expect(rows[0]).toBe('席位|姓名|电话|任职（指定）起');
  const phoneOf = (id: string): string => `1990000${String(1000 + people.indexOf(id))}`;
  expect(rows).toContain(`双线十二人（教育线）校长|钱校长|${phoneOf('qian')}|2026-09-01`);
  expect(rows).toContain('双线十二人（教育线）中心学校（学区）负责人|李校长|13812345678|2026-09-16');
  expect(rows.find((row) => row.includes('第一书记'))).toContain('空缺');
  const { database } = town;
  const kept = await Promise.all([
    database.fact.findMany({ select: { words: true, body: true } }),
    database.caseFile.findMany({ select: { state: true } }),
    database.inbox.findMany({ select: { text: true } }),
    database.notice.findMany({ select: { text: true, content: true } }),
    database.twelvePhone.findMany(),
  ]);
  expect(JSON.stringify(kept)).not.toContain('13812345678');
  expect(JSON.stringify(kept[0])).toContain('李校长');
  expect(await town.says('wang', '发我张伟十二人名单')).not.toContain('见附件');
  // Somebody else sits there: the number goes with its owner.
  await town.goTo('16:10');
  await town.says('qian', '张伟十二人：中心学校负责人王校长');
  await town.says('qian', '发我张伟十二人名单');
  const [later] = await readWorkbook((await town.given('qian')).content);
  expect(JSON.stringify(later?.data)).toContain('王校长');
  expect(JSON.stringify(later?.data)).not.toContain('13812345678');
});

test('P1.3-TWELVE: in the first week school and township each see that the seats of their line are filled; the head hears of silence', async () => {
  const told = await story(
    {
      terms: SCHOOL_YEAR,
      town: { ...TOWN, classes: [], students: [] },
      from: '08-31 12:00',
      until: '09-08 12:00',
    },
    '09-03 10:00 qian 双线十二人已核齐',
  );
  expect(told.duties('P1.3-TWELVE')).toEqual([
    'qian 09-01 08:10 → 09-07 18:00 done 09-03 10:00',
    'sun 09-01 08:10 → 09-07 18:00 overdue',
  ]);
  expect(told.of('P1.3-TWELVE').filter((line) => line.includes('escalation'))).toEqual([
    '09-07 18:00 head escalation',
  ]);
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});
