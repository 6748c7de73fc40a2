/** An invented town with one school, for domain tests and stories alike. */
import { schoolCalendar } from '../../domain/calendar/school-calendar.ts';
import { at, type Instant } from '../../domain/calendar/time.ts';
import { Directory, type DirectoryParts, type Leave, type Post } from '../../domain/people/directory.ts';
import { type Role, type Unit, unitTitles } from '../../domain/people/roles.ts';
import { loadNationalCalendar } from '../../seeds/load-calendar.ts';
import { makePlan } from '../../seeds/scenario.ts';

const since = '2026-09-01';

const post = (person: string, role: Role, unit: string | null, students?: readonly string[]): Post => ({
  person,
  role,
  unit,
  ...(students ? { students } : {}),
  from: since,
  until: null,
});

const PUPILS = [
  ['zhang', '张伟'],
  ['li', '李思雨'],
  ['chen', '陈浩'],
  ['ma', '马小军'],
  ['gao', '高兰'],
  ['shi', '施洋'],
] as const;

const STAFF: readonly (readonly [Role, string, string, string])[] = [
  ['homeroom_teacher', 'wang', '王老师', 'c1'],
  ['academic_office', 'zhao', '赵主任', 's1'],
  ['principal', 'qian', '钱校长', 's1'],
  ['village_cadre', 'luo', '罗主任', 'v1'],
  ['township_officer', 'sun', '孙副镇长', 't1'],
  ['township_head', 'head', '申镇长', 't1'],
  ['police_station', 'pan', '潘警官', 't1'],
  ['bureau_officer', 'zhou', '周老师', 'district'],
  ['bureau_head', 'wu', '吴局长', 'district'],
  ['district_head', 'deng', '邓区长', 'district'],
];

/** 汤丹中心小学 with its class 三(1)班 of six; 张伟 and 李思雨 are helped by 何干事. */
export const TOWN: DirectoryParts = {
  district: { id: 'district', name: '东川区' },
  townships: [{ id: 't1', name: '汤丹镇' }],
  schools: [{ id: 's1', name: '汤丹中心小学', township: 't1', firstLesson: '08:00' }],
  classes: [{ id: 'c1', name: '三(1)班', school: 's1' }],
  students: PUPILS.map(([id, name]) => ({
    id,
    name,
    class: 'c1',
    school: 's1',
    household: 't1',
    village: 'v1',
    flags: [],
    guardians: [`g-${id}`],
  })),
  people: [
    ...STAFF.map(([, id, name]) => ({ id, name })),
    { id: 'he', name: '何干事' },
    { id: 'xu', name: '徐老师' },
    ...PUPILS.map(([id, name]) => ({ id: `g-${id}`, name: `${name}家长` })),
  ],
  posts: [
    ...STAFF.map(([role, id, , unit]) => post(id, role, unit)),
    post('he', 'household_helper', 'v1', ['zhang', 'li']),
  ],
  leaves: [],
};

/** The town with a second township, to which a case may go, and the post of every seat of a joint group held. */
export const TOWN_OF_SEATS: DirectoryParts = {
  ...TOWN,
  townships: [...TOWN.townships, { id: 't2', name: '石桥镇' }],
  people: [
    ...TOWN.people,
    { id: 'lin', name: '林副镇长' },
    { id: 'fang', name: '方所长' },
    { id: 'tie', name: '铁警官' },
    { id: 'yan', name: '晏组长' },
    { id: 'song', name: '宋书记' },
    { id: 'dui', name: '段队员' },
  ],
  posts: [
    ...TOWN.posts,
    post('lin', 'township_officer', 't2'),
    post('fang', 'judicial_office', 't2'),
    post('tie', 'police_station', 't2'),
    post('yan', 'group_cadre', 'v1'),
    post('song', 'first_secretary', 'v1'),
    post('dui', 'work_team', 'v1'),
  ],
};

/** The same town where somebody teaches a class beside its class teacher. */
export const withTeacher = (id: string, classId: string, name?: string): DirectoryParts => ({
  ...TOWN,
  people: [...TOWN.people, ...(name ? [{ id, name }] : [])],
  posts: [...TOWN.posts, post(id, 'subject_teacher', classId)],
});

/** The same town where nobody holds these posts. */
export const without = (...roles: readonly Role[]): DirectoryParts => ({
  ...TOWN,
  posts: TOWN.posts.filter(({ role }) => !roles.includes(role)),
});

/** The same town with somebody in these member units, whose person is called as the unit is. */
export const withUnits = (...units: readonly Unit[]): DirectoryParts => ({
  ...TOWN,
  people: [...TOWN.people, ...units.map((id) => ({ id, name: `${unitTitles[id]}经办人` }))],
  posts: [...TOWN.posts, ...units.map((id) => ({ ...post(id, 'unit', 'district'), office: unitTitles[id] }))],
});

/** The same town where some pupils carry flags of the roster. */
export const flagged = (
  flags: Readonly<Record<string, readonly string[]>>,
  parts = TOWN,
): DirectoryParts => ({
  ...parts,
  students: parts.students.map((student) => ({ ...student, flags: flags[student.id] ?? student.flags })),
});

/** The same town with people away from work. */
export const onLeave = (...leaves: readonly Leave[]): DirectoryParts => ({ ...TOWN, leaves });

export const townDirectory = (parts = TOWN): Directory => new Directory(parts);

/** The county's calendar of autumn 2026; `off` and `on` are the school's own days. */
export const townCalendar = (plan: Parameters<typeof makePlan>[0] = null) =>
  schoolCalendar(makePlan(plan), loadNationalCalendar());

/** Both terms of the school year in which stories are told. */
export const SCHOOL_YEAR = [
  { name: '2026秋', first: '2026-09-01', last: '2027-01-15' },
  { name: '2027春', first: '2027-03-01', last: '2027-07-09' },
];

/** `09-14 08:05` of the school year 2026/27 as an instant: up to July it is 2027. */
export const when = (text: string): Instant => {
  const [day = '', time = '00:00'] = text.split(' ');
  return at(`${Number(day.slice(0, 2)) < 8 ? 2027 : 2026}-${day}`, time);
};

/** The town without pupils: nothing is asked of anybody but what the year itself asks. */
export const QUIET_TOWN: DirectoryParts = { ...TOWN, classes: [], students: [] };

/** A county with somebody who speaks for a member unit. */
export const withUnit = (
  parts: DirectoryParts,
  id: string,
  name: string,
  office: string,
): DirectoryParts => ({
  ...parts,
  people: [...parts.people, { id, name }],
  posts: [...parts.posts, { ...post(id, 'unit', 'district'), office }],
});
