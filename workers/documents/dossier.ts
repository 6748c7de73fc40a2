import { type Day, dayOf, type Instant } from '../../domain/calendar/time.ts';
import { unexcusedRun } from '../../domain/cases/counting.ts';
import { type CaseFile, emptyFile, type Visit } from '../../domain/cases/file.ts';
import { twelveOf } from '../../domain/cases/twelve.ts';
import type { County } from '../../domain/decision.ts';
import { SEATS } from '../../domain/facts/case-fact.ts';
import type { FactBody } from '../../domain/facts/fact.ts';
import type { NoticeFile } from '../../domain/notices/file.ts';
import { inChargeAt } from '../../domain/papers/about.ts';
import { type PaperTrail, trailOf } from '../../domain/papers/trail.ts';
import { guardiansByLaw } from '../../domain/people/carers.ts';
import type { Student } from '../../domain/people/directory.ts';
import { FACT_INFORMATION } from '../../domain/people/fact-information.ts';
import { type Identity, identityOf } from '../../domain/people/identity.ts';
import { posts, type Role } from '../../domain/people/roles.ts';
import type { Information } from '../../domain/people/sight.ts';
import { openIdNumbers, openPhones } from '../../prisma/stores/directory-store.ts';
import { caseFileOf, factsAbout, guardiansOf, type KeptFact } from '../../prisma/stores/ledger-store.ts';
import { type KeptPaper, paperSteps, papersAbout } from '../../prisma/stores/paper-store.ts';
import { CARER_TITLE, openTwelvePhones } from '../../prisma/stores/twelve-store.ts';
import { seatWords } from '../../templates/case-words.ts';
import { paperTitle } from '../../templates/paper-words.ts';
import { chineseDay } from '../../templates/papers/content.ts';
import type { Dossier, DossierEntry } from '../../templates/papers/contents/dossier.ts';
import { authorWords, factWords, flagWords } from '../../templates/timeline.ts';
import {
  childLine,
  dayWords,
  purposeWords,
  sexWords,
  shortTitle,
  stageWords,
  standingWords,
  teamWords,
  visitWords,
  yesNo,
} from '../../templates/vocabulary.ts';
import type { DraftDependencies } from './draft.ts';
import { addresseesOf } from './drafting.ts';
import { stayIn } from './pupil.ts';

type Asked = Extract<NoticeFile, { is: 'dossier' }>;

type Group = 'visits' | 'persuasions' | 'platform' | 'fourStep' | 'help' | 'outcome';

/** Where a fact stands in the dossier (policy §7.1). What is left out the case file tells itself, or it is no part of it. */
const GROUP_OF: Partial<Record<FactBody['kind'], Group>> = {
  verification: 'visits',
  stay: 'visits',
  talk: 'visits',
  category: 'visits',
  hazard: 'visits',
  one_to_one: 'visits',
  next_step: 'persuasions',
  ticket: 'platform',
  dispatch: 'platform',
  acceptance: 'platform',
  online_entry: 'platform',
  ticket_closed: 'platform',
  step_opened: 'fourStep',
  step_document: 'fourStep',
  step_result: 'fourStep',
  legal_check: 'fourStep',
  steps_decided: 'fourStep',
  referral: 'help',
  benefits: 'help',
  carer: 'help',
  buddy: 'help',
  schooling: 'help',
  home_lesson: 'help',
  stage: 'outcome',
  registration: 'outcome',
  not_enrolled: 'outcome',
  elsewhere: 'outcome',
  dropout_decision: 'outcome',
  placement: 'outcome',
  proof: 'outcome',
  close_confirmation: 'outcome',
  closing: 'outcome',
  reopening: 'outcome',
  review_extended: 'outcome',
  enrolment_change: 'outcome',
};

/** Flags by what must be seen to see them; the others go with the case. */
const FLAG_OF: Readonly<Record<string, Information>> = {
  left_behind: 'left_behind',
  monitored: 'monitored',
  disabled: 'restricted',
  hardship: 'household_finance',
};

/** Whoever stands by a case without a seat among the twelve. */
const BESIDES: readonly Role[] = ['bureau_officer'];

/** 责任教师 and the joint group of the case, before the twelve of both lines (P1.3-TWELVE, P6.1). */
const caseTeam = ({ teacher, group }: CaseFile, name: (person: string) => string): Dossier['team'] => [
  ...(teacher ? [{ post: teamWords.teacher, name: name(teacher) }] : []),
  ...SEATS.flatMap((seat) => {
    const seated = group[seat];
    if (!seated) return [];
    return [
      {
        post: teamWords.seat(seatWords[seat]),
        name: 'name' in seated ? seated.name : teamWords.vacant(seated.vacant),
      },
    ];
  }),
];

const inOrder = (entries: readonly DossierEntry[]): DossierEntry[] =>
  entries.toSorted((one, other) => (dayIn(one) < dayIn(other) ? -1 : 1));

const dayIn = ({ at }: DossierEntry): Day => (typeof at === 'number' ? dayOf(at) : at);

/** What is kept of the pupil, and what of it the reader may see. */
interface Sources {
  id: string;
  student: Student | undefined;
  file: CaseFile;
  facts: readonly KeptFact[];
  county: County;
  today: Day;
  sees(what: Information): boolean;
}

/** 一生一案 of one pupil from the ledger, with what `shows` allows. */
export const dossierOf = async (
  { student: id, shows, asked, reader }: Asked,
  { database, secrets, county }: DraftDependencies,
): Promise<Dossier> => {
  const { directory } = county();
  const [file, facts, registered, papers, steps, idNumbers, typedPhones] = await Promise.all([
    caseFileOf(database, id).then((found) => found ?? emptyFile(id)),
    factsAbout(database, id),
    guardiansOf(database, id),
    papersAbout(database, `student:${id}`),
    paperSteps(database.hot, `student:${id}`),
    openIdNumbers(database, secrets, [id]),
    openTwelvePhones(database, secrets, id),
  ]);
  const student = directory.students.get(id);
  const sees = (what: Information): boolean => shows.includes(what);
  const sources = { id, student, file, facts, county: county(), today: dayOf(asked), sees };
  const guardians = registered.filter(({ person }) => !student || guardiansByLaw(student).includes(person));
  const phones = await openPhones(
    database,
    secrets,
    guardians.map(({ person }) => person),
  );
  return {
    printedFor: directory.nameOf(reader),
    at: asked,
    ...childIn(sources, identityOf(idNumbers.get(id))),
    guardians: [
      ...guardians.map(({ person, relation, working }) => ({
        name: directory.nameOf(person),
        relation,
        phone: phones.get(person) ?? null,
        away: yesNo(working),
      })),
      ...carerIn(sources, typedPhones),
    ],
    ...absenceIn(sources),
    ...workIn(sources),
    team: teamIn(sources),
    papers: papers.map((paper) => paperIn(sources, paper, trailOf(paper, steps))),
    outcome: factsOf(sources, 'outcome'),
    relapses: file.relapse,
    returnedOn: file.returnedOn,
  };
};

/** Who was named to look after a left-behind child (P5.1-LEFTBEHIND). */
const carerIn = ({ file, sees }: Sources, typed: Awaited<ReturnType<typeof openTwelvePhones>>) => {
  const carer = file.support?.carer ?? null;
  if (carer === null || !FACT_INFORMATION.carer.some(sees)) return [];
  const known = typed.get(CARER_TITLE);
  return [{ name: carer, relation: CARER_TITLE, phone: known?.name === carer ? known.phone : null }];
};

/** Who the child is, where it belongs and where it is. */
const childIn = (
  { id, student, file, county: { directory }, today, sees }: Sources,
  identity: Identity | null,
) => {
  const school = directory.schools.get(student?.school ?? '');
  const township = (unit: string): string => directory.townships.get(unit)?.name ?? unit;
  return {
    name: student?.name ?? '',
    sex: identity && sexWords(identity.sex),
    birth: identity?.birth ?? null,
    idNumber: sees('id_number_masked') ? (identity?.masked ?? null) : null,
    school: school?.name ?? null,
    class: directory.classes.get(student?.class ?? '')?.name ?? null,
    teacher: directory
      .holders('homeroom_teacher', { student: id }, today)
      .map(({ person }) => directory.nameOf(person))
      .join('、'),
    household: township(student?.household ?? ''),
    village: student?.village ?? null,
    enrolled: student?.class ? township(school?.township ?? '') : null,
    stay: sees('whereabouts') ? stayIn(file, township) : null,
    flags: (student?.flags ?? [])
      .filter((flag) => sees(FLAG_OF[flag] ?? 'case_detail'))
      .map(flagWords)
      .join('、'),
  };
};

/** Since when the child is away, day by day, and how the case stands. */
const absenceIn = ({ student, file, county, today }: Sources) => ({
  stage: stageWords(file.stage),
  firstMissed: file.firstMissed,
  unexcusedDays: unexcusedRun(file, county.calendarOf(student?.school ?? ''), today).length,
  days: Object.entries(file.marks)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, mark]) => ({ day, status: dayWords(mark) })),
});

/** What was done for the child. */
const workIn = (sources: Sources) => {
  const { file, county, sees } = sources;
  const name = (person: string): string => county.directory.nameOf(person);
  // A case under protection is told without anybody's words but to those of the restricted section (§6.5).
  const words = (text: string | null): string | null => (file.safeguard && !sees('restricted') ? null : text);
  const visited = (visit: Visit): DossierEntry => ({
    at: visit.on,
    by: name(visit.by),
    what: [
      `${purposeWords(visit.purpose)}：${visitWords(visit.result)}`,
      words(visit.words),
      words(childLine(visit)),
    ]
      .filter(Boolean)
      .join('；'),
  });
  return {
    contacts: file.contacts.map((note) => ({
      at: note.at,
      by: name(note.by),
      what: [standingWords(note.result), words(note.words)].filter(Boolean).join('；'),
    })),
    visits: inOrder([
      ...factsOf(sources, 'visits'),
      ...file.visits.filter(({ purpose }) => purpose === 'visit').map(visited),
    ]),
    persuasions: inOrder([
      ...factsOf(sources, 'persuasions'),
      ...file.visits.filter(({ purpose }) => purpose !== 'visit').map(visited),
    ]),
    platform: factsOf(sources, 'platform'),
    fourStep: factsOf(sources, 'fourStep'),
    help: factsOf(sources, 'help'),
  };
};

const factsOf = ({ facts, county: { directory }, sees }: Sources, group: Group): DossierEntry[] =>
  facts
    .filter(({ body }) => GROUP_OF[body.kind] === group && FACT_INFORMATION[body.kind].some(sees))
    .map(({ at, author, authorRole, body }) => ({
      at,
      by: authorWords({ person: author, role: authorRole }, directory.nameOf(author)),
      what: factWords(body, (unit) => directory.townships.get(unit)?.name ?? unit),
    }));

/** The case's own people, the twelve of both lines (P1.3-TWELVE), and whoever stands by without a seat among them. */
const teamIn = ({ id, file, county: { directory, policy }, today }: Sources): Dossier['team'] => [
  ...caseTeam(file, (person) => directory.nameOf(person)),
  ...twelveOf(file, directory, today, policy.settings).map(({ line, title, who }) => ({
    post: `${teamWords.twelve[line]}${title}`,
    name: who ?? teamWords.empty,
  })),
  ...BESIDES.flatMap((role) =>
    directory.holders(role, { student: id }, today).map(({ person }) => ({
      post: shortTitle(role, posts[role].title),
      name: directory.nameOf(person),
    })),
  ),
];

const paperIn = (
  { id, file, county: { directory }, today }: Sources,
  paper: KeptPaper,
  trail: PaperTrail,
): Dossier['papers'][number] => {
  const by = (at: Instant | undefined, person: string | undefined) =>
    at === undefined ? null : `${directory.nameOf(person ?? '')} ${chineseDay(dayOf(at))}`;
  return {
    title: paperTitle(paper.kind),
    to: addresseesOf(paper.kind, id, { inCharge: inChargeAt(file, paper.at), directory, today }),
    number: trail.number ?? null,
    drafted: dayOf(paper.at),
    signed: by(trail.signedAt, trail.signedBy),
    receipted: by(trail.receiptedAt, trail.receiptedBy),
  };
};
