import { expect, test } from 'vitest';
import {
  COUNTY_YEAR_ASKS,
  EMPTY_POSTS,
  SCHOOL_WEEKS,
  SCHOOL_YEAR_ASKS,
  THE_YEAR,
  UNITS_YEAR_ASKS,
} from '../support/asides.ts';
import { story } from '../support/play.ts';
import { SCHOOL_YEAR, TOWN, withUnit } from '../support/town.ts';

/** The same town in the holidays of its pupils: nothing but what the year itself asks. */
const QUIET = { terms: SCHOOL_YEAR, town: { ...TOWN, classes: [], students: [] } };

test('P1.0-MEET-MAR: reminded on three dates, told above when March is over, and done late stays visible', async () => {
  const told = await story(
    { ...QUIET, from: '02-28 12:00', until: '04-03 12:00' },
    '04-02 09:00 zhou 会已开，报纪要文号 东政纪〔2027〕3号',
  );
  expect(told.of('P1.0-MEET-MAR')).toEqual([
    '03-01 08:10 zhou notice',
    '03-15 09:00 zhou reminder',
    '03-25 09:00 zhou reminder',
    // By then its day ought to be known to those who are to come.
    '03-25 18:00 wu escalation',
    '03-25 18:00 zhou reminder',
    '03-31 18:00 wu escalation',
    // So much is due that day that the rest of it comes gathered.
    '03-31 18:30 zhou digest',
    '04-02 09:00 deng notice',
  ]);
  expect(told.duties('P1.0-MEET-MAR')).toContain('zhou 03-01 08:10 → 03-31 18:00 done_late 04-02 09:00');
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});

test('P1.0-MEET-MAR: on 15 March meeting and day are two lines, each answered by its own number', async () => {
  const told = await story(
    {
      ...QUIET,
      town: withUnit(QUIET.town, 'ren', '任科长', '乡村振兴局'),
      ...{ from: '02-28 12:00', until: '03-16 07:00' },
    },
    `03-15 09:10 zhou 2 3月26日上午9点，区政府三楼
     03-15 09:19 zhou 1 东政纪〔2027〕3号
     03-15 09:20 zhou 2`,
  );
  // A unit that nobody speaks for has a task with a 1 too, so it is asked back which is meant.
  expect(told.texts('zhou', 'reply')[1]).toContain('2 东川区：召开年度控辍保学工作会');
  const reminder = told.texts('zhou', 'reminder').find((text) => text.includes('工作会')) ?? '';
  expect(reminder).toContain('· 召开年度控辍保学工作会，3月31日');
  expect(reminder).toContain('· 定年度工作会的会期，3月25日');
  expect(reminder).toContain('回复：1 会已开，报纪要文号　2 年度会会期已定');
  expect(told.duties('P1.0-MEET-MAR').slice(0, 2).sort()).toEqual([
    'zhou 03-01 08:10 → 03-25 18:00 done 03-15 09:10',
    'zhou 03-01 08:10 → 03-31 18:00 done 03-15 09:20',
  ]);
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR, { township_officer: ['P1.0-MEET-MAR'] });
  expect(told.rest()).toEqual([
    '03-15 09:10 ren notice P1.0-MEET-MAR',
    '03-15 09:20 deng notice P1.0-MEET-MAR',
  ]);
});

test('P1.0-MEET-MAR: when its day is set, every unit and township is asked to come', async () => {
  const told = await story(
    {
      ...QUIET,
      town: withUnit(QUIET.town, 'min', '闵科长', '民政局'),
      from: '02-28 12:00',
      until: '03-12 12:00',
    },
    `03-10 09:00 zhou 年度会会期已定
     03-10 09:01 zhou 3月26日上午9点，区政府三楼
     03-11 09:00 sun 派人参加，报姓名
     03-11 09:01 sun 申镇长`,
  );
  expect(told.duties('P1.0-MEET-MAR').sort()).toEqual([
    'min 03-10 09:01 → 03-17 18:00 open',
    'sun 03-10 09:01 → 03-17 18:00 done 03-11 09:01',
    'zhou 03-01 08:10 → 03-25 18:00 done 03-10 09:01',
    'zhou 03-01 08:10 → 03-31 18:00 open',
  ]);
  for (const person of ['min', 'sun'])
    expect(told.texts(person).join()).toContain('3月26日上午9点，区政府三楼');
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, SCHOOL_YEAR_ASKS, COUNTY_YEAR_ASKS, UNITS_YEAR_ASKS);
  told.ignoring({ township_head: ['P1.3-TWELVE'] });
});

test('P1.1-LETTER-GOV1 and GOV2: a township signs upward first, then with its villages', async () => {
  const told = await story(
    { ...QUIET, from: '03-31 12:00', until: '05-10 12:00' },
    `04-12 10:00 sun 责任书已签 4月12日，邓区长、申镇长，一年
     05-08 10:00 sun 已全部签订 7个村，申镇长和各村主任，一年`,
  );
  expect(told.duties('P1.1-LETTER-GOV1')).toEqual(['sun 04-01 08:10 → 04-30 18:00 done 04-12 10:00']);
  expect(told.duties('P1.1-LETTER-GOV2')).toEqual(['sun 04-30 08:10 → 05-15 18:00 done 05-08 10:00']);
  expect(told.everythingKept()).toContain('申镇长和各村主任');
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});

test('P1.1-LETTER-GOV2: the letters with the villages are due on 15 May though the one above cannot be signed', async () => {
  const told = await story(
    { ...QUIET, from: '04-08 12:00', until: '05-16 12:00' },
    `04-12 10:00 sun 责任书签不了，区政府的文本还没发下来`,
  );
  expect(told.duties('P1.1-LETTER-GOV2')).toEqual(['sun 04-30 08:10 → 05-15 18:00 overdue']);
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});

test('what cannot be done is told above with its reason, and is kept as not done', async () => {
  const told = await story(
    { ...QUIET, from: '03-31 12:00', until: '04-13 12:00' },
    // The survey of April waits too and is due first: the bot asks which.
    `04-12 10:00 sun 办不了，区政府的责任书文本还没发下来
     04-12 10:01 sun 2`,
  );
  expect(told.of('P1.1-LETTER-GOV1')).toEqual(['04-01 08:10 sun notice', '04-12 10:01 head escalation']);
  expect(told.texts('head')).toEqual([expect.stringContaining('责任书文本还没发下来')]);
  expect(told.duties('P1.1-LETTER-GOV1')[0]).toContain('not_done');
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});

test('a task handed to a colleague reminds the colleague, under the same clock', async () => {
  const told = await story(
    { ...QUIET, from: '03-31 12:00', until: '04-30 12:00' },
    `04-02 10:00 sun 转给申镇长
     04-02 10:01 sun 2`,
  );
  expect(told.of('P1.1-LETTER-GOV1')).toEqual([
    '04-01 08:10 sun notice',
    '04-02 10:01 head notice',
    '04-16 09:00 head reminder',
    '04-30 09:00 head reminder',
  ]);
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});

test('what the calendar asks may not apply: with its reason, told above, and counted as such (policy.md §4)', async () => {
  const told = await story(
    { ...QUIET, from: '03-31 12:00', until: '05-20 12:00' },
    `04-12 10:00 sun 不适用
     04-12 10:01 sun 不适用，区政府今年改为一次签三年，去年已签
     04-12 10:02 sun 2`,
  );
  expect(told.texts('sun', 'reply')[0]).toContain('为什么不适用');
  expect(told.texts('sun', 'reply')[2]).toContain('不适用——区政府今年改为一次签三年');
  expect(told.duties('P1.1-LETTER-GOV1')).toEqual(['sun 04-01 08:10 → 04-30 18:00 not_applicable']);
  expect(told.of('P1.1-LETTER-GOV1')).toEqual(['04-01 08:10 sun notice', '04-12 10:02 head escalation']);
  expect(told.texts('head').join()).toContain('【报告不适用】');
  // The letters with the villages have a date of their own.
  expect(told.duties('P1.1-LETTER-GOV2')).toEqual(['sun 04-30 08:10 → 05-15 18:00 overdue']);
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});
