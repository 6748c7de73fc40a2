import { addDays, at, dayOf } from '../../../domain/calendar/time.ts';
import { type CaseFile, emptyFile } from '../../../domain/cases/file.ts';
import {
  asksWhetherFound,
  callsOff,
  foundNamed,
  isAtSchool,
  isGrave,
  saidOf,
  tellsFound,
  tellsFoundOf,
  tellsFoundUnnamed,
  whereInstead,
} from '../../../domain/conversation/found-words.ts';
import { MAYBE, PLAIN, ranOff } from '../../../domain/conversation/gone-words.ts';
import { namesBeside, namesIn, onePupil } from '../../../domain/conversation/names.ts';
import { type Rosters, rostersOfStudents } from '../../../domain/conversation/rosters.ts';
import { clausesOf } from '../../../domain/conversation/stops.ts';
import type { Decision } from '../../../domain/decision.ts';
import { type Duty, isLive } from '../../../domain/duties/duty.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import { FOUND, FOUND_TO_FAMILY } from '../../../domain/notices/found-said.ts';
import type { Student } from '../../../domain/people/directory.ts';
import type { Entry, Status, Understood } from '../../../domain/understanding/types.ts';
import { fileOf, filesSought } from '../../../prisma/stores/answer-store.ts';
import { endOfDay, sayAsks } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn } from '../../turn.ts';
import { recordAttendance } from '../attendance/attendance.ts';

/** A search for this child that runs: whoever heard of it hears its end (T22). */
export const isSearch = ({ policy }: Turn, duty: Duty, student: string): boolean =>
  isLive(duty) && duty.about.student === student && policy.named.get(duty.name)?.duty.tellsEnd !== undefined;

/** A child that is missing, or was found lately. */
interface Sought {
  student: Student;
  file: CaseFile;
  /** Looked for now: missing, or asked after by a family and not found yet. */
  isSought: boolean;
}

type Ordinary = () => Promise<Outcome>;

/** For so many days a found child is known to have been missing. */
const KNOWN_DAYS = 3;

/**
 * T22: a child is missing, or is found again. What else the message tells is recorded beside it; words that may mean
 * the guardian are asked back before anybody is alarmed. Null when the message tells neither.
 */
export const missingChild = async (
  turn: Turn,
  heard: Understood,
  rosters: Rosters,
  ordinary: (heard: Understood) => Promise<Outcome>,
): Promise<Outcome | null> => {
  const back = (await foundAgain(turn, heard, rosters, ordinary)) ?? (await calledOff(turn, rosters));
  if (back) return back;
  if (!mayTell(turn)) return null;
  const off = ranOffTold(turn, heard, rosters);
  if (off)
    return off.sure
      ? tellAll(turn, off.students, asGone(turn, heard, off.students), ordinary)
      : askMissing(turn, off.students[0], null);
  const gone = besideWord(turn.text, PLAIN, rosters) ?? besideName(turn.text, rosters);
  if (gone && isFoundToo(gone, turn, rosters)) return null;
  if (gone) return tell(turn, gone, { kind: 'missing', student: gone.id }, rest(heard, gone, ordinary));
  const maybe = besideWord(turn.text, MAYBE, rosters);
  return maybe && !isFoundToo(maybe, turn, rosters)
    ? askMissing(turn, maybe, rest(without(heard, maybe), maybe, ordinary))
    : null;
};

/** Records that a child is missing, after the question whether it is. */
export const alarm = (turn: Turn, student: Student): Promise<Outcome> =>
  tell(turn, student, { kind: 'missing', student: student.id }, null);

interface RanOff {
  students: readonly [Student, ...Student[]];
  /** Named, or the only one that the message is read to be about; else only asked, since the police are alarmed. */
  sure: boolean;
}

/** Who ran off and is not found; null where nobody did, or where it is of nobody who is known. */
const ranOffTold = (turn: Turn, heard: Understood, rosters: Rosters): RanOff | null => {
  const named = ranOff(turn.text, rosters);
  if (!named) return null;
  const read = [...(heard.entries ?? []), ...(heard.contacts ?? []), ...(heard.visits ?? [])];
  const names =
    named.length > 0
      ? named
      : [...new Set(read.map(({ student }) => student))].flatMap((name) => namesIn(name, rosters));
  if (names.some(({ bearers }) => bearers.length !== 1)) return null;
  const [only, ...others] = names.flatMap(({ bearers }) => bearers);
  if (only && (named.length > 0 || others.length === 0)) return { students: [only, ...others], sure: true };
  const before = only ? null : onePupil(turn.earlier.at(-1)?.text ?? '', rosters);
  return before && { students: [before], sure: false };
};

/**
 * What the message tells, read as told of children who are missing: whoever is missing is neither truant nor on leave, and of another
 * day than today nothing is told.
 */
const asGone = (turn: Turn, heard: Understood, students: readonly Student[]): Understood => {
  const today = dayOf(turn.now);
  const { entries = [] } = heard;
  const names = new Set(students.map(({ name }) => name));
  const others = entries.filter(({ student }) => !names.has(student));
  const gone = students.filter(
    ({ school }) => isOfSchool(turn) && turn.calendarOf(school).isSchoolDay(today),
  );
  const [first] = gone;
  return {
    ...heard,
    ...(first && heard.act !== 'report'
      ? {
          act: 'update' as const,
          ...(others.length === 0 ? { date: today } : {}),
          class: heard.class ?? turn.directory.classes.get(first.class ?? '')?.name ?? null,
        }
      : {}),
    entries: [
      ...others,
      ...gone.map(({ name }) => ({
        student: name,
        status: 'unaccounted' as const,
        from: today,
        until: null,
      })),
    ],
  };
};

/** The alarm for each, and what else the message tells. */
const tellAll = (
  turn: Turn,
  [first, ...more]: readonly [Student, ...Student[]],
  left: Understood,
  ordinary: (heard: Understood) => Promise<Outcome>,
): Promise<Outcome> => {
  const [next, ...others] = more;
  const then = next
    ? () => tellAll(turn, [next, ...others], left, ordinary)
    : says(left)
      ? () => ordinary(left)
      : null;
  return tell(turn, first, { kind: 'missing', student: first.id }, then);
};

/** A guardian tells of the own child in other words, and the class teacher hears it first. */
const mayTell = ({ speaker }: Turn): boolean =>
  speaker.classes.length > 0 || speaker.schools.length > 0 || speaker.townships.length > 0;

const besideWord = (text: string, pattern: RegExp, rosters: Rosters): Student | null => {
  const clauses = clausesOf(text);
  const place = clauses.findIndex((clause) => pattern.test(clause));
  if (place < 0) return null;
  const named = namesBeside(clauses, place, rosters);
  const [only] = named;
  return named.length === 1 && only?.bearers.length === 1 ? (only.bearers[0] ?? null) : null;
};

/** 张伟不见了: only with the name right before it, since a bag may be gone as well. */
const besideName = (text: string, rosters: Rosters): Student | null => {
  const gone = besideWord(text, /不见了/, rosters);
  return gone && text.includes(`${gone.name}不见了`) ? gone : null;
};

/** What the message tells of others, or of whole classes; null when it is about this child alone. */
const rest = (
  heard: Understood,
  { name }: Student,
  ordinary: (heard: Understood) => Promise<Outcome>,
): Ordinary | null => {
  const others = [...(heard.entries ?? []), ...(heard.contacts ?? []), ...(heard.visits ?? [])];
  const tells = heard.act === 'report' || others.some(({ student }) => student !== name);
  return tells ? () => ordinary(heard) : null;
};

/** Whether the guardian was not reached is still to be told. */
const without = (heard: Understood, { name }: Student): Understood =>
  heard.contacts ? { ...heard, contacts: heard.contacts.filter(({ student }) => student !== name) } : heard;

const tell = async (
  turn: Turn,
  student: Student,
  body: Extract<FactBody, { kind: 'missing' | 'found' }>,
  ordinary: Ordinary | null,
): Promise<Outcome> => {
  const { decision } = await record(turn, student.school, student.class ? [student.class] : [], () => [
    { about: { student: student.id }, body },
  ]);
  const next = body.kind === 'found' ? toldOfFound(turn, decision, body.inPerson ?? false) : [];
  const reply = turn.words.say('replies/settled', {
    values: { label: phrase(turn, `act_${body.kind}`) },
    lines: [body.kind === 'found' && body.said ? `${student.name}：${body.said}` : student.name],
    next,
    now: turn.now,
  });
  const told = ordinary ? await ordinary() : null;
  return told
    ? { ...told, reply: [reply, told.reply].filter(Boolean).join('\n') }
    : { act: 'command', reply, question: null };
};

/** Who hears of it, for whoever told; and that the family must hear it from a person. */
const toldOfFound = (turn: Turn, { notices }: Decision, inPerson: boolean): string[] => {
  const staff = new Set(notices.filter(({ words }) => words === FOUND).map(({ to }) => to)).size;
  const family = notices.some(({ words }) => words === FOUND_TO_FAMILY);
  return [
    ...(staff > 0 || family ? [phrase(turn, 'found_told', { staff, family })] : []),
    ...(inPerson ? [phrase(turn, 'found_in_person')] : []),
  ];
};

const askMissing = async (turn: Turn, student: Student, ordinary: Ordinary | null): Promise<Outcome> => {
  const told = ordinary ? await ordinary() : null;
  const options = [phrase(turn, 'option_missing'), phrase(turn, 'option_unreachable')];
  const asked = sayAsks(turn, phrase(turn, 'ask_missing', { name: student.name }), options);
  return {
    act: told?.act ?? 'command',
    reply: [told?.reply, asked].filter(Boolean).join('\n'),
    question: {
      kind: 'missing',
      student: student.id,
      text: turn.text,
      options,
      until: endOfDay(turn),
    },
  };
};

/** A child that was missing is found: named, or the only one whom the speaker may mean. What is asked of it is answered. */
const foundAgain = async (
  turn: Turn,
  heard: Understood,
  rosters: Rosters,
  ordinary: (heard: Understood) => Promise<Outcome>,
): Promise<Outcome | null> => {
  const { text } = turn;
  const asks = asksWhetherFound(text);
  if (!asks && !tellsFound(text)) return null;
  const all = await soughtLately(turn, rosters);
  const own = rostersOfStudents(
    turn.directory,
    all.map(({ student }) => student),
  );
  const named = asks ? namesIn(text, own).map(({ bearers }) => bearers) : foundNamed(text, own);
  const [bearers] = named;
  const isOfOthers = !bearers && (asks ? namesIn(text, rosters).length > 0 : !tellsFoundUnnamed(text));
  if (named.length > 1 || isOfOthers) return null;
  const meant = all.filter(({ student, isSought }) => (bearers ? bearers.includes(student) : isSought));
  if (asks) return howItStands(turn, meant);
  const [only, ...others] = meant.filter(({ isSought }) => isSought);
  if (!only) return knownAsFound(turn, heard, meant, ordinary);
  if (bearers && !tellsFoundOf(text, only.student)) return null;
  if (others.length > 0)
    return askWho(
      turn,
      [only, ...others].map(({ student }) => student),
    );
  return foundOne(turn, only.student, heard, rosters, ordinary);
};

/** "不用找了，在亲戚家" of a child that is missing: a search ends only with the child, so it is asked whether it was found (T22). */
const calledOff = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  if (!callsOff(turn.text)) return null;
  const sought = await missingIn(turn, rosters);
  const own = rostersOfStudents(turn.directory, sought);
  const [bearers] = namesIn(turn.text, own).map((named) => named.bearers);
  const meant = sought.filter((student) => bearers?.includes(student) ?? true);
  const [only] = meant;
  if (!only || (!bearers && namesIn(turn.text, rosters).length > 0)) return null;
  if (meant.length > 1) return askWho(turn, meant);
  const where = whereInstead(turn.text, only.name);
  const option = phrase(turn, 'option_found', { where });
  const none = phrase(turn, 'search_goes_on');
  const values = { question: phrase(turn, 'ask_called_off', { name: only.name }), none };
  return {
    act: 'command',
    reply: turn.words.say('replies/asks', { values, lines: [option], now: turn.now }),
    question: {
      ...{ kind: 'found', students: [only.id], text: option, options: [option], none },
      until: at(dayOf(turn.now), '24:00'),
    },
  };
};

/** Records that a child is found, with what was said of it; only a word that it is in school has it there. */
const foundOne = (
  turn: Turn,
  student: Student,
  heard: Understood,
  rosters: Rosters,
  ordinary: (heard: Understood) => Promise<Outcome>,
): Promise<Outcome> => {
  const { text } = turn;
  const body: FactBody = {
    ...{ kind: 'found', student: student.id, said: saidOf(text, student, rosters) },
    ...(isGrave(text) ? { inPerson: true } : {}),
  };
  const left = whereItIs(turn, heard, student);
  return tell(turn, student, body, says(left) ? () => ordinary(left) : null);
};

/** After the question which of those who are missing it is. */
export const foundChosen = (
  turn: Turn,
  student: Student,
  rosters: Rosters,
  heard: Understood,
): Promise<Outcome> =>
  foundOne(turn, student, heard, rosters, (told) => recordAttendance(turn, told, rosters));

const isOfSchool = ({ speaker }: Turn): boolean => speaker.classes.length + speaker.schools.length > 0;

const LEAVE: ReadonlySet<Status> = new Set<Status>(['sick_leave', 'personal_leave']);

/** The attendance in a message that a child was found: it is present where that is said, and nowhere else. */
const whereItIs = (turn: Turn, heard: Understood, { name, class: classId }: Student): Understood => {
  const { entries = [] } = heard;
  // "找到了，在家，拉肚子": what keeps it at home holds, and whatever else would have it away without leave does not.
  const isExcused = ({ status }: Entry): boolean =>
    LEAVE.has(status) && !isGrave(turn.text) && isOfSchool(turn);
  const others = entries.filter((entry) => entry.student !== name || isExcused(entry));
  if (!isAtSchool(turn.text)) return { ...heard, entries: others };
  const isTold = entries.some(({ student }) => student === name);
  if (isTold || !isOfSchool(turn)) return heard;
  const today = dayOf(turn.now);
  return {
    ...heard,
    ...(heard.act === 'other' ? { act: 'update' as const, date: today } : {}),
    class: heard.class ?? turn.directory.classes.get(classId ?? '')?.name ?? null,
    entries: [...entries, { student: name, status: 'present', from: today, until: null }],
  };
};

const says = ({ act, entries = [], contacts = [], visits = [] }: Understood): boolean =>
  act === 'report' || entries.length + contacts.length + visits.length > 0;

/** Told once more of a child that nobody looks for any more; its being found is no attendance either. */
const knownAsFound = async (
  turn: Turn,
  heard: Understood,
  files: readonly Sought[],
  ordinary: (heard: Understood) => Promise<Outcome>,
): Promise<Outcome | null> => {
  const [only] = files;
  if (files.length !== 1 || !only) return null;
  const left = whereItIs(turn, heard, only.student);
  if (says(left)) return ordinary(left);
  return { act: 'command', reply: phrase(turn, 'found_known', { name: only.student.name }), question: null };
};

/** Found within the last days: then a question about it is answered with it. */
export const isLatelyFound = ({ lastFound }: CaseFile, { now }: Pick<Turn, 'now'>): boolean =>
  lastFound !== undefined && addDays(dayOf(lastFound.at), KNOWN_DAYS) >= dayOf(now);

/** "找到了吗": found, or still looked for; null where the children meant were neither. */
const howItStands = (turn: Turn, files: readonly Sought[]): Outcome | null => {
  const lines = files.flatMap(({ student: { name }, file }) => {
    if (file.missing) return [phrase(turn, 'still_sought', { name })];
    const { at, said = null } = file.lastFound ?? {};
    // Who only looks after a village or some families hears that it was found, and not where; in a protected case nobody does.
    const isTold = !file.safeguard && (mayTell(turn) || turn.speaker.district);
    return [phrase(turn, 'found_already', { name, at, said: isTold ? said : null })];
  });
  return lines.length > 0 ? { act: 'query', reply: lines.join('\n'), question: null } : null;
};

/** The children of the speaker's who are missing, or were found within the last days. */
const soughtLately = async (turn: Turn, rosters: Rosters): Promise<Sought[]> => {
  const { tx, directory, now } = turn;
  const lately = await filesSought(tx, at(addDays(dayOf(now), -KNOWN_DAYS), '00:00'));
  const known = new Set(lately.map(({ student }) => student));
  const askedAfter = [...new Set(turn.duties.flatMap(({ about }) => about.student ?? []))].filter(
    (id) => !known.has(id) && isLookedFor(turn, id),
  );
  const files = [...lately];
  for (const id of askedAfter) files.push((await fileOf(tx, id)) ?? emptyFile(id));
  return files.flatMap((file) => {
    const student = directory.students.get(file.student);
    if (!student) return [];
    const isOwn = rosters.studentsNamed(student.name).some(({ id }) => id === student.id);
    const isSought = file.missing || isLookedFor(turn, student.id);
    return isOwn || isOfPlace(turn, student) ? [{ student, file, isSought }] : [];
  });
};

const isLookedFor = (turn: Turn, student: string): boolean =>
  turn.duties.some((duty) => isSearch(turn, duty, student));

/** Those of them who are missing now. */
export const missingIn = async (turn: Turn, rosters: Rosters): Promise<Student[]> =>
  (await soughtLately(turn, rosters)).flatMap(({ student, file }) => (file.missing ? [student] : []));

/** Whoever is of no case any more stands in no list of the offices above the school, which were alarmed all the same. */
const isOfPlace = ({ speaker, directory }: Turn, { school, household }: Student): boolean =>
  speaker.district ||
  [household, directory.schools.get(school)?.township].some(
    (place) => place && speaker.townships.includes(place),
  );

/** Gone and found in one message: nobody has to be alarmed any more. */
const isFoundToo = ({ id }: Student, { text }: Turn, rosters: Rosters): boolean =>
  tellsFound(text) &&
  foundNamed(text, rosters).some((bearers) => bearers.some((student) => student.id === id));

const askWho = (turn: Turn, students: readonly Student[]): Outcome => {
  const options = students.map(
    ({ name, class: id }) =>
      `${name}（${turn.directory.classes.get(id ?? '')?.name ?? phrase(turn, 'school')}）`,
  );
  return {
    act: 'command',
    reply: sayAsks(turn, phrase(turn, 'ask_found'), options),
    question: {
      kind: 'found',
      students: students.map(({ id }) => id),
      text: turn.text,
      options,
      until: endOfDay(turn),
    },
  };
};
