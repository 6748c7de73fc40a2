import type { Day } from './time.ts';
import { addDays, weekday } from './time.ts';

/** One year as the State Council published it: every day of each break, and the weekend days worked for it (调休上班). */
export interface NationalYear {
  readonly holidays: readonly Day[];
  readonly workdays: readonly Day[];
}

/** The published years. A day may stand under the year of its notice, as 30 December does for a New Year break. */
export interface NationalCalendar {
  readonly years: Readonly<Record<string, NationalYear>>;
}

/** What the national calendar says about single days. An unpublished year never throws; ask `knows`. */
export interface NationalDays {
  /** A day of a statutory break, weekend days and days in lieu within it included. */
  isHoliday(day: Day): boolean;
  /** A government working day (工作日, WD). */
  isWorkday(day: Day): boolean;
  /** The working day `count` after `day` (before, when negative); `day` itself for 0, whatever day that is. */
  addWorkdays(day: Day, count: number): Day;
  /** `day` if it is a working day, else the next one: where a paper deadline moves to (policy 1.3, CD). */
  workdayOnOrAfter(day: Day): Day;
  /** Whether the year's arrangement is published. */
  knows(year: number): boolean;
  /** The years touched by `from`…`to` (both included) whose arrangement is not known. */
  unknownYears(from: Day, to: Day): number[];
}

// What the law fixes by solar date (全国年节及纪念日放假办法, as amended in 2024): all that can be said of an unpublished year.
const FIXED_HOLIDAYS: ReadonlySet<string> = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']);

/** The years of `override`, such as a county's own entry for a new year, take the place of the same years of `base`. */
export const overrideNational = (
  base: NationalCalendar,
  override: NationalCalendar['years'],
): NationalCalendar => ({ years: { ...base.years, ...override } });

const yearOf = (day: Day): number => Number(day.slice(0, 4));

/** Answers from a copy of the lists: a later change of `national` has no effect. */
export function nationalDays(national: NationalCalendar): NationalDays {
  const published = new Set(Object.keys(national.years).map(Number));
  const holidays = new Set(Object.values(national.years).flatMap((year) => year.holidays));
  const workdays = new Set(Object.values(national.years).flatMap((year) => year.workdays));
  const known = new Map<Day, boolean>();

  const knows = (year: number): boolean => published.has(year);
  const isFixedHoliday = (day: Day): boolean =>
    FIXED_HOLIDAYS.has(day.slice(5)) && !knows(yearOf(day)) && !workdays.has(day);
  const isHoliday = (day: Day): boolean => holidays.has(day) || isFixedHoliday(day);
  const judgeWorkday = (day: Day): boolean => workdays.has(day) || (weekday(day) <= 5 && !isHoliday(day));

  const isWorkday = (day: Day): boolean => {
    const remembered = known.get(day);
    if (remembered !== undefined) return remembered;
    const answer = judgeWorkday(day);
    known.set(day, answer);
    return answer;
  };
  const addWorkdays = (day: Day, count: number): Day => {
    const step = Math.sign(count);
    let current = day;
    for (let left = Math.abs(count); left > 0; ) {
      current = addDays(current, step);
      if (isWorkday(current)) left -= 1;
    }
    return current;
  };

  return {
    isHoliday,
    isWorkday,
    addWorkdays,
    workdayOnOrAfter: (day) => (isWorkday(day) ? day : addWorkdays(day, 1)),
    knows,
    unknownYears(from, to) {
      const years = Array.from(
        { length: Math.max(0, yearOf(to) - yearOf(from) + 1) },
        (_, i) => yearOf(from) + i,
      );
      return years.filter((year) => !knows(year));
    },
  };
}
