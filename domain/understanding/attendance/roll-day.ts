import type { Day } from '../../calendar/time.ts';
import type { Token } from '../tokens/tokens.ts';
import { isCue } from '../tokens/tokens.ts';

/**
 * Whether a roll is of today: "今天38个都在", whatever it tells of one child on another day; where no day stands before it, if all
 * days that are told are still to come.
 */
export function isRollOfToday(tokens: readonly Token[], spoken: readonly Day[], today: Day): boolean {
  const roll = tokens.findIndex(
    (token) =>
      token.kind === 'count' || token.kind === 'ratio' || isCue(token, 'all', 'rest', 'expected', 'actual'),
  );
  if (roll < 0) return false;
  const day = tokens.slice(0, roll).findLast(({ kind }) => kind === 'time' || kind === 'name');
  if (day?.kind !== 'time' || day.told.kind !== 'day') return spoken.every((one) => one > today);
  return !day.told.open && day.told.last === today;
}
