import { type Day, dayOf } from '../../../domain/calendar/time.ts';
import { ATTENDED } from '../../../domain/cases/counting.ts';
import { type CaseFile, emptyFile, isExpected } from '../../../domain/cases/file.ts';
import { saysMistaken } from '../../../domain/conversation/mistaken.ts';
import { bearersOf } from '../../../domain/conversation/names.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { readPupils } from '../../../domain/conversation/told-pupils.ts';
import type { SchoolState } from '../../../domain/decision.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import type { Directory, Student } from '../../../domain/people/directory.ts';
import type { Subject } from '../../../domain/signals.ts';
import type { Entry, Understood } from '../../../domain/understanding/types.ts';
import type { Recorded } from '../../../prisma/stores/recording.ts';
import { endOfDay, refused } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn } from '../../turn.ts';
import { type Alarmed, alarmedToday, mistakenFacts } from '../danger/alarmed.ts';
import {
  answerRecorded,
  type Beside,
  isAbsent,
  isOfRoll,
  isRemarked,
  type ResolvedReport,
  type Telling,
} from './attendance-told.ts';
import { ofDayOff } from './day-off.ts';
import { heardFromOutside, isOutside } from './from-outside.ts';
import { isKnownAway, isLeftOut } from './known-away.ts';
import { saysMarked } from './marked.ts';
import { ofOtherClass } from './other-class.ts';

/** A report or update of attendance: what was understood becomes facts, what was not becomes one question. */
export const recordAttendance = async (
  turn: Turn,
  heard: Understood,
  rosters: Rosters,
  telling: Telling = {},
): Promise<Outcome> => {
  const others = ofOtherClass(turn, heard);
  if (others) return others;
  const dayOff = ofDayOff(turn, heard, rosters);
  if (dayOff) {
    const rest = dayOff.rest && (await recordAttendance(turn, dayOff.rest, rosters, telling));
    const reply = [rest?.reply, dayOff.asks].filter(Boolean).join('\n');
    return rest ? { ...rest, reply } : { act: 'other', reply, question: null };
  }
  const told = resolve(turn, heard, rosters);
  if (isOutside(turn)) return recordFromOutside(turn, heard, told, rosters, telling);
  return recordOfSchool(turn, heard, told, rosters, telling);
};

/** Whoever is outside the school tells of contacts as anybody does, and of attendance only what the school has to confirm. */
const recordFromOutside = async (
  turn: Turn,
  heard: Understood,
  told: ResolvedReport,
  rosters: Rosters,
  telling: Telling,
): Promise<Outcome> => {
  const entries = [...told.entries, ...told.there];
  const tips = entries.map(({ entry, student }) => ({
    student,
    entry,
    words: wordsOf(turn, student, entries.length === 1, rosters),
  }));
  const isRoll = rolls(turn, heard, told, rosters).length > 0;
  const passed =
    tips.length > 0
      ? await heardFromOutside(turn, tips)
      : isRoll
        ? refused(phrase(turn, 'roll_outside'))
        : null;
  const left = { ...heard, act: 'update' as const, entries: [], there: [], classes: [] };
  if (passed && told.contacts.length + told.doubtful.length === 0) return passed;
  const other = await recordOfSchool(turn, left, { ...told, entries: [], there: [] }, rosters, telling);
  return { ...other, reply: [passed?.reply, other.reply].filter(Boolean).join('\n') };
};

/** What stood beside a child's name; of the only one the whole message, where it is named after all. */
const wordsOf = (turn: Turn, { id }: Student, isOnly: boolean, rosters: Rosters): string | null => {
  const { named } = readPupils(turn.text, rosters);
  const beside = named.find(({ student }) => student.id === id)?.words ?? null;
  return beside ?? (isOnly ? turn.text.trim() : null);
};

/**
 * A roll, or a child's coming, told of a day on which its school does not teach: nobody attends then (T18 wants an attended
 * school day), and which day is meant is asked. Null where anything else is told.
 */
const attendedOnDayOff = (
  turn: Turn,
  heard: Understood,
  told: ResolvedReport,
  rosters: Rosters,
): Outcome | null => {
  const day = heard.date ?? dayOf(turn.now);
  const { classes } = turn.directory;
  const attended = told.entries.every(({ entry }) => ATTENDED.has(entry.status) && entry.from === day);
  const schools = [
    ...rolls(turn, heard, told, rosters).map(({ class: id }) => classes.get(id)?.school ?? ''),
    ...(attended ? told.entries.map(({ student }) => student.school) : []),
  ];
  if (schools.length === 0 || schools.some((school) => turn.calendarOf(school).isSchoolDay(day))) return null;
  const example = turn.calendarOf(schools[0] ?? '').previousSchoolDay(dayOf(turn.now)) ?? null;
  return refused(phrase(turn, 'roll_day_off', { day, example }));
};

const recordOfSchool = async (
  turn: Turn,
  heard: Understood,
  told: ResolvedReport,
  rosters: Rosters,
  { confirmed = false, beside = [], ...telling }: Telling,
): Promise<Outcome> => {
  const off = attendedOnDayOff(turn, heard, told, rosters);
  if (off) return off;
  const there = told.entries.filter(({ entry }) => entry.status === 'present');
  const alarmed = await alarmedToday(
    turn,
    saysMistaken(turn.text) ? there.map(({ student }) => student) : [],
  );
  const groups = bySchool(turn, heard, told, rosters, { beside, alarmed });
  const storm = confirmed ? null : stormQuestion(turn, heard, groups);
  if (storm) return storm;
  // What stood about the others on a day before is looked at with all of the class.
  const isOfToday = (heard.date ?? dayOf(turn.now)) === dayOf(turn.now);
  const done: Recorded[] = [];
  // Always in the same order, so that two messages about the same schools never wait for each other.
  for (const [school, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1)))
    done.push(
      await record(turn, school, [...group.classes], (state) => group.parts.flatMap((part) => part(state)), {
        ...(isOfToday ? { pupils: [...group.pupils] } : {}),
      }),
    );
  return answerRecorded(turn, heard, told, rosters, done, { beside, ...telling });
};

const resolve = (turn: Turn, heard: Understood, rosters: Rosters): ResolvedReport => {
  // The class that was understood counts as said, however the text writes it.
  const classes = [heard.class, ...(heard.classes ?? []).map((count) => count.class)];
  const said = [turn.text, ...classes].filter(Boolean).join(' ');
  const told: ResolvedReport = { entries: [], there: [], contacts: [], doubtful: [] };
  const one = (name: string): Student | null => {
    const found = bearersOf(name, said, rosters);
    if (found.length === 1 && found[0] && isPupil(found[0], rosters)) return found[0];
    if (!told.doubtful.includes(name)) told.doubtful.push(name);
    return null;
  };
  for (const entry of heard.entries ?? []) {
    const student = one(entry.student);
    if (student) told.entries.push({ entry, student });
  }
  for (const entry of heard.there ?? []) {
    const [student, another] = bearersOf(entry.student, said, rosters);
    if (student && !another && isPupil(student, rosters)) told.there.push({ entry, student });
  }
  for (const { student: name, result } of heard.contacts ?? []) {
    const student = one(name);
    if (student) told.contacts.push({ result, student });
  }
  return told;
};

/** Of a class, or on the way into one: whoever has entered the school and stands on no roster yet (T10). */
const isPupil = ({ id, class: classId }: Student, { entered = [] }: Rosters): boolean =>
  classId !== null || entered.includes(id);

/** Of whom a word is; of a child whom no roster has, as a pupil of which class (T10). */
const aboutOf = (
  { id, class: classId }: Student,
  { entered = [] }: Rosters,
): Subject & { student: string } =>
  classId !== null && entered.includes(id) ? { student: id, class: classId } : { student: id };

/** Facts, each with whom it is about. */
type Said = { about: Subject; body: FactBody }[];

interface Group {
  classes: Set<string>;
  /** Who is spoken of by name, and who of them is told to be absent. */
  pupils: Set<string>;
  students: Set<string>;
  /** What is recorded, part by part, of the school as it stands. */
  parts: ((state: SchoolState) => Said)[];
}

/** What a message tells, by the schools it is about. */
class Groups {
  readonly bySchool = new Map<string, Group>();
  readonly #directory: Directory;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  of(school: string): Group {
    const found = this.bySchool.get(school);
    if (found) return found;
    const made: Group = { classes: new Set(), pupils: new Set(), students: new Set(), parts: [] };
    this.bySchool.set(school, made);
    return made;
  }

  /** A child who has entered another school than the one whose list it stands in has no class there (T10). */
  for({ id, school, class: classId }: Student): Group {
    const group = this.of(school);
    group.pupils.add(id);
    if (classId && this.#directory.classes.get(classId)?.school === school) group.classes.add(classId);
    return group;
  }
}

/** The message's entries, contacts and numbers, taken apart by school. */
const bySchool = (
  turn: Turn,
  heard: Understood,
  told: ResolvedReport,
  rosters: Rosters,
  { beside, alarmed }: { beside: readonly Beside[]; alarmed: Alarmed },
): Map<string, Group> => {
  const { directory } = turn;
  const groups = new Groups(directory);
  const day = heard.date ?? dayOf(turn.now);
  const marked = day === dayOf(turn.now) && saysMarked(turn);
  for (const roll of rolls(turn, heard, told, rosters)) {
    const group = groups.of(directory.classes.get(roll.class)?.school ?? '');
    group.classes.add(roll.class);
    group.parts.push((state) => [rollOf(turn, heard, roll, state)]);
    if (marked)
      group.parts.push(() => [
        { about: { class: roll.class }, body: { kind: 'marked', class: roll.class, day } },
      ]);
  }
  for (const { entry, student } of told.entries) {
    const group = groups.for(student);
    if (isAbsent(entry)) group.students.add(student.id);
    group.parts.push((state) => [
      ...standing(state, aboutOf(student, rosters), entry, isRemarked(heard, student.name, 'sent')),
      ...(isAbsent(entry) ? [] : mistakenFacts(state, student.id, alarmed, turn, true)),
    ]);
  }
  for (const { entry, student } of told.there) {
    const file = (state: SchoolState) => state.files.find((item) => item.student === student.id);
    const group = groups.of(student.school);
    group.pupils.add(student.id);
    group.parts.push((state) =>
      isTakenForGranted(file(state) ?? emptyFile(student.id), day)
        ? []
        : standing(state, aboutOf(student, rosters), entry),
    );
  }
  for (const { student, result } of told.contacts) {
    const group = groups.for(student);
    group.parts.push(() => [
      {
        about: { student: student.id },
        body: { kind: 'contact', student: student.id, day: dayOf(turn.now), result },
      },
    ]);
  }
  for (const { student, bodies } of beside) {
    const group = groups.for(student);
    group.parts.push(() => bodies.map((body) => ({ about: { student: student.id }, body })));
  }
  return groups.bySchool;
};

/** "其他都到" is told of all but those who are left out. */
const rollOf = (turn: Turn, heard: Understood, roll: Roll, { files }: SchoolState): Said[number] => {
  const day = heard.date ?? dayOf(turn.now);
  const ids = new Set(turn.directory.studentsOf(roll.class).map(({ id }) => id));
  const left = files.filter(
    (file) => heard.rest && ids.has(file.student) && isLeftOut(file, day, roll.named.length > 0),
  );
  const named = [...roll.named, ...left.map(({ student }) => student)];
  return { about: { class: roll.class }, body: { kind: 'roll', day, ...roll, named } };
};

/** Whoever is named as there adds nothing to the roll, unless the class does not count the child or knows it to be away. */
const isTakenForGranted = (file: CaseFile, day: Day): boolean => isExpected(file) && !isKnownAway(file, day);

/** What already stands is not said again. */
const standing = (
  state: SchoolState,
  about: Subject & { student: string },
  entry: Entry,
  sent = false,
): Said => {
  const { student } = about;
  const file: CaseFile | undefined = state.files.find((item) => item.student === student);
  const mark = file?.marks[entry.from];
  if (mark?.standing === entry.status && entry.until === null) return [];
  const { status, from, until } = entry;
  const told = { kind: 'standing' as const, student, day: from, standing: status, until };
  return [{ about, body: sent ? { ...told, sent } : told }];
};

/** A roll of the day. */
type Roll = Omit<Extract<FactBody, { kind: 'roll' }>, 'kind' | 'day'>;

/** One roll per class that the message reports as a whole; whole only when nothing about it is in doubt. */
const rolls = (turn: Turn, heard: Understood, told: ResolvedReport, rosters: Rosters): Roll[] => {
  const day = heard.date ?? dayOf(turn.now);
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
    const named = told.entries.flatMap(({ entry, student }) =>
      members.has(student.id) && isOfRoll(entry, day) ? [student.id] : [],
    );
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
        question: { kind: 'storm', text: turn.text, options, until: endOfDay(turn) },
      };
    }
  }
  return null;
};
