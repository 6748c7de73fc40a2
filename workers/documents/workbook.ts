import { type CaseFile, isOpenCase } from '../../domain/cases/file.ts';
import { guardiansByLaw } from '../../domain/people/carers.ts';
import type { Directory, Student } from '../../domain/people/directory.ts';
import { identityOf } from '../../domain/people/identity.ts';
import { posts } from '../../domain/people/roles.ts';
import type { Subject } from '../../domain/signals.ts';
import { openIdNumbers } from '../../prisma/stores/directory-store.ts';
import { caseFilesIn } from '../../prisma/stores/ledger-store.ts';
import { enrolmentWords } from '../../templates/case-words.ts';
import { type Sheet, workbookOf } from '../../templates/sheets.ts';
import { purposeWords, sexWords, shortTitle, stageWords, visitWords } from '../../templates/vocabulary.ts';
import type { SheetRows, WorkbookLayout } from '../../templates/workbooks.ts';
import type { DraftDependencies } from './draft.ts';

type Cell = string | number | null;
type Row = Readonly<Record<string, Cell>>;

/** The schools of a school, a township or the district, and the pupils who belong to it. */
const within = (area: Subject, directory: Directory) => {
  const schools = directory.parts.schools.filter(
    ({ id, township }) =>
      area.district !== undefined ||
      area.school === id ||
      (area.township !== undefined && area.township === township),
  );
  const ids = new Set(schools.map(({ id }) => id));
  // A township answers for the children registered there too (P2.1).
  const students = directory.parts.students.filter(
    ({ school, household }) =>
      ids.has(school) || (area.township !== undefined && household === area.township),
  );
  return { schools: [...ids], students };
};

const DROPPED: ReadonlySet<CaseFile['stage']> = new Set(['DROPOUT', 'NOT_ENROLLED']);

const belongsTo: Readonly<
  Record<Exclude<SheetRows, 'trips' | 'enrolment'>, (student: Student, file?: CaseFile) => boolean>
> = {
  school_age: () => true,
  enrolled: ({ class: classId }) => classId !== null,
  suspected: (_student, file) => file !== undefined && isOpenCase(file) && !DROPPED.has(file.stage),
  dropouts: (_student, file) => file !== undefined && DROPPED.has(file.stage),
};

/** A workbook in the county's layout, of one area as it stands; identity numbers masked, every text a text. */
export const drawWorkbook = async (
  { sheets }: WorkbookLayout,
  area: Subject,
  { database, secrets, county }: DraftDependencies,
): Promise<Buffer> => {
  const { directory } = county();
  const { schools, students } = within(area, directory);
  const files = await caseFilesIn(
    database,
    area.township === undefined ? schools : directory.parts.schools.map(({ id }) => id),
    area.school === undefined ? 'with' : 'without',
  );
  const fileOf = new Map(files.map((file) => [file.student, file]));
  const numbers = await openIdNumbers(
    database,
    secrets,
    students.map(({ id }) => id),
  );
  const rowsOf = (kind: SheetRows): Row[] => {
    if (kind === 'trips')
      return students.flatMap((student) => tripsFor(student, fileOf.get(student.id), directory));
    if (kind === 'enrolment')
      return students.flatMap((student) => enrolmentOf(student, fileOf.get(student.id), directory));
    return students
      .filter((student) => belongsTo[kind](student, fileOf.get(student.id)))
      .map((student) => pupilRow(student, fileOf.get(student.id), numbers.get(student.id), directory));
  };
  return workbookOf(
    sheets.map(
      ({ name, rows, columns }): Sheet => ({
        name,
        columns: columns.map(({ heading, width }) => ({ title: heading, width })),
        rows: sorted(rowsOf(rows)).map((row, before) =>
          columns.map(({ field }) => (field === 'ordinal' ? before + 1 : (row[field] ?? null))),
        ),
      }),
    ),
  );
};

/** Trips by day, pupils by school, class and name. */
const sorted = (rows: readonly Row[]): Row[] => {
  const key = (row: Row): string => [row.day, row.school, row.class, row.name].join(' ');
  return rows.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
};

const pupilRow = (
  student: Student,
  file: CaseFile | undefined,
  idNumber: string | undefined,
  directory: Directory,
): Row => {
  const identity = identityOf(idNumber);
  return {
    name: student.name,
    sex: identity && sexWords(identity.sex),
    birth: identity?.birth ?? null,
    id_number: identity?.masked ?? null,
    household: directory.townships.get(student.household)?.name ?? null,
    village: student.village ?? null,
    school: directory.schools.get(student.school)?.name ?? null,
    class: directory.classes.get(student.class ?? '')?.name ?? null,
    teacher: teacherOf(student, directory),
    guardians: guardiansByLaw(student)
      .map((id) => directory.nameOf(id))
      .join('、'),
    stage: stageWords(file?.stage ?? 'ENROLLED'),
    first_missed: file?.firstMissed ?? null,
    contacts: file?.contacts.length ?? 0,
    visits: file?.visits.length ?? 0,
    papers: Object.values(file?.papers ?? {})
      .flatMap(({ number }) => number ?? [])
      .join('、'),
    ticket: file?.ticket ?? null,
    township: directory.townships.get(file?.township ?? '')?.name ?? null,
    relapses: file?.relapse ?? 0,
  };
};

const teacherOf = (student: Student, directory: Directory): string | null => {
  const post = directory.parts.posts.find(
    ({ role, unit, until }) => role === 'homeroom_teacher' && unit === student.class && until === null,
  );
  return post ? directory.nameOf(post.person) : null;
};

/** G2-FUND: every visit as the base of a claim; how far it was, those who went write down. */
const tripsFor = (student: Student, file: CaseFile | undefined, directory: Directory): Row[] =>
  (file?.visits ?? []).map((visit) => {
    const [post] = directory.postsOf(visit.by, visit.on);
    return {
      day: visit.on,
      purpose: purposeWords(visit.purpose),
      person: directory.nameOf(visit.by),
      post: post ? shortTitle(post.role, posts[post.role].title) : null,
      name: student.name,
      school: directory.schools.get(student.school)?.name ?? null,
      village: student.village ?? null,
      result: visitWords(visit.result),
    };
  });

/** P1.R4-XUEJI: what was done to the 学籍, row by row; what nobody told stays empty. */
const enrolmentOf = (student: Student, file: CaseFile | undefined, directory: Directory): Row[] =>
  (file?.enrolment ?? []).map(({ change, on, approved, told, by }) => ({
    name: student.name,
    school: directory.schools.get(student.school)?.name ?? null,
    class: directory.classes.get(student.class ?? '')?.name ?? null,
    change: enrolmentWords(change),
    on,
    approved,
    day: told,
    person: directory.nameOf(by),
  }));

export const areaName = (area: Subject, directory: Directory): string =>
  directory.schools.get(area.school ?? '')?.name ??
  directory.townships.get(area.township ?? '')?.name ??
  directory.parts.district.name;
