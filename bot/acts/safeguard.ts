import type { Rosters } from '../../domain/conversation/rosters.ts';
import { safeguardWord } from '../../domain/conversation/safeguard.ts';
import type { Student } from '../../domain/people/directory.ts';
import { type Outcome, record, type Turn } from '../turn.ts';

/**
 * The safeguarding exit (policy.md §6.5): a report of harm leaves the ordinary script, reaches the principal and the
 * bureau's designated person at once, and is never told to the guardian. Null when the message has no such word.
 */
export const safeguard = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  if (!safeguardWord(turn.text, turn.policy)) return null;
  for (const student of named(turn, rosters)) {
    const classes = student.class ? [student.class] : [];
    await record(turn, student.school, classes, () => [
      { about: { student: student.id }, body: { kind: 'safeguard', student: student.id } },
    ]);
  }
  const words = turn.speaker.role === 'guardian' ? 'replies/safeguard_guardian' : 'replies/safeguard';
  return { act: 'safeguard', reply: turn.words.say(words, { now: turn.now }) };
};

const named = (turn: Turn, rosters: Rosters): Student[] => {
  const found = rosters.classes
    .flatMap(({ students }) => students)
    .filter((name) => turn.text.includes(name))
    .flatMap((name) => [...rosters.studentsNamed(name)]);
  const unique = [...new Map(found.map((student) => [student.id, student])).values()];
  return unique.length === 0 && turn.speaker.role === 'guardian' ? [...turn.speaker.students] : unique;
};
