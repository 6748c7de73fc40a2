import { dayOf } from '../../../domain/calendar/time.ts';
import { childrenNamed, type Reading, readGuardian } from '../../../domain/parents/reading.ts';
import { fileOf } from '../../../prisma/stores/answer-store.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, recordOfPupil, type Turn } from '../../turn.ts';
import { inOrderOfSchools } from './children.ts';
import { consent } from './rights.ts';
import { factsOf, saidOf } from './tell.ts';

/**
 * "你发错人了，我不是马小军家长": nothing of the child is said to this person any more, not even its name in the answer, and the
 * school is asked who should be written to instead.
 */
export const notTheirs = async (turn: Turn, reading: Reading): Promise<Outcome> => {
  const { speaker, policy } = turn;
  const named = childrenNamed(reading, speaker.students, policy.guardianWords);
  for (const child of inOrderOfSchools(named.length > 0 ? named : speaker.students))
    await recordOfPupil(turn, child, [
      { kind: 'not_guardian', student: child.id, guardian: speaker.person, text: turn.text },
      consent(turn, child.id, 'declined'),
    ]);
  return { act: 'guardian', reply: phrase(turn, 'guardian_wrong'), question: null };
};

/** Whether a guardian has said to be none of all the children it is listed for. */
export const isStranger = async ({ tx, speaker }: Turn): Promise<boolean> => {
  for (const { id } of speaker.students) {
    const file = await fileOf(tx, id);
    if (!file?.family?.strangers?.includes(speaker.person)) return false;
  }
  return speaker.students.length > 0;
};

/** What such a person writes later reaches the school all the same, a lost child at once; the answer says nothing of the child. */
export const ofStranger = async (turn: Turn): Promise<Outcome> => {
  const { means } = readGuardian(turn.text, turn.policy.guardianWords);
  for (const child of inOrderOfSchools(turn.speaker.students))
    await recordOfPupil(
      turn,
      child,
      means.includes('lost')
        ? factsOf(turn, child, saidOf(turn, child))
        : [{ kind: 'guardian_words', student: child.id, day: dayOf(turn.now), leave: false, means: [] }],
    );
  return { act: 'guardian', reply: phrase(turn, 'guardian_stranger'), question: null };
};
