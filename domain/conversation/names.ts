import type { Directory, Student } from '../people/directory.ts';
import type { Rosters } from './rosters.ts';

/** A name as it stands in a text, with every pupil who bears it and may be meant. */
export interface Named {
  name: string;
  at: number;
  bearers: readonly Student[];
}

/**
 * The names in a text, in its order, each once. The longest name wins: 张明 is no second child where the text says 张明明.
 * Of several bearers only those remain whose class the text names, if it names one.
 */
export const namesIn = (text: string, rosters: Rosters): Named[] => {
  const names = new Set(rosters.classes.flatMap(({ students }) => students));
  const present = [...names].filter((name) => text.includes(name)).toSorted((a, b) => b.length - a.length);
  let rest = text;
  const found = present.flatMap((name): Named[] => {
    const at = rest.indexOf(name);
    if (at < 0) return [];
    rest = rest.replaceAll(name, '\0'.repeat(name.length));
    return [{ name, at, bearers: bearersOf(name, text, rosters) }];
  });
  return found.toSorted((a, b) => a.at - b.at);
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
  const named = parts.students.filter(({ name }) => text.includes(name));
  const whole = named.filter(
    ({ name }) => !named.some((other) => other.name !== name && other.name.includes(name)),
  );
  const here = whole.filter(({ school }) => text.includes(schools.get(school)?.name ?? '\0'));
  return here.length > 0 ? here : whole;
};

/** The parts of a message between its stops, in order. */
export const clausesOf = (text: string): string[] => text.split(/[，。；,;\n]/);

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
