import { dayOf, timeOfDay } from '../../../domain/calendar/time.ts';
import { leaveOn } from '../../../domain/cases/counting.ts';
import { asksWhetherThere } from '../../../domain/parents/asked-whether-there.ts';
import type { Meaning } from '../../../domain/parents/lexicon.ts';
import { isSafe } from '../../../domain/parents/safe.ts';
import type { GuardianSaid } from '../../../domain/parents/said.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { classDaysOf, fileOf } from '../../../prisma/stores/answer-store.ts';
import type { Turn } from '../../turn.ts';

/** What is said of the child's way to school this morning. */
const WAY: ReadonlySet<Meaning> = new Set<Meaning>(['arrived', 'coming', 'set_out']);

/** What a guardian says or asks of the child's being at school, held against today's record. */
export interface OfBeingThere {
  said: GuardianSaid;
  /** Who has recorded the child as present, where the message is about that. */
  presentBy: string | null;
  /** It asks nothing else, and tells nothing. */
  isAnswered: boolean;
}

/**
 * Whoever is recorded as present is looked for by nobody: the guardian hears who has recorded it, and the teacher is asked
 * nothing. A question that the record does not answer is no statement: somebody answers it.
 */
export const ofBeingThere = async (
  turn: Turn,
  student: Student,
  said: GuardianSaid,
): Promise<OfBeingThere> => {
  const asks = asksWhetherThere(turn.text);
  const isOfWay = (meaning: Meaning): boolean => WAY.has(meaning) && said.day === null;
  if (!asks && !said.means.some(isOfWay)) return { said, presentBy: null, isAnswered: false };
  // A roll that does not name the child says less than a family that has it on the way.
  const isThere = asks || said.means.includes('arrived');
  const presentBy = await whoRecordedPresent(turn, student, isThere);
  if (presentBy) {
    // "在不在学校，她电话打不通": in the hours of classes the roll answers that too, and nobody is sent to look for the child.
    const isKnown = asks && timeOfDay(turn.now) < turn.policy.settings['marking.deadline'];
    const means = said.means.filter((meaning) => !isOfWay(meaning) && !(isKnown && meaning === 'unknown'));
    return { said: { ...said, means }, presentBy, isAnswered: asks && means.length === 0 };
  }
  if (!asks) return { said, presentBy, isAnswered: false };
  const means = said.means.filter((meaning) => meaning !== 'arrived');
  return {
    said: { ...said, means: means.length > 0 ? means : ['contact'] },
    presentBy,
    isAnswered: false,
  };
};

/**
 * By a word about the child or, `byRoll`, a whole roll that does not name it; null where today's record does not say so, or where
 * the guardian who writes may not hear where the child is.
 */
const whoRecordedPresent = async (
  turn: Turn,
  { id, class: classId }: Student,
  byRoll: boolean,
): Promise<string | null> => {
  const { directory, tx, now, speaker } = turn;
  const today = dayOf(now);
  const { holder } = directory.resolve('homeroom_teacher', { student: id }, today);
  const teacher = holder?.person ?? null;
  const file = await fileOf(tx, id);
  if (!isSafe(speaker.person, file)) return null;
  const mark = file?.marks[today];
  if (mark) return mark.standing === 'present' || mark.standing === 'late' ? teacher : null;
  if (!byRoll || (file && (file.away !== null || leaveOn(file, today)))) return null;
  const [day] = classId ? await classDaysOf(tx, [classId], today) : [];
  return day?.rolledAt && day.whole ? day.by : null;
};
