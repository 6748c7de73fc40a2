import { addDays, at, type Day, dayOf } from '../../../domain/calendar/time.ts';
import { type Rosters, rostersOf, rostersOfStudents } from '../../../domain/conversation/rosters.ts';
import {
  criteriaIn,
  isTakenOff,
  mayAnswer,
  placeIn,
  readPupils,
  registeredIn,
  returnsIn,
  type ToldPupil,
} from '../../../domain/conversation/told-pupils.ts';
import { type Duty, isLive } from '../../../domain/duties/duty.ts';
import type { PupilQuestion } from '../../../domain/duties/pupil-group.ts';
import { isOfGroup, PupilGroups } from '../../../domain/duties/pupil-groups.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import type { Student } from '../../../domain/people/directory.ts';
import type { BoundDuty } from '../../../domain/policy/policy.ts';
import {
  atRiskStudents,
  filesOfClasses,
  seenSince,
  settledDuties,
} from '../../../prisma/stores/answer-store.ts';
import { holdStream } from '../../../prisma/stores/school-store.ts';
import { placeWords } from '../../../templates/vocabulary.ts';
import { refused } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn, worldFor } from '../../turn.ts';
import { sinceTermStart } from '../attendance/unregistered.ts';

/** What waits to be answered pupil by pupil, and about whom. */
interface Asked {
  duty: Duty;
  title: string;
  asks: PupilQuestion;
  /** Village and township answer for each of these; a class only for whom it names. */
  each: readonly Student[] | null;
  rosters: Rosters;
}

/** Names with a word about each, in answer to what the speaker was asked; null when the message is something else. */
export const answerPupils = async (turn: Turn): Promise<Outcome | null> => {
  const asked: Asked[] = [];
  for (const { duty, bound } of [...waiting(turn), ...(await answered(turn))])
    if (mayBeAnswered(turn, bound, turn.directory.streamOf(duty.about)))
      asked.push(await askedBy(turn, duty, bound));
  const meant = asked.find(({ rosters }) => {
    const { nobody, named } = readPupils(turn.text, rosters);
    return nobody || named.length > 0;
  });
  if (!meant?.each) return meant ? answer(turn, meant, turn.text) : null;
  // One sentence of a village may tell of children whom several rounds ask after.
  const each = [...new Set(asked.flatMap((one) => one.each ?? []))];
  return answer(turn, { ...meant, rosters: rostersOfStudents(turn.directory, each) }, turn.text);
};

/** Whether the message may answer what a duty of this kind asks in a stream. */
const mayBeAnswered = (turn: Turn, { duty: { asks } }: BoundDuty, stream: string): boolean => {
  if (asks === undefined) return false;
  const { settings } = turn.policy;
  const inTerm = worldFor(turn, stream).calendar.inTerm(dayOf(turn.now));
  return mayAnswer(asks, turn.text, { settings, inTerm });
};

const waiting = ({ duties, policy }: Turn): { duty: Duty; bound: BoundDuty }[] =>
  duties.flatMap((duty) => {
    const bound = policy.named.get(duty.name);
    return bound?.duty.asks && isLive(duty) ? [{ duty, bound }] : [];
  });

/** What a class was asked lately and has answered: a change is said without being asked again. */
const LATELY = 21;
const answered = async (turn: Turn): Promise<{ duty: Duty; bound: BoundDuty }[]> => {
  const { classes } = turn.speaker;
  const streams = new Set(classes.map((item) => turn.directory.streamOf({ class: item })));
  const names = [...turn.policy.named.values()].flatMap((bound) =>
    bound.duty.subject === 'class' && [...streams].some((stream) => mayBeAnswered(turn, bound, stream))
      ? [bound.name]
      : [],
  );
  if (names.length === 0) return [];
  const since = at(addDays(dayOf(turn.now), -LATELY), '00:00');
  return (await settledDuties(turn.tx, { classes, names, since })).flatMap((duty) => {
    const bound = turn.policy.named.get(duty.name);
    return bound ? [{ duty, bound }] : [];
  });
};

/** The answer to one duty's own question; null says that nobody has to be named. */
export const answerDuty = async (
  turn: Turn,
  duty: Duty,
  bound: BoundDuty,
  text: string | null,
): Promise<Outcome> => answer(turn, await askedBy(turn, duty, bound), text);

const askedBy = async (turn: Turn, duty: Duty, { duty: rule }: BoundDuty): Promise<Asked> => {
  const { directory } = turn;
  const base = { duty, title: rule.title, asks: rule.asks ?? 'whereabouts' };
  const { class: classId } = duty.about;
  if (classId) return { ...base, each: null, rosters: rostersOf(directory, [classId]) };
  const world = worldFor(turn, directory.streamOf(duty.about));
  const groups = new PupilGroups(world, { files: () => [], atRisk: await atRiskStudents(turn.tx) });
  const each = groups.of(rule.names ?? 'at_risk', duty.about).map(({ student }) => student);
  return { ...base, each, rosters: rostersOfStudents(directory, each) };
};

const answer = async (turn: Turn, asked: Asked, text: string | null): Promise<Outcome> => {
  const { duty, each } = asked;
  const told = text === null ? null : readPupils(text, asked.rosters);
  const nobody = told === null || told.nobody;
  if (nobody) {
    const contradicted = await againstRegister(turn, asked);
    if (contradicted) return contradicted;
  }
  // "都在家" is said of each of them.
  const named = nobody ? (each ?? []).map((student): ToldPupil => ({ student, words: null })) : told.named;
  const wanting = asked.asks === 'risks' ? named.filter(({ words }) => words === null) : [];
  const clear = named.filter((one) => !wanting.includes(one));
  if (!nobody && clear.length === 0) return refused(phrase(turn, `example_${asked.asks}`));
  const facts = await Promise.all(
    clear.map(async (one) => ({
      student: one.student,
      body: await sinceTermStart(turn, one.student, bodyOf(one, asked, turn, nobody)),
    })),
  );
  const doubts = [
    ...(told?.unclear ?? []).map((name) => phrase(turn, 'pupils_unclear', { name })),
    ...wanting.map(({ student }) => phrase(turn, 'pupils_wanting', { name: student.name })),
  ];
  const schools = [...new Set(facts.map(({ student }) => student.school))];
  for (const school of schools) holdStream(turn.tx, school);
  await Promise.all(
    schools.map((school) => {
      const here = facts.filter(({ student }) => student.school === school);
      const classes = [...new Set(here.flatMap(({ student }) => student.class ?? []))];
      const pupils = here.map(({ student }) => student.id);
      return record(
        turn,
        school,
        classes,
        () => here.map(({ student, body }) => ({ about: { student: student.id }, body })),
        { pupils },
      );
    }),
  );
  const missing = each ? await unanswered(turn, duty, each) : [];
  const isComplete = doubts.length === 0 && missing.length === 0;
  if (isComplete) await finish(turn, duty, text);
  if (each) await finishOthers(turn, duty, text);
  return {
    act: 'settle',
    reply: turn.words.say('replies/settled', {
      values: { label: asked.title },
      lines: nobody
        ? [phrase(turn, `nobody_${asked.asks}`)]
        : facts.map(({ student, body }) =>
            phrase(turn, 'pupil_told', { name: student.name, ...saidOf(body) }),
          ),
      next: [
        ...doubts,
        ...(missing.length > 0
          ? [phrase(turn, 'pupils_missing', { names: missing.map(({ name }) => name).join('、') })]
          : []),
        ...(isComplete && !nobody && !each ? [phrase(turn, `others_${asked.asks}`)] : []),
      ],
      now: turn.now,
    }),
    question: null,
  };
};

/** "都已注册" of a class of which the ledger has somebody who is not (P3.1-WEEK1-LIST, P0-TRUTH): asked back with who it is. */
const againstRegister = async (turn: Turn, { duty, asks }: Asked): Promise<Outcome | null> => {
  const { class: classId } = duty.about;
  if (asks !== 'registration' || !classId) return null;
  const { calendar } = worldFor(turn, turn.directory.streamOf(duty.about));
  const when = { day: dayOf(turn.now), calendar };
  const names = (await filesOfClasses(turn.tx, [classId], when.day))
    .filter(({ file }) => isOfGroup('not_registered', file, when))
    .map(({ file }) => turn.directory.students.get(file.student)?.name ?? '');
  if (names.length === 0) return null;
  return refused(phrase(turn, 'registration_not_all', { names: names.join('、') }));
};

const bodyOf = (
  { student: { id }, words }: ToldPupil,
  { duty, asks }: Asked,
  turn: Turn,
  nobody: boolean,
): FactBody => {
  const day = dayOf(turn.now);
  switch (asks) {
    case 'returns':
      return {
        kind: 'return_answer',
        student: id,
        term: duty.period,
        returns: returnsIn(words),
        reason: words,
      };
    case 'registration':
      return { kind: 'registration', student: id, registered: registeredIn(words), day, reason: words };
    case 'risks':
      return {
        kind: 'at_risk',
        student: id,
        at_risk: !isTakenOff(words),
        criteria: isTakenOff(words) ? [] : criteriaIn(words, turn.policy.settings),
      };
    case 'whereabouts':
      return { kind: 'whereabouts', student: id, day, place: nobody ? 'home' : placeIn(words), words };
  }
};

/** What of a fact is repeated to whoever told it. */
const saidOf = (body: FactBody): { code: string; words: string } => {
  switch (body.kind) {
    case 'return_answer':
      return { code: body.returns ? 'returns' : 'stays_away', words: body.reason ?? '' };
    case 'registration':
      return { code: body.registered ? 'registered' : 'unregistered', words: body.reason ?? '' };
    case 'at_risk':
      return { code: body.at_risk ? 'listed' : 'unlisted', words: (body.criteria ?? []).join('、') };
    case 'whereabouts':
      return { code: 'seen', words: [placeWords(body.place), body.words].filter(Boolean).join('，') };
    default:
      throw new Error(`${body.kind} is not told pupil by pupil`);
  }
};

/** Of whom nobody has said anything since the duty began. */
const unanswered = async (turn: Turn, duty: Duty, each: readonly Student[]): Promise<Student[]> => {
  const since: Day = dayOf(duty.openedAt);
  const seen = new Set(
    await seenSince(
      turn.tx,
      each.map(({ id }) => id),
      since,
    ),
  );
  return each.filter(({ id }) => !seen.has(id));
};

/** What was said of a child answers every round that asks after it. */
const finishOthers = async (turn: Turn, { id }: Duty, text: string | null): Promise<void> => {
  for (const { duty, bound } of waiting(turn)) {
    const { each } = duty.id === id ? { each: null } : await askedBy(turn, duty, bound);
    if (each && (await unanswered(turn, duty, each)).length === 0) await finish(turn, duty, text);
  }
};

const finish = async (turn: Turn, duty: Duty, text: string | null): Promise<void> => {
  const stream = turn.directory.streamOf(duty.about);
  await record(turn, stream, duty.about.class ? [duty.about.class] : [], () => [
    {
      about: duty.about,
      body: { kind: 'duty_report', duty: duty.id, outcome: 'done', detail: text, to: null },
    },
  ]);
};
