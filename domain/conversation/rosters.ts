import type { Directory, Student } from '../people/directory.ts';
import type { ClassRoster } from '../understanding/types.ts';

/** The rosters of a speaker, with the way back from a name to the pupil. */
export interface Rosters {
  classes: readonly ClassRoster[];
  /** Class id by the name used in understanding. */
  classIds: ReadonlyMap<string, string>;
  studentsNamed(name: string): readonly Student[];
  /** Pupils told apart from others of their name, by id. */
  chosen?: readonly string[];
  /** Children of no class who have entered a school of the speaker's, by id: told of as its pupils are (T10). */
  entered?: readonly string[];
}

const cache = new WeakMap<Directory, Map<string, Rosters>>();

/** Rosters of whole classes. The same object comes back for the same classes, so that its dictionary is built once. */
export const rostersOf = (directory: Directory, classIds: readonly string[]): Rosters => {
  const known = cache.get(directory) ?? new Map<string, Rosters>();
  cache.set(directory, known);
  const key = classIds.join(' ');
  const found = known.get(key);
  if (found) return found;
  const made = build(
    directory,
    classIds.map((id) => ({ id, students: directory.studentsOf(id) })),
  );
  known.set(key, made);
  return made;
};

/** Rosters of single pupils: a guardian's children, a township's open cases. */
export const rostersOfStudents = (directory: Directory, students: readonly Student[]): Rosters => {
  const byClass = new Map<string, Student[]>();
  for (const student of students) {
    const id = student.class ?? '';
    byClass.set(id, [...(byClass.get(id) ?? []), student]);
  }
  return build(
    directory,
    [...byClass].map(([id, members]) => ({ id, students: members })),
  );
};

/** Rosters that are made when somebody first looks into them: most of what people above the schools say names nobody. */
export const rostersWhenAsked = (make: () => Rosters): Rosters => {
  let made: Rosters | undefined;
  const known = (): Rosters => {
    made ??= make();
    return made;
  };
  return {
    get classes() {
      return known().classes;
    },
    get classIds() {
      return known().classIds;
    },
    studentsNamed: (name) => known().studentsNamed(name),
  };
};

/** The same rosters in which of several bearers of a name only the chosen pupils are left. */
export const narrowed = (rosters: Rosters, chosen: readonly Student[]): Rosters => {
  const byName = new Map(chosen.map((student) => [student.name, student]));
  const idOf = rosters.classIds;
  const classes = rosters.classes.map(({ name, students }) => {
    const left = students.filter((item) => {
      const student = byName.get(item);
      return !student || (student.class ?? '') === idOf.get(name);
    });
    // Two bearers in one class are one name there once the pupil is chosen.
    const kept = left.filter((item, place) => !byName.has(item) || left.indexOf(item) === place);
    return { name, students: kept };
  });
  return {
    ...rosters,
    classes,
    chosen: chosen.map(({ id }) => id),
    studentsNamed: (name) => {
      const student = byName.get(name);
      return student ? [student] : rosters.studentsNamed(name);
    },
  };
};

const build = (
  directory: Directory,
  groups: readonly { id: string; students: readonly Student[] }[],
): Rosters => {
  const names = new Map<string, Student[]>();
  const classIds = new Map<string, string>();
  const classes = groups.map(({ id, students }) => {
    const item = directory.classes.get(id);
    const plain = item?.name ?? id;
    // Two schools may have a class of one name; only then is the school said with it.
    const school = item ? (directory.schools.get(item.school)?.name ?? '') : '';
    const name = classIds.has(plain) ? `${school}${plain}` : plain;
    classIds.set(name, id);
    for (const student of students) names.set(student.name, [...(names.get(student.name) ?? []), student]);
    return { name, students: students.map((student) => student.name) };
  });
  return { classes, classIds, studentsNamed: (name) => names.get(name) ?? [] };
};
