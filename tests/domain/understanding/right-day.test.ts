import { expect, test } from 'vitest';
import { publicSchoolDays } from '../../../bot/public-school-days.ts';
import { understand } from '../../../domain/understanding/index.ts';

const calendar = publicSchoolDays();
const own = {
  name: '三(2)班',
  students: [
    '高诗琪',
    '李晓月',
    '刘皓然',
    '唐春林',
    '毕启航',
    '黄永康',
    '浦阳',
    '浦海燕',
    '高泽宇',
    '缪晓月',
  ],
};

/** The day of the message, `name status first day` for each child told of, and what is asked. */
const heard = (day: string, text: string, earlier: readonly string[] = []): string[] => {
  const {
    date = '',
    entries = [],
    ask,
  } = understand(
    {
      ...{ text, earlier, now: Date.parse(`2026-09-${day}T08:00:00+08:00`) },
      ...{ sender: { role: 'homeroom_teacher', class: own.name }, classes: [own] },
    },
    calendar,
  );
  return [
    date,
    ...entries.map(({ student, status, from }) => `${student} ${status} ${from.slice(8)}`),
    ...ask,
  ];
};

test.each([
  ['15', '今天42来了41 差的还是昨天高诗琪，头还昏', '15', ['高诗琪 sick_leave 15']],
  ['15', '42来了41 差的是昨天请假的高诗琪', '15', ['高诗琪 personal_leave 15']],
  ['15', '昨天42来了41 差高诗琪，头昏', '14', ['高诗琪 sick_leave 14']],
  ['17', '今天38个都在，李晓月明天请假去看牙', '17', ['李晓月 sick_leave 18']],
  [
    '16',
    '今天应到39实到38，高诗琪病假，李晓月明天请假',
    '16',
    ['高诗琪 sick_leave 16', '李晓月 personal_leave 17'],
  ],
  ['16', '今天都到了 昨天高诗琪早退没报', '16', ['高诗琪 left_early 15']],
])('on the %s, %s: the roll is of its own day', (day, text, date, told) => {
  expect(heard(day, text)).toEqual([`2026-09-${date}`, ...told]);
});

test.each([
  ['14', '唐春林昨晚就没回来', '唐春林 unaccounted 14'],
  ['14', '唐春林昨天下午没返校', '唐春林 unaccounted 14'],
  ['15', '唐春林昨晚就没回来', '唐春林 unaccounted 15'],
  ['15', '唐春林昨天没来', '唐春林 unaccounted 14'],
  ['14', '刘皓然家电话是空号，他叔说他爹妈带着去浙江了，上周五就走了', '刘皓然 unaccounted 14'],
  ['14', '刘皓然上周五第二节课就走了', '刘皓然 left_early 11'],
])('on the %s, %s: who is away now', (day, text, told) => {
  expect(heard(day, text).slice(1)).toEqual([told]);
});

test('a weekday with “要” is the coming one, and nobody is there on it yet', () => {
  expect(heard('15', '高诗琪星期五要去参加民族运动会，学校派的，算出勤')).toEqual(['2026-09-18']);
  expect(heard('15', '高诗琪星期五要请假')).toEqual(['2026-09-18', '高诗琪 personal_leave 18']);
});

test('since when a child is away undoes nothing of today', () => {
  expect(heard('14', '刘皓然上周五就走了', ['刘皓然没来'])).toEqual(['2026-09-14', '刘皓然 unaccounted 14']);
});

test.each([
  ['昨天浦阳其实没回来，我记错人了，是浦海燕回来', ['浦阳 unaccounted 14', '浦海燕 present 14']],
  ['搞反了，浦海燕回来了，浦阳没回来，说的是昨天', ['浦海燕 present 14', '浦阳 unaccounted 14']],
  ['昨天浦阳没回来，搞错了，是浦海燕没回来', ['浦阳 present 14', '浦海燕 unaccounted 14']],
])('%s: the two are put right, on the day that is meant', (text, told) => {
  expect(heard('15', text)).toEqual(['2026-09-14', ...told]);
});

test.each([
  ['今天缺两个，毕启航和昨天住院那个', ['毕启航 unaccounted 15', 'unknown_name']],
  ['今天没来的是毕启航和昨天请假那个', ['毕启航 unaccounted 15', 'unknown_name']],
  ['毕启航没来，高泽宇他爸说他去放羊了', ['毕启航 unaccounted 15', '高泽宇 unaccounted 15']],
  ['高泽宇请假在家放牛', ['高泽宇 personal_leave 15']],
  ['没来：黄永康打篮球把手整断了，缪晓月家里办客事', ['黄永康 sick_leave 15', '缪晓月 personal_leave 15']],
])('%s: each child has its own state', (text, told) => {
  expect(heard('15', text).slice(1)).toEqual(told);
});

test('of two who were reached, one is ill', () => {
  const told = heard('15', '两个都联系上了，黄永康在住院，毕启航他爹不来', ['今天缺两个，毕启航和黄永康']);
  expect(told.slice(1)).toEqual(['黄永康 sick_leave 15']);
});

test('a bare weekday of leave that nobody recorded has been, and any other is to come', () => {
  for (const text of ['周一浦阳请假没记 补一下', '星期一浦阳请假忘了记', '补：周一浦阳请假'])
    expect(heard('17', text)).toEqual(['2026-09-14', '浦阳 personal_leave 14']);
  expect(heard('17', '浦阳周一请假，作业回来补')).toEqual(['2026-09-21', '浦阳 personal_leave 21']);
});
