import { type Day, dayOf } from '../calendar/time.ts';
import { attended } from '../cases/daily.ts';
import type { CaseFile } from '../cases/file.ts';
import { Progress } from '../cases/progress.ts';
import type { Fact } from '../facts/fact.ts';
import type { Desk } from './desk.ts';

export const isAbsence = (standing: string): boolean =>
  standing !== 'present' && standing !== 'late' && standing !== 'left_early';

export const isAbsentToday = (desk: Desk, student: string): boolean => {
  const mark = desk.file(student).marks[dayOf(desk.world.now)];
  return mark !== undefined && isAbsence(mark.standing);
};

/** In no absence that a roll could end. */
const isUnheardOf = ({ away, reopened }: CaseFile): boolean => away === null || reopened;

/** An absence told of an earlier day is over where today's whole roll does not name the child. */
export const endAbsenceBefore = (
  desk: Desk,
  { student, day }: Extract<Fact['body'], { kind: 'standing' }>,
  today: Day,
): void => {
  const classId = desk.world.directory.students.get(student)?.class;
  if (day >= today || !classId || isUnheardOf(desk.file(student)) || isAbsentToday(desk, student)) return;
  const { rolledAt, whole } = desk.classDay(classId, today);
  if (rolledAt === null || !whole) return;
  const progress = new Progress(desk.file(student));
  attended(progress, rolledAt, today, desk.setting);
  desk.take(progress);
};
