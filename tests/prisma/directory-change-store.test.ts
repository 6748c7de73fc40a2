import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import type { Answers, Wanted } from '../../domain/people/register.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { changeDirectory, type Said } from '../../prisma/stores/directory-change-store.ts';
import { loadDirectory } from '../../prisma/stores/directory-store.ts';
import { testDatabase } from '../support/database.ts';

const secrets = openSecrets(randomBytes(32));
const NOW = at('2026-10-12', '07:00');
const BOOK: Answers = { units: ['d-'], people: ['p-'], students: ['s-'], posts: ['book'] };
const NUMBERS = ['539900201703040011', '539900201703040038'] as const;
const plain = new Map(
  [['19900000001', '19900000001'], ...NUMBERS.map((number) => [number, number] as const)].map(
    ([mark, text]) => [secrets.index(mark, mark.length === 11 ? 'phone' : 'id_number'), text],
  ),
);
const PHONE = secrets.index('19900000001', 'phone');

const wantedOf = (pupils: number): Wanted => ({
  units: [
    { id: 'district', kind: 'district', name: '云岭区', parent: null },
    { id: 'd-t', kind: 'township', name: '清溪镇', parent: 'district' },
    { id: 'd-s', kind: 'school', name: '清溪中心小学', parent: 'd-t', firstLesson: '08:00' },
    { id: 'd-c', kind: 'class', name: '三(1)班', parent: 'd-s' },
  ],
  people: Array.from({ length: pupils }, (_, i) => ({ id: `p-${i}`, name: '家长', phone: PHONE })),
  posts: [],
  students: Array.from({ length: pupils }, (_, i) => ({
    id: `s-${i}`,
    name: '学生',
    class: 'd-c',
    school: 'd-s',
    household: 'd-t',
    ...(i < 2 ? { idNumber: secrets.index(NUMBERS[i] ?? '', 'id_number') } : {}),
  })),
  guardians: Array.from({ length: pupils }, (_, i) => ({ student: `s-${i}`, person: `p-${i}` })),
  accounts: Array.from({ length: pupils }, (_, i) => ({
    channel: 'parent',
    id: `${i}`,
    person: `p-${i}`,
    subscribed: null,
  })),
});

const saying = (wanted: Wanted) => (): Said => ({ wanted, answers: BOOK, plain });

test('a county of 40,000 pupils, a phone shared by all parents, comes in and is then left alone', async () => {
  const { prisma } = await testDatabase();
  const report = await changeDirectory(prisma, secrets, NOW, saying(wantedOf(40_000)));
  expect(report.pupils.added).toHaveLength(40_000);
  expect((await changeDirectory(prisma, secrets, NOW, saying(wantedOf(40_000)))).size).toBe(0);
  expect((await loadDirectory(prisma)).childrenOf('p-39999').map(({ id }) => id)).toEqual(['s-39999']);
  expect(await prisma.directoryState.findMany()).toEqual([{ id: 1, version: 1 }]);
});

test('all of it or nothing: a row the database refuses takes the others with it', async () => {
  const { prisma } = await testDatabase();
  const wanted = wantedOf(2);
  const twice = {
    ...wanted,
    students: wanted.students.map((row) => ({ ...row, idNumber: secrets.index(NUMBERS[0], 'id_number') })),
  };
  await expect(changeDirectory(prisma, secrets, NOW, saying(twice))).rejects.toThrow();
  expect([await prisma.unit.count(), await prisma.person.count(), await prisma.stream.count()]).toEqual([
    0, 0, 0,
  ]);
});

test('two pupils whose identity numbers were mixed up get them exchanged', async () => {
  const { prisma } = await testDatabase();
  const wanted = wantedOf(2);
  await changeDirectory(prisma, secrets, NOW, saying(wanted));
  const marks = wanted.students.map(({ idNumber }) => idNumber ?? '').reverse();
  const students = wanted.students.map((row, i) => ({ ...row, idNumber: marks[i] ?? '' }));
  await changeDirectory(prisma, secrets, NOW, saying({ ...wanted, students }));
  const row = await prisma.student.findUniqueOrThrow({ where: { id: 's-0' } });
  const place = { table: 'student', column: 'id_number', row: 's-0' };
  expect(secrets.open(row.idNumber ?? '', place)).toBe(NUMBERS[1]);
});

test('two who change it at once do it one after the other', async () => {
  const { prisma } = await testDatabase();
  const reports = await Promise.all(
    [1, 2, 3].map(() => changeDirectory(prisma, secrets, NOW, saying(wantedOf(5)))),
  );
  expect(reports.map(({ size }) => size > 0).sort()).toEqual([false, false, true]);
});

test('a dry run tells and leaves everything as it is', async () => {
  const { prisma } = await testDatabase();
  const report = await changeDirectory(prisma, secrets, NOW, saying(wantedOf(3)), { isDryRun: true });
  expect(report.pupils.added).toHaveLength(3);
  expect(await prisma.unit.count()).toBe(0);
});
