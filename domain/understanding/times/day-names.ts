import type { Day } from '../../calendar/time.ts';
import { addDays, weekday } from '../../calendar/time.ts';
import { sticky } from '../text/characters.ts';
import { numberOf } from '../text/chinese-number.ts';
import type { DayTold, TimeMatch } from './time-told.ts';
import { dayTold } from './time-told.ts';

const NAMED: readonly (readonly [RegExp, number])[] = [
  [/大前天/y, -3],
  [/(?<![目以之提])前[天日晚](?![常报制])/y, -2],
  [
    /昨(?:晚(?!自习|修|读|点名|查寝|寝)|[天日早儿])?(?:夜里|半夜|夜|晚上|晚(?!自习|修|读|点名|查寝|寝)|下午|上午|早上|中午|天|上(?=[吐发拉咳烧肚不]))?|昨(?=[日夜请病发未没已返])/y,
    -1,
  ],
  [/大后天/y, 3],
  [/后[天日]/y, 2],
  [/明[天日早晚儿](?:上午|下午|早上|一早)?/y, 1],
  [
    /今[天日早晚儿晨](?:上午|下午|早上|晚上|中午|一早|早晨)?|当天|(?<![至迄如而当现于从])今(?=[日天来未没请返到又已在仍])/y,
    0,
  ],
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
/** 今天, 昨晚, 明后天. */
export function namedDayAt(text: string, start: number, today: Day): TimeMatch | undefined {
  const pair = PAIRS.find(([words]) => text.startsWith(words, start));
  if (pair) {
    const [words, first, last] = pair;
    const told = { ...dayTold(addDays(today, first)), through: addDays(today, last) };
    return {
      told,
      end: start + words.length + (/^两?[天日]/.exec(text.slice(start + words.length))?.[0].length ?? 0),
    };
  }
  for (const [pattern, shift] of NAMED) {
    const said = sticky(pattern, text, start)?.[0];
    if (said === undefined || said === '') continue;
    const told = dayTold(addDays(today, shift));
    return { told: NIGHT.test(said) ? { ...told, night: true } : told, end: start + said.length };
  }
  return undefined;
}

/** 周五, 下周一, 周一至周三. */
export function weekdayAt(text: string, start: number, today: Day): TimeMatch | undefined {
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

/** 下下周 is two weeks on. */
const weeksIn = (which: string): number => which.replace('个', '').length;

function weekdayTold(which: string, name: string, today: Day): DayTold {
  const number = '日天'.includes(name) ? 7 : numberOf(name);
  const inThisWeek = addDays(today, number - weekday(today));
  if (which.startsWith('上')) return dayTold(addDays(inThisWeek, -7 * weeksIn(which)));
  if (which.startsWith('下')) return dayTold(addDays(inThisWeek, 7 * weeksIn(which)));
  if (which !== '') return dayTold(inThisWeek);
  const last = inThisWeek <= today ? inThisWeek : addDays(inThisWeek, -7);
  const next = inThisWeek >= today ? inThisWeek : addDays(inThisWeek, 7);
  return { kind: 'day', last, next, open: true };
}
