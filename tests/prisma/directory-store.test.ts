import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import type { DirectoryParts } from '../../domain/people/directory.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { loadDirectory, saveDirectory } from '../../prisma/stores/directory-store.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const START = at('2026-09-14', '07:20');
const secrets = openSecrets(randomBytes(32));

const parts: DirectoryParts = {
  district: { id: 'district', name: '云岭区' },
  townships: [
    { id: 't1', name: '清溪镇' },
    { id: 't2', name: '石桥镇' },
  ],
  schools: [
    { id: 's1', name: '清溪中心小学', township: 't1', firstLesson: '08:00' },
    { id: 's2', name: '石桥中学', township: 't2', firstLesson: '07:40' },
  ],
  classes: [
    { id: 'c1', name: '三(1)班', school: 's1' },
    { id: 'c2', name: '七(1)班', school: 's2' },
  ],
  students: [
    {
      id: 'st1',
      name: '张伟',
      class: 'c1',
      school: 's1',
      household: 't2',
      village: '新民村',
      flags: ['left_behind', 'monitored'],
      guardians: ['g1', 'g2'],
    },
    { id: 'st2', name: '李思雨', class: null, school: 's2', household: 't2', flags: [], guardians: ['g1'] },
  ],
  people: [
    { id: 'g1', name: '张大山' },
    { id: 'g2', name: '李桂英' },
    { id: 'helper', name: '和帮扶' },
    { id: 'unit', name: '普科长' },
    { id: 'wang', name: '王老师' },
    { id: 'zhao', name: '赵主任' },
  ],
  posts: [
    { person: 'wang', role: 'homeroom_teacher', unit: 'c1', from: '2026-09-01', until: null },
    { person: 'zhao', role: 'academic_office', unit: 's1', from: '2026-09-01', until: '2026-12-31' },
    {
      person: 'helper',
      role: 'household_helper',
      unit: null,
      students: ['st1'],
      from: '2026-09-01',
      until: null,
    },
    {
      person: 'unit',
      role: 'unit',
      unit: 'district',
      office: '民政局',
      from: '2026-09-01',
      until: null,
    },
  ],
  leaves: [
    { person: 'wang', deputy: 'zhao', from: '2026-09-14', until: '2026-09-16' },
    { person: 'zhao', deputy: null, from: '2026-10-01', until: '2026-10-01' },
  ],
};

/** 400 classes of 100 pupils, each with a guardian of its own. */
const largeCounty = (): DirectoryParts => {
  const classes = Array.from({ length: 400 }, (_, i) => ({ id: `big-${i}`, name: `${i}班`, school: 's1' }));
  const students = classes.flatMap(({ id }) =>
    Array.from({ length: 100 }, (_, i) => ({
      id: `${id}-${i}`,
      name: '学生',
      class: id,
      school: 's1',
      household: 't1',
      flags: ['left_behind'],
      guardians: [`g-${id}-${i}`],
    })),
  );
  const people = students.map(({ id }) => ({ id: `g-${id}`, name: '家长' }));
  return { ...parts, classes, students, people, posts: [], leaves: [] };
};

describe('a county that was saved', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
    const extras = {
      phones: { g1: '+86 199 0000 0001' },
      idNumbers: { st1: '539900201703040011' },
      restricted: { st1: '{"note":"…"}' },
    };
    await saveDirectory(database.prisma, parts, extras, secrets, START);
  });

  test('is loaded as it was', async () => {
    const directory = await loadDirectory(database.prisma);
    expect(directory.parts).toEqual(parts);
  });

  test('has a stream for each school and one for the district, awake at the start, with what falls on it still to come', async () => {
    const streams = await database.prisma.stream.findMany({ orderBy: { id: 'asc' } });
    expect(streams.map(({ id }) => id)).toEqual(['district', 's1', 's2']);
    for (const { tickedAt, nextAt, seq, hash } of streams)
      expect([tickedAt.getTime(), nextAt.getTime(), seq, hash]).toEqual([START - 1, START, 0, '']);
  });

  test('keeps phone numbers sealed, and findable', async () => {
    const phoneIndex = secrets.index('19900000001', 'phone');
    const person = await database.prisma.person.findFirstOrThrow({ where: { phoneIndex } });
    expect(person.id).toBe('g1');
    expect(person.phone).not.toContain('1990');
    const where = { table: 'person', column: 'phone', row: 'g1' };
    expect(secrets.open(person.phone ?? '', where)).toBe('+86 199 0000 0001');
  });

  test('keeps identity numbers and the restricted section sealed', async () => {
    const student = await database.prisma.student.findUniqueOrThrow({ where: { id: 'st1' } });
    const place = (column: string) => ({ table: 'student', column, row: 'st1' });
    expect(secrets.open(student.idNumber ?? '', place('id_number'))).toBe('539900201703040011');
    expect(secrets.open(student.restricted ?? '', place('restricted'))).toBe('{"note":"…"}');
    expect(student.idNumberIndex).toBe(secrets.index('539900201703040011', 'id_number'));
  });

  test('is not saved a second time, nor half of it', async () => {
    const more = { ...parts, townships: [...parts.townships, { id: 't3', name: '松林街道' }] };
    await expect(saveDirectory(database.prisma, more, {}, secrets, START)).rejects.toThrow();
    expect(await database.prisma.unit.count({ where: { id: 't3' } })).toBe(0);
  });
});

test('an empty database holds no county', async () => {
  const { prisma } = await testDatabase();
  await expect(loadDirectory(prisma)).rejects.toThrow('no district');
});

test('a county of 40,000 pupils is saved and loaded whole', async () => {
  const { prisma } = await testDatabase();
  const county = largeCounty();
  await saveDirectory(prisma, county, {}, secrets, START);
  const { students, childrenOf } = await loadDirectory(prisma).then((directory) => ({
    students: directory.students.size,
    childrenOf: directory.childrenOf('g-big-399-99').map(({ id }) => id),
  }));
  expect([students, childrenOf]).toEqual([40_000, ['big-399-99']]);
});
