import type { Directory, Student } from '../people/directory.ts';
import type { Subject } from '../signals.ts';
import type { Rosters } from './rosters.ts';

/** A name as it stands in a text, with every pupil who bears it and may be meant. */
export interface Named {
  name: string;
  at: number;
  bearers: readonly Student[];
}

/** Which of these names stand in a text, and where first. The longest name wins: 张明 is no second child where the text says 张明明. */
const standingIn = (text: string, names: readonly string[]): Omit<Named, 'bearers'>[] => {
  const present = [...new Set(names)].filter((name) => text.includes(name));
  let rest = text;
  const found = present
    .toSorted((a, b) => b.length - a.length)
    .flatMap((name) => {
      const at = rest.indexOf(name);
      if (at < 0) return [];
      rest = rest.replaceAll(name, '\0'.repeat(name.length));
      return [{ name, at }];
    });
  return found.toSorted((a, b) => a.at - b.at);
};

const namesOf = ({ classes }: Rosters): string[] => classes.flatMap(({ students }) => students);

/** The names in a text, in its order, each once. Of several bearers only those remain whose class the text names, if it names one. */
export const namesIn = (text: string, rosters: Rosters): Named[] =>
  standingIn(text, namesOf(rosters)).map((found) => ({
    ...found,
    bearers: bearersOf(found.name, text, rosters),
  }));

/**
 * Those of some pupils whom a text names. A longer name of theirs wins, and one of whoever else the speaker may mean. Only
 * where one of the pupils may be named are the others looked at.
 */
export const namedAmong = <Pupil extends Pick<Student, 'name'>>(
  text: string,
  pupils: readonly Pupil[],
  others?: Rosters,
): Pupil[] => {
  const near = pupils.filter(({ name }) => text.includes(name));
  if (near.length === 0) return [];
  const names = [...near.map(({ name }) => name), ...(others ? namesOf(others) : [])];
  const found = new Set(standingIn(text, names).map(({ name }) => name));
  return near.filter(({ name }) => found.has(name));
};

/** Where a text says a name first, and not within a longer one; -1 where it does not. */
export const placeOfName = (text: string, name: string, rosters: Rosters): number =>
  standingIn(text, [name, ...namesOf(rosters)]).find((found) => found.name === name)?.at ?? -1;

/** Those of some duties that are about a pupil whom a text names. */
export const aboutNamed = <Item extends { about: Subject }>(
  text: string,
  items: readonly Item[],
  { students }: Pick<Directory, 'students'>,
  others?: Rosters,
): Item[] => {
  const pupils = items.flatMap(({ about }) => students.get(about.student ?? '') ?? []);
  const named = new Set(namedAmong(text, pupils, others).map(({ id }) => id));
  return items.filter(({ about }) => named.has(about.student ?? ''));
};

/** Who bears a name, narrowed to the one class among those the text names that has exactly one bearer. */
export const bearersOf = (name: string, text: string, rosters: Rosters): readonly Student[] => {
  const all = rosters.studentsNamed(name);
  if (all.length < 2) return all;
  const said = new Set([...rosters.classIds].flatMap(([label, id]) => (text.includes(label) ? [id] : [])));
  const here = all.filter((student) => student.class !== null && said.has(student.class));
  return here.length > 0 ? here : all;
};

/** The pupil whom a text names, when it names one and only one pupil bears the name. */
export const onePupil = (text: string, rosters: Rosters): Student | null => {
  const found = namesIn(text, rosters);
  const [only] = found;
  return found.length === 1 && only?.bearers.length === 1 ? (only.bearers[0] ?? null) : null;
};

/** The pupils of the whole county whom a text names, of several bearers those whose school it names too. Looks at every pupil. */
export const pupilsOfCounty = (
  text: string,
  { schools, parts }: Pick<Directory, 'schools' | 'parts'>,
): readonly Student[] => {
  const named = namedAmong(text, parts.students);
  const here = named.filter(({ school }) => text.includes(schools.get(school)?.name ?? '\0'));
  return here.length > 0 ? here : named;
};

/** The names in one clause; a class may be named in another clause than the child. */
export const namesAt = (clauses: readonly string[], place: number, rosters: Rosters): Named[] => {
  const whole = clauses.join('，');
  return namesIn(clauses[place] ?? '', rosters).map((item) => ({
    ...item,
    bearers: bearersOf(item.name, whole, rosters),
  }));
};

/** The names in a clause, or in the nearest clause before it that has any. */
export const namesBeside = (clauses: readonly string[], place: number, rosters: Rosters): Named[] => {
  for (let at = place; at >= 0; at -= 1) {
    const found = namesAt(clauses, at, rosters);
    if (found.length > 0) return found;
  }
  return [];
};
