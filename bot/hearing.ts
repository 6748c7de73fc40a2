import {
  type Rosters,
  rostersOf,
  rostersOfStudents,
  rostersWhenAsked,
} from '../domain/conversation/rosters.ts';
import { classesOf, type Speaker, schoolsOf, speakingRole } from '../domain/conversation/speaker.ts';
import type { Directory, Student } from '../domain/people/directory.ts';
import { withoutClass } from '../domain/people/found-child.ts';
import { understand } from '../domain/understanding/index.ts';
import { quoted } from '../domain/understanding/text/quote.ts';
import type { Understood } from '../domain/understanding/types.ts';
import { type StudentWithCase, studentsEntered, studentsWithCases } from '../prisma/stores/answer-store.ts';
import type { Writing } from '../prisma/stores/transaction.ts';
import type { Turn } from './turn.ts';

/** What a text says, read with the speaker's rosters. */
export const hear = (turn: Turn, text: string, rosters: Rosters): Understood => {
  const { speaker, now, earlier, directory } = turn;
  const school =
    speaker.schools[0] ??
    directory.classes.get(speaker.classes[0] ?? '')?.school ??
    [...directory.schools.keys()][0];
  // Who stands in for a colleague speaks for two classes and must say which.
  const several = speaker.classes.length > 1;
  const role = several ? 'academic_office' : speakingRole(speaker);
  const own = role === 'homeroom_teacher' ? rosters.classes[0]?.name : undefined;
  return understand(
    {
      text: turn.quote === null ? text : quoted(turn.quote, text),
      now,
      sender: own ? { role, class: own } : { role },
      classes: rosters.classes,
      earlier: earlier.filter(({ act }) => READ.has(act)).map((item) => item.text),
    },
    turn.calendarOf(school ?? ''),
  );
};

const READ = new Set(['report', 'update', 'visit', 'persuasion']);

/** The pupils whose household is registered in the speaker's villages. */
const villagers = ({ villages }: Speaker, directory: Directory): Student[] =>
  villages.flatMap((village) => directory.villagersOf(village));

/** The children of other classes on whom the speaker has something to do: a responsible teacher's (P3.1-NODE-ASSIGN). */
const assignedOf = (classes: readonly string[], { duties, directory }: Spoken): Student[] =>
  duties.flatMap(({ about }): Student[] => {
    const student = directory.students.get(about.student ?? '');
    return student && !classes.includes(student.class ?? '') ? [student] : [];
  });

/**
 * Children without a class who have entered a school of the speaker's (T10). They are looked up only where what is said may
 * name one, so that an ordinary roll asks nothing of the database.
 */
const enteredOf = async (
  tx: Writing,
  speaker: Speaker,
  classes: readonly string[],
  { directory, text, question, earlier }: Spoken,
): Promise<Student[]> => {
  const asked = question && 'text' in question ? [question.text] : [];
  const said = [text, ...asked, ...earlier.map((item) => item.text)].join('\n');
  // 小弟 is 罗小弟 in class.
  const named = withoutClass(directory).filter(({ name }) => said.includes(name.slice(-2)));
  if (named.length === 0) return [];
  const ids = named.map(({ id }) => id);
  const here = await studentsEntered(tx, { students: ids, schools: schoolsOf(speaker, directory) });
  const [own, another] = classes;
  return named.flatMap((student): Student[] => {
    const told = here.get(student.id);
    if (told === undefined) return [];
    // Whoever has one class speaks of its children.
    const classId = told !== null && classes.includes(told) ? told : another ? null : (own ?? null);
    return [{ ...student, class: classId }];
  });
};

/** The speaker's classes with whoever else may be spoken of there. */
const withOthers = async (tx: Writing, speaker: Speaker, turn: Spoken): Promise<Rosters> => {
  const { directory } = turn;
  const classes = classesOf(speaker, directory);
  const entered = await enteredOf(tx, speaker, classes, turn);
  const ids = entered.map(({ id }) => id);
  const assigned = new Set(assignedOf(classes, turn).filter(({ id }) => !ids.includes(id)));
  if (assigned.size + entered.length === 0) return rostersOf(directory, classes);
  const pupils = classes.flatMap((id) => directory.studentsOf(id));
  return { ...rostersOfStudents(directory, [...pupils, ...assigned, ...entered]), entered: ids };
};

type Spoken = Pick<Turn, 'directory' | 'duties' | 'text' | 'quote' | 'question' | 'earlier'>;

/** Of whom a speaker may speak: whole classes in the school, own children, or the pupils on whom something is open. */
export const rostersFor = async (tx: Writing, speaker: Speaker, turn: Spoken): Promise<Rosters> => {
  const { directory } = turn;
  if (classesOf(speaker, directory).length > 0) return withOthers(tx, speaker, turn);
  if (speaker.role === 'guardian') return rostersOfStudents(directory, speaker.students);
  if (speaker.townships.length === 0 && !speaker.district)
    return rostersWhenAsked(() =>
      rostersOfStudents(directory, [...new Set([...villagers(speaker, directory), ...speaker.students])]),
    );
  const told = mayNameSomebody(turn) ? await studentsWithCases(tx) : [];
  return rostersWhenAsked(() => rostersOfStudents(directory, watchedBy(speaker, directory, told)));
};

/** A bare number names nobody, unless it answers what the bot asked. */
const mayNameSomebody = ({ text, quote, question }: Spoken): boolean =>
  question !== null || /\p{L}/u.test(`${quote ?? ''}${text}`);

/** The children with a case for whom somebody above the schools answers, and those left behind, who are asked after though nothing is open on them (P5.4-LB-VISIT). */
const watchedBy = (
  speaker: Speaker,
  directory: Directory,
  withCases: readonly StudentWithCase[],
): Student[] => {
  const mine = withCases.flatMap(({ student: id, township }): Student[] => {
    const student = directory.students.get(id);
    if (!student) return [];
    const places = [township, student.household, directory.schools.get(student.school)?.township];
    return speaker.district || places.some((place) => place && speaker.townships.includes(place))
      ? [student]
      : [];
  });
  const leftBehind = speaker.townships.flatMap((township) =>
    directory.householdsOf(township).filter(({ flags }) => flags.includes('left_behind')),
  );
  return [...new Set([...mine, ...leftBehind])];
};
