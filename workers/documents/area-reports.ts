import { type CaseFile, isOpenCase } from '../../domain/cases/file.ts';
import { count, type FigureId } from '../../domain/figures/figure.ts';
import { monthOf } from '../../domain/figures/spans.ts';
import { termOfPaper } from '../../domain/papers/period.ts';
import type { Student } from '../../domain/people/directory.ts';
import { readFigures } from '../../prisma/stores/figure-store.ts';
import { caseFilesIn } from '../../prisma/stores/ledger-store.ts';
import type { FieldsOf } from '../../templates/papers/catalogue.ts';
import { areaWords, periodWords, stageWords } from '../../templates/vocabulary.ts';
import { type Drafting, headOf } from './drafting.ts';

const schoolsIn = ({ directory }: Drafting, township: string): string[] =>
  directory.parts.schools.filter((school) => school.township === township).map(({ id }) => id);

/** D7: what the ledger knows of the third and fourth list; the others come from the comparisons. */
export const comparison = async (drafting: Drafting): Promise<FieldsOf<'D7'>> => {
  const { directory, about, today, calendar } = drafting;
  const files = (await caseFilesIn(drafting.database, schoolsIn(drafting, about.township ?? ''))).filter(
    isOpenCase,
  );
  const child = ({ student: id, stage }: CaseFile) => {
    const student = directory.students.get(id);
    return {
      name: student?.name ?? '',
      place: directory.schools.get(student?.school ?? '')?.name ?? '',
      finding: stageWords(stage),
    };
  };
  const isMonitored = ({ student }: CaseFile): boolean =>
    directory.students.get(student)?.flags.includes('monitored') === true;
  return {
    ...headOf(drafting),
    term: termOfPaper('D7', today, calendar)?.name ?? null,
    sources: [],
    counts: [
      { item: areaWords.enrolled, count: enrolledIn(drafting, about.township ?? '').length },
      { item: areaWords.listC, count: files.length },
      { item: areaWords.listD, count: files.filter(isMonitored).length },
    ],
    listA: [],
    listB: [],
    listC: files.map(child),
    listD: files.filter(isMonitored).map(child),
    unresolved: [],
  };
};

const enrolledIn = ({ directory }: Drafting, township: string): Student[] =>
  directory.parts.students.filter(
    ({ class: classId, school }) => classId !== null && directory.schools.get(school)?.township === township,
  );

const surveyed = (place: string, students: readonly Student[], stages: ReadonlyMap<string, CaseFile>) => ({
  place,
  children: students.length,
  enrolled: students.filter(({ class: classId }) => classId !== null).length,
  neverEnrolled: students.filter(({ class: classId }) => classId === null).length,
  droppedOut: students.filter(({ id }) => stages.get(id)?.stage === 'DROPOUT').length,
});

/** D8: by village for a township, by township for the district; by household registration. Aid needs come from the survey. */
export const survey = async (drafting: Drafting): Promise<FieldsOf<'D8-1'>> => {
  const { directory, about, period } = drafting;
  const files = await caseFilesIn(
    drafting.database,
    directory.parts.schools.map(({ id }) => id),
  );
  const stages = new Map(files.map((file) => [file.student, file]));
  const mine = directory.parts.students.filter(
    ({ household }) => about.township === undefined || household === about.township,
  );
  const placeOf = ({ village, household }: Student): string =>
    about.township === undefined
      ? (directory.townships.get(household)?.name ?? areaWords.elsewhere)
      : (village ?? areaWords.unknownVillage);
  const groups = new Map<string, Student[]>();
  for (const student of mine)
    groups.set(placeOf(student), [...(groups.get(placeOf(student)) ?? []), student]);
  return {
    ...headOf(drafting),
    year: period,
    places: [...groups].map(([place, students]) => surveyed(place, students, stages)),
    aid: [],
  };
};

/** D9: the figures of the month, townships in the order of the directory, never by their figures (P0-TRUTH). */
export const bulletin = async (drafting: Drafting): Promise<FieldsOf<'D9'>> => {
  const { directory, period, now, database } = drafting;
  const cells = await readFigures(database.hot, { ...monthOf(`${period}-01`), at: now }, 'counts');
  const townships = directory.parts.townships.map(({ id: township, name }) => {
    const of = (figure: FigureId): number => count(cells, figure, { township });
    const late = of('duties_done_late') + of('duties_not_done');
    return {
      overdue: of('duties_not_done'),
      row: {
        ...{
          name,
          open: of('open_at_end'),
          opened: of('opened'),
          returned: of('returned'),
          closed: of('ended'),
        },
        inTime: `${of('duties_done')}/${of('duties_done') + late}`,
      },
    };
  });
  return {
    ...headOf(drafting),
    month: periodWords(period),
    townships: townships.map(({ row }) => row),
    corrections: townships.flatMap(({ overdue, row }) =>
      overdue > 0 ? [{ place: row.name, matter: areaWords.overdue(overdue) }] : [],
    ),
  };
};

/** D10, D11: nobody but those who inspected can say what they found. */
export const inspection = async (drafting: Drafting): Promise<FieldsOf<'D10'>> => {
  const { period, kind, today, calendar } = drafting;
  const term = kind === 'D11' ? termOfPaper(kind, today, calendar)?.name : null;
  return { ...headOf(drafting), span: term ?? periodWords(period), places: [], findings: null };
};
