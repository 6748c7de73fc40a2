import { dayOf } from '../../../domain/calendar/time.ts';
import { ATTENDED } from '../../../domain/cases/counting.ts';
import { emptyFile, isOpenCase } from '../../../domain/cases/file.ts';
import { readChildTold, type ToldOfChild } from '../../../domain/conversation/whereabouts-told.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import { HEARD_OUTSIDE, SEEN_OUTSIDE } from '../../../domain/notices/year-said.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySpeakOf } from '../../../domain/people/access.ts';
import type { Student } from '../../../domain/people/directory.ts';
import type { Entry } from '../../../domain/understanding/types.ts';
import { fileOf } from '../../../prisma/stores/answer-store.ts';
import { entryWords } from '../../../templates/vocabulary.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, recordOfPupil, type Turn } from '../../turn.ts';
import { inSchool } from '../case/sentence.ts';
import { isKnownAway } from './known-away.ts';

/** What somebody outside the school says of a child's attendance. */
export interface Tip {
  student: Student;
  /** What stood beside the name; null where the message gave it no words of its own. */
  words: string | null;
  entry?: Entry | undefined;
}

/** Whether the speaker calls no roll: village, township, bureau and units (T18, P3.1-ROLL, 「班主任要亲自点验」). */
export const isOutside = (turn: Turn): boolean => !inSchool(turn);

/**
 * "段国兴到校了", said by a unit: only the roll or the school tells who is there (T18, P0-TRUTH), so that nothing of attendance
 * is recorded. It is passed to the class teacher to confirm; where the child is said to be is kept as it was told.
 */
export const heardFromOutside = async (turn: Turn, tips: readonly Tip[]): Promise<Outcome> => {
  const replies: string[] = [];
  for (const tip of tips) replies.push(await passOn(turn, tip));
  return { act: 'update', reply: replies.join('\n'), question: null };
};

const passOn = async (turn: Turn, { student, words, entry }: Tip): Promise<string> => {
  const today = dayOf(turn.now);
  const file = (await fileOf(turn.tx, student.id)) ?? emptyFile(student.id);
  const there = entry !== undefined && ATTENDED.has(entry.status);
  const read = there ? null : placeTold(turn, student, words, file);
  const isAway = isOpenCase(file) || isKnownAway(file, today);
  // What the school's own word says already is no news to it.
  if (!read && entry && there !== isAway && (there || file.marks[today]))
    return turn.words.say('replies/nothing_new', { values: { more: false }, now: turn.now });
  const said = read?.words ?? words ?? (entry ? entryWords(entry.status) : '');
  const body: FactBody = read
    ? { kind: 'whereabouts', student: student.id, day: today, place: read.place, words: read.words }
    : { kind: 'attendance_heard', student: student.id, day: entry?.from ?? today, there, words: said };
  const { decision } = await recordOfPupil(turn, student, [body]);
  const told = decision.notices.find(({ words: name }) => name === HEARD_OUTSIDE || name === SEEN_OUTSIDE);
  const who = told ? turn.directory.nameOf(told.to) : null;
  return phrase(turn, read ? 'where_outside' : 'heard_outside', { name: student.name, words: said, who });
};

/** Where a child is said to be, by somebody who may tell that of it. */
const placeTold = (
  turn: Turn,
  student: Student,
  words: string | null,
  file: Parameters<typeof aboutPupil>[2],
): ToldOfChild | null => {
  const about = aboutPupil(student, turn.directory, file, dayOf(turn.now));
  if (words === null || !maySpeakOf(turn.speaker.viewer, 'whereabouts', about)) return null;
  return readChildTold(words, turn.policy.guardianWords);
};
