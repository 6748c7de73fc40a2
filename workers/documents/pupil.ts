import { addDays, at, type Day, dayOf } from '../../domain/calendar/time.ts';
import {
  begunOn,
  daysOff,
  doneSince,
  persuasionsIn,
  stableDays,
  unexcusedRun,
} from '../../domain/cases/counting.ts';
import { STAY_HELP } from '../../domain/cases/deciding.ts';
import {
  type CaseFile,
  casePeriod,
  dispatchOf,
  emptyFile,
  type StepRecord,
  type Visit,
} from '../../domain/cases/file.ts';
import { countyIn } from '../../domain/cases/residence.ts';
import { saidWhere } from '../../domain/conversation/visit-notes.ts';
import { type Duty, isLive } from '../../domain/duties/duty.ts';
import { STEPS } from '../../domain/facts/case-fact.ts';
import type { VisitPurpose } from '../../domain/facts/fact.ts';
import { type PaperKind, PURPOSE_RECORDED } from '../../domain/papers/kinds.ts';
import { trailOf } from '../../domain/papers/trail.ts';
import { guardiansByLaw } from '../../domain/people/carers.ts';
import { identityOf } from '../../domain/people/identity.ts';
import { posts, unitTitles } from '../../domain/people/roles.ts';
import { needNamed } from '../../domain/support/needs.ts';
import { openIdNumbers, openPhones } from '../../prisma/stores/directory-store.ts';
import { caseFileOf, dutiesAbout, factsAbout, guardiansOf } from '../../prisma/stores/ledger-store.ts';
import { paperOf, paperSteps } from '../../prisma/stores/paper-store.ts';
import { basisWords, proofWords, reasonWords } from '../../templates/case-words.ts';
import type { FieldsOf } from '../../templates/papers/catalogue.ts';
import { educationOf } from '../../templates/papers/offices.ts';
import {
  dayWords,
  dispatchTask,
  findingWords,
  letterWords,
  noReasonNeeded,
  proofLine,
  purposeWords,
  referralTitle,
  requestWords,
  sexWords,
  situationWords,
  standingWords,
  stayWords,
  stepResultWords,
  visitWords,
} from '../../templates/vocabulary.ts';
import { type Drafting, headOf, nameOffice } from './drafting.ts';

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

/** The first report of the case as it went out: under the number and on the day told, else as it was drafted. */
const firstReportOf = async (drafting: Drafting) => {
  const { database, period } = drafting;
  const subject = `student:${studentOf(drafting)}`;
  const paper = await paperOf(database, 'D1', subject, period);
  if (!paper) return null;
  const { number = null, sentAt = paper.at } = trailOf(paper, await paperSteps(database.hot, subject));
  return { number, date: dayOf(sentAt) };
};

/** What the school's register says each guardian is to the child: 父亲, 妈妈. */
const relationsOf = async (drafting: Drafting): Promise<Map<string, string | null>> => {
  const rows = await guardiansOf(drafting.database, studentOf(drafting));
  return new Map(rows.map(({ person, relation }) => [person, relation]));
};

/** D1, D2. */
export const report = async (drafting: Drafting): Promise<FieldsOf<'D1' | 'D2'>> => {
  const { directory, calendar, county, today, database, secrets, kind } = drafting;
  const file = await fileFor(drafting);
  const student = directory.students.get(file.student);
  const guardians = student ? guardiansByLaw(student) : [];
  const phones = await openPhones(database, secrets, guardians);
  const relations = await relationsOf(drafting);
  // The file keeps all years; a report is about one absence (P0-TRUTH).
  const since = file.firstMissed ?? begunOn(file);
  const days = Object.entries(file.marks).filter(([day]) => since === null || day >= since);
  const missed = daysOff({ marks: Object.fromEntries(days) });
  const findings = missed.flatMap(([, { finding }]) => (finding ? [findingWords(finding)] : []));
  const { contacts, visits } = doneSince(file, since);
  const persuasions = persuasionsIn(file);
  return {
    ...headOf(drafting),
    pupil: await pupilOf(drafting),
    guardians: guardians.map((id) => ({
      name: directory.nameOf(id),
      relation: relations.get(id) ?? null,
      phone: phones.get(id) ?? null,
    })),
    firstMissed: file.firstMissed,
    unexcusedDays: unexcusedRun(file, calendar, today).length,
    elapsedDays: file.firstMissed ? calendar.cdxCount(file.firstMissed, today) : null,
    missedDays: missed.map(([day, mark]) => ({
      day,
      status: dayWords(mark),
    })),
    contacts: contacts.map((note) => ({
      at: note.at,
      by: directory.nameOf(note.by),
      result: standingWords(note.result),
    })),
    findings: findings.at(-1) ?? null,
    whereabouts:
      stayIn(file, (id) => directory.townships.get(id)?.name ?? id) ??
      heardOf({ visits, seen: seenSince(file, since) }, student?.name ?? ''),
    category: file.category,
    // What does not count as a persuasion was a visit all the same.
    visits: visits
      .filter((visit) => !persuasions.includes(visit))
      .map((visit) => ({
        day: visit.on,
        by: goersOf(visit, drafting),
        met: visit.met ?? null,
        childWords: visit.child ?? null,
        conclusion: [
          ...(visit.purpose === 'visit' ? [] : [purposeWords(visit.purpose)]),
          visitWords(visit.result),
          ...(visit.words ? [visit.words] : []),
        ].join('；'),
      })),
    request: requestWords[kind === 'D1' ? 'D1' : 'D2'],
    persuasions: persuasions.map((visit) => ({
      day: visit.on,
      people: goersOf(visit, drafting),
      place: visit.place ?? null,
      words: visit.words,
      outcome: `${purposeWords(visit.purpose)}：${visitWords(visit.result)}`,
    })),
    persuasionsRequired: county.policy.settings['persuasion.required'],
    firstReport: kind === 'D2' ? await firstReportOf(drafting) : null,
  };
};

/** Whoever went: who tells of it, and who was named as having come along. */
const goersOf = ({ by, people }: Visit, { directory }: Drafting): string =>
  [directory.nameOf(by), people].filter(Boolean).join('、');

const visitsOf = (file: CaseFile, purpose: VisitPurpose): Visit[] =>
  file.visits.filter((visit) => visit.purpose === purpose);

/** Where the child stays, with the day it was told: 「去向明」. */
export const stayIn = ({ stays }: CaseFile, townshipName: (id: string) => string): string | null => {
  const stay = stays.at(-1);
  if (!stay) return null;
  const township = stay.where.kind === 'township' ? townshipName(stay.where.township) : null;
  return stayWords(stay.place || township || null, stay.on);
};

/** What was told of where the child is besides a place of stay, in this absence: 动向 (P3.3-TRACK). */
const seenSince = ({ year }: CaseFile, since: Day | null): NonNullable<CaseFile['year']>['seen'] =>
  (year?.seen ?? []).filter(({ on }) => since === null || on >= since);

type Heard = Pick<CaseFile, 'visits'> & { seen: ReturnType<typeof seenSince> };

/** While nobody has said where the child stays: what was told of that last, to the school or to somebody who went, in their words. */
const heardOf = ({ visits, seen }: Heard, name: string): string | null => {
  const heard = visits.flatMap(({ words, on }) => {
    const where = words && saidWhere(words, name);
    return where ? [{ where, on }] : [];
  });
  const told = seen.flatMap(({ place, words, on }) =>
    place === 'away' && words ? [{ where: words, on }] : [],
  );
  const [last] = [...told, ...heard].toSorted((one, other) => (one.on < other.on ? 1 : -1));
  return last ? stayWords(last.where, last.on) : null;
};

/** D14: what is asked, by when, of whom: of a dispatch and its letters by the clause, of a referral as it was asked (P4.R1, P1.R3). */
export const assignment = async (drafting: Drafting): Promise<FieldsOf<'D14-1' | 'D14-2' | 'D14-3'>> => {
  const { directory, kind } = drafting;
  const file = await fileFor(drafting);
  const { household = '' } = directory.students.get(file.student) ?? {};
  const township = directory.townships.get(file.township ?? '')?.name;
  const head = headOf(drafting);
  const asked = await ASKED[kind as keyof typeof ASKED](drafting, file);
  return {
    ...head,
    to: head.to ?? asked?.to ?? null,
    caseNumber:
      (await firstReportOf({ ...drafting, period: casePeriod(file) }))?.number ?? asked?.number ?? null,
    ticket: file.ticket,
    pupil: await pupilOf(drafting),
    school: schoolOf(drafting),
    household: directory.townships.get(household)?.name ?? countyIn(household),
    whereabouts: stayIn(file, (id) => directory.townships.get(id)?.name ?? id),
    basis: township ? basisWords(township, dispatchOf(file)) : null,
    situation: asked?.situation ?? null,
    task: asked?.task ?? null,
    until: asked?.until ?? null,
    contact: headOf({ ...drafting, kind: 'D9' }).signer ?? null,
  };
};

interface AskedFor {
  to: string | null;
  number: string | null;
  situation: string | null;
  task: string;
  until: Day | null;
}

/** How the case stands, to whoever persuades from now on. */
const situationOf = (file: CaseFile): string | null => {
  const { contacts, visits } = doneSince(file, begunOn(file));
  return situationWords({
    firstMissed: file.firstMissed,
    ...{ contacts: contacts.length, visits: visits.length },
  });
};

/** Three sessions in the week from the dispatch (P4.R3-3IN1W, AMB-17). */
const dispatched = ({ county, today }: Drafting, file: CaseFile): AskedFor => {
  const { 'edu3.count': count, 'edu3.days': days } = county.policy.settings;
  const dispatch = dispatchOf(file);
  return {
    ...{ to: null, number: null },
    situation: situationOf(file),
    task: dispatchTask(count),
    until: addDays(dispatch ? dayOf(dispatch.at) : today, days),
  };
};

/**
 * The letter that the decision asks for: to the county of registration, or to the place of stay (policy §6.4). Its addressee as
 * far as anybody has named the place; null where the decision asks for none.
 */
const written = ({ directory, county, calendar, today }: Drafting, file: CaseFile): AskedFor | null => {
  const task = dispatchOf(file)?.tasks?.find((one) => one === 'letter_to_county' || one === 'write_to_stay');
  if (task !== 'letter_to_county' && task !== 'write_to_stay') return null;
  const place =
    task === 'letter_to_county' ? directory.students.get(file.student)?.household : file.stays.at(-1)?.place;
  const named = countyIn(place ?? '');
  return {
    to: named && educationOf(named),
    number: null,
    situation: situationOf(file),
    task: letterWords[task],
    until: calendar.addWorkdays(today, county.policy.settings['letter.receipt_wd']),
  };
};

/**
 * The referral to a township or unit that a slip puts on paper: the township of stay's (policy §6.4), else the newest that is
 * still to be answered, else the newest. Nothing of the restricted section goes on paper beside a name (policy §5.1).
 */
const referred = async (drafting: Drafting, { student }: CaseFile): Promise<AskedFor | null> => {
  const { database, county } = drafting;
  const { referrals } = county.policy;
  const duties = await dutiesAbout(database, student);
  const asked = (await factsAbout(database, student)).flatMap(({ body }) => {
    if (body.kind !== 'referral' || needNamed(referrals, body.need).restricted) return [];
    const asking = duties.filter((duty) => duty.asked?.number === body.number);
    const to = asking.flatMap((duty) => receiverOf(duty, drafting) ?? []);
    return to.length > 0 ? [{ body, to, asking }] : [];
  });
  const open = asked.filter(({ asking }) => asking.some(isLive));
  const found = open.findLast(({ body }) => body.need === STAY_HELP) ?? open.at(-1) ?? asked.at(-1);
  if (!found) return null;
  const { body, to, asking } = found;
  return {
    to: to.join('、'),
    number: referralTitle(body.number),
    situation: body.words,
    task: needNamed(referrals, body.need).label,
    until: dayOf(Math.min(...asking.map(({ dueAt }) => dueAt))),
  };
};

/** The unit or township that a referral's duty is of; null for a village, a school and the bureau itself, which get no slip. */
const receiverOf = ({ name, about }: Duty, drafting: Drafting): string | null => {
  if (about.unit) return unitTitles[about.unit];
  const actor = drafting.county.policy.named.get(name)?.duty.actor;
  return actor && posts[actor].level === 'township' ? nameOffice('township', { ...drafting, about }) : null;
};

const ASKED = { 'D14-1': dispatched, 'D14-2': referred, 'D14-3': written } as const;

/** D15: only what the ledger knows; the text is the county's own. */
export const fourStep = async (drafting: Drafting): Promise<FieldsOf<'D15-1'>> => {
  const { directory } = drafting;
  const file = await fileFor(drafting);
  const student = directory.students.get(file.student);
  const guardians = student ? guardiansByLaw(student) : [];
  const relations = await relationsOf(drafting);
  return {
    ...headOf(drafting),
    pupil: await pupilOf(drafting),
    school: schoolOf(drafting),
    guardian: guardians.map((id) => directory.nameOf(id)).join('、'),
    relation: guardians.flatMap((id) => relations.get(id) ?? []).join('、') || null,
    address: student?.village ?? null,
    documentNumber: stepOf(drafting.kind, file)?.document?.number ?? null,
    earlier: earlierOf(drafting.kind, file),
    until: stepOf(drafting.kind, file)?.document?.until ?? null,
    firstMissed: file.firstMissed,
    sessions: visitsOf(file, 'session')
      .filter(isWhole)
      .map((visit) => ({
        day: visit.on,
        by: goersOf(visit, drafting),
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

/** Nothing to explain where the child was heard; a gap to be filled by hand where nobody has said. */
const whyNoWords = ({ child, unheard }: Visit): string | null => (child ? noReasonNeeded : (unheard ?? null));

/**
 * The how-manieth of those that count: of the sessions since the dispatch, of the persuasions and visits of this absence (T20,
 * AMB-16); null for one that does not count.
 */
const ordinalOf = (visit: Visit, file: CaseFile): number | null => {
  const placeOf = {
    visit: () => doneSince(file, begunOn(file)).visits.filter(isVisit).indexOf(visit),
    persuasion: () => persuasionsIn(file).indexOf(visit),
    session: () => (isWhole(visit) ? file.sessionDays.lastIndexOf(visit.on) : -1),
  };
  return placeOf[visit.purpose]() + 1 || null;
};

const isVisit = ({ purpose }: Visit): boolean => purpose === 'visit';

/** A session that lacked nothing (P4.R3-3IN1W); one kept before that was noted stands as it was told. */
const isWhole = ({ told }: Visit): boolean => told?.session !== false;

/** D16: the latest of its kind; what was not told is written down by hand on the spot. */
export const record = async (drafting: Drafting): Promise<FieldsOf<'D16-1'>> => {
  const file = await fileFor(drafting);
  const visits = visitsOf(file, PURPOSE_RECORDED[drafting.kind as keyof typeof PURPOSE_RECORDED]);
  const visit = visits.at(-1);
  return {
    ...headOf(drafting),
    pupil: await pupilOf(drafting),
    ordinal: visit ? ordinalOf(visit, file) : null,
    day: visit?.on ?? null,
    place: visit?.place ?? null,
    by: visit ? goersOf(visit, drafting) : null,
    met: visit?.met ?? null,
    childWords: visit?.child ?? null,
    whyNoChildWords: visit ? whyNoWords(visit) : null,
    result: visit ? [visitWords(visit.result), visit.words].filter(Boolean).join('；') : null,
  };
};

const closedDay = ({ now, today, county }: Drafting): Day =>
  now >= at(today, county.policy.settings['sameday.soft_end']) ? today : addDays(today, -1);

/** D17: the reason is for those who decide. */
export const closing = async (drafting: Drafting): Promise<FieldsOf<'D17'>> => {
  const { calendar } = drafting;
  const file = await fileFor(drafting);
  return {
    ...headOf(drafting),
    pupil: await pupilOf(drafting),
    caseNumber: (await firstReportOf(drafting))?.number ?? null,
    opened: file.opened === null ? null : dayOf(file.opened),
    firstMissed: file.firstMissed,
    returnedOn: file.returnedOn,
    // As the clock counts them: days attended, today only once it is over (T19).
    stableDays: file.returnedOn
      ? stableDays(file, calendar, file.stableOn ?? closedDay(drafting)).length
      : null,
    relapses: file.relapse,
    ticket: file.ticket,
    reason: file.closing && reasonWords[file.closing.reason],
    proofs: file.proofs.map(({ proof, detail, on }) => ({
      name: proofLine(proofWords[proof], detail),
      day: on,
    })),
  };
};
