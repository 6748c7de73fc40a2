import { createHash } from 'node:crypto';
import type { Day } from '../../domain/calendar/time.ts';
import type { Variants } from '../../domain/comparison/names.ts';
import { FOUND_PREFIX, isFoundChild } from '../../domain/people/found-child.ts';
import {
  type AccountRow,
  type Answers,
  asWanted,
  type Register,
  type Wanted,
  type WantedGuardian,
  type WantedPerson,
  type WantedPost,
  type WantedPupil,
  type WantedUnit,
} from '../../domain/people/register.ts';
import { posts as kinds } from '../../domain/people/roles.ts';
import type { Secrets } from '../../prisma/secrets.ts';
import { guardianName, UNNAMED_DISTRICT } from '../../templates/directory.ts';
import type { RosterProblem } from '../../templates/roster.ts';
import { SHEETS } from './columns.ts';
import { FoundChildren } from './found.ts';
import type { Roster, RosterGuardian, RosterStaff, RosterStudent } from './roster.ts';

const SOURCE = 'roster';

/** What rosters answer for; of children found without a school, those whom they take into a class. */
export const ROSTER: Answers = {
  units: ['x-'],
  people: ['x-'],
  students: ['x-', FOUND_PREFIX],
  posts: [SOURCE],
  accounts: ['member', 'parent', 'wechaty'],
};

const DISTRICT = 'district';
const FIRST_LESSON = '08:00';

/** The same for the same words, without telling them: a mark stands for a phone or an identity number. */
const idOf = (...words: readonly string[]): string =>
  `x-${createHash('sha256').update(JSON.stringify(words), 'utf8').digest('hex').slice(0, 16)}`;

const schoolId = (name: string): string => idOf('school', name);
const classId = (school: string, name: string): string => idOf('class', school, name);

/** What a roster says of the schools it lists; of all others, rosters before it go on saying what they said. */
export function rosterWanted(
  roster: Roster,
  current: Register,
  secrets: Secrets,
  today: Day,
  variants: Variants,
): { wanted: Wanted; plain: ReadonlyMap<string, string>; problems: RosterProblem[] } {
  const found = new FoundChildren(current, roster, secrets, variants);
  return new RosterBook(roster, current, secrets, today, found).read();
}

const isOwn = (id: string): boolean => ROSTER.students.some((prefix) => id.startsWith(prefix));

/** Found without a school and in no class yet: no roster lists the child, and none lets it go. */
const isWaiting = (row: WantedPupil): boolean => row.class === null && isFoundChild(row);

class RosterBook {
  readonly #roster: Roster;
  readonly #current: Register;
  readonly #secrets: Secrets;
  readonly #found: FoundChildren;
  readonly #base: Wanted;
  readonly #plain = new Map<string, string>();
  readonly #problems: RosterProblem[] = [];
  readonly #owners: ReadonlyMap<string, string>;
  readonly #people = new Map<string, WantedPerson>();
  readonly #accounts = new Map<string, AccountRow>();
  readonly #guardians = new Map<string, WantedGuardian>();
  readonly #townships: ReadonlyMap<string, string>;
  readonly #known: ReadonlySet<string>;
  readonly #byNumber: ReadonlyMap<string, string>;
  readonly #subscribed: ReadonlyMap<string, boolean | null>;

  constructor(roster: Roster, current: Register, secrets: Secrets, today: Day, found: FoundChildren) {
    this.#found = found;
    this.#roster = roster;
    this.#current = current;
    this.#secrets = secrets;
    this.#base = asWanted(current, ROSTER, today);
    this.#owners = new Map(current.accounts.map(({ channel, id, person }) => [`${channel}/${id}`, person]));
    this.#townships = this.#townshipIds();
    this.#known = new Set(current.students.map(({ id }) => id));
    this.#byNumber = new Map(
      current.students.flatMap(({ id, idNumber }) => (idNumber === null ? [] : [[idNumber, id] as const])),
    );
    this.#subscribed = new Map(
      current.accounts.map(({ channel, id, subscribed }) => [`${channel}/${id}`, subscribed]),
    );
  }

  read() {
    const units = this.#units();
    const students = this.#students(units);
    const posts = this.#posts(units, students);
    const wanted: Wanted = {
      units,
      posts,
      students,
      people: this.#peopleIn(posts),
      guardians: [...this.#guardians.values()],
      accounts: this.#accountsIn(),
    };
    return { wanted, plain: this.#plain, problems: this.#problems };
  }

  /** A township that is there under the name already, whoever told of it, is that township. */
  #townshipIds(): Map<string, string> {
    const known = new Map(
      this.#current.units
        .filter(({ kind, until }) => kind === 'township' && until === null)
        .map(({ id, name }) => [name, id]),
    );
    return new Map(
      this.#roster.schools.map(({ township }) => [
        township,
        known.get(township) ?? idOf('township', township),
      ]),
    );
  }

  #township(name: string): string {
    return this.#townships.get(name) ?? '';
  }

  get #district(): string {
    return this.#current.units.find(({ kind }) => kind === 'district')?.id ?? DISTRICT;
  }

  #units(): WantedUnit[] {
    const { schools, classes, district } = this.#roster;
    const listed = new Set(schools.map(({ name }) => schoolId(name)));
    const known = new Set(this.#current.units.map(({ id }) => id));
    const others = this.#base.units.filter(
      ({ id, kind, parent }) => !listed.has(id) && !(kind === 'class' && listed.has(parent ?? '')),
    );
    const root: WantedUnit[] = known.has(this.#district)
      ? []
      : [{ id: this.#district, kind: 'district', name: district ?? UNNAMED_DISTRICT, parent: null }];
    const townships = [...this.#townships].map(
      ([name, id]): WantedUnit => ({ id, kind: 'township', name, parent: this.#district }),
    );
    return [
      ...root,
      ...others.filter(({ id }) => !townships.some((township) => township.id === id)),
      ...townships,
      ...schools.map(({ name, township, firstLesson }): WantedUnit => {
        const id = schoolId(name);
        const told = firstLesson ?? (known.has(id) ? null : FIRST_LESSON);
        return {
          id,
          kind: 'school',
          name,
          parent: this.#township(township),
          ...(told === null ? {} : { firstLesson: told }),
        };
      }),
      ...classes.map(
        ({ school, name }): WantedUnit => ({
          id: classId(school, name),
          kind: 'class',
          name,
          parent: schoolId(school),
        }),
      ),
    ];
  }

  #students(units: readonly WantedUnit[]): WantedPupil[] {
    const { schools, students } = this.#roster;
    const listed = new Set(schools.map(({ name }) => schoolId(name)));
    const open = new Set(units.map(({ id }) => id));
    const told = new Map<string, WantedPupil>();
    const rows = new Map<string, number>();
    for (const student of students ?? []) {
      const row = this.#student(student);
      const before = rows.get(row.id);
      if (before !== undefined) this.#complain(student, 'duplicate_student', String(before));
      rows.set(row.id, student.row);
      told.set(row.id, row);
    }
    const kept = this.#base.students
      .filter((row) => !told.has(row.id) && (isWaiting(row) || !(students && listed.has(row.school))))
      .map((row) => (open.has(row.class ?? '') ? row : { ...row, class: null }));
    const present = new Set(kept.map(({ id }) => id));
    for (const pair of this.#base.guardians)
      if (present.has(pair.student)) this.#guardians.set(`${pair.student}|${pair.person}`, pair);
    return [...told.values(), ...kept];
  }

  #complain({ row }: RosterStudent, reason: RosterProblem['reason'], value?: string): void {
    const place = { sheet: SHEETS.students.name, row, column: null };
    this.#problems.push({ ...place, reason, ...(value === undefined ? {} : { value }) });
  }

  /** Found again by identity number, else by student number, else by school and name; else new. */
  #student(student: RosterStudent): WantedPupil {
    const { school, name, idNumber, number, village, township, flags } = student;
    const mark = idNumber === null ? null : this.#secrets.index(idNumber, 'id_number');
    if (mark !== null && idNumber !== null) this.#plain.set(mark, idNumber);
    const bearer = mark === null ? undefined : this.#byNumber.get(mark);
    if (bearer !== undefined && !isOwn(bearer)) this.#complain(student, 'known_id_number');
    const candidates = [
      ...(mark === null ? [] : [idOf('pupil', mark)]),
      ...(number === null ? [] : [idOf('number', school, number)]),
      idOf('named', school, name),
    ];
    const known =
      this.#found.numbered(student) ??
      candidates.find((id) => this.#known.has(id)) ??
      this.#found.inSchool(schoolId(school), name, mark);
    const home = this.#roster.schools.find((item) => item.name === school)?.township ?? '';
    const household = this.#township(township ?? home);
    const before = bearer ?? known;
    // Two that have been two so far, each with whatever happened to it, are not made one here.
    if (student.isFound && before && !isFoundChild({ id: before })) this.#complain(student, 'found_known');
    const id = before ?? this.#foundByName(student, household) ?? candidates[0] ?? '';
    for (const guardian of student.guardians) this.#guardian(id, name, guardian);
    return {
      id,
      name,
      class: classId(school, student.class),
      school: schoolId(school),
      household: (township === null ? this.#found.householdOf(id) : undefined) ?? household,
      flags,
      ...(village === null ? {} : { village }),
      ...(mark === null ? {} : { idNumber: mark }),
    };
  }

  #foundByName(student: RosterStudent, home: string): string | null {
    const found = this.#found.named(student, home);
    if (found && 'id' in found) return found.id;
    if (found) this.#complain(student, found.reason, found.value);
    return null;
  }

  #guardian(
    student: string,
    child: string,
    { name, phone, account, wechaty, relation, language, voice }: RosterGuardian,
  ): void {
    const person = this.#person({
      name: name ?? guardianName(child, relation ?? ''),
      key: name,
      phone,
      account,
      wechaty,
      channel: 'parent',
      place: student,
    });
    this.#guardians.set(`${student}|${person}`, { student, person, relation, language, voice });
  }

  /**
   * The bearer of an account that is known; else whoever has this name and phone. A teacher whose child is at the school
   * is one person that way; without a phone a name counts within its place alone.
   */
  #person(told: {
    name: string;
    key: string | null;
    phone: string | null;
    account: string | null;
    wechaty: string | null;
    channel: 'member' | 'parent';
    place: string;
  }): string {
    const mark = told.phone === null ? null : this.#secrets.index(told.phone, 'phone');
    if (mark !== null && told.phone !== null) this.#plain.set(mark, told.phone);
    const accounts = [
      { channel: told.channel, id: told.account },
      { channel: 'wechaty', id: told.wechaty },
    ].flatMap(({ channel, id: own }) => (own === null ? [] : [{ channel, own, key: `${channel}/${own}` }]));
    const known = accounts.map(({ key }) => this.#owners.get(key)).find((owner) => owner !== undefined);
    const id = known ?? idOf('person', mark ?? told.place, told.key ?? '');
    const before = this.#people.get(id);
    this.#people.set(id, {
      ...(before ?? {}),
      id,
      name: before?.name ?? told.name,
      ...(mark === null ? {} : { phone: mark }),
    });
    for (const { channel, own, key } of accounts)
      this.#accounts.set(key, {
        channel,
        id: own,
        person: id,
        subscribed: this.#subscribed.get(key) ?? null,
      });
    return id;
  }

  #posts(units: readonly WantedUnit[], students: readonly WantedPupil[]): WantedPost[] {
    const { schools, staff, isStaffTold } = this.#roster;
    const listed = new Set(schools.map(({ name }) => schoolId(name)));
    const within = new Set(
      units.flatMap(({ id, kind, parent }) =>
        listed.has(id) || (kind === 'class' && listed.has(parent ?? '')) ? [id] : [],
      ),
    );
    const told = staff.map((post) => this.#post(post, students));
    const spoken = new Set(told.flatMap(({ unit }) => unit ?? []));
    const open = new Set(units.map(({ id }) => id));
    const kept = this.#base.posts.filter(({ unit, role }) => {
      if (unit === null) return true;
      const isOfListed = within.has(unit) || (kinds[role].level === 'class' && !open.has(unit));
      if (isStaffTold) return !isOfListed && !spoken.has(unit);
      return !(role === 'homeroom_teacher' && (spoken.has(unit) || !open.has(unit)));
    });
    return [
      ...new Map(
        [...kept, ...told].map((post) => [JSON.stringify([post.person, post.role, post.unit]), post]),
      ).values(),
    ];
  }

  #post(staff: RosterStaff, students: readonly WantedPupil[]): WantedPost {
    const { name, phone, account, wechaty, role, school, village, office } = staff;
    const unit = this.#unitFor(staff);
    const place = school ?? unit;
    const person = this.#person({ name, key: name, phone, account, wechaty, channel: 'member', place });
    // A helper is found by the pupils named; a whole village means all its pupils.
    const helped =
      role === 'household_helper' && village !== null
        ? students.filter((student) => student.village === village).map(({ id }) => id)
        : [];
    return { person, role, unit, office, students: helped, source: SOURCE };
  }

  #unitFor({ role, school, class: name, township, village }: RosterStaff): string {
    switch (kinds[role].level) {
      case 'class':
        return classId(school ?? '', name ?? '');
      case 'school':
        return schoolId(school ?? '');
      case 'township':
        return this.#township(township ?? '');
      case 'village':
      case 'group':
      case 'household':
        return village ?? '';
      default:
        return this.#district;
    }
  }

  #peopleIn(posts: readonly WantedPost[]): WantedPerson[] {
    const named = new Set([
      ...posts.map(({ person }) => person),
      ...[...this.#guardians.values()].map(({ person }) => person),
    ]);
    for (const person of this.#base.people)
      if (named.has(person.id) && !this.#people.has(person.id)) this.#people.set(person.id, person);
    return [...this.#people.values()];
  }

  /** A corrected account takes the place of the one before it; an empty cell tells nothing. */
  #accountsIn(): AccountRow[] {
    const told = [...this.#accounts.values()];
    const spoken = new Set(told.map(({ channel, person }) => `${channel}/${person}`));
    const kept = this.#base.accounts.filter(
      ({ channel, id, person }) =>
        this.#people.has(person) &&
        !this.#accounts.has(`${channel}/${id}`) &&
        !spoken.has(`${channel}/${person}`),
    );
    return [...told, ...kept];
  }
}
