import { dayOf } from '../../../domain/calendar/time.ts';
import { type Choice, choiceIn, choicesOf, resultOf } from '../../../domain/conversation/choices.ts';
import { namedAmong } from '../../../domain/conversation/names.ts';
import { type Candidate, visitOf } from '../../../domain/conversation/settling.ts';
import { isOfGroup } from '../../../domain/duties/pupil-groups.ts';
import { pupilsOf } from '../../../domain/duties/subjects.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { filesOfPlace } from '../../../prisma/stores/answer-store.ts';
import { endOfDay, sayAsks } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn, worldFor } from '../../turn.ts';

/**
 * A list of pupils who are to be persuaded one by one (P2.R1-PRETERM-PERSUADE): of each a visit with the guardian's
 * answer. Who is named in the message, or else was asked about, is recorded; then the next is asked with numbers; the duty
 * is done when nobody of the list is left.
 */
export const persuadeEach = async (
  turn: Turn,
  { duty, bound, reply }: Candidate,
  said: string,
  asked: string | null = null,
): Promise<Outcome> => {
  const before = await leftOf(turn, duty);
  const code = choiceIn(reply, said);
  const named = namedAmong(said, pupilsOf(duty.about, turn.directory)).map(({ id }) => id);
  const [only, ...others] = before;
  const alone = asked ?? (others.length === 0 ? only?.id : undefined);
  const meant = before.filter(({ id }) => (named.length > 0 ? named.includes(id) : id === alone));
  const told = code ? meant : [];
  for (const student of told) await tell(turn, student, code as Choice);
  const left = before.filter((student) => !told.includes(student));
  const lines = told.map(({ name }) =>
    phrase(turn, 'each_told', { name, answer: phrase(turn, `choice_${code}`) }),
  );
  const [next] = left;
  if (next) {
    const options = choicesOf(reply).map((item) => phrase(turn, `choice_${item}`));
    const question = phrase(turn, 'each_next', { name: next.name, count: left.length });
    return {
      act: 'settle',
      reply: [...lines, sayAsks(turn, question, options)].join('\n'),
      question: {
        ...{ kind: 'detail', duties: [duty.id], key: reply.key, needs: reply.needs ?? 'answer' },
        ...{ since: turn.now, repeated: 0, options, student: next.id, until: endOfDay(turn) },
      },
    };
  }
  await record(turn, turn.directory.streamOf(duty.about), [], () => [
    {
      about: duty.about,
      body: { kind: 'duty_report', duty: duty.id, outcome: 'done', detail: said || null, to: null },
    },
  ]);
  return {
    act: 'settle',
    reply: turn.words.say('replies/settled', {
      values: { label: reply.label },
      lines: [...lines, bound.duty.title],
      now: turn.now,
    }),
    question: null,
  };
};

/** Those of the duty's list of whom no visit is on file since it began, by name. */
const leftOf = async (turn: Turn, { about, openedAt }: Candidate['duty']): Promise<Student[]> => {
  const { tx, directory } = turn;
  const since = dayOf(openedAt);
  const { calendar } = worldFor(turn, directory.streamOf(about));
  const when = { day: dayOf(turn.now), calendar };
  return (await filesOfPlace(tx, { school: about.school }))
    .filter((file) => isOfGroup('not_returning', file, when) && !file.visits.some(({ on }) => on >= since))
    .flatMap(({ student }) => directory.students.get(student) ?? [])
    .toSorted((a, b) => a.name.localeCompare(b.name, 'zh'));
};

const tell = async (turn: Turn, { id, school, class: classId }: Student, code: Choice): Promise<void> => {
  await record(turn, school, classId ? [classId] : [], () => [
    { about: { student: id }, body: visitOf(id, dayOf(turn.now), 'persuasion', resultOf(code)) },
  ]);
};
