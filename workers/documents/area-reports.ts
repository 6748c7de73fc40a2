import { type Day, dayOf } from '../../domain/calendar/time.ts';
import { type CaseFile, isOpenCase } from '../../domain/cases/file.ts';
import {
  COMPARISONS,
  type ComparisonKey,
  type Counts,
  isOfSchoolAge,
  isSixteen,
} from '../../domain/comparison/compare.ts';
import { LISTS, type ListName } from '../../domain/comparison/lists.ts';
import { placeRows } from '../../domain/figures/place-rows.ts';
import { monthOf } from '../../domain/figures/spans.ts';
import { termOfPaper } from '../../domain/papers/period.ts';
import type { Student } from '../../domain/people/directory.ts';
import { identityOf } from '../../domain/people/identity.ts';
import { titleOf } from '../../domain/policy/policy.ts';
import type { SurveyedPlace } from '../../domain/survey/survey.ts';
import { type ListedFinding, listedIn, newestRun } from '../../prisma/stores/comparison-store.ts';
import { openIdNumbers } from '../../prisma/stores/directory-store.ts';
import { readFigures } from '../../prisma/stores/figure-store.ts';
import { caseFilesIn, dueDays, liveDutiesNamed, reportsOf } from '../../prisma/stores/ledger-store.ts';
import { cellsOfSnapshot, snapshotOfKey } from '../../prisma/stores/snapshot-store.ts';
import { type KeptSurvey, surveysOf } from '../../prisma/stores/survey-store.ts';
import { sourceTitles } from '../../templates/comparison.ts';
import { groundLine } from '../../templates/comparison-sheets.ts';
import { comparisonReportWords } from '../../templates/comparison-words.ts';
import type { FieldsOf } from '../../templates/papers/catalogue.ts';
import { surveyCountLine } from '../../templates/survey.ts';
import { areaWords, periodWords } from '../../templates/vocabulary.ts';
import { type Drafting, headOf } from './drafting.ts';

/** D7: a township's lists of the term as the newest comparison has them, with what was found out since (P2.1–P2.3). */
export const comparison = async (drafting: Drafting): Promise<FieldsOf<'D7'>> => {
  const { about, database, secrets, period, today, calendar } = drafting;
  const term = calendar.terms.find(({ first }) => first === period) ?? termOfPaper('D7', today, calendar);
  const head = { ...headOf(drafting), term: term?.name ?? null };
  const run = term ? await newestRun(database.hot, term.name) : null;
  if (!run || !term) return { ...head, ...NOT_COMPARED };
  const listed = await listedIn(database, secrets, { term: term.name, township: about.township ?? '' });
  const on = (list: ListName): ListedFinding[] => listed.filter((child) => child.list === list);
  const open = listed.filter(({ state }) => state === 'open');
  const due = await dueDays(database, [...new Set(open.map(({ period: of }) => of))]);
  return {
    ...head,
    sources: run.told.sources.map(({ source, date, by }) => ({
      name: sourceTitles[source],
      day: date,
      owner: by,
    })),
    counts: [
      ...LISTS.map((list) => ({ item: comparisonReportWords.listed(list), count: on(list).length })),
      { item: comparisonReportWords.answered, count: listed.length - open.length },
      ...COMPARISONS.flatMap((key) => heldAgainst(key, run.told.counts[key])),
    ],
    listA: on('A').map(foundOut),
    listB: on('B').map(foundOut),
    listC: on('C').map(foundOut),
    listD: on('D').map(foundOut),
    unresolved: open.map(({ name, list, period: of }) => ({
      matter: comparisonReportWords.open(name, list),
      owner: officerOf(drafting),
      until: due.get(of) ?? null,
    })),
  };
};

const NOT_COMPARED = {
  ...{ sources: [], counts: [], listA: null, listB: null, listC: null, listD: null, unresolved: null },
};

/** How many entries went into a comparison, and how many were found to be one child. */
const heldAgainst = (key: ComparisonKey, { left, right, byNumber, byLikeness }: Counts) => [
  { item: comparisonReportWords.left(key), count: left },
  { item: comparisonReportWords.right(key), count: right },
  { item: comparisonReportWords.matched(key), count: byNumber + byLikeness },
];

const foundOut = ({ name, village, school, class: inClass, ground, answer }: ListedFinding) => ({
  name,
  place: [village, school, inClass].filter(Boolean).join(' '),
  finding: [groundLine(ground), answer].filter(Boolean).join('；'),
});

/** Who finds out for a township. */
const officerOf = ({ directory, about, today }: Drafting): string | null => {
  const [officer] = directory.holders('township_officer', about, today);
  return officer ? directory.nameOf(officer.person) : null;
};

/** What the ledger knows of the school-age children of one place, by household registration; none of it was surveyed. */
const ledgerOf = (
  place: string,
  students: readonly Student[],
  files: ReadonlyMap<string, CaseFile>,
): FieldsOf<'D8-1'>['places'][number] => ({
  place,
  children: students.length,
  enrolled: students.filter(({ class: classId }) => classId !== null).length,
  neverEnrolled: students.filter(({ class: classId }) => classId === null).length,
  droppedOut: students.filter(({ id }) => files.get(id)?.stage === 'DROPOUT').length,
});

/** What the survey tables of these townships say of their places: by village for one, by township for the district. */
const surveyedPlaces = (
  surveys: readonly KeptSurvey[],
  { directory, about }: Drafting,
): FieldsOf<'D8-1'>['places'] => {
  const row = (place: string, { children, enrolled, neverEnrolled, droppedOut }: SurveyedPlace) => ({
    ...{ place, children, enrolled, droppedOut },
    neverEnrolled: neverEnrolled + droppedOut,
  });
  if (about.township === undefined)
    return surveys.map(({ township, counts }) => row(directory.townships.get(township)?.name ?? '', counts));
  return surveys.flatMap(({ counts }) =>
    counts.villages.map((village) => row(village.village ?? areaWords.unknownVillage, village)),
  );
};

/** Aid for autumn as the tables ask for it. */
const surveyedAid = (surveys: readonly KeptSurvey[]): FieldsOf<'D8-1'>['aid'] => {
  const counts = new Map<string, number>();
  for (const [kind, count] of surveys.flatMap((survey) => Object.entries(survey.counts.aid)))
    counts.set(kind, (counts.get(kind) ?? 0) + count);
  return [...counts].map(([kind, count]) => ({ kind, count, note: areaWords.surveyed }));
};

/** The duty with which each township reports how many it surveyed (P2.R4-APR-SURVEY). */
const SURVEY = 'P2.R4-APR-SURVEY';

/**
 * D8: what the townships reported of their survey, and beside it, labelled as such, what the ledger knows by household
 * registration: by village for a township, by township for the district. Nothing stands as surveyed that was not reported
 * (P0-TRUTH). Benefits that a child should have and does not get are the aid the ledger knows of (P5.R-FULL).
 */
export const survey = async (drafting: Drafting): Promise<FieldsOf<'D8-1'>> => {
  const { directory, about, period, today, database, secrets } = drafting;
  const all = await caseFilesIn(
    database,
    directory.parts.schools.map(({ id }) => id),
    'with',
  );
  const files = new Map(all.map((file) => [file.student, file]));
  const mine = directory.parts.students.filter(
    ({ household }) => about.township === undefined || household === about.township,
  );
  const numbers = await openIdNumbers(
    database,
    secrets,
    mine.map(({ id }) => id),
  );
  const birthOf = ({ id }: Student): Day | null => identityOf(numbers.get(id))?.birth ?? null;
  // Whoever's birthday is not known may be of age; whoever is still in a class is watched at any age (AMB-24).
  const ofAge =
    (day: Day) =>
    (student: Student): boolean => {
      const birth = birthOf(student);
      return birth === null || isOfSchoolAge(birth, day);
    };
  const isOlder = (student: Student): boolean => isSixteen(birthOf(student) ?? today, today);
  const now = mine.filter((student) => ofAge(today)(student) || (student.class !== null && isOlder(student)));
  const out = mine.filter(({ id }) => isOut(files.get(id)));
  const placeOf = ({ village, household }: Student): string =>
    about.township === undefined
      ? (directory.townships.get(household)?.name ?? areaWords.elsewhere)
      : (village ?? areaWords.unknownVillage);
  const groups = new Map<string, Student[]>();
  for (const student of now) groups.set(placeOf(student), [...(groups.get(placeOf(student)) ?? []), student]);
  const surveys = await surveysOf(database, period);
  const asked = townshipsOf(drafting);
  const told = asked.flatMap(({ id }) => surveys.get(id) ?? []);
  const reports = await surveyReports(drafting, surveys);
  const head = { ...headOf(drafting), year: period, reports };
  // Of everybody, or of nobody: a sum of tables and ledger would be neither.
  if (told.length > 0 && told.length === asked.length)
    return {
      ...head,
      fromSurvey: true,
      places: surveyedPlaces(told, drafting),
      unknownBirths: told.reduce((sum, { counts }) => sum + counts.unknownBirths, 0),
      shouldEnrol: told.reduce((sum, { counts }) => sum + counts.neverEnrolled, 0),
      shouldReturn: told.reduce((sum, { counts }) => sum + counts.droppedOut, 0),
      aid: surveyedAid(told),
    };
  return {
    ...head,
    fromSurvey: false,
    places: [...groups].map(([place, students]) => ledgerOf(place, students, files)),
    unknownBirths: now.filter((student) => birthOf(student) === null).length,
    shouldEnrol: mine
      .filter(ofAge(`${period}-09-01`))
      .filter(({ id, class: classId }) => classId === null && !isOut(files.get(id))).length,
    shouldReturn: out.length,
    aid: aidIn(mine, files),
  };
};

/** Whether a child that was in school, or should have been, is looked for and has not come back. */
const isOut = (file: CaseFile | undefined): boolean => file !== undefined && isOpenCase(file);

/** What each township that the paper is about has reported; null where it has not. */
const surveyReports = async (drafting: Drafting, surveys: ReadonlyMap<string, KeptSurvey>) => {
  const reports = await reportsOf(drafting.database, { name: SURVEY, period: drafting.period });
  return townshipsOf(drafting).map(({ id, name: place }) => {
    const survey = surveys.get(id);
    if (survey) {
      const { counts, day, missed } = survey;
      return { place, count: counts.children, day, counts: surveyCountLine(counts), missed };
    }
    const report = reports.get(id);
    return { place, count: countIn(report?.detail ?? ''), day: report?.day ?? null };
  });
};

/** The townships that the paper is about. */
const townshipsOf = ({ directory, about }: Drafting) =>
  directory.parts.townships.filter(({ id }) => about.township === undefined || id === about.township);

const countIn = (detail: string): number | null => {
  const digits = /\d+/.exec(detail)?.[0];
  return digits === undefined ? null : Number(digits);
};

const aidIn = (
  students: readonly Student[],
  files: ReadonlyMap<string, CaseFile>,
): FieldsOf<'D8-1'>['aid'] => {
  const counts = new Map<string, number>();
  for (const { id } of students)
    for (const kind of files.get(id)?.support?.missing ?? []) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count, note: areaWords.missing }));
};

/**
 * D9: the figures of the month as they were frozen when it ended, townships in the order of the directory, never by their
 * figures (P0-TRUTH); with what was set to be put right and until when, or, where nothing was set, what is proposed.
 */
export const bulletin = async (drafting: Drafting): Promise<FieldsOf<'D9'>> => {
  const { directory, county, period, now, database } = drafting;
  const sheet = await snapshotOfKey(database.hot, `month:${period}`);
  const cells = sheet
    ? await cellsOfSnapshot(database.hot, sheet.id, [])
    : await readFigures(database.hot, { ...monthOf(`${period}-01`), at: now }, 'counts');
  const places = placeRows(cells, { district: directory.parts.district.id }, directory);
  const asked = [...county.policy.named.values()]
    .filter(({ duty: { opens } }) => opens === 'rectify_asked')
    .map(({ name }) => name);
  const tasks = await liveDutiesNamed(database, asked);
  return {
    ...headOf(drafting),
    month: periodWords(period),
    frozen: sheet?.takenAt ?? null,
    townships: places.map(({ name, counts }) => ({
      ...{
        name,
        open: counts.open_at_end,
        opened: counts.opened,
        returned: counts.returned,
        closed: counts.ended,
      },
      inTime: `${counts.duties_done}/${counts.duties_done + counts.duties_done_late + counts.duties_not_done}`,
    })),
    corrections: directory.parts.townships.flatMap(({ id, name }, place) => {
      const set = tasks.filter(({ about }) => about.township === id);
      if (set.length > 0)
        return set.map(({ task, dueAt }) => ({ place: name, matter: task ?? '', until: dayOf(dueAt) }));
      return proposedFor(drafting, name, places[place]?.undone ?? []);
    }),
  };
};

/** What was not done in the month is to be made up for within the county's usual time (整改). */
const proposedFor = (
  { county, calendar, today }: Drafting,
  place: string,
  undone: readonly { name: string; count: number }[],
): FieldsOf<'D9'>['corrections'] => {
  if (undone.length === 0) return [];
  const { policy } = county;
  const matters = undone.map((one) => `${titleOf(policy, one)}${one.count}`);
  const until = calendar.addWorkdays(today, policy.settings['rectify.default_wd']);
  return [{ place, matter: areaWords.undone(matters), until }];
};

/** D10, D11: nobody but those who inspected can say what they found. */
export const inspection = async (drafting: Drafting): Promise<FieldsOf<'D10'>> => {
  const { period, kind, today, calendar } = drafting;
  const term = kind === 'D11' ? termOfPaper(kind, today, calendar)?.name : null;
  return { ...headOf(drafting), span: term ?? periodWords(period), places: [], findings: null };
};
