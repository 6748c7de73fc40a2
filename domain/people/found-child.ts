import { createHash } from 'node:crypto';
import type { Directory, Student } from './directory.ts';

/** A child of whom no school knows, as somebody found it; `person` is a blind index of who it is. */
export interface FoundChild {
  person: string;
  name: string;
  /** As a list names them; null where none does. */
  school: string | null;
  township: string | null;
  village: string | null;
}

/** With which the ids of found children begin. */
export const FOUND_PREFIX = 'ne-';

/** The same child under the same id, whoever finds it. */
export const foundChildId = (person: string): string =>
  `${FOUND_PREFIX}${createHash('sha256').update(person).digest('hex').slice(0, 12)}`;

export const isFoundChild = ({ id }: Pick<Student, 'id'>): boolean => id.startsWith(FOUND_PREFIX);

const known = new WeakMap<Directory, readonly Student[]>();

/** Every child that was found without a school and stands in no class yet; looked for once in each directory. */
export const withoutClass = (directory: Directory): readonly Student[] => {
  const before = known.get(directory);
  if (before) return before;
  const found = directory.parts.students.filter((student) => student.class === null && isFoundChild(student));
  known.set(directory, found);
  return found;
};

/**
 * Belongs to the school that was named, else to the first of the township: whose it becomes is for the township to say
 * (T10). Throws in a county without a school.
 */
export const foundChild = ({ person, name, ...place }: FoundChild, directory: Directory): Student => {
  const { schools } = directory.parts;
  const school =
    schools.find((item) => item.name === place.school) ??
    schools.find(({ township }) => township === place.township) ??
    schools[0];
  if (!school) throw new Error('a county without a school compares no lists');
  return {
    id: foundChildId(person),
    name,
    class: null,
    school: school.id,
    household: place.township ?? school.township,
    ...(place.village === null ? {} : { village: place.village }),
    flags: [],
    guardians: [],
  };
};
