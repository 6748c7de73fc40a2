import type { Day, Instant } from '../../domain/calendar/time.ts';
import { Directory, type DirectoryParts, type Post, type Student } from '../../domain/people/directory.ts';
import type { Role } from '../../domain/people/roles.ts';
import type { Database } from '../client.ts';
import type { Post as PostRow, Student as StudentRow, Unit as UnitRow } from '../generated/client.ts';
import type { Secrets } from '../secrets.ts';

/** What is kept sealed beside the org tree, by the id of the person or the pupil. */
export interface DirectoryExtras {
  /** By person. */
  phones?: Readonly<Record<string, string>>;
  /** By student. */
  idNumbers?: Readonly<Record<string, string>>;
  /** By student: the restricted section of the case file (policy.md §5.1), as text. */
  restricted?: Readonly<Record<string, string>>;
}

const dayFrom = (date: Date): Day => date.toISOString().slice(0, 10);

/**
 * Puts a county into an empty database, all of it or nothing, with one stream for each school, awake
 * from `start`. Throws when any of it is there already, or two people share a phone number.
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
      INSERT INTO guardian (student, person)
      SELECT student, person
      FROM jsonb_populate_recordset(null::guardian, ${json(students.flatMap(guardianRows))}::jsonb)`,
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

const guardianRows = ({ id, guardians }: Student) => guardians.map((person) => ({ student: id, person }));

const streamRows = ({ schools }: DirectoryParts) => schools.map(({ id }) => ({ id }));

/**
 * The county as it stands in the database: everything by id, posts in the order they were entered. Throws when
 * there is no district yet.
 */
export async function loadDirectory(database: Database): Promise<Directory> {
  const byId = { orderBy: { id: 'asc' } } as const;
  const [units, people, posts, leaves, students, guardians] = await Promise.all([
    database.unit.findMany(byId),
    database.person.findMany({ ...byId, select: { id: true, name: true } }),
    database.post.findMany(byId),
    database.staffLeave.findMany(byId),
    database.student.findMany({
      ...byId,
      omit: { idNumber: true, idNumberIndex: true, restricted: true },
    }),
    database.guardian.findMany({
      select: { student: true, person: true },
      orderBy: [{ student: 'asc' }, { person: 'asc' }],
    }),
  ]);
  return new Directory({
    ...unitParts(units),
    people,
    posts: posts.map(postOf),
    leaves: leaves.map(({ person, deputy, from, until }) => ({
      person,
      deputy,
      from: dayFrom(from),
      until: dayFrom(until),
    })),
    students: studentParts(students, guardians),
  });
}

function unitParts(units: readonly UnitRow[]) {
  const ofKind = (kind: string) => units.filter((unit) => unit.kind === kind);
  const [district] = ofKind('district');
  if (!district) throw new Error('no district: the database holds no county yet');
  return {
    district: { id: district.id, name: district.name },
    townships: ofKind('township').map(({ id, name }) => ({ id, name })),
    schools: ofKind('school').map((unit) => ({
      id: unit.id,
      name: unit.name,
      township: present(unit, 'parent'),
      firstLesson: present(unit, 'firstLesson'),
    })),
    classes: ofKind('class').map((unit) => ({
      id: unit.id,
      name: unit.name,
      school: present(unit, 'parent'),
    })),
  };
}

function present(unit: UnitRow, column: 'parent' | 'firstLesson'): string {
  const value = unit[column];
  if (value === null) throw new Error(`unit ${unit.id} (${unit.kind}) has no ${column}`);
  return value;
}

const postOf = ({ person, role, unit, office, students, from, until }: PostRow): Post => ({
  person,
  // Only saveDirectory writes this column.
  role: role as Role,
  unit,
  ...(students.length > 0 ? { students } : {}),
  ...(office === null ? {} : { office }),
  from: dayFrom(from),
  until: until === null ? null : dayFrom(until),
});

type OpenStudent = Omit<StudentRow, 'idNumber' | 'idNumberIndex' | 'restricted'>;

function studentParts(
  students: readonly OpenStudent[],
  pairs: readonly { student: string; person: string }[],
): Student[] {
  const guardians = new Map<string, string[]>(students.map(({ id }) => [id, []]));
  for (const { student, person } of pairs) guardians.get(student)?.push(person);
  return students.map(({ village, ...student }) => ({
    ...student,
    ...(village === null ? {} : { village }),
    guardians: guardians.get(student.id) ?? [],
  }));
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
