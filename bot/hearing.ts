import { type Rosters, rostersOf, rostersOfStudents } from '../domain/conversation/rosters.ts';
import { classesOf, type Speaker, speakingRole } from '../domain/conversation/speaker.ts';
import type { Directory, Student } from '../domain/people/directory.ts';
import { understand } from '../domain/understanding/index.ts';
import { quoted } from '../domain/understanding/text/quote.ts';
import type { Understood } from '../domain/understanding/types.ts';
import { studentsWithCases } from '../prisma/stores/answer-store.ts';
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

/** With the children of other classes on whom the speaker has something to do: a responsible teacher's (P3.1-NODE-ASSIGN). */
const withAssigned = (
  own: Rosters,
  classes: readonly string[],
  duties: Turn['duties'],
  directory: Directory,
): Rosters => {
  const others = duties.flatMap(({ about }): Student[] => {
    const student = directory.students.get(about.student ?? '');
    return student && !classes.includes(student.class ?? '') ? [student] : [];
  });
  if (others.length === 0) return own;
  const pupils = classes.flatMap((id) => directory.studentsOf(id));
  return rostersOfStudents(directory, [...pupils, ...new Set(others)]);
};

/** Of whom a speaker may speak: whole classes in the school, own children, or the pupils on whom something is open. */
export const rostersFor = async (
  tx: Writing,
  speaker: Speaker,
  { directory, duties }: Pick<Turn, 'directory' | 'duties'>,
): Promise<Rosters> => {
  const classes = classesOf(speaker, directory);
  if (classes.length > 0) return withAssigned(rostersOf(directory, classes), classes, duties, directory);
  if (speaker.role === 'guardian') return rostersOfStudents(directory, speaker.students);
  if (speaker.townships.length === 0 && !speaker.district)
    return rostersOfStudents(directory, [
      ...new Set([...villagers(speaker, directory), ...speaker.students]),
    ]);
  const mine = (await studentsWithCases(tx)).flatMap(({ student: id, township }): Student[] => {
    const student = directory.students.get(id);
    if (!student) return [];
    const places = [township, student.household, directory.schools.get(student.school)?.township];
    return speaker.district || places.some((place) => place && speaker.townships.includes(place))
      ? [student]
      : [];
  });
  // Children left behind are asked after though nothing is open on them (P5.4-LB-VISIT).
  const watched = speaker.townships.flatMap((township) =>
    directory.householdsOf(township).filter(({ flags }) => flags.includes('left_behind')),
  );
  return rostersOfStudents(directory, [...new Set([...mine, ...watched])]);
};
