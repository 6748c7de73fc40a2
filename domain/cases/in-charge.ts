import type { Author, HeldPost } from '../facts/fact.ts';
import type { Directory, Student } from '../people/directory.ts';
import { posts, type Role } from '../people/roles.ts';
import type { Subject } from '../signals.ts';
import type { CaseFile } from './file.ts';
import type { Setting } from './progress.ts';
import type { Refusal } from './refusal.ts';

/** Who decides about one child's case: the case's file and the place of its school. */
export type Concerned = Pick<Setting, 'place'>;

const TOWNSHIP: ReadonlySet<string> = new Set(['township_officer', 'township_head']);
const JUDICIAL: ReadonlySet<string> = new Set(['judicial_office']);
const PRINCIPAL: ReadonlySet<string> = new Set(['principal']);

/** 劝返主体; until a dispatch the township of the school (policy.md §6.4). Null where neither is known. */
const townshipInCharge = ({ township }: CaseFile, { place }: Concerned): string | null =>
  township ?? place.township;

const posted = ({ posts = [] }: Author, roles: ReadonlySet<string>): HeldPost[] =>
  posts.filter(({ role }) => roles.has(role));

/** Why somebody may not act for the township in charge of a case; null for its officer or head (P4.R1-JURIS, P4.R2-ONLINE). */
export const townshipRefusal = (file: CaseFile, by: Author, concerned: Concerned): Refusal | null =>
  ofTownship(file, by, concerned, TOWNSHIP, 'township');

/** The same for its 司法所 (P4.SUPPORT-LAW). */
export const judicialRefusal = (file: CaseFile, by: Author, concerned: Concerned): Refusal | null =>
  ofTownship(file, by, concerned, JUDICIAL, 'judicial');

/** Whether somebody acts in a post of the township in charge; posts over a village or a household are held for the child wherever that is. */
export const isForCase = (file: CaseFile, by: Author, concerned: Concerned): boolean => {
  const isOfTownship = posts[by.role as Role]?.level === 'township';
  return !isOfTownship || ofTownship(file, by, concerned, new Set([by.role]), 'township') === null;
};

const ofTownship = (
  file: CaseFile,
  by: Author,
  concerned: Concerned,
  roles: ReadonlySet<string>,
  decides: string,
): Refusal | null => {
  const held = posted(by, roles);
  if (held.length === 0) return { code: 'not_whose', values: { decides } };
  const township = townshipInCharge(file, concerned);
  return held.some(({ unit }) => unit !== null && unit === township)
    ? null
    : { code: 'not_in_charge', values: { township } };
};

/**
 * Where a child without a class is at school: it stands in the list of some school all the same, and whoever acts for it is
 * of the one that it has entered (T10). Nothing for any other.
 */
export const enteredPlace = (
  student: Pick<Student, 'class'> | undefined,
  file: Pick<CaseFile, 'placedIn' | 'placedClass'> | null,
): { school?: string; class?: string } =>
  student?.class !== null || !file?.placedIn
    ? {}
    : { school: file.placedIn, ...(file.placedClass ? { class: file.placedClass } : {}) };

/** Of whom a post is looked up: of a child who has entered a school those of that school, of everything above as before. */
export const actingFor = (
  role: Role,
  about: Subject,
  file: CaseFile | null,
  directory: Directory,
): Subject =>
  OF_SCHOOL.has(posts[role].level)
    ? { ...about, ...enteredPlace(directory.students.get(about.student ?? ''), file) }
    : about;

const OF_SCHOOL: ReadonlySet<string> = new Set(['class', 'school']);

/**
 * Whether somebody is principal of the school that has the child on its list, or of the one that it has entered: the roster
 * may have it in another one since.
 */
export const isItsPrincipal = ({ placedIn }: CaseFile, by: Author, { place }: Concerned): boolean =>
  posted(by, PRINCIPAL).some(({ unit }) => unit !== null && [placedIn, place.school].includes(unit));
