import type { Day } from '../calendar/time.ts';
import type { CaseFile } from '../cases/file.ts';
import { enteredPlace } from '../cases/in-charge.ts';
import { sittersOf } from '../cases/joint-group.ts';
import type { Directory, Student } from './directory.ts';
import type { About } from './reach.ts';

/** Who works on this very case: the joint group's seats, and the teacher who was assigned (P4.R3-TEAM, P3.1-NODE-ASSIGN). */
const membersOf = (file: CaseFile, directory: Directory, day: Day): string[] => [
  ...sittersOf(file, directory, day).map(({ person }) => person),
  ...(file.responsible === null ? [] : [file.responsible]),
];

/** Where a pupil and the case belong, as the access rules look at it on a day. */
export const aboutPupil = (
  student: Student,
  directory: Directory,
  file: CaseFile | null = null,
  day: Day | null = null,
): About => ({
  student: student.id,
  class: student.class,
  school: student.school,
  group: student.village ?? null,
  village: student.village ?? null,
  township: directory.schools.get(student.school)?.township ?? null,
  householdTownship: student.household,
  persuadingTownship: file?.township ?? null,
  members: file && day ? membersOf(file, directory, day) : [],
  inFourSteps: file !== null && file.fourStep !== 'NONE',
  isMonitored: student.flags.includes('monitored'),
  ...enteredPlace(directory.students.get(student.id), file),
});
