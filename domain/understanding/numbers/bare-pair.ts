import { sticky } from '../text/characters.ts';

/** Two numbers that nothing labels: how many there should be and how many are there. */
export interface BarePair {
  readonly larger: number;
  readonly smaller: number;
  readonly end: number;
}

/** "40 39", "40-39", "40、39", "40:39", "40比39", "40人 39人", and how many are away: "40 39 1". */
const PAIR =
  /(?<![\d.:-])(\d{2,3})[人个]?( ?(?:[,、:/|.\\比一]|-{1,2}) ?| +)(\d{2,3})[人个]?(?:\2(\d{1,2}))?(?![\d:%/℃-]|\.\d|[度岁分点号日月页元块斤公栋排组次节课天名位班年级届件后多几]| ?码)/y;

/** No class has more. */
const MOST = 80;
/** Higher than any day or month, and so no date. */
const DAYS = 31;
const MONTHS = 12;
const HOURS = 24;

/** A pair that begins at a place; `heads` where nothing but a class, a day or a heading stands before it on its line. */
export function barePairAt(text: string, start: number, heads: boolean): BarePair | undefined {
  const told = sticky(PAIR, text, start);
  if (!told) return undefined;
  const [one, other] = [Number(told[1]), Number(told[3])];
  const larger = Math.max(one, other);
  const smaller = Math.min(one, other);
  const [whole, , mark = ''] = told;
  if (
    larger > MOST ||
    smaller * 2 < larger ||
    (told[4] !== undefined && Number(told[4]) !== larger - smaller)
  )
    return undefined;
  // "20:38" is the time; "23-25" and "23 24" may be days, "12.11" a date.
  if (mark.includes(':') && one < HOURS) return undefined;
  if (larger <= DAYS && (!heads || one <= MONTHS || one < other)) return undefined;
  const ends = /^(?:$|[ ,.;!\n])/.test(text.slice(start + whole.length));
  return heads || ends ? { larger, smaller, end: start + whole.length } : undefined;
}
