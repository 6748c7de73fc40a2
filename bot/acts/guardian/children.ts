import { addDays, at, dayOf } from '../../../domain/calendar/time.ts';
import { nameSubject } from '../../../domain/notices/item.ts';
import { childrenNamed, type Reading, type SaidOf } from '../../../domain/parents/reading.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { fileOf } from '../../../prisma/stores/answer-store.ts';
import type { Shown } from '../../../prisma/stores/guardian-store.ts';
import { sayAsks } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, type Turn, worldFor } from '../../turn.ts';

/** Of which of their children a guardian speaks: who is named, the only one, who is away today, or whom the last message was about. */
export const childrenMeant = async (
  turn: Turn,
  reading: Reading,
  shown: Shown | null,
): Promise<readonly Student[]> => {
  const children = turn.speaker.students;
  const named = childrenNamed(reading, children, turn.policy.guardianWords);
  if (children.length < 2) return children;
  // "小龙和他哥": one by name and one by kinship, which may be another of theirs or nobody's pupil. Who looks for a child is
  // not asked first.
  if (named.length === 1 && !isSought(reading) && WITH_SIBLING.test(reading.plain)) return [];
  if (named.length > 0) return named;
  const today = dayOf(turn.now);
  const away: Student[] = [];
  for (const child of children) {
    const file = await fileOf(turn.tx, child.id);
    if (file && (file.away === today || file.missing)) away.push(child);
  }
  if (away.length === 1) return away;
  return children.filter(({ id }) => id === shown?.student);
};

const isSought = ({ means }: Reading): boolean => means.includes('lost') || means.includes('unknown');

const WITH_SIBLING = /[和跟同与][他她]的?(?:亲|大|小|二)?(?:哥哥?|姐姐?|弟弟?|妹妹?)/u;

/** Always in the same order, so that two messages about the same schools never wait for each other. */
export const inOrderOfSchools = (children: readonly Student[]): Student[] =>
  children.toSorted((a, b) => (a.school < b.school ? -1 : 1));

/** The same of what is said of each. */
export const spokenInOrder = (parts: readonly SaidOf[]): SaidOf[] =>
  parts.toSorted((a, b) => (a.child.school < b.child.school ? -1 : 1));

/** A guardian may come back to it days later; whatever is asked since goes before. */
const KEPT_DAYS = 7;
export const keptUntil = (turn: Turn): number => at(addDays(dayOf(turn.now), KEPT_DAYS), '24:00');

/** Nothing is passed on before it is known of whom. */
export const askWhichChild = (turn: Turn, text: string): Outcome => {
  const children = turn.speaker.students;
  const options = [
    ...children.map(({ id, school }) => nameSubject({ student: id }, worldFor(turn, school))),
    phrase(turn, 'all_children', { count: children.length }),
  ];
  return {
    act: 'guardian',
    reply: sayAsks(turn, phrase(turn, 'ask_which_child'), options),
    question: {
      kind: 'which_child',
      text,
      students: children.map(({ id }) => id),
      options,
      until: keptUntil(turn),
    },
  };
};

/** The answer to it: one of them, by number or name, or all; none where the message says something else. */
export const childrenChosen = (
  turn: Turn,
  students: readonly string[],
  index: number | null,
): readonly Student[] => {
  const asked = turn.speaker.students.filter(({ id }) => students.includes(id));
  if (index !== null) return index < asked.length ? asked.slice(index, index + 1) : asked;
  // More than names is another message.
  return turn.text.length > LONGEST_ANSWER
    ? []
    : childrenNamed({ plain: turn.text, at: 0 }, asked, turn.policy.guardianWords);
};

const LONGEST_ANSWER = 12;
