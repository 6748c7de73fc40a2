import type { Day } from '../calendar/time.ts';
import type { HeldPost } from '../facts/fact.ts';
import type { Directory, Student } from '../people/directory.ts';
import type { Viewer } from '../people/reach.ts';
import { type Role, type Unit, unitNamed } from '../people/roles.ts';
import type { SpeakerRole } from '../understanding/types.ts';

/** Somebody who writes to the bot, with everything they may speak for today. */
export interface Speaker {
  person: string;
  role: Role;
  /** The member unit, of those who speak for one. */
  unit: Unit | null;
  classes: readonly string[];
  schools: readonly string[];
  townships: readonly string[];
  villages: readonly string[];
  district: boolean;
  /** Held today, or covered for somebody on leave. */
  posts: readonly HeldPost[];
  /** Own children, or pupils assigned by name. */
  students: readonly Student[];
  viewer: Viewer;
}

/** Who comes first when a person holds several posts: the one nearest to the pupils. */
const ORDER: readonly Role[] = [
  'homeroom_teacher',
  'academic_office',
  'principal',
  'subject_teacher',
  'counsellor',
  'township_officer',
  'township_head',
  'bureau_officer',
  'bureau_head',
];

/**
 * The speaker behind an account, or null when nobody is registered under it or no post is held today. `referred` are the
 * pupils about whom something waits that was referred to this person (转办).
 */
export const speakerOf = (
  directory: Directory,
  person: string,
  day: Day,
  referred: readonly string[] = [],
): Speaker | null => {
  const posts = directory.postsOf(person, day);
  const children = directory.childrenOf(person);
  const rank = (role: Role): number => (ORDER.includes(role) ? ORDER.indexOf(role) : ORDER.length);
  const [first] = posts.toSorted((a, b) => rank(a.role) - rank(b.role));
  const role = first?.role ?? (children.length > 0 ? 'guardian' : null);
  if (!role) return null;
  // Two posts over one unit (a deputy who stands there already) make it no second unit.
  const unitsOf = (known: ReadonlyMap<string, unknown>): string[] =>
    distinct(posts.flatMap(({ unit }) => (unit !== null && known.has(unit) ? [unit] : [])));
  const schools = unitsOf(directory.schools);
  const classes = unitsOf(directory.classes);
  const assigned = distinct(posts.flatMap((post) => post.students ?? []));
  const students =
    role === 'guardian' ? children : assigned.flatMap((id) => directory.students.get(id) ?? []);
  const own = directory.ownPosts(person);
  const coveredClasses = classes.filter((id) => !own.some((post) => post.unit === id));
  const townships = unitsOf(directory.townships);
  const villages = distinct(posts.flatMap(({ unit }) => (unit && isVillage(directory, unit) ? [unit] : [])));
  const unit = unitNamed(first?.office ?? '');
  return {
    person,
    role,
    unit,
    classes,
    schools,
    townships,
    villages,
    district: posts.some(({ unit }) => unit === directory.parts.district.id),
    posts: posts.map(({ role, unit }) => ({ role, unit })),
    students,
    viewer: {
      person,
      role,
      unit,
      classes,
      coveredClasses,
      schools,
      townships,
      villages,
      groups: distinct(posts.flatMap(({ role, unit }) => (role === 'group_cadre' && unit ? [unit] : []))),
      referrals: referred,
      students: students.map(({ id }) => id),
      designated: role === 'bureau_officer',
    },
  };
};

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)];

const isVillage = (directory: Directory, unit: string): boolean =>
  !directory.schools.has(unit) &&
  !directory.classes.has(unit) &&
  !directory.townships.has(unit) &&
  unit !== directory.parts.district.id;

/** The role as understanding knows it: who may report attendance, who reports visits, who explains. */
export const speakingRole = ({ role, classes, schools }: Speaker): SpeakerRole => {
  if (role === 'guardian') return 'guardian';
  if (classes.length > 0) return 'homeroom_teacher';
  if (schools.length > 0) return role === 'principal' ? 'principal' : 'academic_office';
  return role.startsWith('bureau') || role === 'district_head' ? 'bureau_officer' : 'township_officer';
};

/** The schools this person speaks for, or for a class of. */
export const schoolsOf = ({ schools, classes }: Speaker, directory: Directory): string[] =>
  distinct([...schools, ...classes.flatMap((id) => directory.classes.get(id)?.school ?? [])]);

/** Classes whose attendance this person may report. */
export const classesOf = (speaker: Speaker, directory: Directory): string[] =>
  distinct([
    ...speaker.classes,
    ...speaker.schools.flatMap((school) => directory.classesOf(school).map(({ id }) => id)),
  ]);
