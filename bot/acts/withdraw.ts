import { at, dayOf } from '../../domain/calendar/time.ts';
import { ATTENDED } from '../../domain/cases/counting.ts';
import type { Mark } from '../../domain/cases/file.ts';
import { cameBackBy } from '../../domain/cases/taking-back.ts';
import { classesOf } from '../../domain/conversation/speaker.ts';
import type { SchoolState } from '../../domain/decision.ts';
import type { Duty } from '../../domain/duties/duty.ts';
import type { Student } from '../../domain/people/directory.ts';
import {
  type AttendanceTold,
  attendanceTold,
  dutiesEndedSince,
  filesOfClasses,
} from '../../prisma/stores/answer-store.ts';
import { entryWords } from '../../templates/vocabulary.ts';
import { phrase } from '../phrase.ts';
import { type Outcome, record, type Turn } from '../turn.ts';
import { alarmedToday, mistakenFacts } from './danger/alarmed.ts';
import { withdrawMessage } from './withdraw-told.ts';

/** Takes back the last message of today by which the sender recorded something; what was said stays in the ledger. */
export const withdrawLast = async (turn: Turn): Promise<Outcome> => {
  const mine = new Set(classesOf(turn.speaker, turn.directory));
  // What recorded nothing, and what was taken back already, is passed over.
  const taken = new Set(
    turn.earlier.flatMap(({ act }) => (act.startsWith('withdraw:') ? [act.slice(9)] : [])),
  );
  for (const { message } of turn.earlier.toReversed()) {
    const told = taken.has(message)
      ? []
      : (await attendanceTold(turn.tx, message)).filter((one) => mine.has(one.class));
    if (told.length > 0) return withdrawAttendance(turn, message, told);
    const other = await withdrawMessage(turn, message);
    if (other) return other;
  }
  return { act: 'withdraw', reply: turn.words.say('replies/nothing_to_withdraw', { now: turn.now }) };
};

const withdrawAttendance = async (
  turn: Turn,
  message: string,
  told: readonly AttendanceTold[],
): Promise<Outcome> => {
  const missing = pupilsOf(turn, told);
  const alarmed = await alarmedToday(turn, missing);
  const over = await endedByReturn(turn, message, told);
  for (const [school, classes] of classesBySchool(turn, told)) {
    const bodies = (state: SchoolState) => [
      ...classes.map((id) => ({
        about: { class: id },
        body: {
          kind: 'withdrawal' as const,
          class: id,
          day: rollDay(told, id) ?? dayOf(turn.now),
          message,
        },
      })),
      ...missing
        .filter((student) => student.school === school)
        .flatMap(({ id }) => mistakenFacts(state, id, alarmed, turn, false, isOnlyOf(message))),
    ];
    await record(turn, school, ownOf(turn, school, classes), bodies, { over });
  }
  return {
    act: `withdraw:${message}`,
    reply: turn.words.say('replies/withdrawn', {
      values: { roll: told.some(({ body }) => body.kind === 'roll') },
      lines: linesOf(turn, told),
      now: turn.now,
    }),
    question: null,
  };
};

/** What ended today about the children who came back by this message, since it stands again. */
const endedByReturn = async (
  { tx, now }: Turn,
  message: string,
  told: readonly AttendanceTold[],
): Promise<Duty[]> => {
  const today = dayOf(now);
  const files = await filesOfClasses(tx, [...new Set(told.map((one) => one.class))], today);
  const back = files.filter(({ file }) => cameBackBy(file, message)).map(({ file }) => file.student);
  return back.length > 0
    ? dutiesEndedSince(tx, back, at(today, '00:00'), ['done', 'done_late', 'not_applicable'])
    : [];
};

const pupilsOf = ({ directory }: Turn, told: readonly AttendanceTold[]): Student[] =>
  told.flatMap(({ body }) => (body.kind === 'standing' ? (directory.students.get(body.student) ?? []) : []));

/** An absence that stands by this message alone. */
const isOnlyOf =
  (message: string) =>
  ({ source, was }: Mark): boolean =>
    source.startsWith(`${message}:`) && (!was || ATTENDED.has(was.standing) || was.excused === true);

const rollDay = (told: readonly AttendanceTold[], id: string): string | undefined =>
  told.find((one) => one.class === id && one.body.kind === 'roll')?.body.day;

/** Whose lists are concerned, and what was told of which class there: a child who has entered another school stands in neither's class (T10). */
const classesBySchool = ({ directory }: Turn, told: readonly AttendanceTold[]): Map<string, string[]> => {
  const groups = new Map<string, Set<string>>();
  for (const { class: id, body } of told) {
    const pupil = body.kind === 'standing' ? directory.students.get(body.student) : undefined;
    const school = pupil?.school ?? directory.classes.get(id)?.school;
    if (school) groups.set(school, (groups.get(school) ?? new Set()).add(id));
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([school, ids]) => [school, [...ids]]));
};

const ownOf = ({ directory }: Turn, school: string, classes: readonly string[]): string[] =>
  classes.filter((id) => directory.classes.get(id)?.school === school);

/** "三(1)班点名", "早退 张伟、李思雨". */
const linesOf = (turn: Turn, told: readonly AttendanceTold[]): string[] => {
  const { classes, students } = turn.directory;
  const rolls: string[] = [];
  const byStanding = new Map<string, string[]>();
  for (const { class: id, body } of told) {
    if (body.kind === 'roll') {
      rolls.push(phrase(turn, 'roll_of', { class: classes.get(id)?.name ?? id }));
      continue;
    }
    const word = entryWords(body.sent ? 'sent' : body.standing);
    const name = students.get(body.student)?.name ?? '';
    byStanding.set(word, [...(byStanding.get(word) ?? []), name]);
  }
  return [...rolls, ...[...byStanding].map(([word, names]) => `${word} ${names.join('、')}`)];
};
