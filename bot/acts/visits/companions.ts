import { dayOf } from '../../../domain/calendar/time.ts';
import { type Known, namedAlong } from '../../../domain/conversation/came-along.ts';
import type { Answer, Question, ToldVisit } from '../../../domain/conversation/question.ts';
import { type Duty, isLive } from '../../../domain/duties/duty.ts';
import type { FactBody, Line } from '../../../domain/facts/fact.ts';
import { LINES, lineOf } from '../../../domain/people/lines.ts';
import { ROLES } from '../../../domain/people/roles.ts';
import { endOfDay, sayAsks } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn } from '../../turn.ts';

type Visited = Extract<FactBody, { kind: 'visit' }>;
type Asked = Extract<Question, { kind: 'companions' }>;

/** Whoever holds a post for a child in one of the two lines, and so may have gone to its family; the speaker is no companion. */
export const mayComeAlong = ({ directory, now, speaker }: Turn, student: string): Known[] =>
  ROLES.flatMap((role) => {
    const line = lineOf(role);
    if (line === null) return [];
    return directory
      .holders(role, { student }, dayOf(now))
      .filter(({ person }) => person !== speaker.person)
      .map(({ person }) => ({ name: directory.nameOf(person), line }));
  });

/**
 * Persuasions told by one line alone while one of both lines together is still to be held (P3.1-LINK-TEAM, P3.4-WEEK1-VISIT): of
 * these it is asked who came along.
 */
export const toldAlone = (turn: Turn, visits: readonly Visited[], duties: readonly Duty[]): ToldVisit[] =>
  lineOf(turn.speaker.role) === null
    ? []
    : visits
        .filter(
          ({ student, purpose }) => purpose !== 'visit' && jointDuties(turn, student, duties).length > 0,
        )
        .map((visit) => toldBy(turn, visit));

/** A visit as it is asked about: by the message that tells of it. */
export const toldBy = ({ message }: Turn, { student, day, purpose }: Visited): ToldVisit => ({
  student,
  day,
  purpose,
  message,
});

const jointDuties = ({ policy }: Turn, student: string, duties: readonly Duty[]): Duty[] =>
  duties.filter(
    (duty) =>
      isLive(duty) &&
      duty.about.student === student &&
      policy.named.get(duty.name)?.duty.done.includes('persuaded_jointly'),
  );

export const askCompanions = (
  turn: Turn,
  visits: ToldVisit[],
): { text: string; question: Question } | null => {
  const [first] = visits;
  if (!first) return null;
  const options = ['with', 'alone'].map((way) => phrase(turn, `along_${way}_${lineOf(turn.speaker.role)}`));
  const question = phrase(turn, 'ask_along', { name: nameOf(turn, first.student) });
  return {
    text: sayAsks(turn, question, options),
    question: { kind: 'companions', visits, options, until: endOfDay(turn) },
  };
};

/** The answer, by number or by name: with the other line it was a joint one. Null where it says neither. */
export const companionsTold = async (
  turn: Turn,
  question: Asked,
  answer: Answer,
): Promise<Outcome | null> => {
  const other = LINES.find((line) => line !== lineOf(turn.speaker.role));
  const [first] = question.visits;
  if (!first || !other) return null;
  const isChoice = answer.kind === 'choice';
  if (isChoice ? answer.index === 1 : answer.kind === 'none' || ALONE.test(turn.text))
    return {
      act: 'answer',
      reply: phrase(turn, 'along_nobody', { name: nameOf(turn, first.student) }),
      question: null,
    };
  if (!isChoice && !namedAlong(turn.text, mayComeAlong(turn, first.student)).includes(other)) return null;
  const people = isChoice ? null : turn.text.trim();
  const lines: string[] = [];
  for (const visit of question.visits) lines.push(...(await settleJointly(turn, visit, other, people)));
  return {
    act: 'answer',
    reply: turn.words.say('replies/settled', {
      values: { label: people ?? question.options[0] },
      lines,
      next: [],
      now: turn.now,
    }),
    question: null,
  };
};

/** Short, and of nobody beside the speaker's own. */
const ALONE = /^(?=.{1,14}$).*(?:没|未|自己|一个人|单独|只有)/u;

/** The visit is a joint one from now on; what that settles. */
const settleJointly = async (
  turn: Turn,
  visit: ToldVisit,
  line: Line,
  people: string | null,
): Promise<string[]> => {
  const student = turn.directory.students.get(visit.student);
  if (!student) return [];
  const named = people === null ? {} : { people };
  const body: FactBody = { kind: 'visit_notes', ...visit, ...named, along: [line] };
  const recorded = await record(turn, student.school, student.class ? [student.class] : [], () => [
    { about: { student: student.id }, body },
  ]);
  const live = new Set(jointDuties(turn, student.id, recorded.duties()).map(({ id }) => id));
  return jointDuties(turn, student.id, recorded.before.duties)
    .filter(({ id }) => !live.has(id))
    .flatMap(({ name }) => turn.policy.named.get(name)?.duty.title ?? [])
    .map((title) => phrase(turn, 'duty_settled', { subject: student.name, title }));
};

const nameOf = ({ directory }: Turn, student: string): string => directory.students.get(student)?.name ?? '';
