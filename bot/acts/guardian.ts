import { dayOf } from '../../domain/calendar/time.ts';
import type { Rosters } from '../../domain/conversation/rosters.ts';
import type { Understood } from '../../domain/understanding/types.ts';
import { askNext } from '../asking.ts';
import { phrase } from '../phrase.ts';
import { type Outcome, record, type Turn } from '../turn.ts';

/** A guardian explains an absence or asks for leave: kept as told, passed on to the class teacher, who decides (T3). */
export const guardianSays = async (turn: Turn, heard: Understood, rosters: Rosters): Promise<Outcome> => {
  const question = askNext(turn, heard, rosters);
  if (question) return { act: heard.act, reply: question.text, question: question.question };
  if (heard.act === 'help')
    return { act: 'help', reply: turn.words.say('replies/help_guardian', { now: turn.now }) };
  const entry = heard.entries?.[0];
  const student = entry
    ? rosters.studentsNamed(entry.student)[0]
    : turn.speaker.students.length === 1
      ? turn.speaker.students[0]
      : undefined;
  if (!student) return { act: 'other', reply: turn.words.say('replies/help_guardian', { now: turn.now }) };
  const leave = entry?.status === 'sick_leave' || entry?.status === 'personal_leave';
  const day = entry?.from ?? dayOf(turn.now);
  const classes = student.class ? [student.class] : [];
  await record(turn, student.school, classes, () => [
    { about: { student: student.id }, body: { kind: 'guardian_words', student: student.id, day, leave } },
  ]);
  const { holder } = turn.directory.resolve('homeroom_teacher', { student: student.id }, dayOf(turn.now));
  const teacher = holder ? turn.directory.nameOf(holder.person) : phrase(turn, 'school');
  return {
    act: heard.act,
    reply: turn.words.say('replies/guardian_told', { values: { teacher, leave }, now: turn.now }),
    question: null,
  };
};
