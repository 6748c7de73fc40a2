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
  const end = start + (length?.[0].length ?? 0);
  if (length?.[2] === '月') {
    const calendarDays = daysOfMonths(length, text.slice(0, start), text.slice(end));
    return calendarDays === null
      ? undefined
      : { told: { kind: 'length', schoolDays: null, calendarDays }, end };
  }
  if (length) {
    const count = length[1] === '个把' ? 1 : numberOf(length[1] ?? '');
    const isWeeks = /周|星期|礼拜/.test(length[2] ?? '');
    if (!isWeeks && count >= CALENDAR_DAYS)
      return { told: { kind: 'length', schoolDays: null, calendarDays: count }, end };
    const schoolDays = Number.isNaN(count)
      ? null
      : count * (isWeeks ? 5 : 1) + (length[2] === '天半' ? 1 : 0);
    return { told: { kind: 'length', schoolDays }, end };
  }
  return clock ? { told: { kind: 'clock' }, end: start + clock.length } : undefined;
}

/** From so many days on nobody counts school days any more: 请假30天 is a month of the calendar. */
const CALENDAR_DAYS = 15;

/** Before a length of leave; months that something else lasted, or that are over, are none. */
const OF_LEAVE = /(?:请|假|住院?|休息?|休学|养病?|要|得|需|为期|共|约|批|准)[了的]?[^，。；,;、\s]{0,3}$/u;
const NOT_OF_LEAVE = /^(?:前|以前|没|未|来|内|里|之内|后|以后|才|一次|[几\d一两三]次)/u;

/** 半个月, 一个月, 三个月 of leave, in days of the calendar; null where months are no length of leave, as in 9月. */
function daysOfMonths([whole, number = '']: RegExpExecArray, before: string, after: string): number | null {
  // "住院半个月" without a word of leave is what a doctor says.
  const isLeave = /[请假]/.test(before + after) && OF_LEAVE.test(before) && !NOT_OF_LEAVE.test(after);
  if (!isLeave || !/半月|个(?:把)?月/.test(whole)) return null;
  if (number === '半') return 15;
  const months = number === '个把' ? 1 : numberOf(number);
  return months >= 1 && months <= 12 ? months * 30 : null;
}
