import { addDays, at, type Day, dayOf, type Instant, type TimeOfDay } from '../calendar/time.ts';
import { callName } from '../people/call-name.ts';
import type { Directory, Holder } from '../people/directory.ts';
import type { Role } from '../people/roles.ts';
import type { ParentValue } from './values.ts';

/** A guardian to be told something, once, of whichever of their children comes first. */
export interface Parent {
  person: string;
  school: string;
  class: string;
}

/** What a campaign may be for: all schools of a township or of the district, or one school. */
export interface Audience {
  kind: 'school' | 'township' | 'district';
  id: string;
  name: string;
  schools: readonly string[];
}

/** The school or township of this name, or the district; null where none or several bear it. */
export const audienceNamed = (
  kind: Audience['kind'],
  name: string,
  { parts }: Directory,
): Audience | null => {
  const { schools, townships, district } = parts;
  const all = schools.map(({ id }) => id);
  if (kind === 'district') return { kind, ...district, schools: all };
  const named = (kind === 'school' ? schools : townships).filter((place) => place.name === name);
  const [found] = named;
  if (!found || named.length > 1) return null;
  const { id } = found;
  const own = schools.filter((school) => school.township === id).map((school) => school.id);
  return { kind, id, name, schools: kind === 'school' ? [id] : own };
};

/** What the place that a campaign is for is called. */
export const placeName = (id: string, { parts, schools, townships }: Directory): string =>
  (schools.get(id) ?? townships.get(id) ?? parts.district).name;

/** Who may let a text go out to all parents of a place: those who answer for it, and those above. */
const RELEASING: Readonly<Record<Audience['kind'], readonly Role[]>> = {
  district: ['bureau_officer', 'bureau_head'],
  township: ['township_officer', 'township_head', 'bureau_officer', 'bureau_head'],
  school: [
    'academic_office',
    'principal',
    'township_officer',
    'township_head',
    'bureau_officer',
    'bureau_head',
  ],
};

/** The person of this name who may let it go out, in which post; null where there is none. */
export const releasedBy = (
  name: string,
  { kind, id }: Audience,
  day: Day,
  directory: Directory,
): Holder | null =>
  RELEASING[kind]
    .flatMap((role) => directory.holders(role, { [kind]: id }, day))
    .find(({ person }) => directory.nameOf(person) === name) ?? null;

/** All guardians of the pupils in these schools: class by class, so that one class hears at one time. */
export const parentsOf = (schools: readonly string[], directory: Directory): Parent[] => {
  const found = new Map<string, Parent>();
  for (const school of schools)
    for (const { id } of directory.classesOf(school))
      for (const { guardians } of directory.studentsOf(id))
        for (const person of guardians)
          if (!found.has(person)) found.set(person, { person, school, class: id });
  return [...found.values()];
};

/** A time of the year in which a guardian hears one text once: spring from February, autumn from August. */
export const seasonOf = (day: Day): string => {
  const [year = 0, month = 0] = day.split('-').map(Number);
  if (month < 2) return `${year - 1}-autumn`;
  return `${year}-${month < 8 ? 'spring' : 'autumn'}`;
};

/** The hours of the day in which a campaign goes out. */
export interface Hours {
  from: TimeOfDay;
  to: TimeOfDay;
}

export interface Spread {
  from: Day;
  days: number;
  hours: Hours;
  /** The most parents one request may name. */
  most: number;
  now: Instant;
}

/**
 * Whom one request may be for, since its words are the same for all of them: one parent, where the child is named; the
 * parents of a class, where its teacher signs; else those of a school.
 */
export type Grouping = 'parent' | 'class' | 'school';

/** One request to come. */
export interface PlannedCall {
  school: string;
  class: string;
  at: Instant;
  parents: readonly Parent[];
}

/** Spreads parents, given class by class, evenly over the days and over the hours of each. */
export const plannedCalls = (
  parents: readonly Parent[],
  grouping: Grouping,
  { from, days, hours, most, now }: Spread,
): PlannedCall[] => {
  const daily = Math.ceil(parents.length / days);
  // A class stays together, whatever the day's share; a school is large enough to be divided.
  const together = grouping === 'school' ? Math.min(most, daily) : most;
  const byDay: { school: string; class: string; parents: Parent[] }[][] = Array.from(
    { length: days },
    () => [],
  );
  let last: Parent[] = [];
  for (const [place, parent] of parents.entries()) {
    const [before] = last;
    if (before && last.length < together && sameWords(before, parent, grouping)) last.push(parent);
    else {
      last = [parent];
      byDay[Math.floor(place / daily)]?.push({ school: parent.school, class: parent.class, parents: last });
    }
  }
  const first = firstDay(from, hours, now);
  return byDay.flatMap((calls, place) => {
    const day = addDays(first, place);
    const begins = Math.max(at(day, hours.from), now);
    const pause = (at(day, hours.to) - begins) / calls.length;
    return calls.map((call, turn) => ({ ...call, at: Math.floor(begins + turn * pause) }));
  });
};

const sameWords = (one: Parent, other: Parent, grouping: Grouping): boolean =>
  grouping === 'class' ? one.class === other.class : grouping === 'school' && one.school === other.school;

/** Today only while there is something left of its hours. */
const firstDay = (from: Day, { to }: Hours, now: Instant): Day =>
  now < at(from, to) ? from : addDays(from, 1);

/** The first instant, at or after this one, that lies in these hours. */
export const inHours = (instant: Instant, { from, to }: Hours): Instant => {
  const day = dayOf(instant);
  if (instant < at(day, from)) return at(day, from);
  return instant < at(day, to) ? instant : at(addDays(day, 1), from);
};

/** Why a campaign does not go to somebody. */
export type LeftOut = 'no_account' | 'not_subscribed' | LeftAlone;

/** `stopped`: said to want no hints; `withheld`: may not be written to for the child's safety (law.md §8.11, policy.md §6.5). */
export type LeftAlone = 'stopped' | 'withheld';

/** Null: it goes to them. WeCom would take it for somebody who does not follow the notices, and show it to nobody. */
export const leftOutFor = (
  account: { subscribed: boolean | null } | undefined,
  leftAlone: LeftAlone | undefined,
): LeftOut | null => {
  if (leftAlone) return leftAlone;
  if (!account) return 'no_account';
  return account.subscribed === false ? 'not_subscribed' : null;
};

/** For how many at once what a text may be filled with is the same. */
const SHARED = {
  ...{ school: 'school', township: 'school', officer: 'school', day: 'school' },
  ...{ class: 'class', teacher: 'class', phone: 'class' },
  child: 'parent',
} as const satisfies Partial<Record<ParentValue, Grouping>>;

/** Whom one request with this text may be for; null for a text that speaks of what only a case knows. */
export const groupingOf = (values: readonly string[]): Grouping | null => {
  const shared = values.map((value) => (value in SHARED ? SHARED[value as keyof typeof SHARED] : null));
  if (shared.includes(null)) return null;
  return shared.includes('parent') ? 'parent' : shared.includes('class') ? 'class' : 'school';
};

/** Whom a request is for. */
export interface Addressees {
  school: string;
  class: string;
  people: readonly string[];
  /** Who let it go out. */
  author: string;
  /** The day of which it speaks. */
  day: Day | null;
}

/** Who answers for a class: its teacher. */
export const contactOf = (classId: string, today: Day, directory: Directory): Holder | null =>
  directory.resolve('homeroom_teacher', { class: classId }, today).holder;

/** What the text is filled with, the same for all whom the request is for; of a parent alone, all children of theirs. */
export const campaignValues = (
  { school, class: classId, people, author, day }: Addressees,
  grouping: Grouping,
  contact: { name: string; phone: string | undefined },
  directory: Directory,
): Partial<Record<keyof typeof SHARED, string>> => {
  const found = directory.schools.get(school);
  const [only = ''] = grouping === 'parent' ? people : [];
  const children = directory.childrenOf(only).filter((child) => child.class !== null);
  const classes = grouping === 'parent' ? children.map((child) => child.class ?? '') : [classId];
  return {
    school: found?.name ?? '',
    township: directory.townships.get(found?.township ?? '')?.name ?? '',
    officer: directory.nameOf(author),
    day: day ?? '',
    class: [...new Set(classes)].map((id) => directory.classes.get(id)?.name ?? '').join('、'),
    teacher: contact.name,
    ...(contact.phone === undefined ? {} : { phone: contact.phone }),
    child: children.map(({ name }) => callName(name)).join('、'),
  };
};
