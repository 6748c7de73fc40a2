import { type Day, HOUR } from '../../../domain/calendar/time.ts';
import { areasOf, partsOf } from '../../../domain/figures/areas.ts';
import {
  type Area,
  type Cell,
  count,
  FIGURES,
  type FigureId,
  lies,
  type RowKind,
  type ToldFigures,
} from '../../../domain/figures/figure.ts';
import { nameSubject } from '../../../domain/notices/item.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySee, mustLogView } from '../../../domain/people/access.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { FACT_INFORMATION } from '../../../domain/people/fact-information.ts';
import type { Information } from '../../../domain/people/sight.ts';
import { titleOf } from '../../../domain/policy/policy.ts';
import { keepLook } from '../../../prisma/stores/answer-store.ts';
import {
  type LateDuty,
  lateDuties,
  readRows,
  type ToldFact,
  toldFacts,
} from '../../../prisma/stores/figure-store.ts';
import { cellsOfSnapshot, correctionsSince, snapshotOfKey } from '../../../prisma/stores/snapshot-store.ts';
import { figureWords } from '../../../templates/figures.ts';
import { paperTitle } from '../../../templates/paper-words.ts';
import { purposeWords, stageWords, visitWords } from '../../../templates/vocabulary.ts';
import { endOfDay } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, type Turn, worldFor } from '../../turn.ts';

/** A number somebody was told. */
export type OpenedNumber = ToldFigures & { figure: FigureId };

/** What fits on a phone. */
const MOST_LINES = 15;

/** One row, with the pupil it names; null for what is about no pupil, or names none. */
interface Entry {
  row: string;
  student: Student | null;
  /** Of which any one must be open to the reader besides the name; none where the name alone is told. */
  tells: readonly Information[];
  line: () => string;
}

/**
 * The rows behind a number, from some row on. Pupils are named to those who may see them; who stands outside the school
 * says what for first, and each look is kept (policy.md §5.2.4). Whoever may not, or does not say, gets the number by place.
 */
export const openFigure = async (
  turn: Turn,
  number: OpenedNumber,
  purpose: string | null,
  from = 0,
): Promise<Outcome> => {
  const { figure } = number;
  const { cells, corrected } = await rowsOf(turn, number);
  const entries = await ENTRIES[FIGURES[figure]](turn, cells);
  const { viewer, role, person } = turn.speaker;
  const opening = { purpose: purpose ?? 'asked' };
  const shown = entries.filter(({ student, tells }) => {
    if (!student) return true;
    const sees = (what: Information) => maySee(viewer, what, aboutPupil(student, turn.directory), opening);
    return sees('name') && (tells.length === 0 || tells.some(sees));
  });
  if (shown.length === 0) return tellPlaces(turn, number, cells);
  const listed = shown.slice(from, from + MOST_LINES);
  if (mustLogView(role) && purpose === null && listed.some(({ student }) => student))
    return {
      act: 'query',
      reply: turn.words.say('replies/purpose', { now: turn.now }),
      question: { kind: 'figure_purpose', ...toldOf(number), figure, until: endOfDay(turn) },
    };
  if (mustLogView(role))
    for (const id of new Set(listed.flatMap(({ student }) => student?.id ?? [])))
      await keepLook(turn.tx, { viewer: person, role, student: id, purpose: purpose ?? '' }, turn.now);
  return tellRows(turn, number, {
    lines: listed.map(({ row, line }) => `${line()}${corrected(row)}`),
    total: count(cells, figure, number.area),
    left: shown.length - from - listed.length,
    from,
    purpose,
  });
};

/** The rows of each kind in an order that is the same on every page. */
const ENTRIES: Readonly<Record<RowKind, (turn: Turn, cells: readonly Cell[]) => Promise<Entry[]>>> = {
  case: async (turn, cells) => pupilsIn(turn, cells),
  pupil: async (turn, cells) => pupilsIn(turn, cells),
  duty: async (turn, cells) => {
    const duties = await lateDuties(turn.tx, turn.now, { ids: rowsIn(cells).map(({ row }) => row) });
    // A duty's line names a pupil only where no look need be kept.
    return duties.map((duty) => ({
      ...{ row: duty.id, student: null, tells: [] },
      line: () => dutyLine(turn, duty),
    }));
  },
  day: async (turn, cells) =>
    sortedRows(cells).flatMap(({ row }): Entry[] => {
      const place = row.lastIndexOf('@');
      const student = turn.directory.students.get(row.slice(0, place));
      const line = (pupil: Student) => () => dayLine(turn, pupil, row.slice(place + 1));
      return student ? [{ row, student, tells: FACT_INFORMATION.counted, line: line(student) }] : [];
    }),
  fact: async (turn, cells) => {
    const facts = await toldFacts(
      turn.tx,
      rowsIn(cells).map(({ row }) => row),
    );
    return facts.map((fact) => ({
      row: fact.key,
      student: turn.directory.students.get(fact.student ?? '') ?? null,
      tells: FACT_INFORMATION[fact.body.kind],
      line: () => factLine(turn, fact),
    }));
  },
};

const rowsIn = (cells: readonly Cell[]): { row: string; by: string }[] =>
  cells.flatMap(({ rows = [], by }) => rows.map((row) => ({ row, by })));

const sortedRows = (cells: readonly Cell[]): { row: string; by: string }[] =>
  rowsIn(cells).toSorted((one, other) => (one.row < other.row ? -1 : 1));

const pupilsIn = (turn: Turn, cells: readonly Cell[]): Entry[] =>
  rowsIn(cells).flatMap(({ row, by }): Entry[] => {
    const student = turn.directory.students.get(row);
    return student ? [{ row, student, tells: [], line: () => pupilLine(turn, student, by) }] : [];
  });

const toldOf = ({ area, name, span, sheet }: ToldFigures): ToldFigures => ({ area, name, span, sheet });

/** The rows behind a number, of a frozen sheet as they were frozen; `corrected` says of a row what has become of it. */
const rowsOf = async (
  { tx, words, now }: Turn,
  { figure, area, span, sheet }: OpenedNumber,
): Promise<{ cells: Cell[]; corrected: (row: string) => string }> => {
  const snapshot = sheet === null ? null : await snapshotOfKey(tx, sheet);
  const own = (cells: readonly Cell[]): Cell[] =>
    cells.filter((cell) => cell.figure === figure && lies(cell, area));
  if (!snapshot) return { cells: own(await readRows(tx, figure, span)), corrected: () => '' };
  const corrections = await correctionsSince(tx, snapshot);
  const gone = new Map(
    corrections
      .filter((item) => item.figure === figure && item.change === 'gone')
      .map((item) => [item.row, item.on]),
  );
  return {
    cells: own(await cellsOfSnapshot(tx, snapshot.id, [figure])),
    corrected: (row) =>
      gone.has(row)
        ? words.say('phrase:figure_corrected', { values: { on: gone.get(row) ?? null }, now })
        : '',
  };
};

/** A page of rows; whoever asks for the next is answered from where this one ends. */
const tellRows = (
  turn: Turn,
  number: OpenedNumber,
  page: { lines: readonly string[]; total: number; left: number; from: number; purpose: string | null },
): Outcome => {
  const { lines, total, left, from, purpose } = page;
  const { figure, name } = number;
  const more = total - from - lines.length;
  const values = { ...figureWords(figure), name, count: total, more, before: from, next: left > 0 };
  return {
    act: 'query',
    reply: turn.words.say('replies/figure_rows', { values, lines, now: turn.now }),
    question:
      left > 0
        ? {
            ...{ kind: 'figure_more', ...toldOf(number), figure, purpose, from: from + lines.length },
            until: endOfDay(turn),
          }
        : null,
  };
};

/** By the next smaller places, in the county's order. */
const tellPlaces = (turn: Turn, number: OpenedNumber, cells: readonly Cell[]): Outcome => {
  const lines = partsOf(number.area, turn.directory)
    .map(({ area, name }) => ({ name, count: count(cells, number.figure, area) }))
    .filter((part) => part.count > 0)
    .map((part) => phrase(turn, 'figure_place', { ...part, unit: figureWords(number.figure).unit }));
  const values = {
    ...figureWords(number.figure),
    ...{ name: number.name, count: count(cells, number.figure, number.area), more: 0, before: 0 },
  };
  return {
    act: 'query',
    reply: turn.words.say('replies/figure_rows', { values, lines, now: turn.now }),
    question: null,
  };
};

const schoolIn = (turn: Turn, student: Student): string =>
  turn.speaker.schools.length > 0 ? '' : (turn.directory.schools.get(student.school)?.name ?? '');

const dayLine = (turn: Turn, student: Student, day: Day): string =>
  phrase(turn, 'figure_day', {
    subject: nameSubject({ student: student.id }, worldFor(turn, student.school)),
    school: schoolIn(turn, student),
    day,
  });

/** A visit, a paper or a ticket: about whom or which place, on which day, what, by whom. */
const factLine = (turn: Turn, { student: id, school, day, author, body }: ToldFact): string => {
  const { directory } = turn;
  const student = directory.students.get(id ?? '');
  return phrase(turn, 'figure_fact', {
    subject: student
      ? nameSubject({ student: student.id }, worldFor(turn, student.school))
      : (directory.schools.get(school)?.name ?? directory.parts.district.name),
    school: student ? schoolIn(turn, student) : '',
    day,
    what: whatTold(body),
    by: directory.nameOf(author),
  });
};

const whatTold = (body: ToldFact['body']): string => {
  switch (body.kind) {
    case 'visit':
      return `${purposeWords(body.purpose)}，${visitWords(body.result)}`;
    case 'paper':
      return [paperTitle(body.paper), body.number].filter(Boolean).join(' ');
    case 'ticket':
      return body.number;
  }
};

const pupilLine = (turn: Turn, student: Student, stage: string): string =>
  phrase(turn, 'figure_pupil', {
    subject: nameSubject({ student: student.id }, worldFor(turn, student.school)),
    school: schoolIn(turn, student),
    stage: stageWords(stage),
  });

/** What is late, whose it is and since when; a pupil's name only where no look need be kept. */
const dutyLine = (turn: Turn, duty: LateDuty): string =>
  phrase(turn, 'figure_duty', {
    subject: subjectOf(turn, duty),
    title: titleOf(turn.policy, duty),
    actor: duty.actor === null ? '' : turn.directory.nameOf(duty.actor),
    due: duty.due,
  });

const subjectOf = (turn: Turn, duty: LateDuty): string => {
  const { directory, speaker } = turn;
  const school = directory.schools.get(duty.school)?.name ?? directory.parts.district.name;
  const student = duty.student ? directory.students.get(duty.student) : undefined;
  const isNamed =
    student !== undefined &&
    !mustLogView(speaker.role) &&
    maySee(speaker.viewer, 'name', aboutPupil(student, directory));
  const className = directory.classes.get(student?.class ?? duty.class ?? '')?.name ?? '';
  const place = speaker.schools.length > 0 ? className : `${school}${className}`;
  if (!duty.student) return place || school;
  return isNamed
    ? `${student.name}（${place}）`
    : phrase(turn, 'figure_one_pupil', { place: place || school });
};

const UNDONE =
  '(?:拖着|拖了|拖到现在)?(?:还)?(?:没有?|未)(?:办|做|完成|落实|处理)(?:完|好|结)?|拖着(?:不办)?|迟了|晚了|逾期|超时|超期';
const LATE = new RegExp(
  `^(?:现在|今天|目前)?(?:(?:谁|哪些人|哪些单位|哪些学校|哪些班|哪个|哪里|还有谁)(?:还)?(?:${UNDONE})` +
    '|(?:我镇|本镇|全镇|镇里|镇上|我乡|街道|全区|我区|区里|辖区)(?:现在|目前|今天)?(?:还)?(?:有)?(?:哪些|什么|谁|哪些事|哪些单位|哪些学校|哪些村)(?:工作|事情?|任务)?' +
    `(?:还)?(?:${UNDONE}))(?:了|的)*[。？?！!]*$`,
);
const WEEK = 7 * 24 * HOUR;

/** "谁迟了": what is late in the speaker's area, by unit in the county's order, never by how much (P0-TRUTH). */
export const askedWhoIsLate = async (turn: Turn): Promise<Outcome | null> => {
  if (!LATE.test(turn.text)) return null;
  const [named] = areasOf(turn.speaker.viewer, 'process', turn.directory);
  if (!named) return null;
  const late = (await lateDuties(turn.tx, turn.now, { since: turn.now - WEEK })).filter((duty) =>
    lies(duty, named.area),
  );
  if (late.length === 0)
    return {
      act: 'query',
      reply: turn.words.say('replies/late_none', { values: { name: named.name }, now: turn.now }),
    };
  const lines =
    'school' in named.area ? late.map((duty) => dutyLine(turn, duty)) : lateByUnit(turn, named.area, late);
  const values = { name: named.name, count: late.length, more: Math.max(0, lines.length - MOST_LINES) };
  return {
    act: 'query',
    reply: turn.words.say('replies/late', { values, lines: lines.slice(0, MOST_LINES), now: turn.now }),
  };
};

const lateByUnit = (turn: Turn, area: Area, late: readonly LateDuty[]): string[] =>
  partsOf(area, turn.directory).flatMap((part) => {
    const own = late.filter((duty) => lies(duty, part.area));
    const [first] = own;
    if (!first) return [];
    const titles = new Map<string, number>();
    for (const duty of own)
      titles.set(titleOf(turn.policy, duty), (titles.get(titleOf(turn.policy, duty)) ?? 0) + 1);
    const what = [...titles].map(([title, number]) => `${title}${number}`).join('、');
    return [phrase(turn, 'late_unit', { name: part.name, what, due: first.due })];
  });
