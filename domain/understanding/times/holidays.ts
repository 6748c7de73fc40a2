import type { Day } from '../../calendar/time.ts';
import { addDays, weekday } from '../../calendar/time.ts';
import { sticky } from '../text/characters.ts';
import type { SchoolDays } from '../types.ts';
import type { Feast } from './feasts.ts';
import { FEAST_NAMES, FEASTS, feastNearest, feastNext } from './feasts.ts';
import type { TimeMatch } from './time-told.ts';
import { dayTold } from './time-told.ts';

const FEAST = `(${FEAST_NAMES})(?!班)节?(?:小长假|长假|假期|放假)?`;
const NAMED = new RegExp(`(?<=[到至])${FEAST}`, 'y');
const UNTIL = /[到至]/;
const BEFORE = new RegExp(`${FEAST}前(?:最后一天|一天|夕)?`, 'y');
const AFTER = new RegExp(`(?:过[完了])?${FEAST}(?:收假)?(?:之后|以后|过后|后|过完|过了)`, 'y');
const PASSED = new RegExp(`过[完了]${FEAST}`, 'y');

/** A day told by a holiday: "国庆前", "到中秋", "中秋后", "节后返校". */
export const holidayAt = (
  text: string,
  start: number,
  today: Day,
  calendar: SchoolDays,
): TimeMatch | undefined =>
  feastAt(text, start, today, calendar) ?? nextHolidayAt(text, start, today, calendar);

/** The day before a feast, or the first school day after it begins. */
function feastAt(text: string, start: number, today: Day, calendar: SchoolDays): TimeMatch | undefined {
  const over = sticky(AFTER, text, start) ?? sticky(PASSED, text, start);
  if (over && !UNTIL.test(text.charAt(start - 1)))
    return after(feastOf(over), start + over[0].length, today, calendar);
  // "请到国庆过完": leave ends with the last school day before it.
  const before = over ?? sticky(BEFORE, text, start) ?? sticky(NAMED, text, start);
  const feast = feastNext(feastOf(before), today);
  if (!before || feast === undefined) return undefined;
  return { told: dayTold(addDays(feast, -1)), end: start + before[0].length };
}

const feastOf = (said: RegExpExecArray | null): Feast | undefined => FEASTS.get(said?.[1] ?? '');

function after(
  feast: Feast | undefined,
  end: number,
  today: Day,
  calendar: SchoolDays,
): TimeMatch | undefined {
  const begins = feastNearest(feast, today);
  const back = begins === undefined ? undefined : calendar.nextSchoolDay(begins);
  if (back === undefined) return undefined;
  return { told: back > today ? dayTold(back) : { ...dayTold(back), since: true }, end };
}

const COMES_BACK =
  '(?=(?:才|再|就|方)?(?:能|可以|得|会)?(?:来|回|返|转回|到校|上[学课]|复[学课]|归校)(?!了|情况|第|人数|统计))';
/** "节后返校", "收假再来": which holiday it is, the calendar tells. */
const BREAK_END = new RegExp(
  `(?:过[完了]节|(?:过完)?(?<![第一二三四五六七八九十两几这把年龙刀复])节(?:之后|以后|过后|后)|(?:过完|长假|小长假|假期)(?:长假|假期)?(?:之后|以后|过后|后|结束)?|放完假|[放收]假(?:之后|以后|过后|后|回来)?)${COMES_BACK}`,
  'y',
);
/** "请到放假", "到收假": up to the holiday. */
const BREAK_BEGIN = /(?<=[到至])放假(?:前|那天|时)?/y;
/** Of a holiday further off nobody speaks without its name. */
const NEAR = 21;

/** A holiday that is not named is the next one. */
function nextHolidayAt(text: string, start: number, today: Day, calendar: SchoolDays): TimeMatch | undefined {
  const begins = sticky(BREAK_BEGIN, text, start);
  const ends = begins ? null : sticky(BREAK_END, text, start);
  if (!begins && !ends) return undefined;
  const holiday = nextBreak(today, calendar);
  if (holiday === undefined) return undefined;
  const { last, back } = holiday;
  return begins
    ? { told: dayTold(last), end: start + begins[0].length }
    : { told: dayTold(back), end: start + (ends?.[0].length ?? 0) };
}

/** The last school day before the next days off that are no mere weekend, and the first after them. */
function nextBreak(today: Day, calendar: SchoolDays): { last: Day; back: Day } | undefined {
  let last = calendar.isSchoolDay(today) ? today : calendar.previousSchoolDay(today);
  while (last !== undefined && last < addDays(today, NEAR)) {
    const back = calendar.nextSchoolDay(last);
    if (back === undefined) return undefined;
    if (hasWorkdayBetween(last, back)) return { last, back };
    last = back;
  }
  return undefined;
}

/** Whether a Monday to Friday lies between two days. */
function hasWorkdayBetween(last: Day, back: Day): boolean {
  for (let day = addDays(last, 1); day < back; day = addDays(day, 1)) if (weekday(day) < 6) return true;
  return false;
}
