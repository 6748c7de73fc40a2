import type { SchoolYearPlan } from '../../domain/calendar/school-year.ts';
import { addDays, type Day, dayOf, daysBetween, type Instant } from '../../domain/calendar/time.ts';
import type { DirectoryParts } from '../../domain/people/directory.ts';
import { countyParts } from '../scenario-county.ts';
import { type CountyEntry, makePlan, type StaffEntry } from '../scenario-shape.ts';
import { type DemoClass, type DemoCounty, type DemoVillage, readCounty, readNames } from './county-shape.ts';
import { dice } from './dice.ts';
import { fillSchools, type Pupil } from './pupils.ts';

/** An invented county with schools, families and everybody responsible for them. */
export interface Demo {
  parts: DirectoryParts;
  /** By person, all beginning with 1990000: nobody has such a number. */
  phones: Record<string, string>;
  /** People who are told by voice too. */
  listeners: readonly string[];
  /** By student, all of area 539900, which does not exist. */
  idNumbers: Record<string, string>;
  plan: SchoolYearPlan;
  /** A Monday morning before the first lesson. */
  start: Instant;
}

/** The demo county, the same on every run. */
export function demoCounty(): Demo {
  const county = readCounty();
  const plan = makePlan();
  const parts = peopled(county, plan.terms[0]?.first ?? dayOf(county.start));
  const grades = new Map(
    county.schools.flatMap(({ classes }) => classes.map(({ id, grade }) => [id, grade])),
  );
  return {
    ...{ parts, plan, start: county.start },
    ...{
      phones: phonesOf(parts),
      idNumbers: idNumbersOf(parts, grades),
      listeners: listenersOf(county, parts),
    },
  };
}

const listenersOf = (county: DemoCounty, { students, people }: DirectoryParts): string[] => {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const laidDown = county.schools.flatMap(({ classes }) => classes.flatMap(({ pupils }) => pupils));
  return laidDown.flatMap(({ name, voice }) =>
    students
      .filter((student) => student.name === name)
      .flatMap(({ guardians }) => guardians.filter((person) => voice.includes(names.get(person) ?? ''))),
  );
};

/** A county that is laid down, with its classes filled and its posts held since that day. */
export function peopled(county: DemoCounty, since: Day): DirectoryParts {
  const schools = fillSchools(county, readNames());
  const entry: CountyEntry = {
    name: county.name,
    townships: county.townships.map(({ id, name }) => ({ id, name })),
    schools,
    staff: staffOf(county, schools),
  };
  return countyParts(entry, since).parts;
}

function staffOf(county: DemoCounty, schools: CountyEntry['schools']): StaffEntry[] {
  const pupils = schools.flatMap(({ classes }) => classes.flatMap(({ students }) => students ?? []));
  const teachers = county.schools.flatMap(({ classes }) => classes.map(teacherOf));
  const villages = county.townships.flatMap(({ id, villages }) =>
    villages.flatMap((village, i) => villageStaff(village, `${id.slice(2)}-${i + 1}`, pupils)),
  );
  return [...teachers, ...county.staff, ...villages];
}

const teacherOf = ({ id, teacher }: DemoClass): StaffEntry => ({
  id: `hr-${id.slice(2)}`,
  name: teacher,
  role: 'homeroom_teacher',
  class: id,
  leave: [],
});

/** A village's cadres, and its helpers with the monitored children shared out among them. */
function villageStaff(village: DemoVillage, key: string, pupils: readonly Pupil[]): StaffEntry[] {
  const at = { village: village.name, leave: [] };
  const monitored = pupils.filter(
    (pupil) => pupil.village === village.name && pupil.flags.includes('monitored'),
  );
  const helpers = village.helpers.map((name, i, { length }): StaffEntry => {
    const students = monitored.filter((_, place) => place % length === i).map(({ id }) => id);
    return { id: `helper-${key}-${i + 1}`, name, role: 'household_helper', students, leave: [] };
  });
  return [
    { id: `cadre-${key}`, name: village.cadre, role: 'village_cadre', ...at },
    { id: `secretary-${key}`, name: village.secretary, role: 'first_secretary', ...at },
    { id: `group-${key}`, name: village.group, role: 'group_cadre', ...at },
    ...helpers.filter(({ students }) => students?.length),
  ];
}

const phonesOf = ({ people }: DirectoryParts): Record<string, string> =>
  Object.fromEntries(people.map(({ id }, i) => [id, `1990000${String(i + 1).padStart(4, '0')}`]));

const idNumbersOf = (
  { students }: DirectoryParts,
  grades: ReadonlyMap<string, number>,
): Record<string, string> =>
  Object.fromEntries(
    students.map(({ id, class: classId }, i) => [
      id,
      idNumber(birthday(id, grades.get(classId ?? '') ?? 1), i),
    ]),
  );

/** Whoever is in grade 1 in the autumn of 2026 was six by the end of that August. */
function birthday(student: string, grade: number): Day {
  const first = `${2020 - grade}-09-01`;
  const length = daysBetween(first, `${2021 - grade}-09-01`);
  return addDays(first, Math.floor(dice(student).next() * length));
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Eighteen characters with the check digit of GB 11643. */
function idNumber(born: Day, place: number): string {
  const digits = `539900${born.replaceAll('-', '')}${String(place % 1000).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return digits + '10X98765432'.charAt(sum % 11);
}
