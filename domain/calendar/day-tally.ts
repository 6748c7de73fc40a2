import type { Day } from './time.ts';
import { addDays } from './time.ts';

/** A stretch of consecutive days, each with its place. */
export interface DayLine {
  readonly days: readonly Day[];
  /** 0 for the first day, -1 for any day before it, `days.length` for any day after the last. */
  place(day: Day): number;
}

/** Marked days of a line, counted in advance so that every question is a look-up. Nothing outside the line is marked. */
export interface Tally {
  has(day: Day): boolean;
  /** Marked days in `from`…`to`, both included; 0 when `to` is earlier. */
  count(from: Day, to: Day): number;
  list(from: Day, to: Day): Day[];
  /** The `nth` marked day on or after `day`, counting from 1; nothing where the line ends sooner. */
  nthFrom(day: Day, nth: number): Day | undefined;
  /** The `nth` marked day strictly after `day`. */
  nthAfter(day: Day, nth: number): Day | undefined;
  /** The `nth` marked day strictly before `day`. */
  nthBefore(day: Day, nth: number): Day | undefined;
}

export function dayLine(first: Day, last: Day): DayLine {
  const days: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  const places = new Map(days.map((day, place) => [day, place]));
  return { days, place: (day) => places.get(day) ?? (day < first ? -1 : days.length) };
}

export function tally(line: DayLine, isMarked: (day: Day, place: number) => boolean): Tally {
  const marked: Day[] = [];
  const before = new Uint32Array(line.days.length + 1);
  line.days.forEach((day, place) => {
    if (isMarked(day, place)) marked.push(day);
    before[place + 1] = marked.length;
  });
  const countBefore = (day: Day): number => before[Math.max(line.place(day), 0)] ?? 0;
  const countThrough = (day: Day): number => before[Math.min(line.place(day) + 1, line.days.length)] ?? 0;

  return {
    has: (day) => countThrough(day) > countBefore(day),
    count: (from, to) => Math.max(0, countThrough(to) - countBefore(from)),
    list: (from, to) => (from <= to ? marked.slice(countBefore(from), countThrough(to)) : []),
    nthFrom: (day, nth) => marked[countBefore(day) + nth - 1],
    nthAfter: (day, nth) => marked[countThrough(day) + nth - 1],
    nthBefore: (day, nth) => marked[countBefore(day) - nth],
  };
}
