import { type Day, dayOf } from '../../../domain/calendar/time.ts';
import { ATTENDED, leaveOn } from '../../../domain/cases/counting.ts';
import { type CaseFile, isExpected } from '../../../domain/cases/file.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySee, maySpeakOf } from '../../../domain/people/access.ts';
import type { Student } from '../../../domain/people/directory.ts';
import type { Information } from '../../../domain/people/sight.ts';
import { classDaysOf } from '../../../prisma/stores/answer-store.ts';
import { dayWords, entryWords } from '../../../templates/vocabulary.ts';
import { phrase } from '../../phrase.ts';
import type { Turn } from '../../turn.ts';

/** What the record has of a pupil on this day: whether it is there, and what was heard of it and its family. */
export interface Today {
  standing: string;
  lines: string[];
}

/**
 * How a pupil stands today, as far as the post may see it (policy.md §5.1); null on a day without lessons, for a child whom no class
 * counts, and for whoever sees no attendance. That nothing was told yet is said, with what to say (P0-TRUTH).
 */
export const todayOf = async (turn: Turn, student: Student, file: CaseFile): Promise<Today | null> => {
  const day = dayOf(turn.now);
  const about = aboutPupil(student, turn.directory, file, day);
  const sees = (what: Information): boolean => maySee(turn.speaker.viewer, what, about, { purpose: 'asked' });
  const { class: classId } = student;
  if (classId === null || !isExpected(file) || !sees('attendance')) return null;
  if (!turn.calendarOf(student.school).isSchoolDay(day)) return null;
  const call = file.contacts.findLast((note) => dayOf(note.at) === day);
  const seen = file.year?.seen.findLast(({ on, words }) => on === day && words !== null);
  const standing = file.marks[day]?.standing;
  const isHere = standing !== undefined && ATTENDED.has(standing);
  return {
    standing:
      told(turn, file, day) ??
      (await untold(turn, student, classId, file, maySpeakOf(turn.speaker.viewer, 'attendance', about))),
    lines: [
      ...(leaveOn(file, day) ? asked(turn, file) : []),
      ...(seen && !isHere && sees('whereabouts') ? [phrase(turn, 'today_heard', { words: seen.words })] : []),
      ...(call && sees('contacts') ? [phrase(turn, `today_${call.result}`, { at: call.at })] : []),
    ],
  };
};

/** What was told of the day, and until when a leave goes; null where nothing was. */
const told = (turn: Turn, file: CaseFile, day: Day): string | null => {
  const mark = file.marks[day];
  const leave = leaveOn(file, day);
  if (leave && (!mark || mark.excused)) {
    const end = leaveEnd(turn, file, leave.until);
    const until = end > day || ASKS_END.test(turn.text) ? end : null;
    return phrase(turn, 'today_is', { words: entryWords(leave.sent ? 'sent' : leave.kind), until });
  }
  return mark ? phrase(turn, 'today_is', { words: dayWords(mark) }) : null;
};

/** "批到哪天": whoever asks for the end hears of it on the last day too. */
const ASKS_END = /到(?:哪|几[号时日]|什么时候|啥子?时候|好久|何时|多久|星期几|周几)|几天|多久|好久|好长/u;

/** The last day of leave that goes on without a school day between, each part given by itself. */
const leaveEnd = (turn: Turn, file: CaseFile, from: Day): Day => {
  const calendar = turn.calendarOf(turn.directory.students.get(file.student)?.school ?? '');
  const next = calendar.addSchoolDays(from, 1);
  const leave = next ? leaveOn(file, next) : undefined;
  return leave ? leaveEnd(turn, file, leave.until) : from;
};

/** Of a request that nobody has answered yet: for which days, and with whom it waits. */
const asked = (turn: Turn, { answers }: CaseFile): string[] => {
  const leave = answers?.leave;
  return leave && leave.answeredAt === null
    ? [phrase(turn, 'leave_waits', { from: leave.from, until: leave.until })]
    : [];
};

/** There where the whole roll was told without the child; else since when it is away, and that nobody has told of today. */
const untold = async (
  turn: Turn,
  { name }: Student,
  classId: string,
  { away }: CaseFile,
  tells: boolean,
): Promise<string> => {
  const [roll] = await classDaysOf(turn.tx, [classId], dayOf(turn.now));
  // While a question about the roll is open, nobody is there for not having been named.
  const rolled = roll?.whole === true && roll.rolledAt !== null;
  return rolled && away === null
    ? phrase(turn, 'today_is', { words: entryWords('present') })
    : phrase(turn, 'today_untold', { name, away, rolled, tells });
};
