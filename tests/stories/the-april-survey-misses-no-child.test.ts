/** P2.R4-APR-SURVEY: household by household; no household, no child is missed, and nobody is merged on a guess. */
import readWorkbook from 'read-excel-file/node';
import { afterEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty } from '../support/field-county.ts';
import { type CellValue, idNumber } from '../support/roster-workbook.ts';
import { SURVEY_HEADS, sendsTable, surveyed } from '../support/survey.ts';

afterEach(closeFields);

const open = async (): Promise<Field> => {
  const parts = fieldCounty();
  const idNumbers = Object.fromEntries(parts.students.map(({ id }, place) => [id, idNumber(place + 100)]));
  const town = await Field.open(parts, at('2027-04-01', '07:20'), { idNumbers });
  await town.goTo('2027-04-12 10:00');
  for (const person of ['sun', 'zhou', 'zhao']) town.news(person);
  return town;
};

/** Everybody on the roster, each in a household of its own, as the surveyor found them. */
const everybody = (besides: readonly string[] = []): CellValue[][] =>
  fieldCounty()
    .students.map(({ name }, place) => ({ name, place }))
    .filter(({ name }) => !besides.includes(name))
    .map(({ name, place }) => surveyed(`H${place}`, name, { id: idNumber(place + 100) }));

const survey = async (town: Field): Promise<string | undefined> =>
  (await town.duties('P2.R4-APR-SURVEY'))[0]?.trim().split(' ').at(-1);

test('a table that has everybody ends the survey; a household without a child counts as one', async () => {
  const town = await open();
  const answer = await sendsTable(town, 'sun', [SURVEY_HEADS, ...everybody(), surveyed('H900', null)]);
  expect(answer).toContain('汤丹镇2027年排查表：21户、20名孩子：在学20、未入学0、辍学0');
  expect(answer).toContain('排查任务已办结');
  expect(await survey(town)).toBe('done');
  // What follows the survey begins by itself.
  expect(await town.duties('P2.R4-APR-REPORT/township')).toHaveLength(1);
});

test('whoever is in no household is named to the township alone, and the survey stays open until they are found', async () => {
  const town = await open();
  const answer = await sendsTable(town, 'sun', [SURVEY_HEADS, ...everybody(['张伟', '白雪'])]);
  expect(answer).toContain('漏查2人，名册上有、表里没有：');
  expect(answer).toContain('张伟（v1，汤丹中心小学三(1)班）');
  expect(answer).toContain('白雪（v1，汤丹中学七(1)班）');
  expect(await survey(town)).toBe('open');
  await town.says('sun', '发我漏查名单');
  const { name, content } = await town.given('sun');
  expect(name).toContain('漏查名单-汤丹镇');
  const [sheet] = await readWorkbook(content);
  expect(sheet?.data.slice(1).map((row) => row[0])).toEqual(['张伟', '白雪']);
  expect(await town.says('wang', '发我漏查名单')).toContain('乡镇（街道）分管负责人');
  expect(await sendsTable(town, 'sun', [SURVEY_HEADS, ...everybody()])).toContain('排查任务已办结');
});

test('every bad row is named, the others are taken, and nothing is done before they are put right', async () => {
  const town = await open();
  const answer = await sendsTable(town, 'sun', [
    SURVEY_HEADS,
    ...everybody(['张伟', '白雪']),
    surveyed('', '张伟', { id: idNumber(100) }),
    surveyed('H2', '白雪', { id: idNumber(117), state: '在家' }),
    surveyed('H3', null, { day: '四月' }),
  ]);
  expect(answer).toContain('表里有3处要改');
  expect(answer).toContain('第20行“户编号”：没有填');
  expect(answer).toContain('第21行“就学情况”：不是可选的写法');
  expect(answer).toContain('第22行“排查日期”：不是日期');
  expect(answer).toContain('18名孩子');
  expect(await survey(town)).toBe('open');
});

test('a child in no school gets a case once, one on a roster a question to the school, and one who may be either neither', async () => {
  const town = await open();
  const table = [
    SURVEY_HEADS,
    ...everybody(['张伟', '李思雨']),
    surveyed('H1', '张伟', { id: idNumber(100), state: '辍学' }),
    // Another child of that name, or the same: nothing but the name is told.
    surveyed('H2', '李思雨', { state: '辍学' }),
    surveyed('H3', '罗小弟', { birth: '2018-05-06', guardian: '罗富贵', state: '未入学', aid: '需要' }),
  ];
  const answer = await sendsTable(town, 'sun', table);
  expect(answer).toContain('今天已建个案1人：罗小弟');
  expect(answer).toContain('已请学校当天核实');
  expect(answer).toContain('分不清是不是名册上的1人：李思雨');
  const cases = await town.database.caseFile.findMany({ where: { stage: 'NOT_ENROLLED' } });
  expect(cases).toHaveLength(1);
  expect(await town.duties('P2.R4-APR-SURVEY/differs')).toEqual([expect.stringContaining('c31-1 open')]);
  expect(await sendsTable(town, 'sun', table)).toContain('另有1人已经有个案');
  expect(await town.database.caseFile.findMany({ where: { stage: 'NOT_ENROLLED' } })).toHaveLength(1);
});

test('of economy and work a class is kept, sealed; the table lies nowhere in clear', async () => {
  const town = await open();
  await sendsTable(town, 'sun', [
    SURVEY_HEADS,
    ...everybody(),
    surveyed('H3', '罗小弟', { birth: '2018-05-06', guardian: '罗富贵', state: '未入学' }),
  ]);
  const rows = JSON.stringify(await town.database.surveyRow.findMany());
  expect(rows).not.toMatch(/罗富贵|罗小弟|困难|外出务工|hardship|away|539900/);
  expect(JSON.stringify(await town.database.survey.findMany())).not.toMatch(/罗富贵|罗小弟|539900/);
});

test('the empty table is given to whoever asks for it, and any other workbook is none', async () => {
  const town = await open();
  expect(await town.says('sun', '发我排查表模板')).toContain('填法在“说明”里');
  const { name, content } = await town.given('sun');
  expect(name).toBe('适龄儿童排查表.xlsx');
  const sheets = await readWorkbook(content);
  expect(sheets.at(-1)?.data[0]).toContain('户编号');
  expect(
    await sendsTable(town, 'sun', [
      ['姓名', '学校'],
      ['张伟', '汤丹中心小学'],
    ]),
  ).toBeNull();
});
