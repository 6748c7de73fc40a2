import type { Day } from '../calendar/time.ts';
import type { Directory } from './directory.ts';
import type { Role } from './roles.ts';

/** Somebody who works in a school, and where: the class's name, or the school's. */
export interface Teacher {
  id: string;
  name: string;
  place: string;
}

const TEACH: ReadonlySet<Role> = new Set([
  'homeroom_teacher',
  'subject_teacher',
  'counsellor',
  'academic_office',
  'principal',
]);

/**
 * The staff of some schools who may be meant by "徐老师", "徐丽" or "三(2)班徐老师" on a day. The whole name counts first;
 * then 徐老师 may be anybody called 徐; a class that is said leaves only its own.
 */
export const teachersNamed = (
  said: string,
  schools: readonly string[],
  directory: Directory,
  day: Day,
): Teacher[] => {
  const staff = schools.flatMap((school) => staffOf(school, directory, day));
  const here = staff.filter(({ name, place }) => said.endsWith(name) || said === `${place}${name}`);
  const surname = /([\u4e00-\u9fa5])老师$/u.exec(said)?.[1];
  const loosely = surname ? staff.filter(({ name }) => name.startsWith(surname)) : [];
  const named = here.length > 0 ? here : loosely;
  const placed = named.filter(({ place }) => said.startsWith(place));
  const meant = placed.length > 0 ? placed : named;
  return [...new Map(meant.map((teacher) => [teacher.id, teacher])).values()];
};

const staffOf = (school: string, directory: Directory, day: Day): Teacher[] => {
  const places = new Map([
    [school, directory.schools.get(school)?.name ?? ''],
    ...directory.classesOf(school).map(({ id, name }) => [id, name] as const),
  ]);
  return directory.parts.posts.flatMap(({ person, role, unit, from, until }) => {
    const place = places.get(unit ?? '');
    const holds = from <= day && (until === null || day <= until);
    return holds && place !== undefined && TEACH.has(role)
      ? [{ id: person, name: directory.nameOf(person), place }]
      : [];
  });
};
