import { dayOf } from '../../../domain/calendar/time.ts';
import { type CaseFile, emptyFile, isExpected } from '../../../domain/cases/file.ts';
import { namesIn } from '../../../domain/conversation/names.ts';
import type { Answer, Question } from '../../../domain/conversation/question.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { readPupils } from '../../../domain/conversation/told-pupils.ts';
import {
  readChildTold,
  type ToldOfChild,
  tellsOfWhoLeft,
  WHERE_NOW,
  type WhereNow,
} from '../../../domain/conversation/whereabouts-told.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySpeakOf } from '../../../domain/people/access.ts';
import type { Student } from '../../../domain/people/directory.ts';
import type { Entry, Understood } from '../../../domain/understanding/types.ts';
import { fileOf } from '../../../prisma/stores/answer-store.ts';
import { endOfDay, sayAsks } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn } from '../../turn.ts';
import { recordAttendance } from '../attendance/attendance.ts';
import type { Beside } from '../attendance/attendance-told.ts';
import { heardFromOutside } from '../attendance/from-outside.ts';
import { isKnownAway } from '../attendance/known-away.ts';
import { inSchool } from '../case/sentence.ts';

type Asked = Extract<Question, { kind: 'where_now' }>;

/**
 * "孙鸿外出打工了", "他说不想读书", "孙鸿去浙江了，他爸妈在那边": where a child is, or what it wants, is kept beside the day's
 * attendance and goes to the academic office, which verifies it (「查明原因、核实去向、跟踪记录」, P3.3-TRACK). Null where the
 * message says nothing of the kind.
 */
export const childTold = async (turn: Turn, heard: Understood, rosters: Rosters): Promise<Outcome | null> => {
  if (!TELLS_OF_DAYS.has(heard.act)) return null;
  if (!inSchool(turn)) return toldOutside(turn, heard, rosters);
  const told = await Promise.all(
    spokenOf(turn, heard, rosters).map(async ({ student, words }) => {
      const entry = heard.entries?.find((item) => item.student === student.name);
      const read = EXPLAINED.has(entry?.status ?? '')
        ? null
        : readChildTold(words, turn.policy.guardianWords);
      const file = (await fileOf(turn.tx, student.id)) ?? emptyFile(student.id);
      return read && maySay(turn, student, file) ? [{ student, read, entry, file }] : [];
    }),
  );
  const found = told.flat();
  const [first] = found;
  if (!first) return null;
  const away = found.flatMap(({ student, read, entry, file }) =>
    !entry && read.gone && isMissed(turn, student, file) ? [absentToday(turn, student)] : [],
  );
  const named = new Set(found.map(({ student }) => student.name));
  const known = withoutDoubt(turn, heard, named, first.student);
  const open = found.find(({ read }) => read.open);
  return recordAttendance(turn, { ...known, entries: [...(known.entries ?? []), ...away] }, rosters, {
    beside: found.map(({ student, read, file }) => besideOf(turn, student, read, file)),
    ...(open ? { ask: askWhere(turn, open.student) } : {}),
  });
};

/** Where a child is, told outside its school and without a word of attendance. */
const toldOutside = async (turn: Turn, heard: Understood, rosters: Rosters): Promise<Outcome | null> => {
  if (heard.act !== 'other') return null;
  const tips = spokenOf(turn, heard, rosters).filter(
    ({ words }) => readChildTold(words, turn.policy.guardianWords)?.place === 'away',
  );
  return tips.length > 0 ? heardFromOutside(turn, tips) : null;
};

const TELLS_OF_DAYS: ReadonlySet<string> = new Set(['report', 'update', 'other']);

/** Leave has its own reason, and whoever is there is not away. */
const EXPLAINED: ReadonlySet<string> = new Set([
  ...['sick_leave', 'personal_leave', 'present', 'late', 'left_early'],
]);

/** Each pupil of the message with the words beside the name; "他" is the one of whom the message before was. */
const spokenOf = (
  turn: Turn,
  { entries = [], contacts = [] }: Understood,
  rosters: Rosters,
): { student: Student; words: string }[] => {
  const { named, unclear } = readPupils(turn.text, rosters);
  if (named.length + unclear.length > 0)
    return named.flatMap(({ student, words }) => (words ? [{ student, words }] : []));
  const words = turn.text.trim();
  const of = new Set([...entries, ...contacts].map(({ student }) => student));
  const [only, other] = of;
  if (!only && !/^(?:他|她|孩子|娃|这孩子|这娃)/u.test(words) && !tellsOfWhoLeft(words)) return [];
  const [student, another] = only && !other ? rosters.studentsNamed(only) : lastNamed(turn, rosters);
  return student && !another ? [{ student, words }] : [];
};

const lastNamed = ({ earlier }: Turn, rosters: Rosters): readonly Student[] => {
  const [last = []] = earlier
    .toReversed()
    .map(({ text }) => namesIn(text, rosters))
    .filter((names) => names.length > 0);
  return last.flatMap(({ bearers }) => bearers);
};

const maySay = (turn: Turn, student: Student, file: CaseFile): boolean =>
  maySpeakOf(turn.speaker.viewer, 'whereabouts', aboutPupil(student, turn.directory, file, dayOf(turn.now)));

/** Whether who is gone is absent today and nobody has said so yet. */
const isMissed = (turn: Turn, student: Student, file: CaseFile): boolean => {
  const today = dayOf(turn.now);
  return isExpected(file) && !isKnownAway(file, today) && turn.calendarOf(student.school).isSchoolDay(today);
};

const absentToday = (turn: Turn, { name }: Student): Entry => {
  return { student: name, status: 'unaccounted', from: dayOf(turn.now), until: null };
};

/** What was read of the day; how those are of whom this tells is no question any more. */
const withoutDoubt = (
  turn: Turn,
  heard: Understood,
  named: ReadonlySet<string>,
  first: Student,
): Understood => {
  if (heard.act === 'other')
    return {
      act: 'update',
      date: dayOf(turn.now),
      class: turn.directory.classes.get(first.class ?? '')?.name ?? null,
      ...{ ask: [], unsure: [], explain: [] },
    };
  const unsure = heard.unsure.filter(
    ({ code, candidates }) => code !== 'no_status' || !candidates.some((name) => named.has(name)),
  );
  return { ...heard, unsure, ask: [...new Set(unsure.map(({ code }) => code))] };
};

const besideOf = (turn: Turn, student: Student, read: ToldOfChild, file: CaseFile): Beside => {
  const values = { name: student.name, words: read.words, circumstance: read.circumstance };
  return { student, bodies: bodiesOf(turn, student, read, file), line: phrase(turn, 'child_told', values) };
};

/** What stands already is not said again. */
const bodiesOf = (
  turn: Turn,
  { id: student }: Student,
  { place, words, circumstance }: Pick<ToldOfChild, 'place' | 'words' | 'circumstance'>,
  { year, family }: CaseFile,
): FactBody[] => {
  const last = year?.seen.at(-1);
  const isKept = last?.words === words && last.place === place;
  return [
    ...(isKept ? [] : [{ kind: 'whereabouts' as const, student, day: dayOf(turn.now), place, words }]),
    ...(circumstance && !family?.circumstances.includes(circumstance)
      ? [{ kind: 'circumstance' as const, student, circumstance, holds: true }]
      : []),
  ];
};

const askWhere = (turn: Turn, { id, name }: Student): { text: string; question: Question } => {
  const options = Object.keys(WHERE_NOW).map((where) => phrase(turn, `where_${where}`));
  return {
    text: sayAsks(turn, phrase(turn, 'ask_where_now', { name }), options),
    question: { kind: 'where_now', student: id, options, until: endOfDay(turn) },
  };
};

/** The number, or its words, to where the child is now; null when it is none of them. */
export const whereNow = async (turn: Turn, asked: Asked, answer: Answer): Promise<Outcome | null> => {
  const student = turn.directory.students.get(asked.student);
  if (!student || answer.kind !== 'choice') return null;
  const where = Object.keys(WHERE_NOW)[answer.index] as WhereNow;
  const words = asked.options[answer.index] ?? '';
  const file = (await fileOf(turn.tx, student.id)) ?? emptyFile(student.id);
  const bodies = bodiesOf(turn, student, { ...WHERE_NOW[where], words }, file);
  await record(turn, student.school, student.class ? [student.class] : [], () =>
    bodies.map((body) => ({ about: { student: student.id }, body })),
  );
  return {
    act: 'answer',
    reply: phrase(turn, 'where_kept', { name: student.name, words }),
    question: null,
  };
};
