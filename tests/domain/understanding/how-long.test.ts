import { describe, expect, test } from 'vitest';
import { publicSchoolDays } from '../../../bot/public-school-days.ts';
import { understand } from '../../../domain/understanding/index.ts';

const calendar = publicSchoolDays();
const classes = [{ name: '三(2)班', students: ['张晓峰', '李兰芳'] }];

/** `张晓峰 sick_leave 09-22→09-29` for each child told of on 22 September, and what is asked. */
const told = (text: string): string[] => {
  const { entries = [], ask } = understand(
    {
      ...{ text, classes, now: Date.parse('2026-09-22T08:30:00+08:00') },
      sender: { role: 'homeroom_teacher', class: '三(2)班' },
    },
    calendar,
  );
  const days = (from: string, until: string | null) =>
    [from, until ?? ''].map((day) => day.slice(5)).join('→');
  return [...entries.map((one) => `${one.student} ${one.status} ${days(one.from, one.until)}`), ...ask];
};

describe('about how long a leave lasts is as good as the number', () => {
  test.each([
    ['张晓峰住院要住个把星期', 'sick_leave 09-22→09-29'],
    ['张晓峰住院，要住十来天', 'sick_leave 09-22→10-12'],
    ['张晓峰请假十多天', 'personal_leave 09-22→10-12'],
    ['张晓峰请假一个星期', 'personal_leave 09-22→09-29'],
  ])('%s', (text, days) => {
    expect(told(text)).toEqual([`张晓峰 ${days}`]);
  });
});

describe('the days of an absence that is no leave have been, and end nowhere', () => {
  test.each([
    ['张晓峰三天没来', 'unaccounted 09-22→'],
    ['张晓峰三天没到校', 'unaccounted 09-22→'],
    ['张晓峰个把星期没来了', 'unaccounted 09-22→'],
    ['张晓峰旷课两天', 'unexcused 09-22→'],
    ['张晓峰请假三天没来', 'personal_leave 09-22→09-24'],
    ['张晓峰三天不来', 'unaccounted 09-22→09-24'],
  ])('%s', (text, days) => {
    expect(told(text)).toEqual([`张晓峰 ${days}`]);
  });
});

describe('whoever does not know whether a child came tells nothing of it', () => {
  test.each([
    ['张晓峰来没来我不知道，李兰芳没来', ['李兰芳 unaccounted 09-22→', 'no_status']],
    ['张晓峰不知道来没来', ['no_status']],
    ['张晓峰没来，不知道去哪了', ['张晓峰 unaccounted 09-22→']],
    ['张晓峰不知道为什么没来', ['张晓峰 unaccounted 09-22→']],
  ])('%s', (text, heard) => {
    expect(told(text)).toEqual(heard);
  });
});

describe('half a month, months, and fifteen days or more are days of the calendar', () => {
  test.each([
    ['张晓峰从今天起请病假 住院要半个月', 'sick_leave 09-22→09-30'],
    ['张晓峰还是没来，在住院，家长要请一个月的假', 'sick_leave 09-22→10-21'],
    ['张晓峰请假30天', 'personal_leave 09-22→10-21'],
    ['张晓峰请假两个月', 'personal_leave 09-22→11-20'],
    ['张晓峰请假十天', 'personal_leave 09-22→10-12'],
    ['张晓峰一个月没来了', 'unaccounted 09-22→'],
    ['张晓峰要请一个星期假，从明天起到下周一', 'personal_leave 09-23→09-28'],
  ])('%s', (text, days) => {
    expect(told(text)).toEqual([`张晓峰 ${days}`]);
  });
});
