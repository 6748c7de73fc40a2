import { dayOf } from '../../domain/calendar/time.ts';
import { classesOf } from '../../domain/conversation/speaker.ts';
import { classesTold } from '../../prisma/stores/answer-store.ts';
import { type Outcome, record, type Turn } from '../turn.ts';

const REPORTS = new Set(['report', 'update']);

/** Takes the sender's last report of today back; what was said stays in the ledger. */
export const withdrawLast = async (turn: Turn): Promise<Outcome> => {
  const taken = new Set(
    turn.earlier.flatMap(({ act }) => (act.startsWith('withdraw:') ? [act.slice(9)] : [])),
  );
  const last = turn.earlier.filter(({ act, message }) => REPORTS.has(act) && !taken.has(message)).at(-1);
  if (!last)
    return { act: 'withdraw', reply: turn.words.say('replies/nothing_to_withdraw', { now: turn.now }) };
  const names: string[] = [];
  const day = dayOf(turn.now);
  for (const [school, classes] of await classesBySchool(turn, last.message)) {
    await record(turn, school, classes, () =>
      classes.map((id) => ({
        about: { class: id },
        body: { kind: 'withdrawal', class: id, day, message: last.message },
      })),
    );
    names.push(...classes.map((id) => turn.directory.classes.get(id)?.name ?? id));
  }
  return {
    act: `withdraw:${last.message}`,
    reply: turn.words.say('replies/withdrawn', {
      values: { class: names.join('、'), at: null },
      now: turn.now,
    }),
    question: null,
  };
};

/** The classes that a message told of, by school. */
const classesBySchool = async (turn: Turn, message: string): Promise<Map<string, string[]>> => {
  const told = await classesTold(turn.tx, message);
  const mine = new Set(classesOf(turn.speaker, turn.directory));
  const groups = new Map<string, string[]>();
  for (const id of told) {
    const school = turn.directory.classes.get(id)?.school;
    if (school && mine.has(id)) groups.set(school, [...(groups.get(school) ?? []), id]);
  }
  return groups;
};
