import type { Directory } from '../../domain/people/directory.ts';
import type { Said } from './life.ts';

/** What is said at one instant, by the school it is about: schools never wait for each other (docs/decisions/001). */
export const lanes = (said: readonly Said[], directory: Directory): Said[][] => {
  const bySchool = new Map<string, Said[]>();
  for (const one of said) {
    const school = schoolOf(one.from, directory);
    const lane = bySchool.get(school);
    if (lane) lane.push(one);
    else bySchool.set(school, [one]);
  }
  return [...bySchool.values()];
};

/** The school of a teacher or a family; everybody above shares one lane. */
const schoolOf = (person: string, directory: Directory): string => {
  for (const { unit } of directory.postsOf(person, '9999-12-31')) {
    if (unit === null) continue;
    if (directory.schools.has(unit)) return unit;
    const school = directory.classes.get(unit)?.school;
    if (school) return school;
  }
  return directory.childrenOf(person)[0]?.school ?? '';
};
