import { areasOf } from '../../../domain/figures/areas.ts';
import { arrivalOfAll, arrivalsIn } from '../../../domain/figures/arrivals.ts';
import { firstWeekOf } from '../../../domain/figures/first-week.ts';
import { arrivalsTold } from '../../../prisma/stores/arrival-store.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';

const ASKS = /^(?:看一?下|看看|看|查看|查)?(?:开学)?到校统计(表)?[。？?！!]*$/;

/** What fits on a phone. */
const MOST_LINES = 15;

/**
 * "开学到校统计": school by school who should have come, who came, who did not, and which classes told nothing
 * (P2.R3-WEEK1-STAT); "开学到校统计表" gives it as a file. For whoever sees the figures of an area; null for anything else.
 */
export const askedArrivals = async (turn: Turn): Promise<Outcome | null> => {
  const match = ASKS.exec(turn.text);
  if (!match) return null;
  const [named] = areasOf(turn.speaker.viewer, 'figures', turn.directory);
  if (!named) return null;
  const { directory, now, policy } = turn;
  const calendar = turn.calendarOf(directory.parts.district.id);
  const week = firstWeekOf(calendar, policy, now);
  if (!week) return { act: 'query', reply: phrase(turn, 'arrivals_no_term') };
  const reader = turn.speaker.person;
  const { area, name } = named;
  if (match[1])
    return {
      act: 'file',
      reply: phrase(turn, 'arrivals_table'),
      file: { is: 'arrivals', area, name, reader, asked: now },
    };
  const schools = arrivalsIn(area, directory, await arrivalsTold(turn.tx, week));
  const lines = schools.slice(0, MOST_LINES).map((school) => phrase(turn, 'arrivals_school', { ...school }));
  const values = {
    ...arrivalOfAll(name, schools),
    ...{ term: week.term, until: now, more: schools.length - lines.length },
  };
  return { act: 'query', reply: turn.words.say('replies/arrivals', { values, lines, now }) };
};
