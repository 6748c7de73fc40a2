import { houseClassName } from '../../domain/people/class-name.ts';
import type {
  AccountRow,
  WantedGuardian,
  WantedPerson,
  WantedPost,
  WantedPupil,
  WantedUnit,
} from '../../domain/people/register.ts';
import { guardianName } from '../../templates/directory.ts';
import type { Bearers } from './bearers.ts';
import {
  type ParentOfChildren,
  SCHOOL_ADMIN,
  SCHOOL_DEPARTMENT,
  type SchoolDepartment,
  type SchoolParent,
  type SchoolStudent,
} from './directory-api.ts';

/** The value of `PostRow.source` for what the school book tells. */
export const SCHOOL_POSTS = 'wecom_school';
const FIRST_LESSON = '08:00';

export const unitId = (department: number): string => `d-${department}`;
export const pupilId = (student: string): string => `s-${student}`;

/** A department with those above it, nearest first. */
const aboveIn = (departments: readonly SchoolDepartment[]) => {
  const tree = new Map(departments.map((item) => [item.id, item]));
  return (start: SchoolDepartment): SchoolDepartment[] => {
    const chain = [start];
    for (let next = tree.get(start.parentid); next && !chain.includes(next); next = tree.get(next.parentid))
      chain.push(next);
    return chain;
  };
};

/** Classes that are taught; those that have graduated, or whose grade has, are no more. */
export function taughtClasses(departments: readonly SchoolDepartment[]): SchoolDepartment[] {
  const above = aboveIn(departments);
  return departments.filter(
    (item) => item.type === SCHOOL_DEPARTMENT.class && !above(item).some(({ is_graduated }) => is_graduated),
  );
}

/** Schools and classes as the school book tells them. */
export interface SchoolUnits {
  schools: { id: string; name: string }[];
  classes: { id: string; name: string; school: string }[];
  posts: WantedPost[];
  /** Everybody who is an admin of something. */
  admins: string[];
}

/** Classes with the school they belong to: the nearest campus above, else the school itself (wecom.md §5.3). */
export function schoolUnits(departments: readonly SchoolDepartment[], { member }: Bearers): SchoolUnits {
  const above = aboveIn(departments);
  const schoolOf = (item: SchoolDepartment): SchoolDepartment | undefined => {
    const chain = above(item);
    const isA = (type: number) => chain.find((one) => one.type === type);
    return isA(SCHOOL_DEPARTMENT.campus) ?? isA(SCHOOL_DEPARTMENT.school) ?? chain.at(-1);
  };
  const classes = taughtClasses(departments);
  const campuses = departments.filter(({ type }) => type === SCHOOL_DEPARTMENT.campus);
  const roots = departments.filter(({ type }) => type === SCHOOL_DEPARTMENT.school);
  const schools = new Map<number, SchoolDepartment>(
    (campuses.length > 0 ? campuses : roots).map((item) => [item.id, item]),
  );
  for (const item of classes) {
    const school = schoolOf(item);
    if (school) schools.set(school.id, school);
  }
  const named = (item: SchoolDepartment): string => {
    const grade = above(item).find(({ type }) => type === SCHOOL_DEPARTMENT.grade);
    const number = grade?.standard_grade ?? null;
    return houseClassName(
      item.name,
      grade && { name: grade.name, number: number && number >= 1 && number <= 9 ? number : null },
    );
  };
  const post = (userid: string, role: WantedPost['role'], department: number): WantedPost => ({
    person: member(userid),
    role,
    unit: unitId(department),
    office: null,
    students: [],
    source: SCHOOL_POSTS,
  });
  const teachers = classes.flatMap(({ id, department_admins }) =>
    department_admins.flatMap(({ userid, type }) => {
      if (type === SCHOOL_ADMIN.homeroom) return [post(userid, 'homeroom_teacher', id)];
      return type === SCHOOL_ADMIN.subject ? [post(userid, 'subject_teacher', id)] : [];
    }),
  );
  const heads = [...schools.values()].flatMap(({ id }) =>
    headsOf(
      departments.filter((item) => item.type !== SCHOOL_DEPARTMENT.class && schoolOf(item)?.id === id),
    ).map((userid) => post(userid, 'principal', id)),
  );
  return {
    schools: [...schools.values()].map(({ id, name }) => ({ id: unitId(id), name })),
    classes: classes.flatMap((item) => {
      const school = schoolOf(item);
      return school ? [{ id: unitId(item.id), name: named(item), school: unitId(school.id) }] : [];
    }),
    posts: [...teachers, ...heads],
    admins: [...new Set(departments.flatMap((item) => item.department_admins.map(({ userid }) => userid)))],
  };
}

/** Who leads the whole campus; where nobody does, those who lead its sections (学段). */
const headsOf = (departments: readonly SchoolDepartment[]): string[] => {
  const ofType = (type: number): string[] => [
    ...new Set(
      departments.flatMap((item) =>
        item.department_admins.filter((admin) => admin.type === type).map(({ userid }) => userid),
      ),
    ),
  ];
  const whole = ofType(SCHOOL_ADMIN.campus);
  return whole.length > 0 ? whole : ofType(SCHOOL_ADMIN.section);
};

/** The units as wanted, under the townships that `townshipOf` names; also the schools for which it knows none. */
export const wantedUnits = (
  { schools, classes }: SchoolUnits,
  townshipOf: (school: { id: string; name: string }) => string,
  known: ReadonlySet<string>,
): WantedUnit[] => [
  ...schools.map((school) => ({
    ...school,
    kind: 'school' as const,
    parent: townshipOf(school),
    // Told once: a school that has set its own first lesson keeps it.
    ...(known.has(school.id) ? {} : { firstLesson: FIRST_LESSON }),
  })),
  ...classes.map(({ id, name, school }) => ({ id, name, kind: 'class' as const, parent: school })),
];

/** Pupils with their families, as rows. */
export interface Families {
  students: WantedPupil[];
  guardians: WantedGuardian[];
  people: WantedPerson[];
  accounts: AccountRow[];
}

/** Where a pupil is by the departments named; null when none of them is a class that is there. */
export type Placing = (
  departments: readonly number[],
) => { class: string; school: string; household: string } | null;

/** Gathers phones for sealing; gives the mark that stands for one. */
export type Marks = (phone: string) => string | undefined;

/** What the pupils told, once each however many classes they were told in, say of themselves and of their parents. */
export function familiesOf(
  told: readonly SchoolStudent[],
  placing: Placing,
  { parent }: Bearers,
  marks: Marks,
): Families {
  const families: Families = { students: [], guardians: [], people: [], accounts: [] };
  const byId = new Map<string, SchoolStudent>();
  for (const student of told) {
    const before = byId.get(student.student_userid);
    byId.set(
      student.student_userid,
      before ? { ...student, parents: student.parents ?? before.parents } : student,
    );
  }
  const people = new Map<string, WantedPerson>();
  // In the order of their ids, so that a parent of several is called after the same child each time.
  const ordered = [...byId.values()].toSorted((one, other) =>
    one.student_userid < other.student_userid ? -1 : 1,
  );
  for (const student of ordered) {
    const place = placing(student.department);
    if (!place) continue;
    const id = pupilId(student.student_userid);
    families.students.push({ id, name: student.name, ...place });
    for (const guardian of student.parents ?? []) {
      const person = parent(guardian.parent_userid);
      if (!people.has(person)) {
        people.set(person, personOf(person, student.name, guardian, marks));
        families.accounts.push(accountOf(person, guardian));
      }
      families.guardians.push({ student: id, person, relation: guardian.relation || null });
    }
  }
  families.people.push(...people.values());
  return families;
}

const personOf = (id: string, child: string, guardian: SchoolParent, marks: Marks): WantedPerson => {
  const phone = marks(guardian.mobile);
  return { id, name: guardianName(child, guardian.relation), ...(phone === undefined ? {} : { phone }) };
};

const accountOf = (
  person: string,
  { parent_userid, is_subscribe }: Omit<SchoolParent, 'relation'>,
): AccountRow => ({
  channel: 'parent',
  id: parent_userid,
  person,
  subscribed: is_subscribe ?? null,
});

/** One parent with the children that are there, as rows; without any the parent is a stranger. */
export function familyOf(
  told: ParentOfChildren,
  nameOfPupil: (student: string) => string | undefined,
  { parent }: Bearers,
  marks: Marks,
): Pick<Families, 'guardians' | 'people' | 'accounts'> {
  const person = parent(told.parent_userid);
  const children = told.children.flatMap(({ student_userid, relation }) => {
    const student = pupilId(student_userid);
    const name = nameOfPupil(student);
    return name === undefined ? [] : [{ student, name, relation }];
  });
  const [first] = children.toSorted((one, other) => (one.student < other.student ? -1 : 1));
  if (!first) return { guardians: [], people: [], accounts: [] };
  return {
    guardians: children.map(({ student, relation }) => ({ student, person, relation: relation || null })),
    people: [personOf(person, first.name, { ...told, relation: first.relation }, marks)],
    accounts: [accountOf(person, told)],
  };
}
