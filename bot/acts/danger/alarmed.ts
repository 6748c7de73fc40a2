import { dayOf } from '../../../domain/calendar/time.ts';
import { ATTENDED } from '../../../domain/cases/counting.ts';
import type { Mark } from '../../../domain/cases/file.ts';
import type { SchoolState } from '../../../domain/decision.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import type { Student } from '../../../domain/people/directory.ts';
import type { Subject } from '../../../domain/signals.ts';
import { whoWasAlarmed } from '../../../prisma/stores/answer-store.ts';
import type { Turn } from '../../turn.ts';

/** By pupil, who was told today that it is missing: guardians who were asked, and whoever got the list. */
export type Alarmed = ReadonlyMap<string, readonly string[]>;

export const alarmedToday = async (
  { directory, tx, now }: Turn,
  students: readonly Student[],
): Promise<Alarmed> => {
  if (students.length === 0) return new Map();
  const today = dayOf(now);
  const people = students.flatMap(({ id, guardians }) => {
    const { holder } = directory.resolve('academic_office', { student: id }, today);
    return [...guardians, ...(holder ? [holder.person] : [])];
  });
  const found = new Map<string, string[]>();
  const ids = students.map(({ id }) => id);
  for (const { student, person } of await whoWasAlarmed(tx, ids, people, today))
    found.set(student, [...(found.get(student) ?? []), person]);
  return found;
};

/** That those were alarmed by mistake; nothing where nobody was, or where today's mark is no absence that `isUndone`. */
export const mistakenFacts = (
  state: SchoolState,
  student: string,
  alarmed: Alarmed,
  { now }: Pick<Turn, 'now'>,
  present: boolean,
  isUndone: (mark: Mark) => boolean = () => true,
): { about: Subject; body: FactBody }[] => {
  const day = dayOf(now);
  const told = alarmed.get(student);
  const mark = state.files.find((file) => file.student === student)?.marks[day];
  if (!told || !mark || mark.excused || ATTENDED.has(mark.standing) || !isUndone(mark)) return [];
  return [{ about: { student }, body: { kind: 'alarm_mistaken', student, day, told, present } }];
};
