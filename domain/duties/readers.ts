import { dayOf } from '../calendar/time.ts';
import type { World } from '../decision.ts';
import type { Student } from '../people/directory.ts';
import { posts, type Role, UNITS, type Unit } from '../people/roles.ts';
import type { Reader } from '../policy/rule.ts';
import type { Subject } from '../signals.ts';

/** One post that is to hear of a duty, and where it stands. */
interface ReadingPost {
  role: Role;
  about: Subject;
  office: Unit | null;
}

const isUnit = (reader: Reader): reader is Unit => (UNITS as readonly string[]).includes(reader);

/**
 * The posts that a rule means by one of its readers. What is the district's own is read in every township and unit;
 * a list of a school's pupils in their villages. A unit for which nobody speaks hears nothing: it is no gap in the work.
 * `inCharge` is the township that persuades, once that is decided.
 */
export const postsMeant = (
  reader: Reader,
  about: Subject,
  pupils: readonly Student[],
  { directory, now, inCharge = null }: Pick<World, 'directory' | 'now'> & { inCharge?: string | null },
): ReadingPost[] => {
  if (reader === 'in_charge')
    return inCharge === null || inCharge === directory.unitFor('township_officer', about)
      ? []
      : [{ role: 'township_officer', about: { ...about, township: inCharge }, office: null }];
  const isHeld = (office: Unit): boolean => directory.holders('unit', {}, dayOf(now), office).length > 0;
  const units = (offices: readonly Unit[]): ReadingPost[] =>
    offices.filter(isHeld).map((office) => ({ role: 'unit', about, office }));
  if (isUnit(reader)) return units([reader]);
  if (reader === 'unit' && !about.unit) return units(UNITS);
  const { level } = posts[reader];
  if (level === 'township' && (about.district || about.unit))
    return directory.parts.townships.map(({ id }) => ({
      role: reader,
      about: { township: id },
      office: null,
    }));
  const villages = level === 'village' ? new Set(pupils.flatMap(({ village }) => village ?? [])) : [];
  const placed = [...villages].map((village) => ({ role: reader, about: { village }, office: null }));
  return placed.length > 0 ? placed : [{ role: reader, about, office: null }];
};
