import type { Day } from '../../domain/calendar/time.ts';
import type { Directory, Student } from '../../domain/people/directory.ts';
import { bearerOf, idNumberFault } from '../../domain/people/id-number.ts';
import { plainIdNumber } from '../../domain/people/masking.ts';
import { isSurveyed, type KnownChild } from '../../domain/survey/survey.ts';
import type { Database } from '../client.ts';
import type { Secrets } from '../secrets.ts';
import { openIdNumbers } from './directory-store.ts';

/** Children of the directory as they are held against a survey of that day, but for those who are not of age. */
export async function knownChildren(
  { database, secrets, directory }: { database: Database; secrets: Secrets; directory: Directory },
  day: Day,
  who: (student: Student) => boolean,
): Promise<KnownChild[]> {
  const students = directory.parts.students.filter(who);
  const numbers = await openIdNumbers(
    database,
    secrets,
    students.map(({ id }) => id),
  );
  return students
    .map((student, place): KnownChild => {
      const { id, name, class: classId, guardians, village = null } = student;
      const number = numbers.get(id);
      const idNumber = number === undefined ? null : plainIdNumber(number);
      const bearer = idNumber !== null && !idNumberFault(idNumber) ? bearerOf(idNumber) : null;
      return {
        ...{ id, row: place, name, village, idNumber, doubtfulId: null },
        birth: bearer?.birth ?? null,
        sex: bearer?.sex ?? null,
        guardians: guardians.map((person) => directory.nameOf(person)),
        school: classId === null ? null : (directory.schools.get(student.school)?.name ?? null),
        class: directory.classes.get(classId ?? '')?.name ?? null,
      };
    })
    .filter((child) => isSurveyed(child, day));
}
