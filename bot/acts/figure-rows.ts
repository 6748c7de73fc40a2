import { at, dayOf, HOUR } from '../../domain/calendar/time.ts';
import { areasOf, partsOf } from '../../domain/figures/areas.ts';
import {
  type Area,
  type Cell,
  count,
  FIGURES,
  type FigureId,
  lies,
  type ToldFigures,
} from '../../domain/figures/figure.ts';
import { nameSubject } from '../../domain/notices/item.ts';
import { aboutPupil } from '../../domain/people/about.ts';
import { maySee, mustLogView } from '../../domain/people/access.ts';
import type { Student } from '../../domain/people/directory.ts';
import { keepLook } from '../../prisma/stores/answer-store.ts';
import { type LateDuty, lateDuties, readRows } from '../../prisma/stores/figure-store.ts';
import { cellsOfSnapshot, correctionsSince, snapshotOfKey } from '../../prisma/stores/snapshot-store.ts';
import { figureWords } from '../../templates/figures.ts';
import { stageWords } from '../../templates/vocabulary.ts';
import { phrase } from '../phrase.ts';
import { type Outcome, type Turn, worldFor } from '../turn.ts';

/** A number somebody was told. */
export type OpenedNumber = ToldFigures & { figure: FigureId };

/** What fits on a phone. */
const MOST_LINES = 15;

/**
 * The rows behind a number. Pupils are named to those who may see them; who stands outside the school says what for
 * first, and each look is kept (policy.md §5.2.4). Whoever may not, or does not say, gets the number by place.
 */
export const openFigure = async (
  turn: Turn,
  number: OpenedNumber,
  purpose: string | null,
): Promise<Outcome> => {
  const { figure } = number;
  const { cells, corrected } = await rowsOf(turn, number);
  if (FIGURES[figure] === 'duty') {
    const ids = cells.flatMap(({ rows = [] }) => rows);
    const duties = await lateDuties(turn.tx, turn.now, { ids });
    const lines = duties.map((duty) => `${dutyLine(turn, duty)}${corrected(duty.id)}`);
    return tellRows(turn, number, lines, ids.length);
  }
  const pupils = cells.flatMap(({ rows = [], by }) =>
    rows.flatMap((id) => {
      const student = turn.directory.students.get(id);
      return student ? [{ student, by }] : [];
    }),
  );
  const { viewer, role, person } = turn.speaker;
  const opening = { purpose: purpose ?? 'asked' };
  const shown = pupils.filter(({ student }) =>
    maySee(viewer, 'name', aboutPupil(student, turn.directory), opening),
  );
  if (shown.length === 0) return tellPlaces(turn, number, cells);
  if (mustLogView(role) && purpose === null)
    return {
      act: 'query',
      reply: turn.words.say('replies/purpose', { now: turn.now }),
      question: { kind: 'figure_purpose', ...toldOf(number), figure, until: at(dayOf(turn.now), '24:00') },
    };
  const listed = shown.slice(0, MOST_LINES);
  if (mustLogView(role))
    for (const { student } of listed)
      await keepLook(
        turn.tx,
        { viewer: person, role, student: student.id, purpose: purpose ?? '' },
        turn.now,
      );
  return tellRows(
    turn,
    number,
    listed.map(({ student, by }) => `${pupilLine(turn, student, by)}${corrected(student.id)}`),
    pupils.length,
  );
};

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

const tellRows = (
  turn: Turn,
  { figure, name }: OpenedNumber,
  lines: readonly string[],
  total: number,
): Outcome => {
  const shown = lines.slice(0, MOST_LINES);
  const values = { ...figureWords(figure), name, count: total, more: total - shown.length };
  return {
    act: 'query',
    reply: turn.words.say('replies/figure_rows', { values, lines: shown, now: turn.now }),
    question: null,
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
    ...{ name: number.name, count: count(cells, number.figure, number.area), more: 0 },
  };
  return {
    act: 'query',
    reply: turn.words.say('replies/figure_rows', { values, lines, now: turn.now }),
    question: null,
  };
};

const pupilLine = (turn: Turn, student: Student, stage: string): string =>
  phrase(turn, 'figure_pupil', {
    subject: nameSubject({ student: student.id }, worldFor(turn, student.school)),
    school: turn.speaker.schools.length > 0 ? '' : (turn.directory.schools.get(student.school)?.name ?? ''),
    stage: stageWords(stage),
  });

/** What is late, whose it is and since when; a pupil's name only where no look need be kept. */
const dutyLine = (turn: Turn, duty: LateDuty): string =>
  phrase(turn, 'figure_duty', {
    subject: subjectOf(turn, duty),
    title: titleOf(turn, duty),
    actor: duty.actor === null ? '' : turn.directory.nameOf(duty.actor),
    due: duty.due,
  });

const titleOf = (turn: Turn, { name }: LateDuty): string => turn.policy.named.get(name)?.duty.title ?? name;

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

const LATE =
  /^(?:现在|今天|目前)?(?:谁|哪些人|哪些单位|哪些学校|哪些班|哪个|哪里|还有谁)(?:还)?(?:迟了|晚了|逾期|超时|超期|没办|没做)(?:了|的)?[。？?！!]*$/;
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
    for (const duty of own) titles.set(titleOf(turn, duty), (titles.get(titleOf(turn, duty)) ?? 0) + 1);
    const what = [...titles].map(([title, number]) => `${title}${number}`).join('、');
    return [phrase(turn, 'late_unit', { name: part.name, what, due: first.due })];
  });
