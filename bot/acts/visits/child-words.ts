import { cameAlong } from '../../../domain/conversation/came-along.ts';
import type { Question, ToldVisit } from '../../../domain/conversation/question.ts';
import {
  isChildUnheard,
  isNoAnswer,
  isOfOtherThings,
  readChildAnswer,
  visitNotes,
} from '../../../domain/conversation/visit-notes.ts';
import type { Duty } from '../../../domain/duties/duty.ts';
import type { FactBody, VisitNotes } from '../../../domain/facts/fact.ts';
import { endOfDay } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn } from '../../turn.ts';
import { askCompanions, mayComeAlong, toldAlone, toldBy } from './companions.ts';

type Visited = Extract<FactBody, { kind: 'visit' }>;
type Asked = Extract<Question, { kind: 'child_words' }>;

/** A visit with what its account tells of the child; of several children in one message nobody can say whose words they are. */
export const withNotes = (turn: Turn, body: Visited, text: string, isOnly: boolean): Visited => {
  const { child, unheard, ...rest } = visitNotes(text, nameOf(turn, body.student));
  const along = cameAlong(text, mayComeAlong(turn, body.student));
  const own: VisitNotes = isOnly ? { ...(child ? { child } : {}), ...(unheard ? { unheard } : {}) } : {};
  return { ...(along.length > 0 ? { along } : {}), ...body, ...rest, ...own };
};

/**
 * Asks for the words of the children of whom neither words nor a reason were told (policy.md §11.6), and then who came along
 * to those told as if nobody had; null when there is nothing to ask.
 */
export const askChildren = (
  turn: Turn,
  visits: readonly Visited[],
  duties: readonly Duty[],
): { text: string; question: Question } | null =>
  askFor(
    turn,
    visits.filter(isChildUnheard).map((visit) => toldBy(turn, visit)),
    turn.message,
    toldAlone(turn, visits, duties),
  );

const askFor = (
  turn: Turn,
  visits: ToldVisit[],
  message: string,
  alone: ToldVisit[],
): { text: string; question: Question } | null => {
  const [first] = visits;
  if (!first) return askCompanions(turn, alone);
  const next = alone.length > 0 ? { alone } : {};
  return {
    text: phrase(turn, 'ask_child_words', { name: nameOf(turn, first.student) }),
    question: { kind: 'child_words', visits, message, ...next, until: endOfDay(turn) },
  };
};

/** The answer: kept with the visit it belongs to. Left empty without a reason it is asked for once more. */
export const childHeard = async (turn: Turn, question: Asked): Promise<Outcome> => {
  const [visit, ...others] = question.visits;
  const student = turn.directory.students.get(visit?.student ?? '');
  if (!visit || !student) return { act: 'answer', reply: null, question: null };
  const notes = readChildAnswer(turn.text, student.name);
  if (!notes)
    return {
      act: 'answer',
      reply: phrase(turn, 'child_words_reason', { name: student.name }),
      question: { ...question, message: turn.message },
    };
  await record(turn, student.school, student.class ? [student.class] : [], () => [
    { about: { student: student.id }, body: { kind: 'visit_notes', ...visit, ...notes } },
  ]);
  const next = askFor(turn, others, turn.message, question.alone ?? []);
  const said = notes.child
    ? phrase(turn, 'child_said', { name: student.name, words: notes.child })
    : phrase(turn, 'child_unheard', { name: student.name, why: notes.unheard });
  return {
    act: 'answer',
    reply: [said, next?.text].filter(Boolean).join('\n'),
    question: next?.question ?? null,
  };
};

/** Words that nobody ascribes to the child: kept as the child's where they can be, else asked after once more. */
export const heardFreely = async (turn: Turn, question: Asked): Promise<Outcome> => {
  const name = nameOf(turn, question.visits[0]?.student ?? '');
  // A child does not speak of pupils by their full names, and not of itself.
  if (!isOfOtherThings(turn.text) && !namesPupil(turn)) return childHeard(turn, question);
  return {
    act: 'answer',
    reply: phrase(turn, 'child_words_not', { name }),
    question: { ...question, message: turn.message },
  };
};

/** Whether any pupil of the county is named; a name of two characters may be a word. */
const namesPupil = ({ text, directory }: Turn): boolean =>
  directory.parts.students.some(({ name }) => name.length > 2 && text.includes(name));

/** Whether somebody just asked leaves it empty, or answers in words that nothing else was meant by. */
export const isJustAsked = ({ earlier }: Turn, { message }: Asked): boolean =>
  earlier.at(-1)?.message === message;

export const leavesEmpty = (turn: Turn, question: Asked): boolean =>
  isNoAnswer(turn.text) && isJustAsked(turn, question);

const nameOf = ({ directory }: Turn, student: string): string => directory.students.get(student)?.name ?? '';
