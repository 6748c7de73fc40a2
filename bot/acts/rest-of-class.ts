import { dayOf } from '../../domain/calendar/time.ts';
import type { Question } from '../../domain/conversation/question.ts';
import type { Rosters } from '../../domain/conversation/rosters.ts';
import { spokeAt } from '../../domain/conversation/settling.ts';
import type { Duty } from '../../domain/duties/duty.ts';
import { classDaysOf } from '../../prisma/stores/answer-store.ts';
import { hear } from '../hearing.ts';
import type { Outcome, Turn } from '../turn.ts';
import { recordAttendance } from './attendance.ts';

type Asked = Extract<Question, { kind: 'rest' }>;

/** "3 其他都到": the roll is told, with those away of whom it is known; null when the number means something else by now. */
export const restOfClass = async (turn: Turn, asked: Asked, rosters: Rosters): Promise<Outcome | null> => {
  if (!isItsNumber(turn.text, asked) || turn.duties.some((duty) => isNewer(turn, asked, duty))) return null;
  const [told] = await classDaysOf(turn.tx, [asked.class], dayOf(turn.now));
  if ((told?.rolledAt ?? null) !== null) return null;
  const text = `${turn.directory.classes.get(asked.class)?.name ?? ''}其他都到`;
  return recordAttendance(turn, hear({ ...turn, text, quote: null }, text, rosters), rosters);
};

const isItsNumber = (text: string, { key, options }: Asked): boolean => {
  const said = text.trim().replace(/[。.!！]$/u, '');
  return said === key || options.some((label) => said.replace(/\s+/gu, '') === `${key}${label}`);
};

/** Something else has offered this number since; a reminder of the roll itself has not. */
const isNewer = (turn: Turn, { key, since }: Asked, duty: Duty): boolean => {
  const replies = turn.policy.named.get(duty.name)?.duty.replies ?? [];
  return spokeAt(duty) > since && replies.some((reply) => reply.key === key && reply.act !== 'all_present');
};
