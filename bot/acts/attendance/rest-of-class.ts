import { dayOf } from '../../../domain/calendar/time.ts';
import type { Question } from '../../../domain/conversation/question.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { readShortReply, spokeAt } from '../../../domain/conversation/settling.ts';
import type { Duty } from '../../../domain/duties/duty.ts';
import { repliesOf } from '../../../domain/policy/policy.ts';
import { classDaysOf } from '../../../prisma/stores/answer-store.ts';
import { offeringsOf } from '../../../prisma/stores/notice-store.ts';
import { hear } from '../../hearing.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';
import { recordAttendance } from './attendance.ts';

type Asked = Pick<Extract<Question, { kind: 'rest' }>, 'class' | 'key' | 'since' | 'options'>;

/** "3 其他都到": the roll is told, with those away of whom it is known; null when the number means something else by now. */
export const restOfClass = async (turn: Turn, asked: Asked, rosters: Rosters): Promise<Outcome | null> => {
  if (!isItsNumber(turn.text, asked) || turn.duties.some((duty) => isNewer(turn, asked, duty))) return null;
  const [told] = await classDaysOf(turn.tx, [asked.class], dayOf(turn.now));
  if ((told?.rolledAt ?? null) !== null) return null;
  const text = `${turn.directory.classes.get(asked.class)?.name ?? ''}其他都到`;
  return recordAttendance(turn, hear({ ...turn, text, quote: null }, text, rosters), rosters);
};

/**
 * The same number after other messages have closed the question: it still means the others of the class as long as the roll is open
 * and the last notice that showed this number was the one that asked. Null for anything else.
 */
export const restStillAsked = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const key = readShortReply(turn.text)?.key ?? KEYED.exec(turn.text.trim())?.[1];
  const { classes, person } = turn.speaker;
  if (!key || classes.length === 0 || turn.question?.kind === 'rest') return null;
  const today = dayOf(turn.now);
  const label = phrase(turn, 'rest_all');
  const offered = await offeringsOf(turn.tx, { person, day: today, key });
  const last = offered.find((one) => !isRoll(turn, key, one.label));
  if (last?.label !== label) return null;
  const told = await classDaysOf(turn.tx, classes, today);
  const [open, another] = classes.filter(
    (id) => !told.some((day) => day.class === id && day.rolledAt !== null),
  );
  if (!open || another) return null;
  return restOfClass(turn, { class: open, key, since: last.at, options: [label] }, rosters);
};

/** A reminder of the roll itself, "1 全到", takes the number from nothing. */
const isRoll = ({ policy }: Turn, key: string, label: string | null): boolean =>
  [...policy.named.values()].some(({ duty }) =>
    duty.replies?.some((reply) => reply.act === 'all_present' && reply.key === key && reply.label === label),
  );

/** "3其他都到". */
const KEYED = /^([1-9])(?=\p{sc=Han})/u;

const isItsNumber = (text: string, { key, options }: Asked): boolean => {
  const said = text.trim().replace(/[。.!！]$/u, '');
  return said === key || options.some((label) => said.replace(/\s+/gu, '') === `${key}${label}`);
};

/** Something else has offered this number since; a reminder of the roll itself has not. */
const isNewer = (turn: Turn, { key, since }: Asked, duty: Duty): boolean => {
  const replies = repliesOf(turn.policy, duty);
  return spokeAt(duty) > since && replies.some((reply) => reply.key === key && reply.act !== 'all_present');
};
