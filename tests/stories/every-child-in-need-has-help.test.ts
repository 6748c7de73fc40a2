import { expect, test } from 'vitest';
import {
  A_CASE,
  AN_ABSENCE,
  CHILDREN_IN_NEED,
  COUNTY_YEAR_ASKS,
  EMPTY_POSTS,
  SCHOOL_DAYS,
  SCHOOL_WEEKS,
  THE_YEAR,
  TOWNSHIP_YEAR_ASKS,
  UNITS_YEAR_ASKS,
} from '../support/asides.ts';
import { story } from '../support/play.ts';
import { flagged, SCHOOL_YEAR, TOWN } from '../support/town.ts';

/** The town as it is, with somebody for what its classes, school and bureau do about help. */
const HELP = {
  ...TOWN,
  people: [...TOWN.people, { id: 'yu', name: '于老师' }, { id: 'bai', name: '白干事' }],
  posts: [
    ...TOWN.posts,
    { person: 'yu', role: 'counsellor' as const, unit: 's1', from: '2026-09-01', until: null },
    { person: 'bai', role: 'bureau_enrolment' as const, unit: 'district', from: '2026-09-01', until: null },
  ],
};
const with_ = (flags: Record<string, string[]>) => flagged(flags, HELP);

test('P5.4-BUDDY: the class is asked once in the first week; who has nobody gets a teacher from the whole school', async () => {
  const told = await story(
    { from: '09-01 06:00', until: '09-05 12:00', town: with_({ zhang: ['hardship'], li: ['hardship'] }) },
    `09-01 09:50 wang 都已注册
     09-02 10:00 wang 2 张伟
     09-03 10:00 zhao 2 徐老师`,
  );
  expect(told.duties('P5.4-BUDDY')).toEqual([
    'wang 09-01 08:10 → 09-07 18:00 done 09-02 10:00',
    'zhao 09-02 10:00 → 09-09 18:00 done 09-03 10:00',
  ]);
  expect(told.texts('wang', 'notice').join()).toContain('涉及2人：李思雨、张伟');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR, CHILDREN_IN_NEED);
});

test('P5.4-BUDDY: a child of a monitored household is a pupil in difficulty too', async () => {
  const told = await story(
    { from: '09-01 06:00', until: '09-01 12:00', town: with_({ zhang: ['monitored'] }) },
    '09-01 09:50 wang 都已注册',
  );
  expect(told.duties('P5.4-BUDDY')).toEqual(['wang 09-01 08:10 → 09-07 18:00 open']);
  told.ignoring(SCHOOL_DAYS, EMPTY_POSTS, ...THE_YEAR, CHILDREN_IN_NEED);
});

test('P5.4-BUDDY: who is absent is no answer to who has no teacher; nor is "除了" of the roll one', async () => {
  const told = await story(
    { from: '09-01 06:00', until: '09-05 12:00', town: with_({ zhang: ['hardship'], li: ['hardship'] }) },
    `09-01 09:50 wang 都已注册
     09-01 10:00 wang 2
     09-01 10:01 wang 除了李思雨都到齐了
     09-02 08:05 wang 除了张伟都到齐了
     09-02 10:00 wang 除了张伟都结对了
     09-03 10:00 zhao 班主任`,
  );
  expect(told.texts('wang', 'reply')[1]).toContain('请再回孩子的姓名');
  expect(told.texts('wang', 'reply')[2]).toContain('没来：李思雨');
  expect(told.texts('wang', 'reply')[3]).toContain('没来：张伟');
  expect(told.duties('P5.4-BUDDY', 'li')).toEqual([]);
  expect(told.duties('P5.4-BUDDY', 'zhang')).toEqual(['zhao 09-02 10:00 → 09-09 18:00 done 09-03 10:00']);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, EMPTY_POSTS, ...THE_YEAR, CHILDREN_IN_NEED);
});

test('P5.1-LEFTBEHIND: whom nobody looks after at home is a task of the village within two working days', async () => {
  const told = await story(
    {
      from: '09-07 12:00',
      until: '09-14 12:00',
      town: with_({ zhang: ['left_behind'], gao: ['left_behind'] }),
    },
    `09-09 10:00 wang 除了高兰都有人照看
     09-11 10:00 luo 2
     09-11 10:05 wang 高兰的情况
     09-11 10:06 wang 张伟由大伯张有德照看`,
  );
  expect(told.duties('P5.1-LEFTBEHIND')).toEqual([
    'wang 09-08 08:10 → 09-21 18:00 done 09-09 10:00',
    'luo 09-09 10:00 → 09-11 18:00 done 09-11 10:00',
  ]);
  expect(told.texts('wang', 'reply').at(-2)).toContain('在家照看人：外公外婆');
  // Nobody of the roster: no message can reach him.
  expect(told.texts('wang', 'reply').at(-1)).toContain('把他加为这个孩子的家长');
  expect(told.duties('P5.1-LEFTBEHIND', 'zhang')).toEqual([]);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, EMPTY_POSTS, COUNTY_YEAR_ASKS, UNITS_YEAR_ASKS, CHILDREN_IN_NEED);
});

test('P5.2-BENEFIT and P5.R-FULL: a gap found in the class goes to the aid staff, stands in the list, and is closed', async () => {
  const told = await story(
    { from: '09-14 12:00', until: '09-22 12:00', town: with_({ zhang: ['hardship'], chen: ['hardship'] }) },
    `09-15 10:00 wang 2 张伟的生活补助还没发
     09-15 10:05 zhao 应助未助名单
     09-15 10:06 wang 应保未保名单
     09-15 10:07 bai 应享未享名单
     09-16 10:00 bai 1
     09-16 10:05 zhao 应助未助名单`,
  );
  expect(told.duties('P5.2-BENEFIT')).toEqual(['wang 09-15 08:10 → 09-29 18:00 done 09-15 10:00']);
  expect(told.duties('P5.R-FULL')).toEqual(['bai 09-15 10:00 → 09-21 18:00 done 09-16 10:00']);
  expect(told.texts('bai', 'notice').join()).toContain('家庭经济困难学生生活补助');
  expect(told.looks).toEqual(['bai zhang 查看应享未享名单']);
  const toFamily = told.texts('g-zhang', 'notice').join();
  expect(toFamily).toContain('该享受的补助');
  expect(toFamily).not.toMatch(/困难|生活补助/);
  expect(told.texts('zhao', 'reply')).toEqual([
    expect.stringContaining('张伟（三(1)班），汤丹中心小学：家庭经济困难学生生活补助'),
    '现在没有记到该享受没享受的孩子。',
  ]);
  expect(told.texts('wang', 'reply').at(-1)).toBe('现在没有记到该享受没享受的孩子。');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, TOWNSHIP_YEAR_ASKS, CHILDREN_IN_NEED);
});

test('P5.2-BENEFIT: "都已享受" is enough, and a name that nobody has there settles nothing', async () => {
  const told = await story(
    { from: '09-14 12:00', until: '09-16 12:00', town: with_({ zhang: ['hardship'] }) },
    `09-15 10:00 wang 2 张三
     09-15 10:05 wang 都已享受`,
  );
  expect(told.texts('wang', 'reply')[0]).toContain('孩子的姓名');
  expect(told.duties('P5.2-BENEFIT')).toEqual(['wang 09-15 08:10 → 09-29 18:00 done 09-15 10:05']);
  expect(told.duties('P5.R-FULL')).toEqual([]);
  told.ignoring(SCHOOL_DAYS, TOWNSHIP_YEAR_ASKS, CHILDREN_IN_NEED);
});

test('P5.2-BENEFIT: an open case of a family in need is checked within three school days', async () => {
  const town = with_({ zhang: ['hardship'] });
  const told = await story(
    { until: '09-18 12:00', town },
    `09-14 08:05 wang 张伟没来
     09-15 08:05 wang 张伟没来
     09-16 08:05 wang 张伟没来
     09-17 10:00 wang 张伟没领到营养餐`,
  );
  expect(told.duties('P5.2-BENEFIT', 'zhang')).toEqual(['wang 09-16 15:00 → 09-20 18:00 done 09-17 10:00']);
  expect(told.duties('P5.R-FULL', 'zhang')).toEqual([expect.stringContaining('bai 09-17 10:00')]);
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE, TOWNSHIP_YEAR_ASKS, CHILDREN_IN_NEED);
});

test('P5.2-BENEFIT: who is back is looked after again (T18); whoever answers "1" alone gets along', async () => {
  const told = await story(
    { until: '09-22 12:00', town: with_({ zhang: ['hardship'] }) },
    `09-14 08:05 wang 张伟没来
     09-15 08:05 wang 张伟没来
     09-16 08:05 wang 张伟没来
     09-17 08:05 wang 全到齐
     09-18 10:00 wang 资助都已享受`,
  );
  expect(told.duties('P5.2-BENEFIT', 'zhang')).toEqual([
    // What the case asked is over with it.
    'wang 09-16 15:00 → 09-20 18:00 not_applicable',
    'wang 09-17 08:05 → 09-21 18:00 done 09-18 10:00',
  ]);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, TOWNSHIP_YEAR_ASKS, CHILDREN_IN_NEED);
});

test('P5.4-SPED: before term each child with special needs has a way to learn; teaching at home is asked for every two weeks', async () => {
  const told = await story(
    { terms: SCHOOL_YEAR, from: '02-21 12:00', until: '03-24 12:00', town: with_({ li: ['disabled'] }) },
    `02-23 10:00 qian 2 李思雨
     02-24 10:00 qian 2
     03-05 16:00 wang 给李思雨送教了一次
     03-20 16:00 wang 李思雨随班就读了`,
  );
  expect(told.duties('P5.4-SPED')).toEqual([
    'qian 02-22 08:10 → 03-01 18:00 done 02-23 10:00',
    'qian 02-23 10:00 → 03-12 18:00 done 02-24 10:00',
    'wang 02-24 10:00 → 03-10 18:00 done 03-05 16:00',
    'wang 03-05 16:00 → 03-19 18:00 not_applicable',
  ]);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR, CHILDREN_IN_NEED);
  expect(told.rest()).toEqual(['02-23 10:00 zhou notice P5.4-SPED', '02-24 10:00 zhou notice P5.4-SPED']);
});

test('P5.4-WEARY: of a talk the date is kept, not what was said; the class is asked on until all were talked to', async () => {
  const town = with_({ shi: ['weary'], ma: ['weary'] });
  const told = await story(
    { from: '09-01 06:00', until: '09-04 12:00', town },
    '09-02 10:00 wang 和施洋谈了心，他说想去打工',
  );
  expect(told.duties('P5.4-WEARY')).toEqual(['wang 09-01 08:10 → 09-15 18:00 open']);
  expect(told.texts('wang', 'reply')[0]).toContain('都谈过了');
  expect(told.everythingKept()).not.toContain('打工');
  told.ignoring(SCHOOL_DAYS, EMPTY_POSTS, ...THE_YEAR, CHILDREN_IN_NEED);
});

test('P5.4-WEARY: from one talk with the weary pupils of a class to the next are fourteen days at most', async () => {
  const told = await story(
    { from: '09-01 06:00', until: '09-18 12:00', town: with_({ shi: ['weary'], ma: ['weary'] }) },
    '09-03 10:00 wang 都谈过了',
  );
  expect(told.duties('P5.4-WEARY')).toEqual([
    'wang 09-01 08:10 → 09-15 18:00 done 09-03 10:00',
    'wang 09-03 10:00 → 09-17 18:00 overdue',
  ]);
  // Whoever has just talked is not told of the next talk at once.
  expect(told.of('P5.4-WEARY').filter((line) => line.startsWith('09-03'))).toEqual([]);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR);
});

test('P5.4-WEARY: a talk for which the term has no time left is not asked for again with each answer', async () => {
  const told = await story(
    { from: '12-28 06:00', until: '01-16 12:00', town: with_({ shi: ['weary'], ma: ['weary'] }) },
    `01-05 10:00 wang 都谈过了
     01-14 10:00 wang 都谈过了
     01-15 10:00 wang 都谈过了`,
  );
  expect(told.duties('P5.4-WEARY')).toEqual(['wang 01-05 08:10 → 01-15 18:00 done 01-05 10:00']);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR, CHILDREN_IN_NEED);
});

test('P5.4-MIGRANT: a word is no proof of studying elsewhere, the receiving school’s paper is (AMB-40)', async () => {
  const told = await story(
    { from: '09-07 12:00', until: '09-14 12:00', town: with_({ chen: ['migrant'] }) },
    `09-09 10:00 zhao 陈浩在官渡小学读书
     09-10 10:00 zhao 陈浩在官渡小学读书，在读证明收到了`,
  );
  expect(told.duties('P5.4-MIGRANT', 'chen')).toEqual(['zhao 09-09 10:00 → 09-22 18:00 done 09-10 10:00']);
  expect(told.duties('P5.4-MIGRANT')).toHaveLength(2);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, EMPTY_POSTS, COUNTY_YEAR_ASKS, UNITS_YEAR_ASKS, CHILDREN_IN_NEED);
});

test('P5.5-PSY-RETURN: a talk within two school days, then weekly four times; not a word of it is kept', async () => {
  const told = await story(
    { until: '10-28 12:00', town: HELP },
    `09-14 08:05 wang 张伟没来
     09-15 08:05 wang 张伟没来
     09-16 08:05 wang 张伟没来
     09-17 08:05 wang 全到齐
     09-17 15:00 yu 1 他说爸爸总喝酒，心里很闷
     09-24 15:00 yu 和张伟聊了，他想当兽医
     09-29 15:00 yu 聊过了，他爱说话了
     10-08 15:00 yu 1
     10-14 15:00 yu 和张伟谈过了，越来越好`,
  );
  expect(told.duties('P5.5-PSY-RETURN')).toEqual([
    'yu 09-17 08:05 → 09-20 18:00 done 09-17 15:00',
    'yu 09-17 15:00 → 09-24 18:00 done 09-24 15:00',
    'yu 09-24 15:00 → 10-01 18:00 done 09-29 15:00',
    'yu 09-29 15:00 → 10-06 18:00 done_late 10-08 15:00',
    'yu 10-08 15:00 → 10-15 18:00 done 10-14 15:00',
  ]);
  expect(told.kept('yu')).toEqual(['谈过了', '谈过了', '谈过了', '谈过了', '谈过了']);
  expect(told.everythingKept()).not.toMatch(/喝酒|兽医|爱说话|越来越好/);
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, AN_ABSENCE, A_CASE, EMPTY_POSTS, ...THE_YEAR, CHILDREN_IN_NEED);
});

test('P5.5-PSY-ALL, P5.1-SUPPORT and P5.4-TOWN-PLAN: once a term the school, once a term and once a year the township', async () => {
  const told = await story(
    { terms: SCHOOL_YEAR, from: '02-28 12:00', until: '04-14 12:00', town: with_({ zhang: ['hardship'] }) },
    `03-16 10:00 sun 方案已定
     03-16 10:01 sun 都有措施
     04-13 10:00 yu 1 心理健康周`,
  );
  expect(told.duties('P5.4-TOWN-PLAN')[0]).toContain('sun 03-01 08:10 → 03-31 18:00 done');
  expect(told.duties('P5.1-SUPPORT')[0]).toContain('sun 03-15 08:10 → 04-12 18:00 done');
  expect(told.duties('P5.5-PSY-ALL')).toEqual(['yu 04-12 08:10 → 06-25 18:00 done 04-13 10:00']);
  expect(told.texts('sun', 'notice').join()).toContain('涉及1人');
  expect(told.texts('sun', 'notice').join()).not.toContain('张伟');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS, EMPTY_POSTS, ...THE_YEAR, CHILDREN_IN_NEED);
});

test('P5.5-PSY-RETURN: what a counsellor tells of a talk that is not due is not kept either', async () => {
  const told = await story({ until: '09-15 12:00', town: HELP }, '09-14 15:00 yu 和张伟聊了，他想当兽医');
  expect(told.texts('yu', 'reply')).toEqual([expect.stringContaining('这条没有保存')]);
  expect(told.everythingKept()).not.toContain('兽医');
  told.ignoring(SCHOOL_DAYS);
});
