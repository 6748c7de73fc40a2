import { maySee } from '../people/access.ts';
import type { Directory } from '../people/directory.ts';
import type { About, Viewer } from '../people/reach.ts';
import type { Information } from '../people/sight.ts';
import type { Area } from './figure.ts';

/** A part of the county with the name it goes by. */
export interface NamedArea {
  area: Area;
  name: string;
}

/**
 * The areas whose figures somebody may see, the widest first: the district, its townships in the county's own order,
 * schools. Never in the order of any figure (P0-TRUTH).
 */
export const areasOf = (viewer: Viewer, what: Information, { parts }: Directory): NamedArea[] => {
  const { district, townships, schools } = parts;
  const all: (NamedArea & { about: About })[] = [
    { area: { district: district.id }, name: district.name, about: {} },
    ...townships.map(({ id, name }) => ({ area: { township: id }, name, about: { township: id } })),
    ...schools.map(({ id, name, township }) => ({
      ...{ area: { school: id }, name, about: { school: id, township } },
    })),
  ];
  return all.filter(({ about }) => maySee(viewer, what, about)).map(({ area, name }) => ({ area, name }));
};

/** The next smaller areas within one: townships of the district, schools of a township, none of a school. */
export const partsOf = (area: Area, { parts }: Directory): NamedArea[] => {
  if ('district' in area) return parts.townships.map(({ id, name }) => ({ area: { township: id }, name }));
  if ('township' in area)
    return parts.schools
      .filter(({ township }) => township === area.township)
      .map(({ id, name }) => ({ area: { school: id }, name }));
  return [];
};
