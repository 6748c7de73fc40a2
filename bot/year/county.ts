import type { Day } from '../../domain/calendar/time.ts';
import type { DirectoryParts } from '../../domain/people/directory.ts';
import { peopled } from '../../seeds/demo/county.ts';
import {
  type DemoCounty,
  type DemoSchool,
  type DemoVillage,
  readCounty,
  readNames,
} from '../../seeds/demo/county-shape.ts';
import { type Dice, dice } from '../../seeds/demo/dice.ts';
import type { StaffEntry } from '../../seeds/scenario-shape.ts';

/** How large the county of a rehearsed year is. */
export interface Size {
  townships: number;
  schools: number;
  pupils: number;
}

const PER_CLASS = 40;
const VILLAGES = 8;
const HELPERS = 3;
const GRADES = '一二三四五六七八九';
/** The first lessons of a county lie half an hour apart. */
const FIRST_LESSONS = ['08:00', '08:00', '07:50', '08:10', '08:20'];
const PLACES = [...'清石松云龙凤青白红大小上下新老东西南北中'];

/** An invented county: schools of like size, every post of policy.md §5.1, families, and flags as the demo county has them. */
export const yearCounty = ({ townships, schools, pupils }: Size, since: Day): DirectoryParts => {
  const throws = dice('year');
  const name = namer(throws);
  const laid = readCounty();
  const places = range(townships).map((place) => ({
    id: `t-${place}`,
    name: `${nameOfPlace(place)}镇`,
    villages: range(VILLAGES).map((village) => villageOf(`${nameOfPlace(place)}${village + 1}村`, name)),
  }));
  const classes = Math.max(schools, Math.round(pupils / PER_CLASS));
  const county: DemoCounty = {
    ...laid,
    name: '岭东县',
    townships: places,
    schools: range(schools).map((place) =>
      schoolOf(
        place,
        places[place % townships]?.id ?? '',
        share(place, classes, schools),
        pupils / classes,
        name,
      ),
    ),
    staff: [],
  };
  const staff = [
    ...laid.staff.filter((entry) => !entry.school && !entry.township),
    ...places.flatMap(({ id, villages }) => townshipStaff(id, villages, name)),
    ...county.schools.flatMap((school) => schoolStaff(school, name)),
  ];
  return peopled({ ...county, staff }, since);
};

const range = (count: number): number[] => Array.from({ length: count }, (_, place) => place);

/** How many of `all` fall to the place-th of `among`. */
const share = (place: number, all: number, among: number): number =>
  Math.floor(((place + 1) * all) / among) - Math.floor((place * all) / among);

const nameOfPlace = (place: number): string =>
  `${PLACES[place % PLACES.length]}${PLACES[(place * 7 + 3 + Math.floor(place / PLACES.length)) % PLACES.length]}`;

const namer = (throws: Dice) => {
  const { surnames, boys, girls } = readNames();
  return (title: string): string =>
    throws.pick(surnames, true) + (title === '' ? throws.pick([...boys, ...girls]) : title);
};

type Namer = ReturnType<typeof namer>;

const villageOf = (name: string, person: Namer): DemoVillage => ({
  name,
  cadre: person('主任'),
  secretary: person('书记'),
  group: person('组长'),
  helpers: range(HELPERS).map(() => person('')),
});

/** One school in six is a middle school. */
const schoolOf = (
  place: number,
  township: string,
  classes: number,
  size: number,
  person: Namer,
): DemoSchool => {
  const middle = place % 6 === 5;
  const [first, grades] = middle ? [7, 3] : [1, 6];
  return {
    id: `s${place}`,
    name: `第${place + 1}${middle ? '中学' : '小学'}`,
    township,
    firstLesson: FIRST_LESSONS[place % FIRST_LESSONS.length] ?? '08:00',
    classes: range(classes).map((at) => {
      const grade = first + (at % grades);
      return {
        id: `c-${place}-${at}`,
        name: `${GRADES[grade - 1]}(${Math.floor(at / grades) + 1})班`,
        grade,
        size: Math.round(size),
        teacher: person('老师'),
        pupils: [],
      };
    }),
  };
};

const schoolStaff = ({ id, classes }: DemoSchool, name: Namer): StaffEntry[] => [
  { id: `office-${id}`, name: name('主任'), role: 'academic_office', school: id, leave: [] },
  { id: `principal-${id}`, name: name('校长'), role: 'principal', school: id, leave: [] },
  { id: `counsellor-${id}`, name: name('老师'), role: 'counsellor', school: id, leave: [] },
  ...classes.map(
    (item): StaffEntry => ({
      id: `subject-${item.id}`,
      name: name('老师'),
      role: 'subject_teacher',
      class: item.id,
      leave: [],
    }),
  ),
];

const townshipStaff = (id: string, villages: readonly DemoVillage[], name: Namer): StaffEntry[] => [
  { id: `officer-${id}`, name: name('副镇长'), role: 'township_officer', township: id, leave: [] },
  { id: `head-${id}`, name: name('镇长'), role: 'township_head', township: id, leave: [] },
  { id: `justice-${id}`, name: name('所长'), role: 'judicial_office', township: id, leave: [] },
  { id: `police-${id}`, name: name('警官'), role: 'police_station', township: id, leave: [] },
  ...villages.map(
    (village): StaffEntry => ({
      id: `team-${village.name}`,
      name: name('队员'),
      role: 'work_team',
      village: village.name,
      leave: [],
    }),
  ),
];
