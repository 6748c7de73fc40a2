import type { Day } from '../../calendar/time.ts';
import { addDays } from '../../calendar/time.ts';

/** On which day of a year a feast falls. */
export type Feast = (year: number) => Day | undefined;

const pad = (value: number): string => String(value).padStart(2, '0');
const fixed =
  (month: number, date: number): Feast =>
  (year) =>
    `${year}-${pad(month)}-${pad(date)}`;

const LUNAR = new Intl.DateTimeFormat('en-u-ca-chinese', {
  month: 'numeric',
  day: 'numeric',
  timeZone: 'UTC',
});
const MONTH_AND_DAY = /^(\d+)\/(\d+)/;
const lunarYears = new Map<number, ReadonlyMap<string, Day>>();

/** Every day of a year by its month and day in the old calendar; those of a leap month are left out. */
function lunarYear(year: number): ReadonlyMap<string, Day> {
  const known = lunarYears.get(year);
  if (known !== undefined) return known;
  const days = new Map<string, Day>();
  for (let day = `${year}-01-01`; day < `${year + 1}-01-01`; day = addDays(day, 1)) {
    const said = MONTH_AND_DAY.exec(LUNAR.format(new Date(`${day}T00:00:00Z`)));
    if (said !== null) days.set(`${said[1]}-${said[2]}`, day);
  }
  lunarYears.set(year, days);
  return days;
}

const lunar =
  (month: number, date: number): Feast =>
  (year) =>
    lunarYear(year).get(`${month}-${date}`);

/** 清明 is the 4th or 5th of April: the common rule for this century. */
const qingming: Feast = (year) => {
  const since = year % 100;
  return `${year}-04-${pad(Math.floor(since * 0.2422 + 4.81) - Math.floor(since / 4))}`;
};

/** The feasts on which schools are closed. */
export const FEASTS: ReadonlyMap<string, Feast> = new Map([
  ['国庆', fixed(10, 1)],
  ['元旦', fixed(1, 1)],
  ['五一', fixed(5, 1)],
  ['劳动节', fixed(5, 1)],
  ['清明', qingming],
  ['端午', lunar(5, 5)],
  ['中秋', lunar(8, 15)],
  ['八月十五', lunar(8, 15)],
  ['春节', lunar(1, 1)],
]);

/** For use in a pattern. */
export const FEAST_NAMES = [...FEASTS.keys()].join('|');

const yearOf = (day: Day): number => Number(day.slice(0, 4));

/** The next day after today on which it falls. */
export function feastNext(feast: Feast | undefined, today: Day): Day | undefined {
  const year = yearOf(today);
  return [year, year + 1].flatMap((one) => feast?.(one) ?? []).find((day) => day > today);
}

const HALF_A_YEAR = 183;

/** The last time or the next, whichever is nearer. */
export function feastNearest(feast: Feast | undefined, today: Day): Day | undefined {
  const year = yearOf(today);
  const next = feastNext(feast, today);
  if (next !== undefined && next < addDays(today, HALF_A_YEAR)) return next;
  return [year - 1, year].flatMap((one) => feast?.(one) ?? []).findLast((day) => day <= today);
}
