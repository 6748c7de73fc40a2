import { FLAGS } from '../../domain/people/flags.ts';
import type { CountyEntry } from '../scenario-shape.ts';
import type { DemoClass, DemoCounty, DemoNames, DemoSchool, NamedPupil, Sex } from './county-shape.ts';
import { type Dice, dice } from './dice.ts';

export type Pupil = NonNullable<CountyEntry['schools'][number]['classes'][number]['students']>[number];
type Guardian = Pupil['guardians'][number];

/** What is known while the county fills up. */
interface Filling {
  county: DemoCounty;
  names: DemoNames;
  /** No two pupils of a school share a name, and nobody one that is laid down. */
  taken: Set<string>;
  /** Pupils of the school whose brother or sister may follow. */
  elder: { pupil: Pupil; surname: string }[];
}

// About so many households live in another township than their school's, send a second child, or name by first name alone.
const FROM_ELSEWHERE = 0.07;
const SIBLING = 0.08;
const WITHOUT_SURNAME = 0.04;
const ONE_PARENT = 0.15;

/** Fills the classes of every school up to their sizes. */
export function fillSchools(county: DemoCounty, names: DemoNames): CountyEntry['schools'] {
  const laidDown = county.schools.flatMap(({ classes }) => classes.flatMap(({ pupils }) => pupils));
  return county.schools.map((school) => {
    const taken = new Set(laidDown.map(({ name }) => name));
    const filling: Filling = { county, names, taken, elder: [] };
    const classes = school.classes.map((item) => ({
      id: item.id,
      name: item.name,
      students: fillClass(item, school, filling),
    }));
    return {
      id: school.id,
      name: school.name,
      township: school.township,
      firstLesson: school.firstLesson,
      classes,
    };
  });
}

function fillClass(item: DemoClass, school: DemoSchool, filling: Filling): Pupil[] {
  const throws = dice(item.id);
  const siblings = [...filling.elder];
  return Array.from({ length: item.size }, (_, i) => {
    const laidDown = item.pupils.find(({ seat }) => seat === i + 1);
    const id = `st-${item.id.slice(2)}-${String(i + 1).padStart(2, '0')}`;
    if (laidDown) return knownPupil(id, laidDown, school, filling, throws);
    const elder = throws.hits(SIBLING) ? siblings.pop() : undefined;
    return elder ? sibling(id, elder, filling, throws) : newPupil(id, item.grade, school, filling, throws);
  });
}

function knownPupil(
  id: string,
  known: NamedPupil,
  school: DemoSchool,
  filling: Filling,
  throws: Dice,
): Pupil {
  const { name, flags, village } = known;
  const home = village ? homeIn(village, filling.county) : homeNear(school, filling.county, throws);
  const surname = filling.names.surnames.includes(name.slice(0, 1)) ? name.slice(0, 1) : '';
  const family = known.guardians ?? familyOf(surname, filling.names, throws);
  return { id, name, ...home, flags, guardians: withIds(id, family) };
}

function newPupil(id: string, grade: number, school: DemoSchool, filling: Filling, throws: Dice): Pupil {
  const surname = throws.hits(WITHOUT_SURNAME) ? '' : throws.pick(filling.names.surnames, true);
  const shares = filling.county.shares[grade <= 6 ? 'primary' : 'middle'];
  const pupil: Pupil = {
    id,
    name: newName(surname, filling, throws),
    ...homeNear(school, filling.county, throws),
    flags: FLAGS.filter((flag) => throws.hits(shares[flag] ?? 0)),
    guardians: withIds(id, familyOf(surname, filling.names, throws)),
  };
  if (surname) filling.elder.push({ pupil, surname });
  return pupil;
}

/** Lives where the elder child lives, with the same guardians; what holds for one household holds for both. */
function sibling(
  id: string,
  { pupil, surname }: Filling['elder'][number],
  filling: Filling,
  throws: Dice,
): Pupil {
  const flags = pupil.flags.filter((flag) => flag !== 'disabled' && flag !== 'weary');
  return { ...pupil, id, name: newName(surname, filling, throws), flags };
}

function newName(surname: string, { names, taken }: Filling, throws: Dice): string {
  for (let tries = 0; tries < 1000; tries += 1) {
    const sex: Sex = throws.hits(0.5) ? 'girl' : 'boy';
    const from = tries > 20 || surname !== '' ? names : names.others;
    const family = from === names && surname === '' ? throws.pick(names.surnames, true) : surname;
    const name = family + throws.pick(sex === 'girl' ? from.girls : from.boys);
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
  throw new Error(`no name left for a child called ${surname}; add some to names.yaml`);
}

function familyOf(surname: string, names: DemoNames, throws: Dice): string[] {
  const from = surname ? names : names.others;
  const father = surname + throws.pick(from.fathers);
  const mother = (surname ? throws.pick(names.surnames, true) : '') + throws.pick(from.mothers);
  if (throws.hits(ONE_PARENT)) return [throws.hits(0.5) ? mother : father];
  return [mother, father];
}

const withIds = (student: string, family: readonly string[]): Guardian[] =>
  family.map((name, i) => ({ id: `${student.replace(/^st-/, 'g-')}-${i + 1}`, name }));

function homeIn(village: string, county: DemoCounty): { household: string; village: string } {
  const township = county.townships.find(({ villages }) => villages.some(({ name }) => name === village));
  if (!township) throw new Error(`no township has a village ${village}`);
  return { household: township.id, village };
}

function homeNear(school: DemoSchool, county: DemoCounty, throws: Dice) {
  const elsewhere = throws.hits(FROM_ELSEWHERE) && county.townships.length > 1;
  const townships = county.townships.filter(({ id }) => (id === school.township) !== elsewhere);
  const township = throws.pick(townships);
  return { household: township.id, village: throws.pick(township.villages).name };
}
