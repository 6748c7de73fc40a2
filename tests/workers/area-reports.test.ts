import { afterEach, expect, test } from 'vitest';
import { openGiven } from '../../bot/given-file.ts';
import { at } from '../../domain/calendar/time.ts';
import type { PaperKind } from '../../domain/papers/kinds.ts';
import type { Subject } from '../../domain/signals.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { draftPaper } from '../../workers/documents/draft.ts';
import { freezeDue } from '../../workers/snapshots.ts';
import { compareIn } from '../support/comparison.ts';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty } from '../support/field-county.ts';
import { wordLines } from '../support/office.ts';
import { idNumber } from '../support/roster-workbook.ts';
import { SURVEY_HEADS, sendsTable, surveyed } from '../support/survey.ts';

const SECRETS = openSecrets(Buffer.alloc(32, 5));
const BORN = '2017-03-04';

afterEach(closeFields);

/** The town with a second township that has neither school nor officer. */
const twoTownships = () => {
  const parts = fieldCounty();
  return { ...parts, townships: [...parts.townships, { id: 't2', name: '石桥镇' }] };
};

/** What a place's paper of a kind says now, line by line. */
const linesOf = async (town: Field, paper: PaperKind, about: Subject, period: string): Promise<string[]> => {
  const dependencies = { database: town.database, secrets: SECRETS, county: town.county };
  const id = await draftPaper({ is: 'paper', paper, about, period }, town.now, dependencies);
  const { directory } = town.county();
  return wordLines((await openGiven({ ...dependencies, directory }, id)).content);
};

/** One child without a record in each township, one absent pupil of 汤丹中学 whose household is monitored. */
const LISTS = {
  household: [
    ['数据日期：2026-09-08', null, '提供单位', '东川区公安局', null, null],
    ['姓名', '身份证号', '出生日期', '监护人', '户籍乡镇', '村'],
    ['张晓梅', idNumber(1), BORN, '家长', '汤丹镇', '小河村'],
    ['李春生', idNumber(2), BORN, '家长', '汤丹镇', '小河村'],
    ['罗小弟', idNumber(3), BORN, '家长', '石桥镇', '上寨村'],
  ],
  enrolment: [
    ['姓名', '身份证号', '学校', '班级'],
    ['高兰', idNumber(50), '汤丹中学', '七(1)班'],
  ],
  in_school: [
    ['姓名', '身份证号', '学校', '班级'],
    ['施洋', idNumber(51), '汤丹中学', '七(1)班'],
  ],
  monitored: [
    ['姓名', '身份证号', '监测类型'],
    ['高兰', idNumber(50), '边缘易致贫户'],
  ],
};

test('P2.0–P2.3: D7 tells a township’s own lists A to D as they were compared, with counts and what is not found out', async () => {
  const town = await Field.open(twoTownships());
  await town.goTo('2026-09-15 10:00');
  await compareIn(town, LISTS);
  await town.says('sun', '李春生 查清：随父母在昆明，学籍在办');
  const lines = await linesOf(town, 'D7', { township: 't1' }, '2026-09-01');
  for (const line of [
    '户籍名单|2026年9月8日|东川区公安局',
    '名单A 无学籍（本乡镇）|2',
    '名单C 学籍与在校不符（本乡镇）|2',
    '其中已查清（本乡镇）|1',
    '户籍—学籍比对：前一名单参加比对（全区）|3',
    '张晓梅|小河村|没有学籍，在哪里就读不明',
    '李春生|小河村|没有学籍，在哪里就读不明；随父母在昆明，学籍在办',
    '高兰|汤丹中学 七(1)班|有学籍，在校名单上没有',
    '施洋|汤丹中学 七(1)班|在校，没有学籍',
    '高兰|汤丹中学 七(1)班|边缘易致贫户',
    '无|无|无',
  ])
    expect(lines).toContain(line);
  expect(lines.find((line) => line.startsWith('张晓梅：名单A'))).toMatch(
    /还没有查清\|孙副镇长\|2026年\d+月\d+日$/,
  );
  expect(lines.join()).not.toContain('李春生：名单A');
  // Another township's children are for that one.
  expect(lines.join()).not.toContain('罗小弟');
  const other = (await linesOf(town, 'D7', { township: 't2' }, '2026-09-01')).join('\n');
  expect(other).toContain('罗小弟|上寨村|没有学籍，在哪里就读不明');
  expect(other).not.toMatch(/张晓梅|高兰/);
});

test('D7 of a term in which nothing was compared is a gap and no result, whatever cases are open (P0-TRUTH)', async () => {
  const town = await september();
  const lines = await linesOf(town, 'D7', { township: 't1' }, '2026-09-01');
  expect(lines.join()).not.toContain('张伟');
  expect(lines).toContain('（未填）|（未填）');
  expect(lines).not.toContain('无|无|无');
});

/** September with one open case; 三(2)班 never told a roll. */
const september = async (): Promise<Field> => {
  const town = await Field.open();
  for (const day of ['14', '15', '16']) {
    await town.goTo(`2026-09-${day} 07:50`);
    await town.says('wang', '应到10实到9，张伟没来');
  }
  await town.goTo('2026-09-16 17:00');
  return town;
};

const opened = async (town: Field, person: string): Promise<string[]> =>
  wordLines((await town.given(person)).content);

test('G4.2-MONTHLY: D9 is about the month that ended, from its frozen figures, whatever the ledger says since', async () => {
  const town = await september();
  await town.goTo('2026-10-01 09:00');
  await freezeDue(town.now, town);
  await town.goTo('2026-10-08 07:50');
  // Told after the month was frozen: the pupil was ill all the time.
  await town.says('qian', '张伟9月14日到9月16日请病假');
  await town.says('zhou', '起草月度通报');
  const lines = await opened(town, 'zhou');
  expect(lines).toContain('关于2026年9月控辍保学');
  expect(lines.join()).toContain('月末在办1人，当月新增1人');
  expect(lines.join()).toContain('数字取自2026年10月1日 09:00冻结的月末数');
  expect(lines.find((line) => line.startsWith('汤丹镇|1|1|0|0|'))).toBeDefined();
});

test('G4.2-MONTHLY, §8: what is to be put right stands in D9 with its date, as proposed and then as it was set', async () => {
  const town = await september();
  await town.goTo('2026-10-08 09:00');
  const proposed = await linesOf(town, 'D9', { district: 'district' }, '2026-09-x');
  expect(proposed.find((line) => line.startsWith('汤丹镇|到时未办：'))).toMatch(
    /点名\d.*，请补办并书面回复\|2026年10月21日$/,
  );
  await town.says('zhou', '整改：汤丹镇10月15日前补齐家访记录');
  await town.says('zhou', '起草月度通报');
  const lines = await opened(town, 'zhou');
  expect(lines).toContain('汤丹镇|汤丹镇10月15日前补齐家访记录|2026年10月15日');
  expect(lines.join()).not.toContain('请补办并书面回复');
  // Nobody froze this September.
  expect(lines.join()).toContain('本月月末数没有冻结，数字取自2026年10月8日的台账');
});

test('P2.R4: D8 presents as surveyed only what was reported; the ledger’s own figures are labelled, by age, with the aid it knows of', async () => {
  const parts = fieldCounty();
  const births = ['2015-05-01', '2018-05-01', '2021-08-31', '2010-01-01'];
  const idNumbers = Object.fromEntries(
    births.map((birth, place) => [`c31-${place + 1}`, idNumber(place + 1, birth.replaceAll('-', ''))]),
  );
  const town = await Field.open(
    {
      ...parts,
      students: parts.students.map((student) =>
        student.id === 'c31-2' ? { ...student, flags: ['hardship'] } : student,
      ),
    },
    at('2027-04-01', '07:00'),
    { idNumbers },
  );
  await town.goTo('2027-04-02 09:00');
  const before = (await linesOf(town, 'D8-2', { district: 'district' }, '2027')).join('\n');
  expect(before).toContain('排查还没有报数，本件所列都不是排查结果');
  expect(before).not.toContain('逐户排查');
  await town.says('zhao', '李思雨没有享受生活补助');
  await town.says('sun', '排查完毕 21人');
  const lines = await linesOf(town, 'D8-1', { township: 't1' }, '2027');
  expect(lines.join('\n')).toContain('逐户排查年满6周岁及以上适龄儿童少年21人：汤丹镇21人（2027年4月2日报）');
  // Of twenty one is too young; one is sixteen, and still in a class (AMB-24).
  expect(lines.join('\n')).toContain(
    '台账（按户籍，不是排查结果）中年满6周岁、未满16周岁和仍在义务教育阶段就读的19人（其中出生日期不详16人）',
  );
  expect(lines).toContain('v1|19|19|0|0');
  expect(lines).toContain('家庭经济困难学生生活补助|1|台账记着应享受、还没有享受');
});

test('P2.R4: once every township has sent its table, D8 stands on the tables, by village and with the aid they ask for', async () => {
  const parts = fieldCounty();
  const town = await Field.open(parts, at('2027-04-01', '07:00'));
  await town.goTo('2027-04-12 10:00');
  await sendsTable(town, 'sun', [
    SURVEY_HEADS,
    surveyed('H1', '张伟', { birth: '2017-03-04', guardian: '张伟的家长' }),
    surveyed('H2', '罗小弟', { birth: '2018-05-06', guardian: '罗富贵', state: '未入学', aid: '生活补助' }),
    surveyed('H3', '罗小妹', { birth: '2016-05-06', guardian: '罗富贵', state: '辍学' }),
  ]);
  const lines = await linesOf(town, 'D8-1', { township: 't1' }, '2027');
  const text = lines.join('\n');
  expect(text).toContain('汤丹镇3户、3名孩子：在学1、未入学1、辍学1；秋季需资助1人（2027年4月12日报');
  expect(text).toContain('排查表中年满6周岁、未满16周岁和仍在义务教育阶段就读的3人');
  expect(text).toContain('应入学1人，应复学1人');
  expect(lines).toContain('小河村|3|1|2|1');
  expect(lines).toContain('家庭经济困难学生生活补助|1|排查表填报');
});
