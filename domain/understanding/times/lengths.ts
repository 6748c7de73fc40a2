import type { Day } from '../../calendar/time.ts';
import { addDays, weekday } from '../../calendar/time.ts';
import { sticky } from '../text/characters.ts';
import { numberOf } from '../text/chinese-number.ts';
import type { SchoolDays } from '../types.ts';
import { schoolDayOnOrAfter, schoolDayOnOrBefore } from './school-days.ts';
import type { StretchTold, TimeMatch } from './time-told.ts';
import { N } from './time-told.ts';

/** Behind the number "十来天" and "十多天" are as good as ten; "个把星期" is one. */
const LENGTH = new RegExp(
  `(?:共|为期|大概|大约|约)?(${N}|几|半|个把)[来多]?(?:个(?![天日]))?(天半|天|日(?!报)|周(?!年|岁|末|(?<=个周)到)|星期|礼拜|月)(?:时间)?`,
  'y',
);
/** "天数: 3" */
const LENGTH_FIELD = /(?<=天数(?:[:为是]|: ))\d{1,2}(?![\d.])/y;
const HALF = /(?:半天|半日|一上午|一下午|一早上|一节课|几节课|一个上午|一个下午|一晚上?|一夜|一整晚)/y;
const WEEK = /(?:这周|本周|这星期|这个星期|这礼拜|本星期|这一周|这个礼拜)(?:内|都|末|余下|剩下)?/y;
const NEXT_WEEK = /(下+)个?(?:周|星期|礼拜)/y;
const MONTH_END = new RegExp(`(?:这个|这|本|(${N}))?(?:月底|月末)`, 'y');
/** A temperature tells of illness. */
const FEVER = '(?:3[7-9]|4[01]|三十[七八九]|四十)(?:度|[.点]\\d)';
const CLOCK = new RegExp(
  `(?!${FEVER})(?:\\d+\\.\\d+[度℃]|第?${N}(?:点钟?半?(?:${N}分?)?|分钟?|秒|小时|节课?|个小时|次|岁|遍|楼|组|期|公里|里路|块钱?|元|度|条|件|路)|\\d{1,2}:\\d{2}|半个?小时|1\\d{10}|第${N}(?![个位])名?|头一天)`,
  'y',
);

const mondayOf = (today: Day): Day => addDays(today, 1 - weekday(today));

/** 这周, 下周, 到月底. */
export function stretchAt(
  text: string,
  start: number,
  today: Day,
  calendar: SchoolDays,
): TimeMatch | undefined {
  const week = sticky(WEEK, text, start)?.[0];
  if (week)
    return { told: schoolStretch(today, addDays(mondayOf(today), 6), calendar), end: start + week.length };
  const next = sticky(NEXT_WEEK, text, start);
  if (next) {
    const monday = addDays(mondayOf(today), 7 * (next[1]?.length ?? 1));
    const told = schoolStretch(monday, addDays(monday, 6), calendar);
    return { told, end: start + next[0].length };
  }
  const end = sticky(MONTH_END, text, start);
  if (!end) return undefined;
  const [year = 0, now = 0] = today.split('-').map(Number);
  const month = end[1] === undefined ? now : numberOf(end[1]);
  if (!(month >= 1 && month <= 12)) return undefined;
  const lastDay = new Date(Date.UTC(month < now ? year + 1 : year, month, 0)).toISOString().slice(0, 10);
  return { told: schoolStretch(today, lastDay, calendar), end: start + end[0].length };
}

function schoolStretch(from: Day, to: Day, calendar: SchoolDays): StretchTold {
  const first = schoolDayOnOrAfter(from, calendar) ?? from;
  return { kind: 'stretch', first, last: schoolDayOnOrBefore(to, calendar) ?? to };
}

/** 三天, 一周, 半天, and what is no length of leave: 八点, 第二节. */
export function lengthAt(text: string, start: number): TimeMatch | undefined {
  const clock = sticky(CLOCK, text, start)?.[0];
  const half = sticky(HALF, text, start)?.[0];
  if (half) return { told: { kind: 'length', schoolDays: null }, end: start + half.length };
  const field = sticky(LENGTH_FIELD, text, start)?.[0];
  const length = sticky(LENGTH, text, start);
  if (field && !length)
    return { told: { kind: 'length', schoolDays: Number(field) }, end: start + field.length };
  if (length && length[2] !== '月') {
    const count = length[1] === '个把' ? 1 : numberOf(length[1] ?? '');
    const perUnit = /周|星期|礼拜/.test(length[2] ?? '') ? 5 : 1;
    const schoolDays = Number.isNaN(count) ? null : count * perUnit + (length[2] === '天半' ? 1 : 0);
    return { told: { kind: 'length', schoolDays }, end: start + length[0].length };
  }
  return clock ? { told: { kind: 'clock' }, end: start + clock.length } : undefined;
}
