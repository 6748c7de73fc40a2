import type { Instant } from '../../domain/calendar/time.ts';
import type { Wish } from '../../domain/parents/reader.ts';
import type { Directory, DirectoryParts, Leave, Student } from '../../domain/people/directory.ts';
import {
  type AccountRow,
  directoryOf,
  type GuardianRow,
  type PersonRow,
  type PostRow,
  type PupilRow,
  type Register,
  type UnitRow,
} from '../../domain/people/register.ts';
import type { Database } from '../client.ts';
import type { Secrets } from '../secrets.ts';
import type { Transaction } from './transaction.ts';

/** What is kept beside the org tree, most of it sealed, by the id of the person or the pupil. */
export interface DirectoryExtras {
  /** By person. */
  phones?: Readonly<Record<string, string>>;
  /** Guardians who are told by voice too. */
  listeners?: readonly string[];
  /** By student. */
  idNumbers?: Readonly<Record<string, string>>;
  /** By student: the restricted section of the case file (policy.md §5.1), as text. */
  restricted?: Readonly<Record<string, string>>;
}

/**
 * Puts a county into an empty database, all of it or nothing, with one stream for each school and one for the
 * district's own matters, awake from `start`. Throws when any of it is there already.
 */
export async function saveDirectory(
  database: Database,
  parts: DirectoryParts,
  extras: DirectoryExtras,
  secrets: Secrets,
  start: Instant,
): Promise<void> {
  const { posts, leaves, students } = parts;
  const json = (rows: readonly object[]): string => JSON.stringify(rows);
  // What falls on `start` itself, such as a roll that opens then, is still to come: the last look was before it.
  const looked = new Date(start - 1);
  // One statement a table: createMany takes half a minute for 40,000 pupils, this takes seconds.
  await database.$transaction([
    database.$executeRaw`
      INSERT INTO unit SELECT * FROM jsonb_populate_recordset(null::unit, ${json(unitRows(parts))}::jsonb)`,
    database.$executeRaw`
      INSERT INTO person SELECT * FROM jsonb_populate_recordset(
        null::person, ${json(personRows(parts, extras, secrets))}::jsonb)`,
    database.$executeRaw`
      INSERT INTO post (person, role, unit, office, students, "from", until)
      SELECT person, role, unit, office, coalesce(students, '{}'), "from", until
      FROM jsonb_populate_recordset(null::post, ${json(posts)}::jsonb)`,
    database.$executeRaw`
      INSERT INTO staff_leave (person, deputy, "from", until)
      SELECT person, deputy, "from", until
      FROM jsonb_populate_recordset(null::staff_leave, ${json(leaves)}::jsonb)`,
    database.$executeRaw`
      INSERT INTO student SELECT * FROM jsonb_populate_recordset(
        null::student, ${json(studentRows(students, extras, secrets))}::jsonb)`,
    database.$executeRaw`
      INSERT INTO guardian (student, person, voice)
      SELECT student, person, voice
      FROM jsonb_populate_recordset(null::guardian, ${json(guardianRows(students, extras))}::jsonb)`,
    database.$executeRaw`
      INSERT INTO stream (id, ticked_at, next_at)
      SELECT id, ${looked}, ${new Date(start)}
      FROM jsonb_populate_recordset(null::stream, ${json(streamRows(parts))}::jsonb)`,
  ]);
}

const unitRows = ({ district, townships, schools, classes }: DirectoryParts) => [
  { ...district, kind: 'district', parent: null },
  ...townships.map(({ id, name }) => ({ id, name, kind: 'township', parent: district.id })),
  ...schools.map(({ id, name, township, firstLesson }) => ({
    id,
    name,
    kind: 'school',
    parent: township,
    first_lesson: firstLesson,
  })),
  ...classes.map(({ id, name, school }) => ({ id, name, kind: 'class', parent: school })),
];

const personRows = ({ people }: DirectoryParts, { phones = {} }: DirectoryExtras, secrets: Secrets) =>
  people.map(({ id, name }) => {
    const phone = phones[id];
    if (phone === undefined) return { id, name };
    const sealed = secrets.seal(phone, { table: 'person', column: 'phone', row: id });
    return { id, name, phone: sealed, phone_index: secrets.index(phone, 'phone') };
  });

const studentRows = (
  students: readonly Student[],
  { idNumbers = {}, restricted = {} }: DirectoryExtras,
  secrets: Secrets,
) =>
  students.map(({ id, name, class: classId, school, household, village, flags }) => {
    const idNumber = idNumbers[id];
    const kept = restricted[id];
    const seal = (column: string, text: string) => secrets.seal(text, { table: 'student', column, row: id });
    return {
      id,
      name,
      class: classId,
      school,
      household,
      village: village ?? null,
      flags,
      id_number: idNumber === undefined ? null : seal('id_number', idNumber),
      id_number_index: idNumber === undefined ? null : secrets.index(idNumber, 'id_number'),
      restricted: kept === undefined ? null : seal('restricted', kept),
    };
  });

const guardianRows = (students: readonly Student[], { listeners = [] }: DirectoryExtras) =>
  students.flatMap(({ id, guardians }) =>
    guardians.map((person) => ({ student: id, person, voice: listeners.includes(person) })),
  );

const streamRows = ({ schools, district }: DirectoryParts) =>
  [...schools, district].map(({ id }) => ({ id }));

/**
 * The county as it stands in the database: everything by id, posts in the order they were entered. Throws when
 * there is no district yet.
 */
export async function loadDirectory(database: Database): Promise<Directory> {
  const directory = await findDirectory(database);
  if (!directory) throw new Error('no district: the database holds no county yet');
  return directory;
}

/** The same; null as long as there is no district. */
export async function findDirectory(database: Database): Promise<Directory | null> {
  const [register, leaves] = await Promise.all([loadRegister(database.hot), loadLeaves(database.hot)]);
  return directoryOf(register, leaves);
}

/** Every row of the directory, what has ended too; phones and identity numbers as their blind indexes. */
export async function loadRegister(tx: Transaction): Promise<Register> {
  // One after the other, as a transaction has one connection.
  const units = await tx.$queryRaw<UnitRow[]>`
      SELECT id, kind, name, parent, first_lesson AS "firstLesson", until::text FROM unit ORDER BY id`;
  const people = await tx.$queryRaw<PersonRow[]>`
      SELECT id, name, phone_index AS phone, until::text FROM person ORDER BY id`;
  const posts = await tx.$queryRaw<PostRow[]>`
      SELECT person, role, unit, office, students, "from"::text, until::text, source FROM post ORDER BY id`;
  const students = await tx.$queryRaw<PupilRow[]>`
      SELECT id, name, class, school, household, village, flags, id_number_index AS "idNumber", until::text
      FROM student ORDER BY id`;
  const guardians = await tx.$queryRaw<GuardianRow[]>`
      SELECT student, person, relation, language, voice, until::text FROM guardian ORDER BY student, person`;
  const accounts = await tx.$queryRaw<
    AccountRow[]
  >`SELECT channel, id, person, subscribed FROM account ORDER BY channel, id`;
  return { units, people, posts, students, guardians, accounts };
}

/** Who is away from work, in the order it was told. */
export const loadLeaves = (tx: Transaction): Promise<Leave[]> =>
  tx.$queryRaw<Leave[]>`
    SELECT person, deputy, "from"::text, until::text FROM staff_leave ORDER BY id`;

/** The wishes of these guardians; with several children the one that was told for any of them. */
export async function wishesOf(database: Database, people: readonly string[]): Promise<Map<string, Wish>> {
  const rows = await database.hot.$queryRaw<({ person: string } & Wish)[]>`
    SELECT person, min(language) AS language, bool_or(voice) AS voice FROM guardian
    WHERE person = ANY(${people}) AND until IS NULL GROUP BY person`;
  return new Map(rows.map(({ person, language, voice }) => [person, { language, voice }]));
}

/** The phones of these people, opened for a paper or a call; by person. */
export async function openPhones(
  database: Database,
  secrets: Secrets,
  people: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await database.person.findMany({
    where: { id: { in: [...people] }, phone: { not: null } },
    select: { id: true, phone: true },
  });
  return new Map(
    rows.flatMap(({ id, phone }) =>
      phone === null
        ? []
        : [[id, secrets.open(phone, { table: 'person', column: 'phone', row: id })] as const],
    ),
  );
}

/** The identity numbers of these pupils, opened for a paper that shows them masked; by pupil. */
export async function openIdNumbers(
  database: Database,
  secrets: Secrets,
  students: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await database.student.findMany({
    where: { id: { in: [...students] }, idNumber: { not: null } },
    select: { id: true, idNumber: true },
  });
  return new Map(
    rows.flatMap(({ id, idNumber }) =>
      idNumber === null
        ? []
        : [[id, secrets.open(idNumber, { table: 'student', column: 'id_number', row: id })] as const],
    ),
  );
}
