import { addDays, type Day, dayOf, daysBetween, type Instant, isDay } from '../calendar/time.ts';

const WRITTEN = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]/gu;

/** The days written in a text, each with the place where it stands; without a year, the one nearest to now. */
export const daysIn = (text: string, now: Instant): { day: Day; at: number }[] =>
  [...text.matchAll(WRITTEN)].flatMap(({ index, 1: year, 2: month, 3: date }) => {
    const today = dayOf(now);
    const years = year ? [year] : [0, -365, 365].map((shift) => addDays(today, shift).slice(0, 4));
    const found = years
      .map((each) => `${each}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}`)
      .filter(isDay)
      .toSorted((a, b) => Math.abs(daysBetween(today, a)) - Math.abs(daysBetween(today, b)));
    return found[0] ? [{ day: found[0], at: index }] : [];
  });
