import type { Day } from '../../domain/calendar/time.ts';
import type { Directory } from '../../domain/people/directory.ts';
import { type PersonView, personView } from '../sandbox/people.ts';

/**
 * Everybody whose id, name, title, school or township holds `filter`, staff before families; without a filter the
 * staff alone.
 */
export const peopleMatching = (directory: Directory, filter: string, day: Day): PersonView[] => {
  const holds = (person: string): boolean => directory.postsOf(person, day).length > 0;
  const matches = ({ id, name, title }: PersonView): boolean =>
    [id, name, title, ...placesOf(directory, id, day)].some((text) => text.includes(filter));
  const people = directory.parts.people.map(({ id }) => personView(directory, id, day)).filter(matches);
  const staff = people.filter(({ id }) => holds(id));
  return filter === '' ? staff : [...staff, ...people.filter(({ id }) => !holds(id))];
};

/** The names of the schools and townships a person works in. */
const placesOf = (directory: Directory, person: string, day: Day): string[] =>
  directory.postsOf(person, day).flatMap(({ unit }) => {
    const school = directory.classes.get(unit ?? '')?.school ?? unit ?? '';
    const place = directory.schools.get(school) ?? directory.townships.get(school);
    return place ? [place.name] : [];
  });

/** Whom `/as` means: the one with this id, else all who bear this very name, else all in whom it is found. */
export const peopleMeant = (directory: Directory, text: string, day: Day): PersonView[] => {
  if (text === '') return [];
  if (directory.people.has(text)) return [personView(directory, text, day)];
  const found = peopleMatching(directory, text, day);
  const named = found.filter(({ name }) => name === text);
  return named.length > 0 ? named : found;
};
