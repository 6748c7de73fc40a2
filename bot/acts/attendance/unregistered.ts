import { dayOf } from '../../../domain/calendar/time.ts';
import { emptyFile } from '../../../domain/cases/file.ts';
import { unregisteredSince } from '../../../domain/cases/unregistered.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { classDaysOf, fileOf } from '../../../prisma/stores/answer-store.ts';
import type { Turn } from '../../turn.ts';

/** That a child has not registered is told of the day from which it is away (T7); anything else as it is. */
export const sinceTermStart = async (turn: Turn, student: Student, body: FactBody): Promise<FactBody> => {
  if (body.kind !== 'registration' || body.registered) return body;
  const today = dayOf(turn.now);
  const calendar = turn.calendarOf(student.school);
  const term = calendar.termOf(today);
  const days = student.class && term ? await classDaysOf(turn.tx, [student.class], term.first, today) : [];
  const whole = new Set(days.filter((told) => told.whole).map(({ day }) => day));
  const file = (await fileOf(turn.tx, student.id)) ?? emptyFile(student.id);
  return { ...body, day: unregisteredSince(file, calendar, today, whole) };
};
