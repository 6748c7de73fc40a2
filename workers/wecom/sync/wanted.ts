import type { Day } from '../../../domain/calendar/time.ts';
import {
  type AccountRow,
  type Answers,
  asWanted,
  keys,
  type Register,
  type Wanted,
  type WantedPerson,
  type WantedUnit,
} from '../../../domain/people/register.ts';
import type { WecomPosts } from '../../../seeds/load-wecom-posts.ts';
import { bookNotes, bookParts, UNNAMED_DISTRICT } from '../../../templates/directory.ts';
import { type Bearers, bearersIn } from '../bearers.ts';
import type { SchoolReading, StaffReading } from '../book-readings.ts';
import type { Member } from '../directory-api.ts';
import {
  type Families,
  familiesOf,
  type Marks,
  type Placing,
  SCHOOL_POSTS,
  type SchoolUnits,
  schoolUnits,
  unitId,
  wantedUnits,
} from '../school-book.ts';
import {
  type NamedPlace,
  STAFF_POSTS,
  type StaffPart,
  type StaffTree,
  staffPart,
  staffTree,
  townshipFor,
  townshipUnits,
} from '../staff-book.ts';

/** What the corp's two books answer for: departments, offices, members, parents and pupils by their prefixes. */
export const WECOM: Answers = {
  units: ['d-', 'o-'],
  people: ['m-', 'p-'],
  students: ['s-'],
  posts: [SCHOOL_POSTS, STAFF_POSTS],
  // A Wechaty account comes from a roster, and no address book can say that it is gone.
  accounts: ['member', 'parent'],
};

const DISTRICT = 'district';

/** What was read; null for a book that was not, which then says what it said before. */
export interface Reading {
  school: SchoolReading | null;
  staff: StaffReading | null;
  /** Admins of classes whom the staff book did not bring. */
  admins: readonly Member[];
}

export interface Standing {
  current: Register;
  base: Wanted;
  bearers: Bearers;
  district: string;
}

export const standingOf = (current: Register, today: Day): Standing => ({
  current,
  base: asWanted(current, WECOM, today),
  bearers: bearersIn(current),
  district: current.units.find(({ kind }) => kind === 'district')?.id ?? DISTRICT,
});

/** Places that are open now, whoever told of them. */
export const openPlaces = ({ current }: Standing, kind: 'school' | 'township'): NamedPlace[] =>
  current.units
    .filter((unit) => unit.kind === kind && unit.until === null)
    .map(({ id, name }) => ({ id, name }));

/** Classes that are open now, by the department that each is. */
export const openClasses = ({ current }: Standing): Placing => {
  const units = new Map(current.units.filter(({ until }) => until === null).map((unit) => [unit.id, unit]));
  return (departments) => {
    for (const department of departments) {
      const found = units.get(unitId(department));
      const school = units.get(found?.parent ?? '');
      if (found?.kind === 'class' && school)
        return { class: found.id, school: school.id, household: school.parent ?? '' };
    }
    return null;
  };
};

/** Everything that the books say, as far as they were read; `notes` gets a sentence for what is amiss. */
export function wantedBy(
  standing: Standing,
  reading: Reading,
  posts: WecomPosts,
  marks: Marks,
  notes: string[],
): Wanted {
  const { base, bearers } = standing;
  const school = filled(reading.school, base, notes);
  const staff = present(reading.staff, base, notes);
  const tree = staff && staffTree(staff.departments, posts);
  const offices = tree
    ? townshipUnits(tree, standing.district)
    : base.units.filter(({ kind }) => kind === 'township');
  const units = school && schoolUnits(school.departments, bearers);
  const places =
    units && school
      ? schoolPlaces(units, standing, { tree, offices, notes })
      : base.units.filter(({ kind }) => kind === 'school' || kind === 'class');
  const families =
    units && school ? schoolFamilies(school, places, standing, marks) : familiesIn(base, () => true);
  const schools = [
    ...places.filter(({ kind }) => kind === 'school'),
    ...openPlaces(standing, 'school').filter(({ id }) => !id.startsWith('d-')),
  ];
  const part = staff && tree ? staffRows(staff, tree, standing, posts, schools) : staffIn(base, () => true);
  const admins = adminRows(reading.admins, bearers);
  const schoolPosts = units ? units.posts : base.posts.filter(({ source }) => source === SCHOOL_POSTS);
  const unnamed = adminNames(units, standing);
  return whole(standing, {
    units: [...districtUnit(standing, tree), ...offices, ...places],
    people: [...unnamed, ...part.people, ...admins.people, ...families.people],
    posts: [...schoolPosts, ...part.posts],
    students: families.students,
    guardians: families.guardians,
    accounts: [...part.accounts, ...admins.accounts, ...families.accounts],
  });
}

/** An address book that has become empty is a permission that has gone, far more likely than a county without children. */
const filled = (school: SchoolReading | null, base: Wanted, notes: string[]): SchoolReading | null => {
  const isEmpty =
    school &&
    (school.departments.length === 0 || (school.students.length === 0 && school.unread.size === 0)) &&
    base.students.length > 0;
  if (isEmpty) notes.push(bookNotes.empty(bookParts.students));
  return isEmpty ? null : school;
};

const present = (staff: StaffReading | null, base: Wanted, notes: string[]): StaffReading | null => {
  const isEmpty =
    staff && staff.members.length === 0 && staff.unread.size === 0 && base.people.some(isMember);
  if (isEmpty) notes.push(bookNotes.empty(bookParts.members));
  return isEmpty ? null : staff;
};

const isMember = ({ id }: { id: string }): boolean => id.startsWith('m-');

const districtUnit = ({ current, district }: Standing, tree: StaffTree | null): WantedUnit[] =>
  current.units.some(({ id }) => id === district)
    ? []
    : [{ id: district, kind: 'district', name: tree?.district ?? UNNAMED_DISTRICT, parent: null }];

function schoolPlaces(
  units: SchoolUnits,
  standing: Standing,
  { tree, offices, notes }: { tree: StaffTree | null; offices: readonly NamedPlace[]; notes: string[] },
): WantedUnit[] {
  const { current, district } = standing;
  const townships = [
    ...offices,
    ...openPlaces(standing, 'township').filter(({ id }) => !id.startsWith('o-')),
  ];
  const known = new Map(current.units.map((unit) => [unit.id, unit]));
  const townshipOf = (school: NamedPlace): string => {
    const found = townshipFor(school, tree, townships);
    if (found) return found;
    const before = known.get(school.id)?.parent;
    if (townships.some(({ id }) => id === before)) return before ?? district;
    notes.push(bookNotes.noTownship(school.name));
    return district;
  };
  return wantedUnits(units, townshipOf, new Set(known.keys()));
}

function schoolFamilies(
  school: SchoolReading,
  places: readonly WantedUnit[],
  { base, bearers }: Standing,
  marks: Marks,
): Families {
  const byId = new Map(places.map((unit) => [unit.id, unit]));
  const placing: Placing = (departments) => {
    for (const department of departments) {
      const unit = byId.get(unitId(department));
      if (unit?.kind !== 'class' || !unit.parent) continue;
      return { class: unit.id, school: unit.parent, household: byId.get(unit.parent)?.parent ?? '' };
    }
    return null;
  };
  const read = familiesOf(school.students, placing, bearers, marks);
  const seen = new Set(read.students.map(({ id }) => id));
  const unread = new Set([...school.unread].map(unitId));
  const kept = familiesIn(
    base,
    (pupil) => !seen.has(pupil.id) && pupil.class !== null && unread.has(pupil.class),
  );
  const names = new Map(kept.people.map(({ id, name }) => [id, name]));
  return {
    // The school of a class may have moved even where its pupils could not be read.
    students: [
      ...read.students,
      ...kept.students.map((pupil) => {
        const parent = byId.get(pupil.class ?? '')?.parent;
        return parent
          ? { ...pupil, school: parent, household: byId.get(parent)?.parent ?? pupil.household }
          : { ...pupil, class: null };
      }),
    ],
    guardians: [...read.guardians, ...kept.guardians],
    // A parent of several is called after the first of them, which may be one that could not be read.
    people: [
      ...kept.people,
      ...read.people.map((person) => ({ ...person, name: names.get(person.id) ?? person.name })),
    ],
    accounts: [...kept.accounts, ...read.accounts],
  };
}

/** The pupils of `base` that fit, with their parents. */
const familiesIn = (
  base: Wanted,
  fits: (pupil: { id: string; class: string | null }) => boolean,
): Families => {
  const students = base.students.filter(fits);
  const ids = new Set(students.map(({ id }) => id));
  const guardians = base.guardians.filter(({ student }) => ids.has(student));
  const people = new Set(guardians.map(({ person }) => person));
  return {
    students: [...students],
    guardians,
    people: base.people.filter(({ id }) => people.has(id)),
    accounts: base.accounts.filter(({ channel, person }) => channel === 'parent' && people.has(person)),
  };
};

function staffRows(
  staff: StaffReading,
  tree: StaffTree,
  { base, bearers, district }: Standing,
  posts: WecomPosts,
  schools: readonly NamedPlace[],
): StaffPart {
  const read = staffPart(staff, tree, posts, { schools, district, bearers });
  const unread = new Set([...staff.unread].map(bearers.member));
  const kept = staffIn(base, (person) => unread.has(person));
  // A tag that could not be read takes nobody's post away.
  const tagged = new Set(
    posts.posts.flatMap(({ tag, role }) => (tag !== null && !staff.tags.has(tag) ? [role] : [])),
  );
  const held = base.posts.filter(({ source, role }) => source === STAFF_POSTS && tagged.has(role));
  return {
    people: [...kept.people, ...read.people],
    posts: [...kept.posts, ...held, ...read.posts],
    accounts: [...kept.accounts, ...read.accounts],
  };
}

const staffIn = (base: Wanted, fits: (person: string) => boolean): StaffPart => ({
  people: base.people.filter((person) => isMember(person) && fits(person.id)),
  posts: base.posts.filter(({ source, person }) => source === STAFF_POSTS && fits(person)),
  accounts: base.accounts.filter(({ channel, person }) => channel === 'member' && fits(person)),
});

const adminRows = (
  admins: readonly Member[],
  { member }: Bearers,
): { people: WantedPerson[]; accounts: AccountRow[] } => ({
  people: admins.map(({ userid, name }) => ({ id: member(userid), name: name || userid })),
  accounts: admins.map(({ userid }) => ({
    channel: 'member',
    id: userid,
    person: member(userid),
    subscribed: null,
  })),
});

/** Admins of whom nothing but the account is known stand under it, until their name can be read. */
const adminNames = (units: SchoolUnits | null, { current, bearers }: Standing) => {
  const names = new Map(current.people.map(({ id, name }) => [id, name]));
  return (units?.admins ?? []).map((userid) => {
    const id = bearers.member(userid);
    return { id, name: names.get(id) ?? userid };
  });
};

/**
 * Brings the parts together: later rows of one key count, whoever is named anywhere is kept as a person, and what an
 * answer is silent about, such as who follows the notices, stays.
 */
export function whole({ current, base }: Standing, parts: Wanted): Wanted {
  const people = byKey(parts.people, keys.people);
  const named = new Set([
    ...parts.posts.map(({ person }) => person),
    ...parts.guardians.map(({ person }) => person),
  ]);
  for (const person of base.people)
    if (named.has(person.id) && !people.has(person.id)) people.set(person.id, person);
  const subscribed = new Map(current.accounts.map((row) => [keys.accounts(row), row.subscribed]));
  const accounts = [...byKey(parts.accounts, keys.accounts).values()];
  const addressed = new Set(accounts.map(({ person }) => person));
  // A teacher of a class outside the app's range is still to be reached.
  const others = base.accounts.filter(
    ({ channel, person }) => channel === 'member' && named.has(person) && !addressed.has(person),
  );
  return {
    units: [...byKey(parts.units, keys.units).values()],
    people: [...people.values()],
    posts: parts.posts,
    students: [...byKey(parts.students, keys.students).values()],
    guardians: [...byKey(parts.guardians, keys.guardians).values()],
    accounts: [...accounts, ...others].map((row) => ({
      ...row,
      subscribed: row.subscribed ?? subscribed.get(keys.accounts(row)) ?? null,
    })),
  };
}

const byKey = <Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row> =>
  new Map(rows.map((row) => [key(row), row]));
