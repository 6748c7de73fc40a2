import type { Day } from '../../calendar/time.ts';
import { sticky } from '../text/characters.ts';
import { numberOf } from '../text/chinese-number.ts';
import type { DayTold, TimeMatch } from './time-told.ts';
import { dayTold, N } from './time-told.ts';

const DATE = new RegExp(`(?:(\\d{4})年)?(${N})(?:月|\\.(?=\\d+[号日]))(${N})[号日]?`, 'y');
const DOTTED = /(?<![\d.])(1[0-2]|[1-9])\.([0-3]?\d)(?![\d.班年度小米倍天个人])/y;
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
const pad = (value: number): string => String(value).padStart(2, '0');

/** A date, with its month or without. */
export function dateAt(text: string, start: number, today: Day): TimeMatch | undefined {
  const date = sticky(DATE, text, start);
  if (date) {
    const [month, number] = [numberOf(date[2] ?? ''), numberOf(date[3] ?? '')];
    const told =
      date[1] === undefined ? nearestDay(month, number, today) : realDay(Number(date[1]), month, number);
    if (told !== undefined) return { told: dayTold(told), end: start + date[0].length };
  }
  const full = sticky(FULL_DATE, text, start);
  if (full) {
    const [whole, year, , month, date, monthOnly, dateOnly] = full;
    const told = realDay(Number(year), Number(month ?? monthOnly), Number(date ?? dateOnly));
    if (told !== undefined) return { told: dayTold(told), end: start + whole.length };
  }
  const short = monthAndDayAt(text, start, today);
  if (short !== undefined) return short;
  const dotted = sticky(DOTTED, text, start);
  if (dotted) {
    const told = nearestDay(Number(dotted[1]), Number(dotted[2]), today);
    if (told !== undefined) return { told: dayTold(told), end: start + dotted[0].length };
  }
  // "旷课三日", and 两日 anywhere, is a length.
  if (text.startsWith('两日', start)) return undefined;
  if (
    /^[一两二三四五六七八九十]日/.test(text.slice(start, start + 2)) &&
    /[课假勤席息养限缓延续]/.test(text.slice(Math.max(0, start - 2), start))
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
  const date = nearestDay(one, other, today);
  return date === undefined ? undefined : { told: dayTold(date), end };
}

/** "12月30日" in January is last year's, "1月4日" in December next year's. */
function nearestDay(month: number, date: number, today: Day): Day | undefined {
  const year = Number(today.slice(0, 4));
  const away = month - Number(today.slice(5, 7));
  return realDay(away > HALF_A_YEAR ? year - 1 : away < -HALF_A_YEAR ? year + 1 : year, month, date);
}

const HALF_A_YEAR = 6;

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
