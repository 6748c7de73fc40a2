import type { Outcome, Turn } from '../../turn.ts';
import { askedArrivals } from './arrivals.ts';
import { askedWhoIsLate } from './figure-rows.ts';
import { askedDay, askedFigures } from './figures.ts';
import { askedFrozen } from './frozen.ts';
import { askedBulletin } from './month-bulletin.ts';
import { askedSample } from './sample.ts';
import { askedTopics } from './topics.ts';

const QUERIES = [
  askedArrivals,
  askedFigures,
  askedDay,
  askedWhoIsLate,
  askedFrozen,
  askedBulletin,
  askedSample,
  askedTopics,
];

/** Whatever is asked of counts, in the few sentences that ask for them; null when the message is none of those. */
export const askedAboutFigures = async (turn: Turn): Promise<Outcome | null> => {
  for (const query of QUERIES) {
    const answer = await query(turn);
    if (answer) return answer;
  }
  return null;
};
