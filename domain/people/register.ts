import type { Day, TimeOfDay } from '../calendar/time.ts';
import { carersAmong, siblingsAmong } from './carers.ts';
import { Directory, type Leave } from './directory.ts';
import type { Role } from './roles.ts';

/** A place: district, township, school or class, until it is no more. */
export interface UnitRow {
  id: string;
  kind: 'district' | 'township' | 'village' | 'school' | 'class';
  name: string;
  parent: string | null;
  firstLesson: TimeOfDay | null;
  until: Day | null;
}
/** Somebody; `phone` is not the number but a mark that is equal for equal numbers. */
export interface PersonRow {
  id: string;
  name: string;
  phone: string | null;
  until: Day | null;
}
export interface PostRow {
  person: string;
  role: Role;
  unit: string | null;
  office: string | null;
  students: readonly string[];
  from: Day;
  until: Day | null;
  /** Which book says so; null for what was told otherwise. */
  source: string | null;
}
/** A pupil; `idNumber` is a mark as a phone's is. */
export interface PupilRow {
  id: string;
  name: string;
  class: string | null;
  school: string;
  household: string;
  village: string | null;
  flags: readonly string[];
  idNumber: string | null;
  until: Day | null;
}
export interface GuardianRow {
  student: string;
  person: string;
  relation: string | null;
  /** To be told in, `ii`; null: in Chinese. And whether by voice too. */
  language: string | null;
  voice: boolean;
  until: Day | null;
}
/** Where somebody is reached. An address is no history: it goes when its bearer does. */
export interface AccountRow {
  channel: string;
  id: string;
  person: string;
  subscribed: boolean | null;
}

/** The directory row by row, with what has ended: the form in which it is compared, changed and kept. */
export interface Register {
  readonly units: readonly UnitRow[];
  readonly people: readonly PersonRow[];
  readonly posts: readonly PostRow[];
  readonly students: readonly PupilRow[];
  readonly guardians: readonly GuardianRow[];
  readonly accounts: readonly AccountRow[];
}

export const EMPTY_REGISTER: Register = {
  units: [],
  people: [],
  posts: [],
  students: [],
  guardians: [],
  accounts: [],
};

/** What makes a row the same row after a change. */
export const keys = {
  units: ({ id }: Pick<UnitRow, 'id'>): string => id,
  people: ({ id }: Pick<PersonRow, 'id'>): string => id,
  posts: ({ person, role, unit, from }: Pick<PostRow, 'person' | 'role' | 'unit' | 'from'>): string =>
    JSON.stringify([person, role, unit, from]),
  students: ({ id }: Pick<PupilRow, 'id'>): string => id,
  guardians: ({ student, person }: Pick<GuardianRow, 'student' | 'person'>): string =>
    JSON.stringify([student, person]),
  accounts: ({ channel, id }: Pick<AccountRow, 'channel' | 'id'>): string => JSON.stringify([channel, id]),
} as const;

/** A row as a source tells it: what must be told, and what it may keep silent about, which then stays as it was. */
type WantedRow<Row, Needed extends keyof Row> = Readonly<
  Pick<Row, Needed> & Partial<Omit<Row, Needed | 'until'>>
>;

export type WantedUnit = WantedRow<UnitRow, 'id' | 'kind' | 'name' | 'parent'>;
export type WantedPerson = WantedRow<PersonRow, 'id' | 'name'>;
export type WantedPost = Readonly<Omit<PostRow, 'from' | 'until'>>;
export type WantedPupil = WantedRow<PupilRow, 'id' | 'name' | 'class' | 'school' | 'household'>;
export type WantedGuardian = WantedRow<GuardianRow, 'student' | 'person'>;

/** Everything that one source says is so now. */
export interface Wanted {
  readonly units: readonly WantedUnit[];
  readonly people: readonly WantedPerson[];
  readonly posts: readonly WantedPost[];
  readonly students: readonly WantedPupil[];
  readonly guardians: readonly WantedGuardian[];
  readonly accounts: readonly AccountRow[];
}

/** What a source answers for, by the beginnings of ids; whatever else there is it leaves alone. */
export interface Answers {
  readonly units: readonly string[];
  readonly people: readonly string[];
  readonly students: readonly string[];
  /** The values of `PostRow.source`. */
  readonly posts: readonly string[];
  /** Channels whose accounts it tells; absent: all. Of its people's accounts elsewhere it knows nothing. */
  readonly accounts?: readonly string[];
}

const begins = (id: string, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => id.startsWith(prefix));

/** Which rows are a source's own. */
export const owner = ({ units, people, students, posts, accounts }: Answers) => ({
  units: (row: Pick<UnitRow, 'id'>): boolean => begins(row.id, units),
  people: (row: Pick<PersonRow, 'id'>): boolean => begins(row.id, people),
  posts: (row: Pick<PostRow, 'source'>): boolean => row.source !== null && posts.includes(row.source),
  students: (row: Pick<PupilRow, 'id'>): boolean => begins(row.id, students),
  guardians: (row: Pick<GuardianRow, 'student'>): boolean => begins(row.student, students),
  accounts: (row: Pick<AccountRow, 'channel' | 'person'>): boolean =>
    begins(row.person, people) && (accounts?.includes(row.channel) ?? true),
});

/** Held on `today`, or to be held later. */
export const isHeld = ({ until }: Pick<PostRow, 'until'>, today: Day): boolean =>
  until === null || until >= today;

/** What a source has said so far, as if it said it again: the ground on which a single change is put. */
export function asWanted(register: Register, answers: Answers, today: Day): Wanted {
  const own = owner(answers);
  const students = register.students.filter((row) => own.students(row) && row.until === null);
  const present = new Set(students.map(({ id }) => id));
  return {
    units: register.units.filter((row) => own.units(row) && row.until === null).map(withoutEnd),
    people: register.people.filter((row) => own.people(row) && row.until === null).map(withoutEnd),
    posts: register.posts
      .filter((row) => own.posts(row) && isHeld(row, today))
      .map(({ from: _, until: __, ...post }) => post),
    students: students.map(withoutEnd),
    // A pupil who has left keeps the guardians; they are no part of what the source says any more.
    guardians: register.guardians
      .filter((row) => own.guardians(row) && row.until === null && present.has(row.student))
      .map(withoutEnd),
    accounts: register.accounts.filter(own.accounts),
  };
}

const withoutEnd = <Row extends { until: Day | null }>({ until: _, ...row }: Row): Omit<Row, 'until'> => row;

/**
 * The org tree that the rows make. A class that is no more is left out, so that its name is free for the next one;
 * a closed school stays, last in the list, for the cases that are still worked there. Null without a district.
 */
export function directoryOf(register: Register, leaves: readonly Leave[]): Directory | null {
  const ofKind = (kind: UnitRow['kind']) => register.units.filter((unit) => unit.kind === kind);
  const [district] = ofKind('district');
  if (!district) return null;
  const schools = ofKind('school').toSorted(
    (one, other) => Number(one.until !== null) - Number(other.until !== null),
  );
  return new Directory({
    district: { id: district.id, name: district.name },
    townships: ofKind('township').map(({ id, name }) => ({ id, name })),
    schools: schools.map((unit) => ({
      id: unit.id,
      name: unit.name,
      township: present(unit, 'parent'),
      firstLesson: present(unit, 'firstLesson'),
    })),
    classes: ofKind('class')
      .filter(({ until }) => until === null)
      .map((unit) => ({ id: unit.id, name: unit.name, school: present(unit, 'parent') })),
    people: register.people.map(({ id, name }) => ({ id, name })),
    posts: register.posts.map(postOf),
    leaves,
    students: pupilsOf(register),
  });
}

function present(unit: UnitRow, column: 'parent' | 'firstLesson'): string {
  const value = unit[column];
  if (value === null) throw new Error(`unit ${unit.id} (${unit.kind}) has no ${column}`);
  return value;
}

const postOf = ({ students, office, source: _, ...post }: PostRow) => ({
  ...post,
  ...(students.length > 0 ? { students } : {}),
  ...(office === null ? {} : { office }),
});

function pupilsOf({ students, guardians }: Register) {
  const present = new Map<string, GuardianRow[]>(students.map(({ id }) => [id, []]));
  for (const row of guardians) if (row.until === null) present.get(row.student)?.push(row);
  return students.map(({ village, idNumber: _, until: __, ...student }) => {
    const family = present.get(student.id) ?? [];
    const carers = carersAmong(family);
    const siblings = siblingsAmong(family);
    return {
      ...student,
      ...(village === null ? {} : { village }),
      guardians: family.map(({ person }) => person),
      ...(carers.length === 0 ? {} : { carers }),
      ...(siblings.length === 0 ? {} : { siblings }),
    };
  });
}
