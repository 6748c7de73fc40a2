import type { Directory, School } from '../people/directory.ts';
import type { Area } from './figure.ts';

/** What was told of one class in the first week of a term. */
export interface ClassArrival {
  /** The class teacher has answered who has not registered (P3.1-WEEK1-LIST). */
  answered: boolean;
  /** Pupils who have not registered and are not back. */
  missing: number;
  /** The first roll that was told with its numbers. */
  roll: { expected: number; present: number } | null;
}

/** How the pupils of one school came back, counted by class; `came` + `missing` + `unknown` = `expected`. */
export interface SchoolArrival {
  name: string;
  expected: number;
  came: number;
  missing: number;
  /** Pupils of classes of which nothing was told: they count neither as here nor as missing (P0-TRUTH). */
  unknown: number;
  classes: number;
  /** Classes of which nothing was told. */
  silent: number;
}

/** 开学到校统计 (P2.R3-WEEK1-STAT): the schools of an area in the county's own order, each from the answers of its classes, else from their first rolls. */
export const arrivalsIn = (
  area: Area,
  directory: Directory,
  told: ReadonlyMap<string, ClassArrival>,
): SchoolArrival[] =>
  schoolsIn(area, directory).map(({ id, name }) => {
    const rows = directory.parts.classes
      .filter(({ school }) => school === id)
      .map((item) => arrivalOf(directory.studentsOf(item.id).length, told.get(item.id)));
    return { name, classes: rows.length, ...sumOf(rows) };
  });

/** All schools of an area as one. */
export const arrivalOfAll = (name: string, schools: readonly SchoolArrival[]): SchoolArrival => ({
  name,
  classes: schools.reduce((sum, { classes }) => sum + classes, 0),
  ...sumOf(schools),
});

const schoolsIn = (area: Area, { parts }: Directory): School[] =>
  'school' in area
    ? parts.schools.filter(({ id }) => id === area.school)
    : parts.townships
        .filter(({ id }) => 'district' in area || id === area.township)
        .flatMap(({ id }) => parts.schools.filter(({ township }) => township === id));

type Counts = Omit<SchoolArrival, 'name' | 'classes'>;

const arrivalOf = (pupils: number, told: ClassArrival | undefined): Counts => {
  if (told?.answered)
    return { expected: pupils, came: pupils - told.missing, missing: told.missing, unknown: 0, silent: 0 };
  if (told?.roll) {
    const { expected, present } = told.roll;
    return { expected, came: present, missing: expected - present, unknown: 0, silent: 0 };
  }
  return { expected: pupils, came: 0, missing: 0, unknown: pupils, silent: 1 };
};

const sumOf = (rows: readonly Counts[]): Counts => {
  const total = (of: (row: Counts) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
  return {
    expected: total(({ expected }) => expected),
    came: total(({ came }) => came),
    missing: total(({ missing }) => missing),
    unknown: total(({ unknown }) => unknown),
    silent: total(({ silent }) => silent),
  };
};
