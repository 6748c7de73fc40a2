import type { Day } from '../calendar/time.ts';
import { addDays, weekday } from '../calendar/time.ts';
import { Characters, sticky } from './characters.ts';
import { NUMBER_CHARACTERS, numberOf } from './chinese-number.ts';
import type { SchoolDays } from './types.ts';

/** A day told in a message. A bare weekday or date may be the last one or the next; the sentence tells which. */
export interface DayTold {
  readonly kind: 'day';
  readonly last: Day;
  readonly next: Day;
  /** The words say nothing of which side: 周五, 20号. */
  readonly open: boolean;
  /** The last of several days told in one word: 明后天. */
  readonly through?: Day;
  /** "从上周四就没来": it has gone on since. */
  readonly since?: boolean;
  /** 昨晚: when somebody fell ill, and no day of school unless something of school is told of it. */
  readonly night?: boolean;
}

/** A length of leave: school days, or no length that ends on a later day (半天). */
export interface LengthTold {
  readonly kind: 'length';
  readonly schoolDays: number | null;
}

/** A stretch that is named by its end: 这周, 月底. */
export interface StretchTold {
  readonly kind: 'stretch';
  readonly first: Day;
  readonly last: Day;
}

export type TimeTold = DayTold | LengthTold | StretchTold | { readonly kind: 'clock' };

export interface TimeMatch {
  readonly told: TimeTold;
  readonly end: number;
}

const N = `(?:\\d+|[${NUMBER_CHARACTERS}]+)`;

const day = (value: Day): DayTold => ({ kind: 'day', last: value, next: value, open: false });

const NAMED: readonly (readonly [RegExp, number])[] = [
  [/大前天/y, -3],
  [/前[天晚]/y, -2],
  [
    /昨[天晚日早儿]?(?:夜里|半夜|夜|晚上|晚|下午|上午|早上|中午|天|上(?=[吐发拉咳烧肚不]))?|昨(?=[日夜])/y,
    -1,
  ],
  [/大后天/y, 3],
  [/后[天日]/y, 2],
  [/明[天日早晚儿](?:上午|下午|早上|一早)?/y, 1],
  [/今[天日早晚儿晨](?:上午|下午|早上|晚上|中午|一早|早晨)?|当天|今(?=[日天])/y, 0],
];

const NIGHT = /^[昨前].*[晚夜]/;

const PAIRS: readonly (readonly [string, number, number])[] = [
  ['昨今', -1, 0],
  ['今明', 0, 1],
  ['明后', 1, 2],
];

const WEEKDAY =
  /(上+个?|下+个?|这个?|本)?(?:周|星期|礼拜)([一二三四五六日天1-6])(?:晚上|下午|上午|早上|中午)?/y;
const WEEKDAYS =
  /(上+个?|下+个?|这个?|本)?(?:周|星期|礼拜)([一二三四五])[、到至-]?(?:周|星期|礼拜)?([二三四五六])(?:[两三四]天)?/y;
const DATE = new RegExp(`(?:(\\d{4})年)?(${N})(?:月|\\.(?=\\d+[号日]))(${N})[号日]?`, 'y');
const DOTTED = /(?<![\d.])(1[0-2]|[1-9])\.([0-3]?\d)(?![\d.班年度小米倍天])/y;
const DAY_OF_MONTH = new RegExp(
  `(?:这个月|本月)?(${N})(?:[号日](?!楼)|(?=[-至到]\\d{1,2}[号日](?!楼)))`,
  'y',
);
/** "2026-11-23", "2026/11/23", "20261123" */
const FULL_DATE = /(?<!\d)(20\d{2})(?:([-/.])(\d{1,2})\2(\d{1,2})|([01]\d)([0-3]\d))(?!\d)[号日]?/y;
/** "11-23", "11/23" */
const MONTH_AND_DAY =
  /(?<![\d/]|[a-z-]-)(1[0-2]|0?[1-9])[-/]([0-3]?\d)(?![\d/:%]|[人个名位度岁分点楼班节天次])(?=(-|至|到)?(\d{1,2}[-/]\d{1,2}(?!\d))?)/y;
/** Behind these "11/25" ends a stretch that a day began. */
const AFTER_DAY = /\d[-/]\d{1,2}(?:-|至|到)$/;
const LENGTH = new RegExp(
  `(?:共|为期|大概|大约|约)?(${N}|几|半)(?:个(?![天日]))?(天半|天|日(?!报)|周(?!年|岁|末|(?<=个周)到)|星期|礼拜|月)(?:时间)?`,
  'y',
);
/** "天数: 3" */
const LENGTH_FIELD = /(?<=天数(?:[:为是]|: ))\d{1,2}(?![\d.])/y;
const HALF = /(?:半天|半日|一上午|一下午|一早上|一节课|几节课|一个上午|一个下午|一晚上?|一夜|一整晚)/y;
const WEEK = /(?:这周|本周|这星期|这个星期|这礼拜|本星期|这一周|这个礼拜)(?:内|都|末|余下|剩下)?/y;
const NEXT_WEEK = /(?:下周|下星期|下个星期|下礼拜|下个礼拜)/y;
const MONTH_END = new RegExp(`(?:这个|这|本|(${N}))?(?:月底|月末)`, 'y');
/** Holidays with a date of their own, month and day. */
const HOLIDAYS: readonly (readonly [string, string])[] = [
  ['国庆', '10-01'],
  ['元旦', '01-01'],
  ['五一', '05-01'],
  ['劳动节', '05-01'],
];
const HOLIDAY = new RegExp(`(${HOLIDAYS.map(([name]) => name).join('|')})节?(?:放假)?`, 'y');
const BEFORE_HOLIDAY = new RegExp(
  `(${HOLIDAYS.map(([name]) => name).join('|')})节?(?:放假)?前(?:最后一天|一天)?`,
  'y',
);
const AFTER_HOLIDAY = new RegExp(
  `(${HOLIDAYS.map(([name]) => name).join('|')})节?(?:放假|长假|假期|收假)?(?:之后|以后|后)`,
  'y',
);
/** A temperature tells of illness. */
const FEVER = '(?:3[7-9]|4[01]|三十[七八九]|四十)(?:度|[.点]\\d)';
const CLOCK = new RegExp(
  `(?!${FEVER})(?:\\d+\\.\\d+[度℃]|第?${N}(?:点钟?半?(?:${N}分?)?|分钟?|秒|小时|节课?|个小时|次|岁|遍|楼|组|期|公里|里路|块钱?|元|度|条|件|路)|\\d{1,2}:\\d{2}|半个?小时|1\\d{10}|第${N}[个名]?|头一天)`,
  'y',
);

const NUMERALS = `0123456789${NUMBER_CHARACTERS}`;

/** With which characters the words of each pattern begin; most characters begin none. */
const BEGINS = {
  any: new Characters(`头大前昨后明今当上下这本周星礼国元五劳共为约几半月第${NUMERALS}`),
  holiday: new Characters('国元五劳'),
  named: new Characters('大前昨后明今当'),
  weekday: new Characters('上下这本周星礼'),
  date: new Characters(`这本${NUMERALS}`),
  stretch: new Characters(`这本下月${NUMERALS}`),
  length: new Characters(`第头共为大约几半${NUMERALS}`),
};

/** Reads a day, a length or a clock time that begins at `start`. `today` gives the week and the month. */
export function timeAt(text: string, start: number, today: Day, calendar: SchoolDays): TimeMatch | undefined {
  if (!BEGINS.any.at(text, start)) return undefined;
  return (
    holidayOver(text, start, today, calendar) ??
    dayAt(text, start, today) ??
    stretchAt(text, start, today, calendar) ??
    lengthAt(text, start)
  );
}

function dayAt(text: string, start: number, today: Day): TimeMatch | undefined {
  if (BEGINS.named.at(text, start)) return namedDayAt(text, start, today);
  return (
    (BEGINS.weekday.at(text, start) ? weekdayAt(text, start, today) : undefined) ?? dateAt(text, start, today)
  );
}

function namedDayAt(text: string, start: number, today: Day): TimeMatch | undefined {
  const pair = PAIRS.find(([words]) => text.startsWith(words, start));
  if (pair) {
    const [words, first, last] = pair;
    const told = { ...day(addDays(today, first)), through: addDays(today, last) };
    return {
      told,
      end: start + words.length + (/^两?[天日]/.exec(text.slice(start + words.length))?.[0].length ?? 0),
    };
  }
  for (const [pattern, shift] of NAMED) {
    const said = sticky(pattern, text, start)?.[0];
    if (said === undefined || said === '') continue;
    const told = day(addDays(today, shift));
    return { told: NIGHT.test(said) ? { ...told, night: true } : told, end: start + said.length };
  }
  return undefined;
}

function weekdayAt(text: string, start: number, today: Day): TimeMatch | undefined {
  const run = sticky(WEEKDAYS, text, start);
  if (run)
    return {
      told: weekdaysTold(run[1] ?? '', run[2] ?? '', run[3] ?? '', today),
      end: start + run[0].length,
    };
  const week = sticky(WEEKDAY, text, start);
  return week
    ? { told: weekdayTold(week[1] ?? '', week[2] ?? '一', today), end: start + week[0].length }
    : undefined;
}

/** "星期一二两天": from the first to the last of them. */
function weekdaysTold(which: string, first: string, last: string, today: Day): DayTold {
  const begin = weekdayTold(which, first, today);
  const days = numberOf(last) - numberOf(first);
  return days > 0 ? { ...begin, through: addDays(begin.next, days) } : begin;
}

function weekdayTold(which: string, name: string, today: Day): DayTold {
  const number = '日天'.includes(name) ? 7 : numberOf(name);
  const inThisWeek = addDays(today, number - weekday(today));
  if (which.startsWith('上')) return day(addDays(inThisWeek, -7));
  if (which.startsWith('下')) return day(addDays(inThisWeek, 7));
  if (which !== '') return day(inThisWeek);
  const last = inThisWeek <= today ? inThisWeek : addDays(inThisWeek, -7);
  const next = inThisWeek >= today ? inThisWeek : addDays(inThisWeek, 7);
  return { kind: 'day', last, next, open: true };
}

const pad = (value: number): string => String(value).padStart(2, '0');

function holidayAt(text: string, start: number, today: Day): TimeMatch | undefined {
  const holiday = sticky(BEFORE_HOLIDAY, text, start);
  if (holiday) return { told: day(dayBefore(holiday[1] ?? '', today)), end: start + holiday[0].length };
  const until = text.charAt(start - 1) === '到' ? sticky(HOLIDAY, text, start) : null;
  return until ? { told: day(dayBefore(until[1] ?? '', today)), end: start + until[0].length } : undefined;
}

function dateAt(text: string, start: number, today: Day): TimeMatch | undefined {
  const holiday = BEGINS.holiday.at(text, start) ? holidayAt(text, start, today) : undefined;
  if (holiday !== undefined || !BEGINS.date.at(text, start)) return holiday;
  const date = sticky(DATE, text, start);
  if (date) {
    const year = Number(date[1] ?? today.slice(0, 4));
    const told = realDay(year, numberOf(date[2] ?? ''), numberOf(date[3] ?? ''));
    if (told !== undefined) return { told: day(told), end: start + date[0].length };
  }
  const full = sticky(FULL_DATE, text, start);
  if (full) {
    const [whole, year, , month, date, monthOnly, dateOnly] = full;
    const told = realDay(Number(year), Number(month ?? monthOnly), Number(date ?? dateOnly));
    if (told !== undefined) return { told: day(told), end: start + whole.length };
  }
  const short = monthAndDayAt(text, start, today);
  if (short !== undefined) return short;
  const dotted = sticky(DOTTED, text, start);
  if (dotted) {
    const told = realDay(Number(today.slice(0, 4)), Number(dotted[1]), Number(dotted[2]));
    if (told !== undefined) return { told: day(told), end: start + dotted[0].length };
  }
  // "旷课三日", and 两日 anywhere, is a length.
  if (text.startsWith('两日', start)) return undefined;
  if (
    /^[一两二三四五六七八九十]日/.test(text.slice(start, start + 2)) &&
    /[课假勤席]/.test(text.slice(Math.max(0, start - 2), start))
  )
    return undefined;
  const alone = sticky(DAY_OF_MONTH, text, start) ?? dayInRow(text, start);
  const number = numberOf(alone?.[1] ?? '');
  if (!alone || !(number >= 1 && number <= 31)) return undefined;
  return { told: dayOfMonth(number, today), end: start + alone[0].length };
}

/** "29、30号", "28, 29和30号": days of which only the last bears the mark. */
const ROW_OF_DAYS = /(\d{1,2})(?=((?: ?[、,和跟与及] ?\d{1,2})+)(?:[号日](?!楼)|[两三四五]天))/y;
/** Behind these a number counts the class. */
const COUNTS = /[\d缺少到应实来有共差欠/.:-] ?$/;
const LONGEST_GAP = 7;

function dayInRow(text: string, start: number): RegExpExecArray | null {
  const told = sticky(ROW_OF_DAYS, text, start);
  if (!told || COUNTS.test(text.slice(Math.max(0, start - 2), start))) return null;
  const days = [Number(told[1]), ...(told[2] ?? '').split(/\D+/).filter(Boolean).map(Number)];
  const isRow = days.every((day, nth) => {
    const gap = day - (days[nth - 1] ?? day - 1);
    return day >= 1 && day <= 31 && gap > 0 && gap < LONGEST_GAP;
  });
  return isRow ? told : null;
}

/** "11/23-11/25", "11-23": where it can't be how many of a class are there, as "12/11" can. */
function monthAndDayAt(text: string, start: number, today: Day): TimeMatch | undefined {
  const told = sticky(MONTH_AND_DAY, text, start);
  if (!told) return undefined;
  const [one, other] = [Number(told[1]), Number(told[2])];
  const end = start + told[0].length;
  const before = text.slice(Math.max(0, start - 6), start);
  if (/\d-$/.test(before) && !AFTER_DAY.test(before)) return undefined;
  const inStretch = (told[3] !== undefined && told[4] !== undefined) || AFTER_DAY.test(before);
  const counts = told[0].includes('/')
    ? one * 4 >= other * 3
    : Math.min(one, other) * 4 >= Math.max(one, other) * 3;
  if (!inStretch && counts) return undefined;
  const date = realDay(Number(today.slice(0, 4)), one, other);
  return date === undefined ? undefined : { told: day(date), end };
}

/** "国庆后": the first school day after it begins. */
function holidayOver(text: string, start: number, today: Day, calendar: SchoolDays): TimeMatch | undefined {
  const over = BEGINS.holiday.at(text, start) ? sticky(AFTER_HOLIDAY, text, start) : null;
  const back = over && calendar.nextSchoolDay(nearestHoliday(over[1] ?? '', today));
  if (!over || !back) return undefined;
  return { told: back > today ? day(back) : { ...day(back), since: true }, end: start + over[0].length };
}

/** The begin of a holiday, the last or the next one, whichever is nearer. */
function nearestHoliday(holiday: string, today: Day): Day {
  const next = addDays(dayBefore(holiday, today), 1);
  const last = `${Number(next.slice(0, 4)) - 1}${next.slice(4)}`;
  return addDays(today, HALF_A_YEAR) > next ? next : last;
}

const HALF_A_YEAR = 183;

function dayBefore(holiday: string, today: Day): Day {
  const [, date = ''] = HOLIDAYS.find(([name]) => name === holiday) ?? [];
  const year = Number(today.slice(0, 4));
  const next = [`${year}-${date}`, `${year + 1}-${date}`].find((told) => told > today) ?? today;
  return addDays(next, -1);
}

function realDay(year: number, month: number, date: number): Day | undefined {
  const told = new Date(Date.UTC(year, month - 1, date));
  if (Number.isNaN(told.getTime()) || told.getUTCMonth() !== month - 1) return undefined;
  return `${year}-${pad(month)}-${pad(date)}`;
}

function dayOfMonth(number: number, today: Day): DayTold {
  const [year = 0, month = 0] = today.split('-').map(Number);
  const near = [-1, 0, 1].flatMap((shift) => {
    const first = new Date(Date.UTC(year, month - 1 + shift, 1));
    return realDay(first.getUTCFullYear(), first.getUTCMonth() + 1, number) ?? [];
  });
  const last = near.findLast((told) => told <= today) ?? today;
  const next = near.find((told) => told >= today) ?? today;
  return { kind: 'day', last, next, open: true };
}

const mondayOf = (today: Day): Day => addDays(today, 1 - weekday(today));

function stretchAt(text: string, start: number, today: Day, calendar: SchoolDays): TimeMatch | undefined {
  if (!BEGINS.stretch.at(text, start)) return undefined;
  const week = sticky(WEEK, text, start)?.[0];
  if (week)
    return { told: schoolStretch(today, addDays(mondayOf(today), 6), calendar), end: start + week.length };
  const next = sticky(NEXT_WEEK, text, start)?.[0];
  if (next) {
    const monday = mondayOf(today);
    const told = schoolStretch(addDays(monday, 7), addDays(monday, 13), calendar);
    return { told, end: start + next.length };
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

function lengthAt(text: string, start: number): TimeMatch | undefined {
  if (!BEGINS.length.at(text, start)) return undefined;
  const clock = sticky(CLOCK, text, start)?.[0];
  const half = sticky(HALF, text, start)?.[0];
  if (half) return { told: { kind: 'length', schoolDays: null }, end: start + half.length };
  const field = sticky(LENGTH_FIELD, text, start)?.[0];
  const length = sticky(LENGTH, text, start);
  if (field && !length)
    return { told: { kind: 'length', schoolDays: Number(field) }, end: start + field.length };
  if (length && length[2] !== '月') {
    const count = numberOf(length[1] ?? '');
    const perUnit = /周|星期|礼拜/.test(length[2] ?? '') ? 5 : 1;
    const schoolDays = Number.isNaN(count) ? null : count * perUnit + (length[2] === '天半' ? 1 : 0);
    return { told: { kind: 'length', schoolDays }, end: start + length[0].length };
  }
  return clock ? { told: { kind: 'clock' }, end: start + clock.length } : undefined;
}

/** `day` itself when school is held, else the next day on which it is. */
export const schoolDayOnOrAfter = (value: Day, calendar: SchoolDays): Day | undefined =>
  calendar.isSchoolDay(value) ? value : calendar.nextSchoolDay(value);

/** `day` itself when school is held, else the last day before on which it is. */
export const schoolDayOnOrBefore = (value: Day, calendar: SchoolDays): Day | undefined =>
  calendar.isSchoolDay(value) ? value : calendar.previousSchoolDay(value);
