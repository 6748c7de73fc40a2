import { dayOf, type Instant } from '../domain/calendar/time.ts';
import { unexcusedRun } from '../domain/cases/counting.ts';
import type { CaseFile } from '../domain/cases/file.ts';
import { type County, worldOf } from '../domain/decision.ts';
import type { Paper } from '../domain/facts/fact.ts';
import type { Database } from '../prisma/client.ts';
import type { Secrets } from '../prisma/secrets.ts';
import { openPhones } from '../prisma/stores/directory-store.ts';
import { paperPlace } from '../prisma/stores/ledger-store.ts';
import type { FieldsOf } from '../templates/papers/catalogue.ts';
import { bureauOf, governmentOf } from '../templates/papers/offices.ts';
import { paperNumber } from '../templates/papers.ts';
import {
  entryWords,
  findingWords,
  purposeWords,
  standingWords,
  visitWords,
} from '../templates/vocabulary.ts';

export interface DraftDependencies {
  database: Database;
  secrets: Secrets;
  county(): County;
}

/**
 * Drafts a paper from the ledger, once for each opening of a case, and returns its id. What it says is kept sealed as
 * it was drafted; the Word file is made from it when somebody opens it.
 */
export const draftPaper = async (
  { paper, student }: { paper: Paper; student: string },
  now: Instant,
  { database, secrets, county }: DraftDependencies,
): Promise<string> => {
  const row = await database.caseFile.findUniqueOrThrow({ where: { student } });
  const file = row.state as unknown as CaseFile;
  const id = `${paper}-${student}-${file.relapse}`;
  const known = await database.paper.findUnique({ where: { id }, select: { id: true } });
  if (known) return id;
  const first = paper === 'D2' ? await firstReport(database, student, file.relapse) : null;
  const phones = await openPhones(
    database,
    secrets,
    county().directory.students.get(student)?.guardians ?? [],
  );
  await database.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`paper:${row.school}`}))`;
    const year = dayOf(now).slice(0, 4);
    const count = await tx.paper.count({
      where: { school: row.school, number: { contains: `〔${year}〕` } },
    });
    const school = county().directory.schools.get(row.school)?.name ?? '';
    const number = paperNumber(school, '控辍', year, count + 1);
    const fields = fieldsOf(file, row.school, number, now, county(), phones, first);
    const sealed = secrets.seal(JSON.stringify(fields), paperPlace(id));
    await tx.paper.createMany({
      data: [{ id, kind: paper, student, school: row.school, at: new Date(now), number, fields: sealed }],
      skipDuplicates: true,
    });
  });
  return id;
};

const firstReport = async (database: Database, student: string, relapse: number) => {
  const row = await database.paper.findUnique({ where: { id: `D1-${student}-${relapse}` } });
  return row ? { number: row.number, date: dayOf(row.at.getTime()) } : null;
};

const fieldsOf = (
  file: CaseFile,
  school: string,
  number: string,
  now: Instant,
  county: County,
  phones: ReadonlyMap<string, string>,
  firstReport: { number: string; date: string } | null,
): FieldsOf<'D1' | 'D2'> => {
  const { directory, calendar, policy } = worldOf(county, school, now);
  const student = directory.students.get(file.student);
  const today = dayOf(now);
  const township = directory.schools.get(school)?.township ?? '';
  const findings = Object.values(file.marks).flatMap(({ finding }) =>
    finding ? [findingWords(finding)] : [],
  );
  const visits = file.visits.filter(({ purpose }) => purpose === 'visit');
  const persuasions = file.visits.filter(({ purpose }) => purpose !== 'visit');
  return {
    number,
    from: directory.schools.get(school)?.name ?? '',
    to: governmentOf(directory.townships.get(township)?.name ?? ''),
    copyTo: bureauOf(directory.parts.district.name),
    date: today,
    pupil: {
      name: student?.name ?? '',
      class: student?.class ? (directory.classes.get(student.class)?.name ?? '') : '',
    },
    guardians: (student?.guardians ?? []).map((id) => ({
      name: directory.nameOf(id),
      phone: phones.get(id) ?? null,
    })),
    firstMissed: file.firstMissed,
    unexcusedDays: unexcusedRun(file, calendar, today).length,
    elapsedDays: file.firstMissed ? calendar.cdxCount(file.firstMissed, today) : null,
    missedDays: Object.entries(file.marks)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([day, mark]) => ({
        day,
        status: mark.excused ? standingWords('on_leave') : entryWords(mark.standing),
      })),
    contacts: file.contacts.map((note) => ({
      at: note.at,
      by: directory.nameOf(note.by),
      result: standingWords(note.result),
    })),
    findings: findings.at(-1) ?? null,
    visits: visits.map((visit) => ({
      day: visit.on,
      by: directory.nameOf(visit.by),
      conclusion: [visitWords(visit.result), visit.words].filter(Boolean).join('；'),
    })),
    persuasions: persuasions.map((visit) => ({
      day: visit.on,
      people: directory.nameOf(visit.by),
      words: visit.words,
      outcome: `${purposeWords(visit.purpose)}：${visitWords(visit.result)}`,
    })),
    persuasionsRequired: policy.settings['persuasion.required'],
    firstReport,
  };
};
