import { dayOf } from '../../../domain/calendar/time.ts';
import { ATTENDED } from '../../../domain/cases/counting.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { readShortReply } from '../../../domain/conversation/settling.ts';
import type { Understood } from '../../../domain/understanding/types.ts';
import { filesOfClasses } from '../../../prisma/stores/answer-store.ts';
import { hear } from '../../hearing.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';
import { settleByReply } from '../duties/settle.ts';
import { isLeftOut } from './known-away.ts';

/** What may follow who does not know yet who is missing, or types the number of a reply that is not offered. */
const WHO_LATER =
  /^(?:[1-9]|.{0,4}(?:不知道|不清楚|不晓得|不认识|没查清|没弄清|记不得|想不起).{0,6}|.{0,4}(?:稍后|等下|等会儿?|待会儿?|回头|晚点|过会儿?).{0,6})[。.!！]?$/u;

/** The roll waits for its names, and it is said how to go on; a number that something else waits for means that. */
export const countLater = async (turn: Turn, told: string, rosters: Rosters): Promise<Outcome | null> => {
  if (!WHO_LATER.test(turn.text.trim())) return null;
  const settled = readShortReply(turn.text) ? await settleByReply(turn, rosters) : null;
  if (settled) return settled;
  const { expected, present, entries = [] } = hear({ ...turn, text: told }, told, rosters);
  const named = entries.filter(({ status }) => !ATTENDED.has(status)).length;
  const missing = expected != null && present != null ? Math.max(0, expected - present - named) : null;
  return { act: 'answer', reply: phrase(turn, 'count_later', { missing }) };
};

/** "人数写错了": the names are right, and with whoever was known to be away before they are all who are not there. */
export const countedByNames = async (
  turn: Turn,
  heard: Understood,
  rosters: Rosters,
): Promise<Understood> => {
  const today = dayOf(turn.now);
  const classes = [heard.class, ...(heard.classes ?? []).map((one) => one.class)];
  const ids = classes.flatMap((name) => rosters.classIds.get(name ?? '') ?? []);
  const files = await filesOfClasses(turn.tx, ids, today);
  const awayIn = (name: string): number => {
    const pupils = turn.directory.studentsOf(rosters.classIds.get(name) ?? '');
    const told = (heard.entries ?? []).filter(({ student }) => pupils.some((one) => one.name === student));
    const named = told.filter(({ status }) => !ATTENDED.has(status)).length;
    const known = files.filter(
      ({ file }) =>
        isLeftOut(file, today, told.length > 0) &&
        pupils.some(
          ({ id, name: own }) => id === file.student && !told.some(({ student }) => student === own),
        ),
    );
    return named + known.length;
  };
  const presentIn = (name: string, expected: number | null | undefined): number | null =>
    expected == null ? null : expected - awayIn(name);
  return {
    ...heard,
    ...{ ask: [], unsure: [], rest: true as const },
    present: presentIn(heard.class ?? '', heard.expected),
    ...(heard.classes
      ? { classes: heard.classes.map((one) => ({ ...one, present: presentIn(one.class, one.expected) })) }
      : {}),
  };
};
