import { addDays, at, type Day } from '../../domain/calendar/time.ts';
import { type CaseFile, isOpenCase } from '../../domain/cases/file.ts';
import { termOfPaper } from '../../domain/papers/period.ts';
import { caseFilesIn } from '../../prisma/stores/ledger-store.ts';
import type { FieldsOf } from '../../templates/papers/catalogue.ts';
import { riskWords, stageWords, workDone } from '../../templates/vocabulary.ts';
import { type Drafting, headOf } from './drafting.ts';

type Listed = FieldsOf<'D3'>['pupils'][number];

const pupil = ({ directory }: Drafting, file: CaseFile): Listed => {
  const student = directory.students.get(file.student);
  const { D1, D2 } = file.papers;
  return {
    name: student?.name ?? '',
    class: directory.classes.get(student?.class ?? '')?.name ?? '',
    since: file.firstMissed ?? file.away ?? file.notRegisteredSince,
    stage: stageWords(file.stage),
    done: workDone({
      contacts: file.contacts.length,
      visits: file.visits.length,
      persuasions: file.persuasions,
    }),
    reference: [D1?.number, D2?.number].filter(Boolean).join('、'),
  };
};

const UNFOUND: ReadonlySet<CaseFile['stage']> = new Set(['ABSENT_UNEXCUSED', 'NOT_REGISTERED']);

const isAway = (file: CaseFile): boolean => isOpenCase(file) || UNFOUND.has(file.stage);

const changeIn = (file: CaseFile, first: Day): 'new' | 'continued' | 'returned' => {
  if (!isAway(file)) return 'returned';
  const since = file.opened ?? at(file.away ?? first, '00:00');
  return since >= at(first, '00:00') ? 'new' : 'continued';
};

/** D3: everybody away without cause in the week, and those who came back in it. */
export const weekly = async (drafting: Drafting): Promise<FieldsOf<'D3'>> => {
  const { period: first, today } = drafting;
  const files = (await caseFilesIn(drafting.database, [drafting.about.school ?? ''])).filter(
    (file) => isAway(file) || (file.returnedOn !== null && file.returnedOn >= first),
  );
  return {
    ...headOf(drafting),
    first,
    last: [today, addDays(first, 4)].sort()[0] ?? today,
    pupils: files.map((file) => ({ ...pupil(drafting, file), change: changeIn(file, first) })),
  };
};

const termed = async (drafting: Drafting, isListed: (file: CaseFile) => boolean) => {
  const { kind, today, calendar, directory } = drafting;
  const files = (await caseFilesIn(drafting.database, [drafting.about.school ?? ''])).filter(isListed);
  return {
    files,
    fields: {
      ...headOf(drafting),
      term: termOfPaper(kind, today, calendar)?.name ?? null,
      pupils: files.map((file) => ({
        ...pupil(drafting, file),
        reason: riskWords(directory.students.get(file.student)?.flags ?? []),
      })),
    },
  };
};

/** D4: whoever is still not back; what the school did for them is counted. */
export const termStart = async (drafting: Drafting): Promise<FieldsOf<'D4'>> => {
  const { files, fields } = await termed(drafting, isAway);
  const total = (of: (file: CaseFile) => number): number => files.reduce((sum, file) => sum + of(file), 0);
  return {
    ...fields,
    mobilised: workDone({
      contacts: total((file) => file.contacts.length),
      visits: total((file) => file.visits.length),
      persuasions: total((file) => file.persuasions),
    }),
  };
};

/** D5: whoever is away on an open case; what the families answer is added by hand. */
export const beforeTerm = async (drafting: Drafting): Promise<FieldsOf<'D5'>> =>
  (await termed(drafting, isAway)).fields;

/** D6: whoever is away, came back and is watched, or was away more than once. */
export const atRisk = async (drafting: Drafting): Promise<FieldsOf<'D6'>> =>
  (await termed(drafting, (file) => isAway(file) || file.stage === 'RETURNED' || file.relapse > 0)).fields;
