import type { DirectoryParts, Post, SchoolClass, Student } from '../../domain/people/directory.ts';
import type { Role } from '../../domain/people/roles.ts';
import { readNames } from '../../seeds/demo/county-shape.ts';

/** How large a county is. */
export interface Size {
  schools: number;
  classes: number;
  pupils: number;
}

const GRADES = [...'一二三四五六七八九'];
const SINCE = '2026-09-01';

const range = (count: number): number[] => Array.from({ length: count }, (_, place) => place);

/** A name for each number, different up to some thousands. */
const namer = (): ((place: number) => string) => {
  const { surnames, girls, boys } = readNames();
  const given = [...girls, ...boys];
  return (place) =>
    `${surnames[place % surnames.length]}${given[Math.floor(place / surnames.length) % given.length]}`;
};

const className = (place: number): string =>
  `${GRADES[place % GRADES.length]}(${Math.floor(place / GRADES.length) + 1})班`;

/** Ids tell where somebody stands, so that SQL can make them too: `s3`, `s3-c0`, `s3-c0-p7`, `s3-c0-t`, `s3-office`. */
export const plainCounty = ({ schools, classes, pupils }: Size): DirectoryParts => {
  const name = namer();
  const schoolIds = range(schools).map((place) => `s${place}`);
  const classParts = schoolIds.flatMap((school) =>
    range(classes).map(
      (place): SchoolClass => ({ id: `${school}-c${place}`, name: className(place), school }),
    ),
  );
  const students = classParts.flatMap(({ id, school }, at) =>
    range(pupils).map(
      (seat): Student => ({
        id: `${id}-p${seat}`,
        name: name((at % classes) * pupils + seat),
        class: id,
        school,
        household: 'town',
        flags: [],
        guardians: [],
      }),
    ),
  );
  const posts = [
    ...classParts.map(({ id }) => post(`${id}-t`, 'homeroom_teacher', id)),
    ...schoolIds.flatMap((id) => [
      post(`${id}-office`, 'academic_office', id),
      post(`${id}-head`, 'principal', id),
    ]),
    post('town-officer', 'township_officer', 'town'),
    post('bureau', 'bureau_officer', 'district'),
  ];
  return {
    district: { id: 'district', name: '测速区' },
    townships: [{ id: 'town', name: '测速镇' }],
    schools: schoolIds.map((id) => ({ id, name: `${id}小学`, township: 'town', firstLesson: '08:00' })),
    classes: classParts,
    students,
    people: posts.map(({ person }) => ({ id: person, name: person })),
    posts,
    leaves: [],
  };
};

const post = (person: string, role: Role, unit: string): Post => ({
  person,
  role,
  unit,
  from: SINCE,
  until: null,
});
