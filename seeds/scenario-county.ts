import type { Day } from '../domain/calendar/time.ts';
import type { DirectoryParts, Leave, Person, Post, Student } from '../domain/people/directory.ts';
import { posts as kinds, type Level, type Role } from '../domain/people/roles.ts';
import type { CountyEntry, StaffEntry } from './scenario-shape.ts';
import type { Complaint, Place } from './yaml-file.ts';

/** An id where it stands in the file. */
interface Mention {
  id: string;
  place: Place;
}

const DISTRICT = 'district';

type Whereabouts = 'class' | 'school' | 'township' | 'village' | 'students' | 'unit';

/** What says where a post stands; one of them must be given. District posts need nothing. */
const STANDS: Readonly<Record<Level, readonly Whereabouts[]>> = {
  family: ['students'],
  class: ['class'],
  school: ['school'],
  group: ['village', 'students'],
  village: ['village', 'students'],
  household: ['village', 'students'],
  township: ['township'],
  county: [],
  system: [],
};

const needs = (role: Role): readonly Whereabouts[] =>
  role === 'unit' ? ['unit'] : STANDS[kinds[role].level];

/** The pupils of a county file with where they stand in it. */
const pupils = (county: CountyEntry) =>
  county.schools.flatMap((school, i) =>
    school.classes.flatMap((item, j) =>
      (item.students ?? []).map((student, k) => ({
        student,
        class: item.id,
        school,
        place: ['county', 'schools', i, 'classes', j, 'students', k] as Place,
      })),
    ),
  );

const staffPlace = (i: number, ...rest: PropertyKey[]): Place => ['county', 'staff', i, ...rest];

/** Everything in a county file that contradicts itself: ids given twice, references to nothing, posts that stand nowhere. */
export const countyProblems = (county: CountyEntry): Complaint[] => [
  ...repeated(unitMentions(county)),
  ...repeated(pupils(county).map(({ student, place }) => ({ id: student.id, place: [...place, 'id'] }))),
  ...namesakes(county),
  ...unknownReferences(county),
  ...standing(county),
  ...repeatedPosts(county.staff),
  ...spans(county.staff),
];

function unitMentions({ townships, schools }: CountyEntry): Mention[] {
  return [
    { id: DISTRICT, place: ['county'] },
    ...townships.map(({ id }, i) => ({ id, place: ['county', 'townships', i, 'id'] })),
    ...schools.flatMap(({ id, classes }, i) => [
      { id, place: ['county', 'schools', i, 'id'] },
      ...classes.map((item, j) => ({ id: item.id, place: ['county', 'schools', i, 'classes', j, 'id'] })),
    ]),
  ];
}

function repeated(mentions: readonly Mention[]): Complaint[] {
  const seen = new Set<string>();
  return mentions.flatMap(({ id, place }) => {
    if (seen.has(id)) return [{ place, what: `the id ${id} is taken already` }];
    seen.add(id);
    return [];
  });
}

const personMentions = (county: CountyEntry) => [
  ...pupils(county).flatMap(({ student, place }) =>
    student.guardians.map((person, i) => ({ person, place: [...place, 'guardians', i, 'id'] as Place })),
  ),
  ...county.staff.map((person, i) => ({ person, place: staffPlace(i, 'id') })),
];

/** A person may stand in the file several times (siblings, two posts), but not under two names. */
function namesakes(county: CountyEntry): Complaint[] {
  const names = new Map<string, string>();
  return personMentions(county).flatMap(({ person: { id, name }, place }) => {
    const known = names.get(id) ?? name;
    names.set(id, known);
    return known === name ? [] : [{ place, what: `the id ${id} is that of ${known} already` }];
  });
}

function unknownReferences(county: CountyEntry): Complaint[] {
  const townships = new Set(county.townships.map(({ id }) => id));
  const known: Record<'class' | 'school' | 'township', ReadonlySet<string>> = {
    township: townships,
    school: new Set(county.schools.map(({ id }) => id)),
    class: new Set(county.schools.flatMap(({ classes }) => classes.map(({ id }) => id))),
  };
  const people = new Set(personMentions(county).map(({ person }) => person.id));
  const students = new Set(pupils(county).map(({ student }) => student.id));
  const check = (id: string | undefined, among: ReadonlySet<string>, kind: string, place: Place) =>
    id === undefined || among.has(id) ? [] : [{ place, what: `there is no ${kind} ${id}` }];
  return [
    ...county.schools.flatMap(({ township }, i) =>
      check(township, townships, 'township', ['county', 'schools', i, 'township']),
    ),
    ...pupils(county).flatMap(({ student, place }) =>
      check(student.household, townships, 'township', [...place, 'household']),
    ),
    ...county.staff.flatMap((entry, i) => [
      ...(['class', 'school', 'township'] as const).flatMap((kind) =>
        check(entry[kind], known[kind], kind, staffPlace(i, kind)),
      ),
      ...(entry.students ?? []).flatMap((id, j) =>
        check(id, students, 'student', staffPlace(i, 'students', j)),
      ),
      ...entry.leave.flatMap(({ deputy }, j) =>
        check(deputy, people, 'person', staffPlace(i, 'leave', j, 'deputy')),
      ),
    ]),
  ];
}

const standing = ({ staff }: CountyEntry): Complaint[] =>
  staff.flatMap((entry, i) => {
    const wanted = needs(entry.role);
    if (wanted.length === 0 || wanted.some((key) => entry[key] !== undefined)) return [];
    const keys = wanted.map((key) => `${key}:`).join(' or ');
    return [{ place: staffPlace(i, 'role'), what: `${entry.role} needs ${keys} to say where` }];
  });

const repeatedPosts = (staff: readonly StaffEntry[]): Complaint[] =>
  repeated(
    staff.map((entry, i) => ({
      id: [entry.id, entry.role, unitOf(entry) ?? i, entry.from ?? ''].join(' '),
      place: staffPlace(i, 'id'),
    })),
  ).map(({ place }) => ({ place, what: 'this post stands in the file already' }));

const spans = (staff: readonly StaffEntry[]): Complaint[] =>
  staff.flatMap((entry, i) => [
    ...(entry.from && entry.to && entry.to < entry.from
      ? [{ place: staffPlace(i, 'to'), what: 'is earlier than from' }]
      : []),
    ...entry.leave.flatMap(({ from, to }, j) => [
      ...(to < from ? [{ place: staffPlace(i, 'leave', j, 'to'), what: 'is earlier than from' }] : []),
      ...(entry.leave.slice(0, j).some((other) => from <= other.to && other.from <= to)
        ? [{ place: staffPlace(i, 'leave', j), what: 'overlaps another leave of the same person' }]
        : []),
    ]),
  ]);

/** The org tree of a sound county file; posts without a first day are held since `since`. */
export function countyParts(
  county: CountyEntry,
  since: Day,
): { parts: DirectoryParts; phones: Record<string, string> } {
  const { townships, schools, staff } = county;
  const families = staff.filter(({ role }) => role === 'guardian');
  const students = pupils(county).map((pupil) => studentOf(pupil, families));
  const mentions = personMentions(county).map(({ person }) => person);
  const parts: DirectoryParts = {
    district: { id: DISTRICT, name: county.name },
    townships,
    schools: schools.map(({ classes: _, ...school }) => school),
    classes: schools.flatMap((school) =>
      school.classes.map(({ id, name }) => ({ id, name, school: school.id })),
    ),
    students,
    people: [...new Map(mentions.map(({ id, name }): [string, Person] => [id, { id, name }])).values()],
    posts: staff.filter(({ role }) => role !== 'guardian').map((entry) => postOf(entry, students, since)),
    leaves: staff.flatMap(({ id, leave }) => leave.map((span) => leaveOf(id, span))),
  };
  const phones = mentions.flatMap(({ id, phone }) => (phone ? [[id, phone] as const] : []));
  return { parts, phones: Object.fromEntries(phones) };
}

/** A guardian may stand with the child or, with the children's ids, among the staff. */
function studentOf(
  { student, school, class: classId }: ReturnType<typeof pupils>[number],
  families: readonly StaffEntry[],
): Student {
  const { id, name, village, flags } = student;
  const others = families.filter(({ students }) => students?.includes(id));
  const guardians = [...new Set([...student.guardians, ...others].map((guardian) => guardian.id))];
  const household = student.household ?? school.township;
  const home = village === undefined ? {} : { village };
  return { id, name, class: classId, school: school.id, household, ...home, flags, guardians };
}

function unitOf(entry: StaffEntry): string | null {
  switch (kinds[entry.role].level) {
    case 'class':
      return entry.class ?? null;
    case 'school':
      return entry.school ?? null;
    case 'township':
      return entry.township ?? null;
    case 'county':
    case 'system':
      return DISTRICT;
    default:
      return entry.village ?? null;
  }
}

function postOf(entry: StaffEntry, students: readonly Student[], since: Day): Post {
  const { id, role, village, unit } = entry;
  // A helper is found by the pupils named; a whole village means all its pupils.
  const helped =
    role === 'household_helper' && village !== undefined
      ? students.filter((student) => student.village === village).map((student) => student.id)
      : [];
  const named = [...new Set([...(entry.students ?? []), ...helped])];
  return {
    person: id,
    role,
    unit: unitOf(entry),
    ...(named.length > 0 ? { students: named } : {}),
    ...(unit === undefined ? {} : { office: unit }),
    from: entry.from ?? since,
    until: entry.to ?? null,
  };
}

const leaveOf = (person: string, { from, to, deputy }: StaffEntry['leave'][number]): Leave => ({
  person,
  deputy: deputy ?? null,
  from,
  until: to,
});
