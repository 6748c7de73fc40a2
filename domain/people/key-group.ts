import { gradeIn } from './class-name.ts';
import type { Directory, Student } from './directory.ts';

const FIRST_OF_MIDDLE_SCHOOL = 7;

/**
 * Whether a pupil is looked at first (P3.1-KEYGROUP): the 初中 stage by the class's name, and children of monitored
 * households (三类监测) by the roster. It changes the order and the reminders, never what is demanded for others.
 */
export const isKeyGroup = (student: Student | undefined, directory: Pick<Directory, 'classes'>): boolean => {
  if (student?.flags.includes('monitored')) return true;
  const name = directory.classes.get(student?.class ?? '')?.name;
  return name !== undefined && (gradeIn(name) ?? 0) >= FIRST_OF_MIDDLE_SCHOOL;
};
