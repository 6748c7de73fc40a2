import { addDays } from '../../domain/calendar/time.ts';
import { awaySince, begunOn, doneSince } from '../../domain/cases/counting.ts';
import { type CaseFile, emptyFile } from '../../domain/cases/file.ts';
import { withoutCauseIn } from '../../domain/cases/without-cause.ts';
import { worldOf } from '../../domain/decision.ts';
import type { PupilGroup, PupilQuestion } from '../../domain/duties/pupil-group.ts';
import { PupilGroups } from '../../domain/duties/pupil-groups.ts';
import { termOfPaper } from '../../domain/papers/period.ts';
import { answeredClasses, caseFilesIn, rolledClasses } from '../../prisma/stores/ledger-store.ts';
import type { FieldsOf } from '../../templates/papers/catalogue.ts';
import { stageWords, workDone } from '../../templates/vocabulary.ts';
import { type Drafting, headOf } from './drafting.ts';
import { stayIn } from './pupil.ts';

type Listed = FieldsOf<'D3'>['pupils'][number];

const pupil = ({ directory }: Drafting, file: CaseFile): Listed => {
  const student = directory.students.get(file.student);
  const { D1, D2 } = file.papers;
  const { contacts, visits } = doneSince(file, begunOn(file));
  return {
    name: student?.name ?? '',
    class: directory.classes.get(student?.class ?? '')?.name ?? '',
    since: awaySince(file),
    stage: stageWords(file.stage),
    done: workDone({
      contacts: contacts.length,
      visits: visits.length,
      persuasions: file.persuasions,
    }),
    reference: [D1?.number, D2?.number].filter(Boolean).join('、'),
  };
};

/**
 * D3: everybody away without cause in the week, and those who came back in it, as the duty's own message names them; and the
 * classes of which nobody told a roll all week, without which no list is a nil report (P0-TRUTH).
 */
export const weekly = async (drafting: Drafting): Promise<FieldsOf<'D3'>> => {
  const { period: first, today, calendar, directory, database } = drafting;
  const school = drafting.about.school ?? '';
  const taught = calendar.schoolDays(first, addDays(first, 6)).at(-1);
  // The week ends with its last school day: a Sunday that is made up, or the tenth day of a long cycle.
  const last = taught !== undefined && taught < today ? taught : today;
  const files = await caseFilesIn(database, [school]);
  const rolled = await rolledClasses(database.hot, { school, first, last });
  const classes = directory.classesOf(school);
  const hasTaught = calendar.countSchoolDays(first, last) > 0;
  return {
    ...headOf(drafting),
    first,
    last,
    unanswered: classes
      .filter(({ id }) => hasTaught && directory.studentsOf(id).length > 0 && !rolled.has(id))
      .map(({ name }) => name),
    pupils: files.flatMap((file) => {
      const told = withoutCauseIn(file, last, calendar);
      return told ? [{ ...pupil(drafting, file), ...told }] : [];
    }),
  };
};

/**
 * A list of the term: the pupils that the duty's own message names, with the words in which each was told of, and the
 * classes that have not answered yet, without which no list is a nil report (P0-TRUTH).
 */
const termed = async (drafting: Drafting, group: PupilGroup, question: PupilQuestion) => {
  const { kind, today, now, calendar, county, directory, database } = drafting;
  const school = drafting.about.school ?? '';
  const term = termOfPaper(kind, today, calendar);
  const files = await caseFilesIn(database, [school]);
  const groups = new PupilGroups(worldOf(county, school, now), { files: () => files, atRisk: [] });
  const listed = groups.of(group, { school }).map(({ student, words }) => ({
    file: files.find((file) => file.student === student.id) ?? emptyFile(student.id),
    words,
  }));
  const asking = [...county.policy.named.values()]
    .filter(({ duty }) => duty.subject === 'class' && duty.asks === question)
    .map(({ name }) => name);
  const answered = await answeredClasses(database.hot, { school, names: asking, period: term?.name ?? '' });
  return {
    files: listed.map(({ file }) => file),
    fields: {
      ...headOf(drafting),
      term: term?.name ?? null,
      pupils: listed.map(({ file, words }) => ({
        ...pupil(drafting, file),
        reason: words ?? file.category?.reason ?? null,
        whereabouts: whereaboutsOf(drafting, file),
      })),
      unanswered: directory.parts.classes
        .filter((item) => item.school === school && !answered.has(item.id))
        .map(({ name }) => name),
    },
  };
};

/** Where the child is as far as anybody has told: by the case, or as it was seen in the vacation. */
const whereaboutsOf = ({ directory }: Drafting, file: CaseFile): string | null => {
  const seen = file.year?.seen.at(-1);
  const told = seen && seen.place !== 'home' ? seen.words : null;
  return stayIn(file, (id) => directory.townships.get(id)?.name ?? id) ?? told;
};

/** D4: whoever is still not back; what the school did for them is counted. */
export const termStart = async (drafting: Drafting): Promise<FieldsOf<'D4'>> => {
  const { files, fields } = await termed(drafting, 'not_back', 'registration');
  const done = files.map((file) => doneSince(file, begunOn(file)));
  return {
    ...fields,
    mobilised: workDone({
      contacts: done.flatMap(({ contacts }) => contacts).length,
      visits: done.flatMap(({ visits }) => visits).length,
      persuasions: files.reduce((sum, { persuasions }) => sum + persuasions, 0),
    }),
  };
};

/** D5: whoever will not come back, as the families said (P2.R1-PRETERM-SCAN). */
export const beforeTerm = async (drafting: Drafting): Promise<FieldsOf<'D5'>> =>
  (await termed(drafting, 'not_returning', 'returns')).fields;

/** D6: whom the class teachers listed, with what they ticked; what is to be watched is for those who check it. */
export const atRisk = async (drafting: Drafting): Promise<FieldsOf<'D6'>> =>
  (await termed(drafting, 'at_risk', 'risks')).fields;
