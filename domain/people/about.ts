import type { About } from './access.ts';
import type { Directory, Student } from './directory.ts';

/** Where a pupil belongs, as the access rules look at it. */
export const aboutPupil = (student: Student, directory: Directory): About => ({
  student: student.id,
  class: student.class,
  school: student.school,
  village: student.village ?? null,
  township: directory.schools.get(student.school)?.township ?? null,
  householdTownship: student.household,
});
