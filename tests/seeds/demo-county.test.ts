import { expect, test } from 'vitest';
import { dayOf, timeOfDay, weekday } from '../../domain/calendar/time.ts';
import { Directory } from '../../domain/people/directory.ts';
import type { Role } from '../../domain/people/roles.ts';
import { soundAlike } from '../../domain/understanding/text/sounds.ts';
import { demoCounty } from '../../seeds/demo/county.ts';

const demo = demoCounty();
const { parts, phones, idNumbers } = demo;
const directory = new Directory(parts);
const today = dayOf(demo.start);

test('it is the same on every run', () => {
  expect(demoCounty()).toEqual(demo);
});

test('it begins on a Monday before the first lesson', () => {
  expect([today, weekday(today), timeOfDay(demo.start)]).toEqual(['2026-09-14', 1, '07:20']);
});

test('三(1)班 of 清溪中心小学 has 42 pupils, among them one 张伟, and 王老师', () => {
  const pupils = directory.studentsOf('c-clear-31');
  expect(pupils).toHaveLength(42);
  const [student, ...others] = pupils.filter(({ name }) => name === '张伟');
  expect(student).toMatchObject({ id: 'st-clear-31-07', flags: ['left_behind', 'monitored'] });
  expect(others).toEqual([]);
  expect(directory.nameOf('hr-clear-31')).toBe('王老师');
  expect(directory.holders('homeroom_teacher', { class: 'c-clear-31' }, today)).toHaveLength(1);
});

test('one guardian, the mother of 张伟, is told by voice too', () => {
  expect(demo.listeners.map((person) => directory.nameOf(person))).toEqual(['李桂英']);
  expect(directory.students.get('st-clear-31-07')?.guardians).toContain(demo.listeners[0]);
});

test('nobody in that class sounds like 张伟', () => {
  const alike = directory
    .studentsOf('c-clear-31')
    .filter(({ name }) => [...name].every((char, i) => soundAlike(char, '张伟'.charAt(i))));
  expect(alike.map(({ name }) => name)).toEqual(['张伟']);
});

test.each([
  ['c-clear-32', '陈雨涵', '陈语晗'],
  ['c-clear-52', '刘浩然', '刘皓然'],
  ['c-stone-81', '杨欣宜', '杨心仪'],
])('%s has two pupils who sound alike: %s, %s', (classId, ...names) => {
  const known = directory.studentsOf(classId).map(({ name }) => name);
  expect(known).toEqual(expect.arrayContaining(names));
});

test('classes have the sizes of their kind of school', () => {
  const sizes = (school: string) =>
    directory.classesOf(school).map(({ id }) => directory.studentsOf(id).length);
  const between = (school: string, classes: number, least: number, most: number) => {
    expect(sizes(school)).toHaveLength(classes);
    for (const size of sizes(school)) expect(size >= least && size <= most).toBe(true);
  };
  between('s-clear', 12, 36, 42);
  between('s-stone', 6, 39, 44);
  between('s-pine', 3, 8, 14);
});

test('no two pupils of a school share a name, and everybody has a guardian', () => {
  for (const { id } of parts.schools) {
    const pupils = parts.students.filter(({ school }) => school === id);
    expect(new Set(pupils.map(({ name }) => name)).size).toBe(pupils.length);
  }
  expect(parts.students.filter(({ guardians }) => guardians.length === 0)).toEqual([]);
  expect(parts.people.some(({ id }) => directory.childrenOf(id).length > 1)).toBe(true);
});

test('the share of every flag is believable', () => {
  const share = (flag: string) =>
    parts.students.filter(({ flags }) => flags.includes(flag)).length / parts.students.length;
  const shares = { left_behind: 0.22, monitored: 0.07, hardship: 0.09, migrant: 0.045, weary: 0.03 };
  for (const [flag, expected] of Object.entries(shares)) {
    expect(share(flag), flag).toBeGreaterThan(expected / 2);
    expect(share(flag), flag).toBeLessThan(expected * 2);
  }
});

const EVERYWHERE: Role[] = [
  'homeroom_teacher',
  'academic_office',
  'principal',
  'village_cadre',
  'first_secretary',
  'group_cadre',
  'township_officer',
  'township_head',
  'judicial_office',
  'police_station',
  'bureau_officer',
  'bureau_head',
  'bureau_enrolment',
  'district_head',
];

test.each(EVERYWHERE)('every pupil has a %s', (role) => {
  const without = parts.students.filter(
    ({ id }) => directory.holders(role, { student: id }, today).length === 0,
  );
  expect(without).toEqual([]);
});

test('every monitored child has a helper of its own', () => {
  const helpers = parts.students
    .filter(({ flags }) => flags.includes('monitored'))
    .map(({ id }) => directory.holders('household_helper', { student: id }, today).length);
  expect(new Set(helpers)).toEqual(new Set([1]));
});

test('an id names one thing, a phone number and an identity number one person', () => {
  const units = [parts.district, ...parts.townships, ...parts.schools, ...parts.classes];
  for (const ids of [units, parts.students, parts.people].map((items) => items.map(({ id }) => id)))
    expect(new Set(ids).size).toBe(ids.length);
  for (const numbers of [phones, idNumbers].map(Object.values))
    expect(new Set(numbers).size).toBe(numbers.length);
});

test('phone and identity numbers belong to nobody', () => {
  expect(Object.keys(phones)).toHaveLength(parts.people.length);
  for (const phone of Object.values(phones)) expect(phone).toMatch(/^1990000\d{4}$/);
  expect(Object.keys(idNumbers)).toHaveLength(parts.students.length);
  for (const idNumber of Object.values(idNumbers)) expect(idNumber).toMatch(/^53990020[12]\d{8}[\dX]$/);
});

test('every person in it is somebody: staff, or guardian of a child', () => {
  const idle = parts.people.filter(
    ({ id }) => directory.postsOf(id, today).length === 0 && directory.childrenOf(id).length === 0,
  );
  expect(idle).toEqual([]);
});
