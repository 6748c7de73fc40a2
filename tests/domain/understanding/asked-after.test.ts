import { describe, expect, test } from 'vitest';
import { publicSchoolDays } from '../../../bot/public-school-days.ts';
import { understand } from '../../../domain/understanding/index.ts';
import type { SpeakerRole } from '../../../domain/understanding/types.ts';

const calendar = publicSchoolDays();
const own = { name: '三(2)班', students: ['罗雨欣', '禄星月', '杨晓敏', '王磊', '施琅', '和丽'] };
const other = { name: '三(1)班', students: ['张伟', '李思雨', '马小军', '陈静', '赵敏', '周强'] };

const heard = (text: string, earlier: readonly string[] = [], role: SpeakerRole = 'homeroom_teacher') =>
  understand(
    {
      ...{ text, earlier, now: Date.parse('2026-09-14T08:30:00+08:00') },
      ...(role === 'homeroom_teacher'
        ? { sender: { role, class: own.name }, classes: [own] }
        : { sender: { role }, classes: [own, other] }),
    },
    calendar,
  );

/** `禄星月 present` for each child told of, and what is asked. */
const told = (text: string, earlier: readonly string[] = []): string[] => {
  const { entries = [], ask } = heard(text, earlier);
  return [...entries.map(({ student, status }) => `${student} ${status}`), ...ask];
};

describe('where a child is, or why it is not there, is asked', () => {
  test.each([
    ...[
      '罗雨欣去哪了',
      '罗雨欣去哪儿了',
      '罗雨欣去哪里了',
      '罗雨欣去哪点了',
      '罗雨欣跑哪去了？',
      '罗雨欣到哪去了',
    ],
    ...['罗雨欣在哪', '罗雨欣在哪儿呢', '罗雨欣哪去了', '罗雨欣人呢', '罗雨欣人在哪', '请问罗雨欣在哪里'],
    ...[
      '罗雨欣怎么没来',
      '罗雨欣咋没来',
      '罗雨欣咋个没来',
      '罗雨欣为什么没来',
      '罗雨欣为啥没来',
      '罗雨欣为哪样没来',
    ],
    ...[
      '罗雨欣怎么还没来',
      '罗雨欣今天怎么没来',
      '罗雨欣怎么没来上课',
      '罗雨欣今天没来是怎么回事',
      '罗雨欣没来什么原因',
    ],
    ...['怎么罗雨欣没来', '罗雨欣、禄星月怎么没来', '三(2)班罗雨欣同学上哪去了', '知道罗雨欣去哪了吗'],
  ])('%s', (text) => {
    expect(heard(text).act).toBe('query');
    expect(heard(text, [], 'academic_office').act).toBe('query');
    expect(heard(text, ['罗雨欣没来']).act).toBe('query');
  });

  test.each([
    ['罗雨欣没来，不知道去哪了', 'unaccounted'],
    ['罗雨欣没来，去哪了', 'unaccounted'],
    ['罗雨欣不知道去哪了', 'unaccounted'],
    ['罗雨欣怎么没来 打电话也不接', 'unaccounted'],
    ['罗雨欣怎么没来，急死人了', 'unaccounted'],
    ['罗雨欣去哪里打工了', 'unexcused'],
  ])('%s: more is said, and that is told', (text, status) => {
    expect(told(text)).toEqual([`罗雨欣 ${status}`]);
  });

  test('a name that nobody bears is asked about, as ever', () => {
    expect(told('罗大伟去哪了')).toEqual(['unknown_name']);
  });
});

describe('a given name that ends like a brother or a sister', () => {
  test.each([
    ['罗小弟没来，三(2)班其他都到了', '罗小弟'],
    ['三(2)班其他都到了，罗小弟没来', '罗小弟'],
    ['王三妹请假，其他都到了', '王三妹'],
    ['罗小妹没来', '罗小妹'],
    ['应到6实到5，罗小弟没来', '罗小弟'],
  ])('%s', (text, name) => {
    expect(heard(text).unsure).toMatchObject([{ code: 'unknown_name', said: name }]);
    expect(heard(text).entries).toEqual([]);
  });

  test('beside others, and beside a sibling who is meant', () => {
    expect(told('罗小妹病假，禄星月没来，其余到齐')).toEqual(['禄星月 unaccounted', 'unknown_name']);
    expect(told('罗雨欣没来，她弟弟也没来')).toEqual(['罗雨欣 unaccounted']);
  });
});

describe('a brother or sister who is away is not the child by whom it is named', () => {
  test.each(['王磊弟弟没来', '王磊的弟弟没到', '王磊妹妹还没来', '王磊他哥哥今天没来', '王磊表弟没来'])(
    '%s: what of the child is asked',
    (text) => {
      expect(told(text)).toEqual(['no_status']);
      expect(heard(text).unsure).toMatchObject([{ said: '王磊' }]);
    },
  );

  test.each(['应到6实到5，王磊弟弟没来', '应到6实到5，王磊的弟弟缺席', '三(2)班应到6实到5，王磊他哥没到'])(
    '%s: who is missing is asked',
    (text) => {
      expect(told(text)).toEqual(['count_mismatch']);
    },
  );

  test.each(['只有王磊弟弟没来，其他都到了', '王磊弟弟没来，其余到齐'])('%s: nobody is marked', (text) => {
    expect(heard(text).entries).toEqual([]);
  });

  test('the child beside them is told of as before', () => {
    expect(told('王磊没来，王磊弟弟也没来')).toEqual(['王磊 unaccounted']);
    expect(told('王磊弟弟没来，王磊来了')).toEqual(['王磊 present']);
    expect(told('王磊和他弟弟没来')).toEqual(['王磊 unaccounted']);
    expect(told('王磊弟弟没来，禄星月没来')).toContain('禄星月 unaccounted');
  });
});

describe('leave of a brother or sister is not the leave of the child by whom it is named', () => {
  test.each([
    ...['王磊哥哥请病假', '王磊弟弟请假', '王磊的弟弟请假了', '王磊他哥哥今天请事假', '王磊妹妹也请假两天'],
    ...['王磊弟弟请三天假', '王磊哥哥请假，其他都到了'],
  ])('%s: what of the child is asked', (text) => {
    expect(told(text)).toEqual(['no_status']);
    expect(heard(text).unsure).toMatchObject([{ said: '王磊' }]);
  });

  test('others beside are told of alone, and numbers that lack somebody are asked about', () => {
    expect(told('王磊哥哥病假，禄星月没来，其他都到了')).toEqual(['禄星月 unaccounted', 'no_status']);
    expect(told('王磊弟弟没来，禄星月、杨晓敏没来')).toEqual([
      ...['禄星月 unaccounted', '杨晓敏 unaccounted', 'no_status'],
    ]);
    expect(told('应到6实到5，王磊哥哥请病假')).toEqual(['count_mismatch']);
  });

  test.each([
    ['王磊妈妈生病请假', '王磊 personal_leave'],
    ['王磊哥哥打电话来请假', '王磊 personal_leave'],
    ['王磊的哥哥帮他请假', '王磊 personal_leave'],
    ['王磊没来，他哥哥请假的', '王磊 personal_leave'],
    ['王磊哥哥说他发烧请假', '王磊 sick_leave'],
    ['王磊妹妹感冒了，王磊请假照顾', '王磊 personal_leave'],
  ])('%s: the leave is the child’s', (text, entry) => {
    expect(told(text)).toEqual([entry]);
  });
});

describe('whoever does not know whether a child came tells nothing of it', () => {
  test.each([
    ...['王磊来没来我不知道，禄星月没来', '不知道王磊来没来，禄星月没来', '王磊有没有来我不清楚，禄星月没来'],
    ...['王磊不晓得来没来，禄星月没来', '没注意王磊到没到，禄星月没来', '禄星月没来，王磊来没来我不知道'],
  ])('%s', (text) => {
    expect(told(text)).toEqual(['禄星月 unaccounted', 'no_status']);
    expect(heard(text).unsure).toMatchObject([{ said: '王磊' }]);
  });

  test('nor that it is there', () => {
    expect(told('王磊来了没有不知道，禄星月没来')).toEqual(['禄星月 unaccounted']);
  });
});

describe('back in school today (复学)', () => {
  test.each(['禄星月今天复学', '禄星月今天来复学了', '今天禄星月复学', '禄星月今日复学', '禄星月复学'])(
    '%s',
    (text) => {
      expect(told(text)).toEqual(['禄星月 present']);
    },
  );

  test.each([
    ...[
      '禄星月明天复学',
      '禄星月下周一复学',
      '禄星月准备复学',
      '禄星月要复学',
      '禄星月想复学',
      '禄星月打算今天复学',
    ],
    ...[
      '禄星月说今天复学',
      '禄星月承诺今天复学',
      '禄星月今天办复学手续',
      '禄星月今天申请复学',
      '禄星月今天能复学',
    ],
    ...['禄星月今天复学了吗', '禄星月今天还没复学', '动员禄星月复学'],
  ])('%s: no child is there by it', (text) => {
    expect(told(text)).not.toContain('禄星月 present');
  });

  test('without a name it is of the one who was spoken of before, and of nobody where there are several', () => {
    expect(told('今天复学', ['禄星月没来'])).toEqual(['禄星月 present']);
    expect(told('今天复学', ['禄星月没来，杨晓敏病假'])).toEqual([]);
    expect(told('今天复学')).toEqual([]);
    // Of a whole school this is said too.
    expect(told('今天复课', ['禄星月没来'])).toEqual([]);
    expect(told('明天复学', ['禄星月没来'])).not.toContain('禄星月 present');
    expect(heard('明天复学', ['禄星月没来']).unsure).toMatchObject([{ said: '禄星月' }]);
  });
});

test.each(['坡头村来的几个都过不来，还有禄星月', '石坎村禄星月没来', '坡头镇的禄星月没来'])(
  'a place is nobody’s name: %s',
  (text) => {
    expect(told(text)).toEqual(['禄星月 unaccounted']);
  },
);
