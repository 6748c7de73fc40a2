import { at, type Day, dayOf } from '../../domain/calendar/time.ts';
import { leaveOn } from '../../domain/cases/counting.ts';
import { type CaseFile, emptyFile, isExpected, isOpenCase } from '../../domain/cases/file.ts';
import { saysMistaken } from '../../domain/conversation/mistaken.ts';
import { bearersOf } from '../../domain/conversation/names.ts';
import { offersOf, type Question } from '../../domain/conversation/question.ts';
import type { Rosters } from '../../domain/conversation/rosters.ts';
import type { SchoolState } from '../../domain/decision.ts';
import { type Duty, isLive } from '../../domain/duties/duty.ts';
import type { FactBody } from '../../domain/facts/fact.ts';
import type { NoticeOption } from '../../domain/notices/notice.ts';
import type { Student } from '../../domain/people/directory.ts';
import type { Subject } from '../../domain/signals.ts';
import type { Contact, Entry, Understood } from '../../domain/understanding/types.ts';
import type { Recorded } from '../../prisma/stores/recording.ts';
import { placementWords } from '../../templates/case-timeline.ts';
import { reasonWords } from '../../templates/case-words.ts';
import { entryWords } from '../../templates/vocabulary.ts';
import { askNext, askPupil } from '../asking.ts';
import { phrase } from '../phrase.ts';
import { type Outcome, record, type Turn, worldFor } from '../turn.ts';
import { type Alarmed, alarmedToday, mistakenFacts } from './alarmed.ts';
import { askRest } from './ask-rest.ts';
import { isKnownAway, isLeftOut, unnamedLines } from './known-away.ts';
import { saysMarked } from './marked.ts';
import { ofOtherClass } from './other-class.ts';

/** What is told of a pupil beside the day: recorded with it, and said in one line. */
export interface Beside {
  student: Student;
  bodies: readonly FactBody[];
  line: string;
}

interface Telling {
  /** That a whole class is away was asked back, and is so. */
  confirmed?: boolean;
  beside?: readonly Beside[];
  /** What is asked where nothing of the day is in doubt. */
  ask?: { text: string; question: Question };
}

/** A report or update of attendance: what was understood becomes facts, what was not becomes one question. */
export const recordAttendance = async (
  turn: Turn,
  heard: Understood,
  rosters: Rosters,
  telling: Telling = {},
): Promise<Outcome> => {
  const { confirmed = false, beside = [] } = telling;
  const others = ofOtherClass(turn, heard);
  if (others) return others;
  const told = resolve(turn, heard, rosters);
  const there = told.entries.filter(({ entry }) => entry.status === 'present');
  const alarmed = await alarmedToday(
    turn,
    saysMistaken(turn.text) ? there.map(({ student }) => student) : [],
  );
  const groups = bySchool(turn, heard, told, rosters, { beside, alarmed });
  const storm = confirmed ? null : stormQuestion(turn, heard, groups);
  if (storm) return storm;
  const done: Recorded[] = [];
  // Always in the same order, so that two messages about the same schools never wait for each other.
  for (const [school, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1)))
    done.push(await record(turn, school, [...group.classes], (state) => group.bodies(state)));
  return answer(turn, heard, told, rosters, done, telling);
};

/** What was told of pupils who are known, and the names that several pupils bear. Only the former are recorded. */
interface Told {
  entries: { entry: Entry; student: Student }[];
  /** Named as there: told of those alone whom the class does not count. */
  there: { entry: Entry; student: Student }[];
  contacts: { result: Contact['result']; student: Student }[];
  doubtful: string[];
}

const resolve = (turn: Turn, heard: Understood, rosters: Rosters): Told => {
  // The class that was understood counts as said, however the text writes it.
  const classes = [heard.class, ...(heard.classes ?? []).map((count) => count.class)];
  const said = [turn.text, ...classes].filter(Boolean).join(' ');
  const told: Told = { entries: [], there: [], contacts: [], doubtful: [] };
  const one = (name: string): Student | null => {
    const found = bearersOf(name, said, rosters);
    if (found.length === 1 && found[0]?.class) return found[0];
    if (!told.doubtful.includes(name)) told.doubtful.push(name);
    return null;
  };
  for (const entry of heard.entries ?? []) {
    const student = one(entry.student);
    if (student) told.entries.push({ entry, student });
  }
  for (const entry of heard.there ?? []) {
    const [student, another] = bearersOf(entry.student, said, rosters);
    if (student && !another) told.there.push({ entry, student });
  }
  for (const { student: name, result } of heard.contacts ?? []) {
    const student = one(name);
    if (student) told.contacts.push({ result, student });
  }
  return told;
};

interface Group {
  classes: Set<string>;
  students: Set<string>;
  bodies(state: SchoolState): { about: Subject; body: FactBody }[];
}

/** The message's entries, contacts and numbers, taken apart by school. */
const bySchool = (
  turn: Turn,
  heard: Understood,
  told: Told,
  rosters: Rosters,
  { beside, alarmed }: { beside: readonly Beside[]; alarmed: Alarmed },
): Map<string, Group> => {
  const { directory } = turn;
  const groups = new Map<
    string,
    Group & { later: ((state: SchoolState) => { about: Subject; body: FactBody }[])[] }
  >();
  const groupOf = (classId: string) => {
    const school = directory.classes.get(classId)?.school ?? '';
    const found = groups.get(school);
    if (found) return found;
    const made: Group & { later: ((state: SchoolState) => { about: Subject; body: FactBody }[])[] } = {
      classes: new Set<string>(),
      students: new Set<string>(),
      later: [],
      bodies: (state) => made.later.flatMap((part) => part(state)),
    };
    groups.set(school, made);
    return made;
  };
  const day = heard.date ?? dayOf(turn.now);
  const marked = day === dayOf(turn.now) && saysMarked(turn);
  for (const roll of rolls(turn, heard, told, rosters)) {
    const group = groupOf(roll.class);
    group.classes.add(roll.class);
    group.later.push((state) => {
      // "其他都到" is told of all but these.
      const ids = new Set(directory.studentsOf(roll.class).map(({ id }) => id));
      const left = state.files.filter(
        (file) => heard.rest && ids.has(file.student) && isLeftOut(file, day, roll.named.length > 0),
      );
      const named = [...roll.named, ...left.map(({ student }) => student)];
      return [{ about: { class: roll.class }, body: { kind: 'roll', day, ...roll, named } }];
    });
    if (marked)
      group.later.push(() => [
        { about: { class: roll.class }, body: { kind: 'marked', class: roll.class, day } },
      ]);
  }
  for (const { entry, student } of told.entries) {
    const group = groupOf(student.class ?? '');
    group.classes.add(student.class ?? '');
    if (isAbsent(entry)) group.students.add(student.id);
    group.later.push((state) => [
      ...standing(state, student.id, entry),
      ...(isAbsent(entry) ? [] : mistakenFacts(state, student.id, alarmed, turn, true)),
    ]);
  }
  for (const { entry, student } of told.there) {
    const file = (state: SchoolState) => state.files.find((item) => item.student === student.id);
    groupOf(student.class ?? '').later.push((state) =>
      isTakenForGranted(file(state) ?? emptyFile(student.id), day) ? [] : standing(state, student.id, entry),
    );
  }
  for (const { student, result } of told.contacts) {
    const group = groupOf(student.class ?? '');
    group.classes.add(student.class ?? '');
    group.later.push(() => [
      {
        about: { student: student.id },
        body: { kind: 'contact', student: student.id, day: dayOf(turn.now), result },
      },
    ]);
  }
  for (const { student, bodies } of beside) {
    const group = groupOf(student.class ?? '');
    group.classes.add(student.class ?? '');
    group.later.push(() => bodies.map((body) => ({ about: { student: student.id }, body })));
  }
  return groups;
};

/** Whoever is named as there adds nothing to the roll, unless the class does not count the child or knows it to be away. */
const isTakenForGranted = (file: CaseFile, day: Day): boolean => isExpected(file) && !isKnownAway(file, day);

const isAbsent = ({ status }: Entry): boolean =>
  status !== 'present' && status !== 'late' && status !== 'left_early';

/** What already stands is not said again. */
const standing = (
  state: SchoolState,
  student: string,
  entry: Entry,
): { about: Subject; body: FactBody }[] => {
  const file: CaseFile | undefined = state.files.find((item) => item.student === student);
  const mark = file?.marks[entry.from];
  if (mark?.standing === entry.status && entry.until === null) return [];
  const { status, from, until } = entry;
  return [{ about: { student }, body: { kind: 'standing', student, day: from, standing: status, until } }];
};

/** One roll per class that the message reports as a whole; whole only when nothing about it is in doubt. */
const rolls = (turn: Turn, heard: Understood, told: Told, rosters: Rosters) => {
  if (heard.act !== 'report' || heard.ask.includes('which_class')) return [];
  const counts =
    heard.classes && heard.classes.length > 0
      ? heard.classes
      : heard.class
        ? [{ class: heard.class, expected: heard.expected ?? null, present: heard.present ?? null }]
        : [];
  return counts.flatMap((count) => {
    const id = rosters.classIds.get(count.class);
    if (!id) return [];
    const members = new Set(turn.directory.studentsOf(id).map((student) => student.id));
    const named = told.entries.flatMap(({ student }) => (members.has(student.id) ? [student.id] : []));
    const { expected, present } = count;
    const whole = heard.ask.length === 0 && told.doubtful.length === 0;
    return [{ class: id, expected, present, whole, named }];
  });
};

/** A whole class "absent" by a slip, or a school closed by snow, is one question instead of forty clocks. */
const stormQuestion = (turn: Turn, heard: Understood, groups: Map<string, Group>): Outcome | null => {
  const { settings } = turn.policy;
  for (const group of groups.values()) {
    for (const classId of group.classes) {
      const size = turn.directory.studentsOf(classId).length;
      const absent = [...group.students].filter(
        (id) => turn.directory.students.get(id)?.class === classId,
      ).length;
      const stated = heard.expected && heard.present !== null ? heard.expected - (heard.present ?? 0) : 0;
      const missing = Math.max(absent, stated);
      if (missing < settings['storm.class_least'] || missing < size * settings['storm.class_share']) continue;
      const values = { class: turn.directory.classes.get(classId)?.name ?? '', absent: missing, size };
      const options = ['storm_true', 'storm_wrong', 'storm_closed'].map((name) => phrase(turn, name));
      return {
        act: 'storm',
        reply: turn.words.say('replies/storm', { values, lines: options, now: turn.now }),
        question: { kind: 'storm', text: turn.text, options, until: at(dayOf(turn.now), '24:00') },
      };
    }
  }
  return null;
};

const answer = (
  turn: Turn,
  heard: Understood,
  told: Told,
  rosters: Rosters,
  done: readonly Recorded[],
  { beside = [], ask }: Telling,
): Outcome => {
  const [doubtful] = told.doubtful;
  const doubt = doubtful ? askPupil(turn, doubtful, rosters) : askNext(turn, heard, rosters);
  const changed = done.some(({ decision }) => decision.facts.length > 0);
  const rest = doubt || ask || !changed ? null : askRest(turn, heard, awayOf(told), done);
  const question = doubt ?? ask ?? rest;
  if (!changed && !question && heard.act !== 'report')
    return {
      act: heard.act,
      reply: turn.words.say('replies/nothing_new', {
        values: { more: beside.length === 0 && saysMore(turn, told) },
        now: turn.now,
      }),
      question: null,
    };
  const next = done.flatMap((item) => [
    ...returnedLines(turn, item),
    ...metLines(turn, item),
    ...nextLines(turn, item, !isNumbered(doubt ?? ask)),
  ]);
  const asked = done.some((item) => nextLines(turn, item, true).length > 0);
  const day = heard.date ?? dayOf(turn.now);
  const named = new Set([...told.entries, ...told.there].map(({ student }) => student.id));
  const unnamed = unnamedLines(turn, done, day, named);
  const all = isWhole(done) && !unnamed.away && !told.entries.some(({ entry }) => isAbsent(entry));
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
        next: [...next, ...cutLines(turn, told, done)],
        now: turn.now,
      })
    : '';
  return {
    act: heard.act,
    reply: [summary, question?.text].filter(Boolean).join('\n'),
    question: question?.question ?? null,
    brief: briefly(turn, heard, told),
    ...(offers ? { offers } : {}),
  };
};

/** "没来", "今天还是没来": how many characters may stand beside the names of who is away, and say no more than that. */
const OF_STANDING = 6;

/** Whether a message says more than who is away: then it is not claimed that all of it stands in the record. */
const saysMore = ({ text }: Turn, { entries, contacts }: Told): boolean => {
  const names = new Set([...entries, ...contacts].map(({ student }) => student.name));
  const rest = [...names].reduce((left, name) => left.replaceAll(name, ''), text);
  return (rest.match(/\p{sc=Han}/gu) ?? []).length > OF_STANDING;
};

const awayOf = ({ entries }: Told): Student[] =>
  entries.flatMap(({ entry, student }) => (isAbsent(entry) ? [student] : []));

/** Whether a whole roll was told, and nothing of it is in doubt. */
const isWhole = (done: readonly Recorded[]): boolean =>
  done.some(({ decision }) => decision.facts.some(({ body }) => body.kind === 'roll' && body.whole));

/** For a group: numbers, and where the rest is (policy.md §5.2.1). */
const briefly = (turn: Turn, heard: Understood, { entries }: Told): string =>
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
  { entries }: Told,
  done: readonly Recorded[],
): string[] => {
  const groups = new Map<string, string[]>();
  for (const { entry, student } of entries) {
    const { status } = entry;
    const until = entry.until && isLeave(entry) ? (granted(student, entry, done) ?? null) : entry.until;
    const word = entryWords(standingKept(student, entry, done) ?? status);
    const label = until && until !== heard.date ? phrase(turn, 'entry_until', { status: word, until }) : word;
    groups.set(label, [...(groups.get(label) ?? []), student.name]);
  }
  return [...groups].map(([label, names]) => `${label}：${names.join('、')}`);
};

/** Of whoever has leave that day, whatever the list calls it: the kind of leave. */
const standingKept = ({ id }: Student, entry: Entry, done: readonly Recorded[]): string | null => {
  if (!isLeave(entry) && entry.status !== 'unaccounted') return null;
  const file = done.map((item) => item.file(id)).find((item) => item !== undefined);
  return file?.marks[entry.from]?.excused ? (leaveOn(file, entry.from)?.kind ?? null) : null;
};

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
const cutLines = (turn: Turn, { entries }: Told, done: readonly Recorded[]): string[] =>
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

const contactLines = (turn: Turn, { contacts }: Told): string[] =>
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
  const replies = first ? (turn.policy.named.get(first.name)?.duty.replies ?? []) : [];
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
