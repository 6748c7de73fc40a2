import { dayOf } from '../../../domain/calendar/time.ts';
import { namedAmong, namesIn } from '../../../domain/conversation/names.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { answerTold } from '../../../domain/conversation/told-replies.ts';
import { isOver } from '../../../domain/duties/duty.ts';
import type { Outcome, Turn } from '../../turn.ts';
import { settleFound } from './settle.ts';

/** "平台报了，编号2026091601", "收到，明天入户看": what waits for the speaker is said to be done or taken on, in words of the speaker's own. */
export const toldReply = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const { directory, now, policy, quote, text } = turn;
  const open = turn.duties.filter((duty) => !isOver(duty, dayOf(now)));
  if (open.length === 0) return null;
  const about = open.flatMap((duty) => directory.students.get(duty.about.student ?? '') ?? []);
  const bearers = namesIn(text, rosters).flatMap(({ bearers }) => bearers);
  // The name of a child who was referred is told to nobody, and is no part of an answer.
  const named = [...namedAmong(text, about, rosters), ...bearers];
  const quoted = named.length > 0 ? [] : namedAmong(quote ?? '', about, rosters);
  const answer = answerTold(text, open, policy, named.length > 0 ? named : quoted);
  return answer && settleFound(turn, answer.found, answer.detail);
};
