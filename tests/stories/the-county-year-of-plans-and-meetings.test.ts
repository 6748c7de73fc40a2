import { expect, test } from 'vitest';
import {
  COUNTY_YEAR_ASKS,
  EMPTY_POSTS,
  SCHOOL_WEEKS,
  SCHOOL_YEAR_ASKS,
  THE_YEAR,
} from '../support/asides.ts';
import { story } from '../support/play.ts';
import { QUIET_TOWN, SCHOOL_YEAR, withUnit } from '../support/town.ts';

const YEAR = { terms: SCHOOL_YEAR, town: withUnit(QUIET_TOWN, 'min', '闵科长', '民政局') };

test('P1.0-PLAN, P6.R-PLAN, P6.R-JOINT, P4.2-CASES: what March asks of the bureau comes on its first day in one message', async () => {
  const told = await story(
    { ...YEAR, from: '02-28 12:00', until: '03-31 20:00' },
    `03-02 09:00 zhou 会期已定
     03-02 09:01 zhou 3月12日上午9点，区教体局三楼
     03-03 10:00 min 参加
     03-16 09:00 zhou 1 东教联纪〔2027〕1号`,
  );
  const first = told.to('zhou').filter((line) => line.startsWith('03-01'));
  expect(first.filter((line) => /P6\.R-JOINT|P6\.R-PLAN|P4\.2-CASES|P1\.0-PLAN/.test(line))).toEqual([
    expect.stringMatching(
      /^03-01 08:10 notice (?=.*P6\.R-JOINT)(?=.*P6\.R-PLAN)(?=.*P4\.2-CASES)(?=.*P1\.0-PLAN)/,
    ),
  ]);
  expect(told.duties('P1.0-PLAN')).toEqual(['zhou 03-01 08:10 → 03-31 18:00 overdue']);
  expect(told.duties('P6.R-PLAN')).toEqual(['zhou 03-01 08:10 → 03-31 18:00 overdue']);
  expect(told.duties('P4.2-CASES')).toEqual(['zhou 03-01 08:10 → 03-31 18:00 overdue']);
  expect(told.duties('P6.R-JOINT')).toEqual([
    'zhou 03-01 08:10 → 03-10 18:00 done 03-02 09:01',
    'min 03-02 09:01 → 03-09 18:00 done 03-03 10:00',
    expect.stringMatching(/^zhou 03-02 09:01 → 03-31 18:00/),
  ]);
  expect(told.texts('min', 'notice').join()).toContain('区教体局三楼');
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});

test('P6.R-JOINT: convened out of turn in one sentence, the members are asked as to the quarter’s', async () => {
  const told = await story(
    { ...YEAR, from: '10-12 07:00', until: '10-22 12:00' },
    `10-12 09:00 zhou 联席会议 临时 尽快开
     10-12 09:01 qian 联席会议 临时 10月15日
     10-12 09:02 zhou 联席会议 临时 10月15日上午9点，区教体局三楼
     10-13 10:00 min 参加
     10-16 09:00 zhou 1 东教联纪〔2026〕4号`,
  );
  expect(told.duties('P6.R-JOINT').sort()).toEqual([
    'min 10-12 09:02 → 10-14 18:00 done 10-13 10:00',
    'zhou 10-12 09:02 → 10-22 18:00 done 10-16 09:00',
  ]);
  expect(told.texts('min', 'notice').join()).toContain('10月15日上午9点，区教体局三楼');
  expect(told.texts('zhou', 'reply')[0]).toContain('写明哪一天');
  expect(told.texts('qian', 'reply')[0]).toContain('不归您');
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, SCHOOL_YEAR_ASKS, COUNTY_YEAR_ASKS);
});

test('P1.2-LETTER-EDU1 and EDU2: the principal signs upward and with each teacher, and with whoever comes later', async () => {
  const late = {
    person: 'yang',
    role: 'homeroom_teacher' as const,
    unit: 'c1',
    from: '2026-10-12',
    until: null,
  };
  const { town } = YEAR;
  const people = [...town.people, { id: 'yang', name: '杨老师' }];
  const classes = [{ id: 'c1', name: '三(1)班', school: 's1' }];
  const told = await story(
    {
      from: '08-31 12:00',
      until: '10-13 12:00',
      town: { ...town, people, classes, posts: [...town.posts, late] },
    },
    `09-10 09:00 qian 责任书已签
     09-10 09:01 qian 9月9日，吴局长、钱校长，一学年
     09-20 09:00 qian 已全部签订 12位教师，钱校长签，一学年`,
  );
  expect(told.duties('P1.2-LETTER-EDU1')).toEqual(['qian 09-01 08:10 → 09-30 18:00 done 09-10 09:01']);
  expect(told.duties('P1.2-LETTER-EDU2').map((line) => line.slice(0, 33))).toEqual([
    'qian 09-01 08:10 → 09-30 18:00 do',
    'qian 10-12 08:10 → 10-26 18:00 op',
  ]);
  expect(told.texts('qian').join()).toContain('杨老师');
  expect(told.texts('qian', 'reply').join()).toContain('双方签字人和职务');
  expect(told.everythingKept()).toContain('吴局长、钱校长，一学年');
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});

test('G4.1-ASSESS-PLAN and P4.1-PUBLICITY: due by the end of their month', async () => {
  const told = await story(
    { ...YEAR, from: '08-31 12:00', until: '12-01 12:00' },
    '09-20 09:00 qian 已宣传，报情况\n09-20 09:01 qian 开学第一课，家长会到了210人',
  );
  expect(told.duties('P4.1-PUBLICITY')).toEqual(['qian 09-01 08:10 → 09-30 18:00 done 09-20 09:01']);
  expect(told.duties('G4.1-ASSESS-PLAN')).toEqual(['zhou 11-01 08:10 → 11-30 18:00 overdue']);
  told.ignoring(SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});
