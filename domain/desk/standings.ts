import { type Day, dayOf } from '../calendar/time.ts';
import { ATTENDED, isOnLeave } from '../cases/counting.ts';
import { type CaseFile, isExpected } from '../cases/file.ts';
import { Progress } from '../cases/progress.ts';
import type { Desk } from './desk.ts';

export const isAbsentToday = (desk: Desk, student: string): boolean => {
  const mark = desk.file(student).marks[dayOf(desk.world.now)];
  return mark !== undefined && !ATTENDED.has(mark.standing);
};

/**
 * The file of a child whose case is to be opened again, with what today's whole roll says of one whom the class counts, or
 * counted until today: not named in it, the child was there.
 */
export const seenByRoll = (desk: Desk, student: string, today: Day): CaseFile => {
  const file = desk.file(student);
  const classId = desk.world.directory.students.get(student)?.class;
  const counts = file.stage === 'CLOSED' && (isExpected(file) || file.closing?.on === today);
  // "全到" says nothing of whoever is on leave.
  if (!counts || !classId || file.marks[today] || isOnLeave(file, today)) return file;
  const { rolledAt, whole } = desk.classDay(classId, today);
  if (rolledAt === null || !whole) return file;
  const progress = new Progress(file);
  progress.mark(today, { standing: 'present', source: `roll:${rolledAt}` });
  return progress.file;
};
