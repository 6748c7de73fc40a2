import { dayOf } from '../../domain/calendar/time.ts';
import { unexcusedRun } from '../../domain/cases/counting.ts';
import { type CaseFile, emptyFile, type StepRecord, type Visit } from '../../domain/cases/file.ts';
import { STEPS } from '../../domain/facts/case-fact.ts';
import type { VisitPurpose } from '../../domain/facts/fact.ts';
import type { PaperKind } from '../../domain/papers/kinds.ts';
import { guardiansByLaw } from '../../domain/people/carers.ts';
import { identityOf } from '../../domain/people/identity.ts';
import { openIdNumbers, openPhones } from '../../prisma/stores/directory-store.ts';
import { caseFileOf } from '../../prisma/stores/ledger-store.ts';
import { paperOf } from '../../prisma/stores/paper-store.ts';
import { basisWords, proofWords, reasonWords } from '../../templates/case-words.ts';
import type { FieldsOf } from '../../templates/papers/catalogue.ts';
import {
  entryWords,
  findingWords,
  proofLine,
  purposeWords,
  sexWords,
  standingWords,
  stayWords,
  stepResultWords,
  visitWords,
} from '../../templates/vocabulary.ts';
import { type Drafting, headOf } from './drafting.ts';

const studentOf = ({ about }: Drafting): string => about.student ?? '';

const fileFor = async (drafting: Drafting): Promise<CaseFile> =>
  (await caseFileOf(drafting.database, studentOf(drafting))) ?? emptyFile(studentOf(drafting));

const pupilOf = async (drafting: Drafting) => {
  const { directory, database, secrets } = drafting;
  const student = directory.students.get(studentOf(drafting));
  const numbers = await openIdNumbers(database, secrets, [studentOf(drafting)]);
  const identity = identityOf(numbers.get(studentOf(drafting)));
  return {
    name: student?.name ?? '',
    class: directory.classes.get(student?.class ?? '')?.name ?? '',
    sex: identity && sexWords(identity.sex),
    birth: identity?.birth ?? null,
  };
};

const schoolOf = (drafting: Drafting): string | null =>
  drafting.directory.schools.get(drafting.directory.students.get(studentOf(drafting))?.school ?? '')?.name ??
  null;

const firstReportOf = async (drafting: Drafting) => {
  const { database, period } = drafting;
  const paper = await paperOf(database, 'D1', `student:${studentOf(drafting)}`, period);
  return paper && { number: paper.number, date: dayOf(paper.at) };
};

/** D1, D2. */
export const report = async (drafting: Drafting): Promise<FieldsOf<'D1' | 'D2'>> => {
  const { directory, calendar, county, today, database, secrets, kind } = drafting;
  const file = await fileFor(drafting);
  const student = directory.students.get(file.student);
  const guardians = student ? guardiansByLaw(student) : [];
  const phones = await openPhones(database, secrets, guardians);
  const findings = Object.values(file.marks).flatMap(({ finding }) =>
    finding ? [findingWords(finding)] : [],
  );
  return {
    ...headOf(drafting),
    pupil: await pupilOf(drafting),
    guardians: guardians.map((id) => ({ name: directory.nameOf(id), phone: phones.get(id) ?? null })),
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
    whereabouts: stayIn(file, (id) => directory.townships.get(id)?.name ?? id),
    category: file.category,
    visits: visitsOf(file, 'visit').map((visit) => ({
      day: visit.on,
      by: directory.nameOf(visit.by),
      conclusion: [visitWords(visit.result), visit.words].filter(Boolean).join('；'),
    })),
    persuasions: file.visits
      .filter(({ purpose }) => purpose !== 'visit')
      .map((visit) => ({
        day: visit.on,
        people: directory.nameOf(visit.by),
        words: visit.words,
        outcome: `${purposeWords(visit.purpose)}：${visitWords(visit.result)}`,
      })),
    persuasionsRequired: county.policy.settings['persuasion.required'],
    firstReport: kind === 'D2' ? await firstReportOf(drafting) : null,
  };
};

const visitsOf = (file: CaseFile, purpose: VisitPurpose): Visit[] =>
  file.visits.filter((visit) => visit.purpose === purpose);

/** Where the child stays, with the day it was told: 「去向明」. */
export const stayIn = ({ stays }: CaseFile, townshipName: (id: string) => string): string | null => {
  const stay = stays.at(-1);
  if (!stay) return null;
  const township = stay.where.kind === 'township' ? townshipName(stay.where.township) : null;
  return stayWords(stay.place || township || null, stay.on);
};

/** D14. */
export const assignment = async (drafting: Drafting): Promise<FieldsOf<'D14-1' | 'D14-2' | 'D14-3'>> => {
  const { directory } = drafting;
  const file = await fileFor(drafting);
  const township = directory.townships.get(file.township ?? '')?.name;
  const student = directory.students.get(file.student);
  return {
    ...headOf({
      ...drafting,
      about: { ...drafting.about, ...(file.township ? { township: file.township } : {}) },
    }),
    caseNumber: (await firstReportOf({ ...drafting, period: `case-${file.relapse}` }))?.number ?? null,
    ticket: file.ticket,
    pupil: await pupilOf(drafting),
    school: schoolOf(drafting),
    household: directory.townships.get(student?.household ?? '')?.name ?? null,
    whereabouts: stayIn(file, (id) => directory.townships.get(id)?.name ?? id),
    basis: township ? basisWords(township, file.dispatches.at(-1) ?? null) : null,
    contact: headOf({ ...drafting, kind: 'D9' }).signer ?? null,
  };
};

/** D15: only what the ledger knows; the text is the county's own. */
export const fourStep = async (drafting: Drafting): Promise<FieldsOf<'D15-1'>> => {
  const { directory } = drafting;
  const file = await fileFor(drafting);
  const student = directory.students.get(file.student);
  return {
    ...headOf(drafting),
    pupil: await pupilOf(drafting),
    school: schoolOf(drafting),
    guardian: (student ? guardiansByLaw(student) : []).map((id) => directory.nameOf(id)).join('、'),
    address: student?.village ?? null,
    documentNumber: stepOf(drafting.kind, file)?.document?.number ?? null,
    earlier: earlierOf(drafting.kind, file),
    until: stepOf(drafting.kind, file)?.document?.until ?? null,
    firstMissed: file.firstMissed,
    sessions: visitsOf(file, 'session').map((visit) => ({
      day: visit.on,
      by: directory.nameOf(visit.by),
      answer: visit.words,
    })),
  };
};

/** The steps in order, as their documents are numbered: D15-1 is the first. */
const stepOf = (kind: PaperKind, { steps }: CaseFile): StepRecord | null =>
  steps.find(({ step }) => STEPS.indexOf(step) === Number(kind.slice('D15-'.length)) - 1) ?? null;

/** What the step before left on record: each opens only on that (P4.2-ORDER). */
const earlierOf = (kind: PaperKind, { steps }: CaseFile) => {
  const place = Number(kind.slice('D15-'.length)) - 1;
  const before = steps.filter(({ step }) => STEPS.indexOf(step) < place).at(-1);
  if (!before?.document) return null;
  const { number, on } = before.document;
  return { number, day: on, result: before.result && stepResultWords(before.result.complied) };
};

const PURPOSE_OF = { 'D16-1': 'visit', 'D16-2': 'persuasion', 'D16-3': 'session' } as const;

/** D16: the latest of its kind; what was not told is written down by hand on the spot. */
export const record = async (drafting: Drafting): Promise<FieldsOf<'D16-1'>> => {
  const file = await fileFor(drafting);
  const visits = visitsOf(file, PURPOSE_OF[drafting.kind as keyof typeof PURPOSE_OF]);
  const visit = visits.at(-1);
  return {
    ...headOf(drafting),
    pupil: await pupilOf(drafting),
    ordinal: visits.length || null,
    day: visit?.on ?? null,
    by: visit ? drafting.directory.nameOf(visit.by) : null,
    result: visit ? [visitWords(visit.result), visit.words].filter(Boolean).join('；') : null,
  };
};

/** D17: the reason is for those who decide. */
export const closing = async (drafting: Drafting): Promise<FieldsOf<'D17'>> => {
  const { calendar, today } = drafting;
  const file = await fileFor(drafting);
  return {
    ...headOf(drafting),
    pupil: await pupilOf(drafting),
    caseNumber: (await firstReportOf(drafting))?.number ?? null,
    opened: file.opened === null ? null : dayOf(file.opened),
    firstMissed: file.firstMissed,
    returnedOn: file.returnedOn,
    stableDays: file.returnedOn ? calendar.countSchoolDays(file.returnedOn, today) : null,
    relapses: file.relapse,
    ticket: file.ticket,
    reason: file.closing && reasonWords[file.closing.reason],
    proofs: file.proofs.map(({ proof, detail, on }) => ({
      name: proofLine(proofWords[proof], detail),
      day: on,
    })),
  };
};
