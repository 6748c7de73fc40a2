import { describe, expect, test } from 'vitest';
import { publicSchoolDays } from '../../../bot/public-school-days.ts';
import { understand } from '../../../domain/understanding/index.ts';

const calendar = publicSchoolDays();
const classes = [{ name: '三(2)班', students: ['张晓峰', '李兰芳'] }];

/** `张晓峰 late` for each child a class teacher tells of, after what was told before that day. */
const told = (text: string, earlier: readonly string[] = []): string[] =>
  (
    understand(
      {
        ...{ text, earlier, classes, now: Date.parse('2026-09-22T08:30:00+08:00') },
        sender: { role: 'homeroom_teacher', class: '三(2)班' },
      },
      calendar,
    ).entries ?? []
  ).map(({ student, status }) => `${student} ${status}`);

describe('who came, and behind the name when: late once the first lesson has begun', () => {
  test.each([
    ['最后一个到的是张晓峰八点二十', 'late'],
    ['最后一个到的是张晓峰，8点20', 'late'],
    ['最后来的是张晓峰 九点半到的', 'late'],
    ['最后一个到的是张晓峰，7点50', 'present'],
    ['最后一个到的是张晓峰', 'present'],
  ])('%s', (text, status) => {
    expect(told(text)).toEqual([`张晓峰 ${status}`]);
  });

  test('a time that belongs to another child is not taken', () => {
    expect(told('最后一个到的是张晓峰，八点二十李兰芳请假走了')).toContain('张晓峰 present');
  });
});

describe('what a child does in place of school is no leave where the leave is denied', () => {
  test.each([
    [['张晓峰请假'], '哪有请假 就是没来 在家放牛'],
    [['张晓峰请假'], '哪有请假，在家放牛'],
    [['张晓峰事假'], '没请假 就是没来 在家放牛'],
    [[], '张晓峰哪里有请假，在家带弟弟'],
  ])('%s, then %s', (earlier, text) => {
    expect(told(text, earlier)).toEqual(['张晓峰 unexcused']);
  });

  test('where nobody speaks of leave, herding is none: the child is absent', () => {
    expect(told('张晓峰在家放牛')).toEqual(['张晓峰 unaccounted']);
    expect(told('张晓峰在家带弟弟')).toEqual(['张晓峰 personal_leave']);
  });
});

test.each([
  ['张晓峰没来，书包还在教室', 'unaccounted'],
  ['张晓峰旷课，书包还在教室里放着', 'unexcused'],
])('where a thing of the child lies, the child is not: %s', (text, status) => {
  expect(told(text)).toEqual([`张晓峰 ${status}`]);
});

describe('that an absence does not count as truancy says nothing of where the child is', () => {
  test.each(['张晓峰不是旷课', '张晓峰不算旷课', '张晓峰不算缺勤'])('%s: nobody is marked', (text) => {
    expect(told(text)).toEqual([]);
  });

  test.each([
    ['张晓峰没来，不算旷课', 'unaccounted'],
    ['张晓峰不算缺课，路断了过不来', 'unaccounted'],
    ['张晓峰不是旷课，是生病', 'sick_leave'],
    ['张晓峰没旷课', 'present'],
    ['张晓峰不是没来', 'present'],
  ])('%s', (text, status) => {
    expect(told(text)).toEqual([`张晓峰 ${status}`]);
  });
});

describe('which character of a name is meant, said behind it, is no other name', () => {
  const pair = [{ name: '三(2)班', students: ['刘浩然', '刘皓然'] }];
  test.each([
    '是刘皓然 白告的那个皓 语音打错了',
    '是刘皓然，白告的皓字，打错了',
    '是刘皓然（白告的那个皓）打错了',
  ])('%s', (text) => {
    const { entries = [], ask } = understand(
      {
        ...{ text, earlier: ['刘浩然没来[流泪]'], classes: pair },
        now: Date.parse('2026-09-22T08:30:00+08:00'),
        sender: { role: 'homeroom_teacher', class: '三(2)班' },
      },
      calendar,
    );
    expect(entries.map(({ student, status }) => `${student} ${status}`)).toEqual([
      '刘皓然 unaccounted',
      '刘浩然 present',
    ]);
    expect(ask).toEqual([]);
  });
});
