import type { Day, TimeOfDay } from '../calendar/time.ts';
import type { Subject } from '../signals.ts';
import { nextRung } from './ladder.ts';
import { posts, type Role, type Unit, unitNamed } from './roles.ts';

export interface Person {
  id: string;
  name: string;
}
/** A person in a role over a unit (or over named pupils), from the first to the last day, inclusive. */
export interface Post {
  person: string;
  role: Role;
  /** The class, school, township, village or district; null where the pupils are named. */
  unit: string | null;
  students?: readonly string[];
  /** Which member unit, for the role `unit` (民政局 …). */
  office?: string;
  from: Day;
  until: Day | null;
}
/** A person away from work; the deputy acts meanwhile, or nobody does. */
export interface Leave {
  person: string;
  deputy: string | null;
  from: Day;
  until: Day;
}
export interface SchoolClass {
  id: string;
  name: string;
  school: string;
}
/** A place with a ledger stream of its own. */
export interface Place {
  id: string;
  name: string;
  /** When its day begins: the first lesson, or for the district the usual one. */
  firstLesson: TimeOfDay;
}
export interface School extends Place {
  township: string;
}
/** A village or community, as far as posts and pupils name it; its id is its name. */
export interface Village {
  id: string;
  /** The township of its pupils' households; null where none is known. */
  township: string | null;
}
export interface Township {
  id: string;
  name: string;
}
export interface Student {
  id: string;
  name: string;
  /** Null for a school-age child with no school (NOT_ENROLLED). */
  class: string | null;
  school: string;
  /** The township of household registration (户籍). */
  household: string;
  village?: string;
  flags: readonly string[];
  /** Whoever the school writes to and hears about the child. */
  guardians: readonly string[];
  /** Of them, who looks after the child and is no guardian by law. */
  carers?: readonly string[];
  /** Of them, the child's brothers and sisters. */
  siblings?: readonly string[];
}

export interface DirectoryParts {
  district: { id: string; name: string };
  townships: readonly Township[];
  schools: readonly School[];
  classes: readonly SchoolClass[];
  students: readonly Student[];
  people: readonly Person[];
  posts: readonly Post[];
  leaves: readonly Leave[];
}

/** Who acts for a post on a day: its holder, or a deputy in the holder's place. */
export interface Holder {
  person: string;
  role: Role;
  inPlaceOf?: string;
}

const byId = <Item extends { id: string }>(items: readonly Item[]): Map<string, Item> =>
  new Map(items.map((item) => [item.id, item]));

const groupBy = <Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
};

/** Posts by role and the unit or pupil they stand for. */
const placesOf = (posts: readonly Post[]): Map<string, Post[]> => {
  const places = new Map<string, Post[]>();
  const put = (key: string, post: Post): void => {
    places.set(key, [...(places.get(key) ?? []), post]);
  };
  for (const post of posts) {
    if (post.unit !== null) put(`${post.role}|${post.unit}`, post);
    for (const student of post.students ?? []) put(`${post.role}|student ${student}`, post);
  }
  return places;
};

/** When the district's own day is looked at. */
const DISTRICT_DAY: TimeOfDay = '08:00';

const villagesOf = ({ posts: held, students, schools, classes, townships, district }: DirectoryParts) => {
  const others = new Set([...schools, ...classes, ...townships, district].map(({ id }) => id));
  const villages = new Map<string, Village>();
  for (const { unit } of held)
    if (unit && !others.has(unit)) villages.set(unit, { id: unit, township: null });
  for (const { village, household } of students)
    if (village && !villages.get(village)?.township)
      villages.set(village, { id: village, township: household });
  return villages;
};

const covers = (span: { from: Day; until: Day | null }, day: Day): boolean =>
  span.from <= day && (span.until === null || day <= span.until);

/** The org tree with its people: who stands where, who speaks for whom. Immutable; a change makes a new one. */
export class Directory {
  readonly parts: DirectoryParts;
  readonly townships: ReadonlyMap<string, Township>;
  readonly schools: ReadonlyMap<string, School>;
  readonly classes: ReadonlyMap<string, SchoolClass>;
  readonly villages: ReadonlyMap<string, Village>;
  readonly students: ReadonlyMap<string, Student>;
  readonly people: ReadonlyMap<string, Person>;
  readonly #posts: ReadonlyMap<string, readonly Post[]>;
  readonly #postsOf: ReadonlyMap<string, readonly Post[]>;
  readonly #leaves: ReadonlyMap<string, readonly Leave[]>;
  readonly #deputising: ReadonlyMap<string, readonly Leave[]>;
  readonly #classesOf: ReadonlyMap<string, readonly SchoolClass[]>;
  readonly #studentsOf: ReadonlyMap<string, readonly Student[]>;
  readonly #villagers: ReadonlyMap<string, readonly Student[]>;
  readonly #pupilsOf: ReadonlyMap<string, readonly Student[]>;
  readonly #households: ReadonlyMap<string, readonly Student[]>;
  readonly #childrenOf: ReadonlyMap<string, readonly Student[]>;

  constructor(parts: DirectoryParts) {
    this.parts = parts;
    this.townships = byId(parts.townships);
    this.schools = byId(parts.schools);
    this.classes = byId(parts.classes);
    this.villages = villagesOf(parts);
    this.students = byId(parts.students);
    this.people = byId(parts.people);
    this.#posts = placesOf(parts.posts);
    this.#postsOf = groupBy(parts.posts, (post) => post.person);
    this.#leaves = groupBy(parts.leaves, (leave) => leave.person);
    this.#deputising = groupBy(parts.leaves, (leave) => leave.deputy ?? '');
    this.#classesOf = groupBy(parts.classes, (item) => item.school);
    this.#studentsOf = groupBy(parts.students, (student) => student.class ?? '');
    this.#villagers = groupBy(parts.students, (student) => student.village ?? '');
    this.#pupilsOf = groupBy(parts.students, (student) => student.school);
    this.#households = groupBy(parts.students, (student) => this.homeTownship(student) ?? '');
    this.#childrenOf = new Map(
      [
        ...groupBy(
          parts.students.flatMap((student) => student.guardians.map((guardian) => ({ guardian, student }))),
          (pair) => pair.guardian,
        ),
      ].map(([guardian, pairs]) => [guardian, pairs.map((pair) => pair.student)]),
    );
  }

  /** The school or district that a stream belongs to. */
  placeOf(stream: string): Place | undefined {
    const { district } = this.parts;
    if (stream === district.id) return { ...district, firstLesson: DISTRICT_DAY };
    return this.schools.get(stream);
  }

  /** Whose stream something stands in: the school's, or the district's for what is wider than a school. */
  streamOf(about: Subject): string {
    const student = about.student ? this.students.get(about.student)?.school : undefined;
    const school =
      about.school ?? student ?? (about.class ? this.classes.get(about.class)?.school : undefined);
    return school ?? this.parts.district.id;
  }

  /** The class that something is about, or that of its pupil; null where neither is told. */
  classOf(about: Subject): string | null {
    return about.class ?? this.students.get(about.student ?? '')?.class ?? null;
  }

  classesOf(school: string): readonly SchoolClass[] {
    return this.#classesOf.get(school) ?? [];
  }

  studentsOf(classId: string): readonly Student[] {
    return this.#studentsOf.get(classId) ?? [];
  }

  childrenOf(guardian: string): readonly Student[] {
    return this.#childrenOf.get(guardian) ?? [];
  }

  /** The pupils whose household is registered in a village. */
  villagersOf(village: string): readonly Student[] {
    return this.#villagers.get(village) ?? [];
  }

  /**
   * The township that asks after a pupil at home: that of the household, or where it is registered outside the district
   * that of the school, lest nobody ask (P2.R2-VACATION).
   */
  homeTownship({ household, school }: Pick<Student, 'household' | 'school'>): string | null {
    return this.townships.has(household) ? household : (this.schools.get(school)?.township ?? null);
  }

  /** The pupils whom a township asks after at home. */
  householdsOf(township: string): readonly Student[] {
    return this.#households.get(township) ?? [];
  }

  /** The pupils of a class, school, village or, by household, township; all where the subject is wider. */
  pupilsOf({ student: id, class: classId, school, village, township }: Subject): readonly Student[] {
    const student = id ? this.students.get(id) : undefined;
    if (id) return student ? [student] : [];
    if (classId) return this.studentsOf(classId);
    if (school) return this.#pupilsOf.get(school) ?? [];
    if (village) return this.villagersOf(village);
    return township ? this.householdsOf(township) : this.parts.students;
  }

  /** The posts that were ever given to a person. */
  ownPosts(person: string): readonly Post[] {
    return this.#postsOf.get(person) ?? [];
  }

  /** The posts a person holds on a day, and those held as somebody's deputy. */
  postsOf(person: string, day: Day): Post[] {
    const own = this.ownPosts(person).filter((post) => covers(post, day));
    const deputised = (this.#deputising.get(person) ?? [])
      .filter((leave) => covers(leave, day))
      .flatMap((leave) => this.ownPosts(leave.person).filter((post) => covers(post, day)));
    return [...own, ...deputised];
  }

  /** Who began on a day to teach in this school, as class or subject teacher. */
  newHolders(school: string, day: Day): Post[] {
    return this.classesOf(school).flatMap(({ id }) =>
      (['homeroom_teacher', 'subject_teacher'] as const).flatMap((role) =>
        (this.#posts.get(`${role}|${id}`) ?? []).filter(({ from }) => from === day),
      ),
    );
  }

  nameOf(person: string): string {
    return this.people.get(person)?.name ?? person;
  }

  /** The unit in which a role stands for a subject: the class of a pupil, the township of its school … */
  unitFor(role: Role, about: Subject): string | null {
    const student = about.student ? this.students.get(about.student) : undefined;
    const classId = about.class ?? student?.class ?? null;
    const school =
      about.school ?? student?.school ?? (classId ? this.classes.get(classId)?.school : undefined);
    switch (posts[role].level) {
      case 'class':
        return classId;
      case 'school':
        return school ?? null;
      case 'township':
        return (
          about.township ??
          (about.village ? this.villages.get(about.village)?.township : undefined) ??
          (school ? (this.schools.get(school)?.township ?? null) : null)
        );
      case 'village':
      case 'group':
        return about.village ?? student?.village ?? null;
      case 'county':
      // Whoever keeps the machine does so for the whole district, and is registered there.
      case 'system':
        return this.parts.district.id;
      default:
        return null;
    }
  }

  /**
   * Everybody in a role for a subject on a day, deputies in the place of those on leave; `office` says which member
   * unit, for the role `unit`.
   */
  holders(role: Role, about: Subject, day: Day, office: Unit | null = null): Holder[] {
    const unit = this.unitFor(role, about);
    const named = [
      ...(unit === null ? [] : (this.#posts.get(`${role}|${unit}`) ?? [])),
      ...(about.student ? (this.#posts.get(`${role}|student ${about.student}`) ?? []) : []),
    ].filter((post) => covers(post, day) && (office === null || unitNamed(post.office ?? '') === office));
    return named.flatMap((post) => this.#present(post, day));
  }

  /** Somebody named for a task, as long as that person holds a post: themselves, or who deputises; null where nobody does. */
  named(person: string, day: Day): Holder | null {
    const own = this.ownPosts(person).find((post) => covers(post, day));
    return own ? (this.#present(own, day)[0] ?? null) : null;
  }

  #present(post: Post, day: Day): Holder[] {
    const leave = (this.#leaves.get(post.person) ?? []).find((item) => covers(item, day));
    if (!leave) return [{ person: post.person, role: post.role }];
    return leave.deputy ? [{ person: leave.deputy, role: post.role, inPlaceOf: post.person }] : [];
  }

  /** When the post was last held, as a period for telling one vacancy from the next; `never` if it never was. */
  lastHeld(role: Role, about: Subject): string {
    const unit = this.unitFor(role, about);
    const ends = (this.#posts.get(`${role}|${unit}`) ?? []).map((post) => post.until ?? 'held');
    return ends.sort().at(-1) ?? 'never';
  }

  /**
   * The person who must act for a role today, else whoever stands on the next rung (policy.md §1.5, P1.2-POST);
   * `gaps` are the posts passed over because nobody was there.
   */
  resolve(
    role: Role,
    about: Subject,
    day: Day,
    office: Unit | null = null,
  ): { holder: Holder | null; gaps: Role[] } {
    const gaps: Role[] = [];
    for (let rung: Role | null = role; rung; rung = nextRung(rung)) {
      const holder = this.holders(rung, about, day, rung === 'unit' ? office : null)[0];
      if (holder) return { holder, gaps };
      gaps.push(rung);
    }
    return { holder: null, gaps };
  }
}
