import { at, dayOf } from '../../domain/calendar/time.ts';
import { clausesOf, type Named, namesBeside, namesIn } from '../../domain/conversation/names.ts';
import type { Rosters } from '../../domain/conversation/rosters.ts';
import { safeguardWord } from '../../domain/conversation/safeguard.ts';
import { nameSubject } from '../../domain/notices/item.ts';
import type { Student } from '../../domain/people/directory.ts';
import { phrase } from '../phrase.ts';
import { type Outcome, record, type Turn, worldFor } from '../turn.ts';

/** The safeguarding exit: what was answered, and what the message tells besides. */
export interface Harm {
  outcome: Outcome;
  rest: string;
}

/**
 * The safeguarding exit (policy.md §6.5): a report of harm leaves the ordinary script, reaches the principal and the
 * bureau's designated person at once, and is never told to the guardian. Only a child named beside the word is
 * flagged; where nobody is, it is asked who. Null when the message has no such word.
 */
export const safeguard = async (turn: Turn, rosters: Rosters): Promise<Harm | null> => {
  const clauses = clausesOf(turn.text);
  const places = clauses.flatMap((clause, place) => (safeguardWord(clause, turn.policy) ? [place] : []));
  if (places.length === 0) return safeguardWord(turn.text, turn.policy) ? whole(turn, rosters) : null;
  const named = places.flatMap((place) => namesBeside(clauses, place, rosters));
  const rest = clauses.filter((_, place) => !places.includes(place)).join('，');
  return { outcome: await flag(turn, named), rest };
};

/** A word across a stop: the names of the whole message are the nearest there are. */
const whole = async (turn: Turn, rosters: Rosters): Promise<Harm> => ({
  outcome: await flag(turn, namesIn(turn.text, rosters)),
  rest: '',
});

const flag = async (turn: Turn, named: readonly Named[]): Promise<Outcome> => {
  const sure = named.flatMap(({ bearers }) => (bearers.length === 1 ? bearers : []));
  const own = named.length === 0 && turn.speaker.role === 'guardian' ? turn.speaker.students : [];
  const doubtful = named.find(({ bearers }) => bearers.length > 1);
  const told = await flagged(turn, [...sure, ...own]);
  if (!doubtful) return told ?? whoIsHarmed(turn, []);
  const asked = whoIsHarmed(turn, doubtful.bearers);
  return { ...asked, reply: [told?.reply, asked.reply].filter(Boolean).join('\n') };
};

/** Records the harm of each child, once; null when there is none. */
const flagged = async (turn: Turn, students: readonly Student[]): Promise<Outcome | null> => {
  const unique = [...new Map(students.map((student) => [student.id, student])).values()];
  if (unique.length === 0) return null;
  for (const student of unique)
    await record(turn, student.school, student.class ? [student.class] : [], () => [
      { about: { student: student.id }, body: { kind: 'safeguard', student: student.id } },
    ]);
  const words = turn.speaker.role === 'guardian' ? 'replies/safeguard_guardian' : 'replies/safeguard';
  const values = { names: unique.map(({ name }) => name).join('、') };
  return { act: 'safeguard', reply: turn.words.say(words, { values, now: turn.now }), question: null };
};

/** Nobody has been told yet, and the question says so. */
const whoIsHarmed = (turn: Turn, bearers: readonly Student[]): Outcome => {
  const options = bearers.map(({ id, school }) => nameSubject({ student: id }, worldFor(turn, school)));
  const values = { question: phrase(turn, 'ask_harmed', { some: options.length > 0 }), none: null };
  return {
    act: 'safeguard',
    reply: turn.words.say('replies/asks', { values, lines: options, now: turn.now }),
    question: {
      kind: 'harmed',
      text: turn.text,
      students: bearers.map(({ id }) => id),
      options,
      until: at(dayOf(turn.now), '24:00'),
    },
  };
};

/** The answer to "which child?": the harm is recorded with the words it was first told in. */
export const harmed = async (
  turn: Turn,
  text: string,
  chosen: string | undefined,
  rosters: Rosters,
): Promise<Outcome | null> => {
  const student = chosen ? turn.directory.students.get(chosen) : undefined;
  const told = { ...turn, text: `${text}，${turn.text}` };
  if (student) return flagged(told, [student]);
  const named = namesIn(turn.text, rosters);
  if (named.length > 0) return flag(told, named);
  if (turn.text.length > LONGEST_NAME) return null;
  return { act: 'safeguard', reply: turn.words.say('replies/safeguard_unknown', { now: turn.now }) };
};

/** A longer answer is something else than a name. */
const LONGEST_NAME = 6;
