import { afterEach, expect, test } from 'vitest';
import { openGiven } from '../../bot/given-file.ts';
import { schoolCalendar } from '../../domain/calendar/school-calendar.ts';
import { at } from '../../domain/calendar/time.ts';
import type { PaperKind } from '../../domain/papers/kinds.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { loadNationalCalendar } from '../../seeds/load-calendar.ts';
import { makePlan } from '../../seeds/scenario.ts';
import { draftPaper } from '../../workers/documents/draft.ts';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty } from '../support/field-county.ts';
import { wordLines } from '../support/office.ts';

const SECRETS = openSecrets(Buffer.alloc(32, 5));

afterEach(closeFields);

/** The town from some day on, with its posts held since before the term. */
const townFrom = (time: string): Promise<Field> => {
  const parts = fieldCounty();
  const [day = '', clock = ''] = time.split(' ');
  return Field.open(
    { ...parts, posts: parts.posts.map((post) => ({ ...post, from: '2026-08-01' })) },
    at(day, clock),
  );
};

/** What 汤丹中心小学's paper of a kind says today, line by line. */
const linesOf = async (
  town: Field,
  paper: PaperKind,
  period: string,
  county: Field['county'] = town.county,
): Promise<string[]> => {
  const dependencies = { database: town.database, secrets: SECRETS, county };
  const id = await draftPaper(
    { is: 'paper', paper, about: { school: 'tangdan' }, period },
    town.now,
    dependencies,
  );
  return wordLines((await openGiven({ ...dependencies, directory: county().directory }, id)).content);
};

test('P2.R1-PRETERM-LIST: D5 names whom the families say will not come back, with their reasons, as the duty does', async () => {
  const town = await townFrom('2026-08-24 12:00');
  await town.goTo('2026-08-25 09:00');
  await town.says('wang', '除了张伟（外出务工）都来');
  const before = await linesOf(town, 'D5', 'draft');
  expect(before).toContain('1|张伟|三(1)班|外出务工|（未填）|（未填）');
  expect(before.join()).not.toContain('零报告');
  expect(before).toContain('以下班级还没有报：三(2)班。名单以各班报齐后为准。');
  await town.says('liu', '都返校');
  expect((await linesOf(town, 'D5', '2026-09-01')).join()).not.toContain('还没有报');
});

test('D5 and D6 are nil reports once every class has said that there is nobody, and not before (P0-TRUTH)', async () => {
  const town = await townFrom('2026-08-24 12:00');
  await town.goTo('2026-08-25 09:00');
  await town.says('wang', '都返校');
  const open = await linesOf(town, 'D5', 'draft');
  expect(open.join()).not.toContain('零报告');
  expect(open).toContain('以下班级还没有报：三(2)班。名单以各班报齐后为准。');
  await town.says('liu', '都返校');
  expect((await linesOf(town, 'D5', '2026-09-01')).join()).toContain('特此零报告');
});

test('P2.R2-ENDTERM-LIST: D6 names whom the class teachers listed, with what they ticked, and nobody who is only away', async () => {
  const town = await townFrom('2026-12-30 12:00');
  await town.goTo('2026-12-31 07:50');
  await town.says('wang', '应到10实到9，岩温罕没来');
  await town.goTo('2026-12-31 09:00');
  await town.says('wang', '2');
  await town.says('wang', '张伟 厌学、常请假；李思雨 家里困难');
  const lines = await linesOf(town, 'D6', '2026-09-01');
  expect(lines).toContain('1|李思雨|三(1)班|家庭困难|（未填）|（未填）');
  expect(lines).toContain('2|张伟|三(1)班|厌学、常请假旷课|（未填）|（未填）');
  expect(lines.join()).not.toContain('岩温罕');
  expect(lines.join()).not.toContain('零报告');
});

test('P3.1-WEEK1-WRITTEN: D4 names who is not back with the reason that was told, and not whoever has an approved 休学', async () => {
  const town = await townFrom('2026-08-31 12:00');
  await town.goTo('2026-09-01 09:00');
  await town.says('wang', '张伟没注册，外出务工；李思雨没注册，生病');
  await town.goTo('2026-09-08 09:00');
  await town.says('zhao', '收到李思雨休学的批准');
  const lines = await linesOf(town, 'D4', '2026-09-01');
  expect(lines.find((line) => line.startsWith('1|'))).toContain('张伟|三(1)班|2026年9月1日|没注册，外出务工');
  expect(lines.join()).not.toContain('李思雨');
});

test('P3.2-WEEKLY: D3 names whom the duty names: also who was missing for a day, and is back', async () => {
  const town = await townFrom('2026-09-14 07:20');
  await town.goTo('2026-09-15 07:55');
  await town.says('wang', '应到10实到8，张伟和李思雨没来');
  await town.goTo('2026-09-16 07:55');
  await town.says('wang', '应到10实到9，李思雨没来');
  await town.goTo('2026-09-20 13:05');
  expect(town.news('qian').join()).toContain('李思雨、张伟');
  const lines = await linesOf(town, 'D3', '2026-09-14');
  expect(lines.join()).toContain('本周共2人，其中新增1人，持续0人，已返校1人。');
  expect(lines).toContainEqual(expect.stringMatching(/张伟\|三\(1\)班\|已返校\|2026年9月15日\|在校\|/));
});

test('P3.2-WEEKLY: D3 is a nil report once every class told a roll in the week, and not before (P0-TRUTH)', async () => {
  const town = await townFrom('2026-09-14 07:20');
  await town.goTo('2026-09-15 07:55');
  await town.says('wang', '全到齐');
  const open = await linesOf(town, 'D3', '2026-09-14');
  expect(open.join()).not.toContain('零报告');
  expect(open).toContain('以下班级本周没有点名记录：三(2)班。名单以这些班核实后为准。');
  await town.says('liu', '全到齐');
  expect((await linesOf(town, 'D3', '2026-09-14')).join()).toContain('特此零报告');
});

test.each([
  ['a week before the holidays ends on the Sunday that is made up', {}, '2026-09-20 18:00', '2026年9月20日'],
  ['a day off of its own takes that away', { off: ['2026-09-20'] }, '2026-09-20 18:00', '2026年9月18日'],
  [
    'ten days of school and four at home',
    { cycle: { start: '2026-09-07', on: 10, off: 4 } },
    '2026-09-20 18:00',
    '2026年9月16日',
  ],
  ['nothing is told of days to come', {}, '2026-09-16 18:00', '2026年9月16日'],
])('P3.2-WEEKLY: the week of D3: %s', async (_name, calendar, now, last) => {
  const town = await townFrom('2026-09-14 07:20');
  town.now = at(now.slice(0, 10), now.slice(11));
  const plan = schoolCalendar(makePlan(calendar as never), loadNationalCalendar());
  const lines = await linesOf(town, 'D3', '2026-09-14', () => ({ ...town.county(), calendarOf: () => plan }));
  expect(lines.join()).toContain(`2026年9月14日至${last}`);
});
