import type { Day } from '../../calendar/time.ts';
import { Characters } from '../text/characters.ts';
import { NUMBER_CHARACTERS } from '../text/chinese-number.ts';
import type { SchoolDays } from '../types.ts';
import { dateAt } from './dates.ts';
import { namedDayAt, weekdayAt } from './day-names.ts';
import { holidayAt } from './holidays.ts';
import { lengthAt, stretchAt } from './lengths.ts';
import type { TimeMatch } from './time-told.ts';

const NUMERALS = `0123456789${NUMBER_CHARACTERS}`;

/** With which characters the words of each pattern begin; most characters begin none. */
const BEGINS = {
  any: new Characters(
    `头大前昨后明今当上下这本周星礼国元五劳中端清春过节放收假长共为约几半个月第${NUMERALS}`,
  ),
  holiday: new Characters('国元五劳中端清春过八节放收假长'),
  named: new Characters('大前昨后明今当'),
  weekday: new Characters('上下这本周星礼'),
  date: new Characters(`这本${NUMERALS}`),
  stretch: new Characters(`这本下月${NUMERALS}`),
  length: new Characters(`第头共为大约几半个${NUMERALS}`),
};

/** Reads a day, a length or a clock time that begins at `start`. `today` gives the week and the month. */
export function timeAt(text: string, start: number, today: Day, calendar: SchoolDays): TimeMatch | undefined {
  if (!BEGINS.any.at(text, start)) return undefined;
  return (
    (BEGINS.named.at(text, start) ? namedDayAt(text, start, today) : undefined) ??
    (BEGINS.holiday.at(text, start) ? holidayAt(text, start, today, calendar) : undefined) ??
    (BEGINS.weekday.at(text, start) ? weekdayAt(text, start, today) : undefined) ??
    (BEGINS.date.at(text, start) ? dateAt(text, start, today) : undefined) ??
    (BEGINS.stretch.at(text, start) ? stretchAt(text, start, today, calendar) : undefined) ??
    (BEGINS.length.at(text, start) ? lengthAt(text, start) : undefined)
  );
}
