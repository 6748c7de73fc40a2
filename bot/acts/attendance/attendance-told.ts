import { type Day, dayOf } from '../../../domain/calendar/time.ts';
import { ATTENDED, leaveOn } from '../../../domain/cases/counting.ts';
import { isOpenCase, isOrdinary, type LeaveSpan } from '../../../domain/cases/file.ts';
import { offersOf, type Question } from '../../../domain/conversation/question.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { type Duty, isLive } from '../../../domain/duties/duty.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import type { NoticeOption } from '../../../domain/notices/notice.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { repliesOf } from '../../../domain/policy/policy.ts';
import type { Contact, Entry, Remark, Understood } from '../../../domain/understanding/types.ts';
import type { Recorded } from '../../../prisma/stores/recording.ts';
import { placementWords } from '../../../templates/case-timeline.ts';
import { reasonWords } from '../../../templates/case-words.ts';
import { entryWords } from '../../../templates/vocabulary.ts';
import { askNext, askPupil, notUnderstood } from '../../asking.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, type Turn, worldFor } from '../../turn.ts';
import { askRest } from './ask-rest.ts';
import { unnamedLines } from './known-away.ts';

/** What is told of a pupil beside the day: recorded with it, and said in one line. */
export interface Beside {
  student: Student;
  bodies: readonly FactBody[];
  line: string;
}

export interface Telling {
  /** That a whole class is away was asked back, and is so. */
  confirmed?: boolean;
  beside?: readonly Beside[];
  /** What is asked where nothing of the day is in doubt. */
  ask?: { text: string; question: Question };
}

/** What was told of pupils who are known, and the names that several pupils bear. Only the former are recorded. */
export interface ResolvedReport {
  entries: { entry: Entry; student: Student }[];
  /** Named as there: told of those alone whom the class does not count. */
  there: { entry: Entry; student: Student }[];
  contacts: { result: Contact['result']; student: Student }[];
  doubtful: string[];
}

export const isAbsent = ({ status }: Entry): boolean => !ATTENDED.has(status);

/** Whether a message says this of a child's absence beside its kind. */
export const isRemarked = ({ remarks = [] }: Understood, name: string, kind: Remark['kind']): boolean =>
  remarks.some((remark) => remark.student === name && remark.kind === kind);

/** Whether a child was told of for the day of the roll: who asks for leave tomorrow, or left early yesterday, is there today. */
export const isOfRoll = (entry: Entry, day: Day): boolean =>
  entry.from === day || (entry.from < day && isAbsent(entry));

/** What was recorded, in the sender's words; what is asked of them next. */
export const answerRecorded = (
  turn: Turn,
  heard: Understood,
  told: ResolvedReport,
  rosters: Rosters,
  done: readonly Recorded[],
  { beside = [], ask }: Telling,
): Outcome => {
  const [doubtful] = told.doubtful;
  const remarks = remarkLines(turn, heard, told, done);
  const doubt = doubtful ? askPupil(turn, doubtful, rosters) : askNext(turn, heard, rosters);
  const changed = done.some(({ decision }) => decision.facts.length > 0);
  const rest = doubt || ask || !changed ? null : askRest(turn, heard, awayOf(told), done);
  const question = doubt ?? ask ?? rest;
  // Of whom nobody was understood nothing can agree with the record.
  if (!changed && !question && heard.act !== 'report' && isEmpty(told, beside))
    return { act: 'other', reply: notUnderstood(turn), question: null };
  if (!changed && !question && heard.act !== 'report')
    return {
      act: heard.act,
      reply:
        remarks.join('\n') ||
        turn.words.say('replies/nothing_new', {
          values: { more: beside.length === 0 && saysMore(turn, told) },
          now: turn.now,
        }),
      question: null,
    };
  const next = done.flatMap((item) => [
    ...returnedLines(turn, item),
    ...fallenLines(turn, item),
    ...metLines(turn, item),
    ...nextLines(turn, item, !isNumbered(doubt ?? ask)),
  ]);
  const asked = done.some((item) => nextLines(turn, item, true).length > 0);
  const day = heard.date ?? dayOf(turn.now);
  const ofDay = told.entries.filter(({ entry }) => isOfRoll(entry, day));
  const named = new Set([...ofDay, ...told.there].map(({ student }) => student.id));
  const unnamed = unnamedLines(turn, done, day, named);
  const all = isWhole(done) && !unnamed.away && !ofDay.some(({ entry }) => isAbsent(entry));
  const offers = doubt || ask ? undefined : offersIn(turn, done, rest ? offersOf(rest.question) : []);
  const [first] = done;
  const summary = changed
    ? turn.words.say('replies/recorded', {
        values: {
          class: heard.class ?? (heard.classes ?? []).map((count) => count.class).join('、'),
          day,
          expected: heard.expected ?? null,
          present: heard.present ?? null,
          all,
          done: heard.act === 'report' && !question && !asked && first !== undefined,
        },
        lines: [
          ...entryLines(turn, heard, told, done),
          ...unnamed.lines,
          ...beside.map(({ line }) => line),
          ...contactLines(turn, told),
          ...markedLines(turn, done),
        ],
        next: [...next, ...remarks, ...cutLines(turn, told, done)],
        now: turn.now,
      })
    : '';
  return {
    act: heard.act,
    reply: [summary, question?.text].filter(Boolean).join('\n'),
    question: question?.question ?? null,
    ...(turn.place?.kind === 'group' ? { brief: briefly(turn, heard, ofDay) } : {}),
    ...(offers ? { offers } : {}),
  };
};

const isEmpty = ({ entries, there, contacts }: ResolvedReport, beside: readonly Beside[]): boolean =>
  entries.length + there.length + contacts.length + beside.length === 0;

/** "没来", "今天还是没来": how many characters may stand beside the names of who is away, and say no more than that. */
const OF_STANDING = 6;

/** Whether a message says more than who is away: then it is not claimed that all of it stands in the record. */
const saysMore = ({ text }: Turn, { entries, contacts }: ResolvedReport): boolean => {
  const names = new Set([...entries, ...contacts].map(({ student }) => student.name));
  const rest = [...names].reduce((left, name) => left.replaceAll(name, ''), text);
  return (rest.match(/\p{sc=Han}/gu) ?? []).length > OF_STANDING;
};

const awayOf = ({ entries }: ResolvedReport): Student[] =>
  entries.flatMap(({ entry, student }) => (isAbsent(entry) ? [student] : []));

/** Whether a whole roll was told, and nothing of it is in doubt. */
const isWhole = (done: readonly Recorded[]): boolean =>
  done.some(({ decision }) => decision.facts.some(({ body }) => body.kind === 'roll' && body.whole));

/** For a group: numbers, and where the rest is (policy.md §5.2.1). */
const briefly = (turn: Turn, heard: Understood, entries: ResolvedReport['entries']): string =>
  phrase(turn, 'brief_recorded', {
    class: heard.class ?? (heard.classes ?? []).map((count) => count.class).join('、'),
    expected: heard.expected ?? null,
    present: heard.present ?? null,
    absent: entries.filter(({ entry }) => isAbsent(entry)).length,
  });

/** Names by status, exactly as recorded. */
const entryLines = (
  turn: Turn,
  heard: Understood,
  { entries }: ResolvedReport,
  done: readonly Recorded[],
): string[] => {
  const groups = new Map<string, string[]>();
  for (const { entry, student } of entries) {
    const until = entry.until && isLeave(entry) ? (granted(student, entry, done) ?? null) : entry.until;
    const word = wordOf(student, entry, done);
    const { from } = entry;
    const label = !isOfRoll(entry, heard.date ?? from)
      ? phrase(turn, 'entry_on', { status: word, from, until: until === from ? null : until })
      : until && until !== heard.date
        ? phrase(turn, 'entry_until', { status: word, until, leave: isLeave(entry) })
        : word;
    groups.set(label, [...(groups.get(label) ?? []), student.name]);
  }
  return [...groups].map(([label, names]) => `${label}：${names.join('、')}`);
};

/** Of whoever has leave that day, whatever the list calls it: the kind of leave. */
const wordOf = (student: Student, entry: Entry, done: readonly Recorded[]): string => {
  const leave = isLeave(entry) || entry.status === 'unaccounted' ? leaveKept(student, entry, done) : null;
  return entryWords(leave?.sent ? 'sent' : (leave?.kind ?? entry.status));
};

/** The leave that stands on the file for the first day told. */
const leaveKept = ({ id }: Student, { from }: Entry, done: readonly Recorded[]): LeaveSpan | null => {
  const file = done.map((item) => item.file(id)).find((item) => item !== undefined);
  return file?.marks[from]?.excused ? (leaveOn(file, from) ?? null) : null;
};

/**
 * What of an absence stands otherwise than it was said: half a day as a whole one, later today as not there; and of whoever
 * comes back on a later day, whether it has leave till then is asked (policy.md §1.4.2).
 */
const remarkLines = (
  turn: Turn,
  heard: Understood,
  { entries }: ResolvedReport,
  done: readonly Recorded[],
): string[] =>
  entries.flatMap(({ entry, student }) => {
    const { name } = student;
    const { status, from, until } = entry;
    const values = { name, from, until };
    if (isRemarked(heard, name, 'half_day'))
      return leaveKept(student, entry, done) || from > dayOf(turn.now)
        ? [phrase(turn, 'half_day', values)]
        : [];
    if (status !== 'unaccounted' || leaveKept(student, entry, done)) return [];
    if (isRemarked(heard, name, 'comes_later')) return [phrase(turn, 'comes_later', values)];
    return until !== null && until > dayOf(turn.now) ? [phrase(turn, 'ask_leave_until', values)] : [];
  });

const isLeave = ({ status }: Entry): boolean => status === 'sick_leave' || status === 'personal_leave';

/** The last day of the leave that stands on the file from the entry's first day on; undefined when none was given. */
const granted = ({ id }: Student, { from }: Entry, done: readonly Recorded[]): Day | undefined =>
  done
    .flatMap((item) => item.file(id)?.leaves ?? [])
    .filter((leave) => leave.until >= from)
    .map(({ until }) => until)
    .toSorted()
    .at(-1);

/** Leave that is longer than the sender may give (T3): what was given of it, and who was asked for the rest. */
const cutLines = (turn: Turn, { entries }: ResolvedReport, done: readonly Recorded[]): string[] =>
  entries.flatMap(({ entry, student }) => {
    if (!isLeave(entry)) return [];
    const wanted = entry.until ?? entry.from;
    const until = granted(student, entry, done);
    if (until && until >= wanted) return [];
    const { calendar } = worldFor(turn, student.school);
    const count = until ? calendar.countSchoolDays(entry.from, until) : 0;
    const values = { name: student.name, count, from: entry.from, until };
    const decider = deciderOf(student, done);
    if (decider) return [phrase(turn, 'leave_passed_on', { ...values, who: turn.directory.nameOf(decider) })];
    if (!entry.until) return [];
    const office =
      calendar.countSchoolDays(entry.from, wanted) <= turn.policy.settings['leave.office_days'] &&
      turn.speaker.role !== 'academic_office';
    return [phrase(turn, 'leave_cut', { ...values, who: phrase(turn, office ? 'office' : 'principal') })];
  });

/** Who is to answer what was asked for a pupil's leave. */
const deciderOf = ({ id }: Student, done: readonly Recorded[]): string | null =>
  done
    .flatMap((item) => {
      const leave = item.file(id)?.answers?.leave;
      return leave ? item.duties().filter((duty) => isLive(duty) && duty.period === leave.key) : [];
    })
    .map(({ actor }) => actor)
    .find((actor) => actor !== null) ?? null;

const contactLines = (turn: Turn, { contacts }: ResolvedReport): string[] =>
  contacts.map(({ student, result }) => phrase(turn, `contact_${result}`, { name: student.name }));

const markedLines = (turn: Turn, done: readonly Recorded[]): string[] =>
  done.some(({ decision }) => decision.facts.some(({ body }) => body.kind === 'marked'))
    ? [phrase(turn, 'marked')]
    : [];

/** A child of an open case is back: said out loud, since the case goes on in another way (T18). */
const returnedLines = (turn: Turn, { before, decision, world }: Recorded): string[] =>
  before.files
    .filter(isOpenCase)
    .filter(({ student }) =>
      decision.files.some((file) => file.student === student && file.stage === 'RETURNED'),
    )
    .map(({ student }) => {
      const values = { name: world.directory.students.get(student)?.name ?? '' };
      return turn.words.say('replies/returned', { values, now: turn.now });
    });

/** A child on 休学, or taught elsewhere, is in class: that it is known, who decides, and what the family must bring. */
const metLines = (turn: Turn, { decision, world, file }: Recorded): string[] =>
  decision.duties
    .filter((duty) => duty.name in MET && isLive(duty))
    .map(({ name, about: { student = '' } }) => {
      const { closing, placement } = file(student) ?? {};
      return phrase(turn, MET[name] ?? '', {
        name: world.directory.students.get(student)?.name ?? '',
        why: closing ? reasonWords[closing.reason] : placement ? placementWords(placement) : '',
      });
    });

const MET: Readonly<Record<string, string>> = {
  'P3.1-MONTH-ZERO/resumption': 'closed_in_class',
  'P3.1-EACH-CASE/own_class': 'placed_in_class',
};

/** Of whom a case was opened by what has turned out a mistake. */
export const fallenLines = (turn: Turn, { decision, before, world }: Recorded): string[] => {
  const wasOpen = new Set(before.files.filter(isOpenCase).map(({ student }) => student));
  const names = decision.files
    .filter((file) => wasOpen.has(file.student) && isOrdinary(file))
    .map(({ student }) => world.directory.students.get(student)?.name ?? '');
  return names.length > 0 ? [phrase(turn, 'case_fallen', { names: names.join('、') })] : [];
};

/** The calls that the sender must make next. */
const callsIn = (turn: Turn, { decision }: Recorded): Duty[] =>
  decision.duties.filter(
    (duty) =>
      isLive(duty) && duty.actor === turn.speaker.person && duty.rule === 'P3.1-CHECK-1H' && !duty.proof,
  );

/** The short replies that the answer speaks of, and what they settle. */
const offersIn = (
  turn: Turn,
  done: readonly Recorded[],
  others: readonly NoticeOption[],
): Outcome['offers'] => {
  const calls = done.flatMap((item) => callsIn(turn, item));
  const [first] = calls;
  const replies = first ? repliesOf(turn.policy, first) : [];
  const options = [...replies.map(({ key, label }) => ({ key, label })), ...others];
  return replies.length > 0 ? { options, duties: calls.map(({ id }) => id) } : undefined;
};

/** Whether numbers are asked for: beside them no others are offered. */
const isNumbered = (asked: { question: Question } | null | undefined): boolean =>
  asked != null && offersOf(asked.question).length > 0;

/** What the sender must do next, with the reply that settles it where it is offered. */
const nextLines = (turn: Turn, recorded: Recorded, offered: boolean): string[] => {
  const { world } = recorded;
  const mine = callsIn(turn, recorded);
  const byDue = new Map<number, string[]>();
  for (const duty of mine) {
    const name = world.directory.students.get(duty.about.student ?? '')?.name ?? '';
    byDue.set(duty.dueAt, [...(byDue.get(duty.dueAt) ?? []), name]);
  }
  return [
    ...[...byDue].map(([due, names]) =>
      phrase(turn, 'contact_next', { due, names: names.join('、'), offered }),
    ),
    ...talkLines(turn, recorded),
  ];
};

/** T5: with whom the sender is to talk, back as they are after a day or two without leave. */
const talkLines = (turn: Turn, { decision, world }: Recorded): string[] => {
  const talks = decision.duties.filter(
    (duty) => duty.name === 'P1.R4-HAZARD/talk' && isLive(duty) && duty.actor === turn.speaker.person,
  );
  const [first] = talks;
  if (!first) return [];
  const names = talks.map(({ about }) => world.directory.students.get(about.student ?? '')?.name ?? '');
  return [phrase(turn, 'talk_next', { due: first.dueAt, names: names.join('、') })];
};
