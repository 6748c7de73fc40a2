import { dayOf } from '../../../domain/calendar/time.ts';
import { readShortReply } from '../../../domain/conversation/settling.ts';
import { absentOn, classDaysOf, lastRollOf } from '../../../prisma/stores/answer-store.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';

/**
 * "1" to a roll that stands already (P3.1-ROLL), told by the class teacher or whoever stands in: by whom, when and with which
 * numbers, and nothing changes. Null when no roll of the speaker's own classes was told today, or it is no such number.
 */
export const rollTold = async (turn: Turn): Promise<Outcome | null> => {
  const { classes } = turn.speaker;
  if (classes.length === 0 || !isAllPresent(turn)) return null;
  const today = dayOf(turn.now);
  const told = (await classDaysOf(turn.tx, classes, today)).filter(({ rolledAt }) => rolledAt !== null);
  const lines: string[] = [];
  for (const day of told) {
    const last = await lastRollOf(turn.tx, day.class, today);
    if (!last) continue;
    const { directory, speaker } = turn;
    const absent = await absentOn(turn.tx, [day.class], today);
    const expected = day.expected ?? directory.studentsOf(day.class).length;
    const values = {
      ...{ expected, absent, present: day.present ?? expected - absent, at: last.at },
      class: directory.classes.get(day.class)?.name ?? '',
      by: last.by === speaker.person ? phrase(turn, 'you') : directory.nameOf(last.by),
    };
    lines.push(phrase(turn, 'roll_told', values));
  }
  if (lines.length === 0) return null;
  return { act: 'other', reply: [...lines, phrase(turn, 'roll_told_next')].join('\n'), question: null };
};

/** Whether the message is the bare number that a roll offers for "全到". */
const isAllPresent = ({ text, policy }: Turn): boolean => {
  const short = readShortReply(text);
  if (short?.detail !== '') return false;
  return [...policy.named.values()].some(({ duty }) =>
    duty.replies?.some(({ act, key }) => act === 'all_present' && key === short.key),
  );
};
