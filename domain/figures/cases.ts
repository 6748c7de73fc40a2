import { at, type Instant } from '../calendar/time.ts';
import { isOpenCase } from '../cases/file.ts';
import type { Stage } from '../facts/fact.ts';
import type { FigureId, Row, RowPlace, Span } from './figure.ts';

/** One step in the history of a pupil's case: it moved to a stage, or was dispatched to a township (劝返主体). */
export type CaseStep = {
  student: string;
  at: Instant;
  /** The school in whose stream it was told, and the township of that school. */
  school: string;
  schoolTownship: string | null;
} & ({ to: Stage; township: null } | { to: null; township: string });

type Move = Extract<CaseStep, { township: null }>;

interface Standing extends RowPlace {
  stage: Stage;
}

/**
 * What the cases of a span come to, counted by pupils: a pupil is opened, continued, returned or ended once in a span,
 * however often the case moved in it. So open at the start + opened - returned - ended = open at the end.
 * The steps of each pupil come in the order in which the ledger took them.
 */
export const caseRows = (steps: readonly CaseStep[], span: Span): Row[] => {
  const histories = new Map<string, CaseStep[]>();
  for (const step of steps) histories.set(step.student, [...(histories.get(step.student) ?? []), step]);
  return [...histories].flatMap(([student, own]) => rowsOf(student, own, span));
};

const rowsOf = (student: string, steps: readonly CaseStep[], span: Span): Row[] => {
  const from = at(span.first, '00:00');
  const until = Math.min(at(span.last, '24:00') - 1, span.at);
  const start = standingAt(steps, from - 1);
  const end = standingAt(steps, until);
  if (end === null) return [];
  const moves = steps.filter(isMove).filter((move) => move.at <= until);
  const opened = moves.filter((move, place) => move.at >= from && opens(moves, place));
  const row = (figure: FigureId, { stage, township, school }: Standing): Row => ({
    ...{ figure, by: stage, township, school, row: student },
  });
  const wasOpen = isOpen(start);
  const wasOpened = !wasOpen && opened.length > 0;
  const rows: Row[] = [];
  if (wasOpen) rows.push(row('open_at_start', start));
  if (wasOpened) rows.push(row('opened', end));
  if (opened.some((move) => moves.slice(0, moves.indexOf(move)).some(({ to }) => to === 'RETURNED')))
    rows.push(row('relapsed', end));
  if (isOpen(end)) {
    if (wasOpen) rows.push(row('continued', end));
    rows.push(row('open_at_end', end));
  } else if (wasOpen || wasOpened) rows.push(row(hasReturned(moves) ? 'returned' : 'ended', end));
  return rows;
};

/** How a pupil's case stood at an instant; null before it ever had one. */
const standingAt = (steps: readonly CaseStep[], when: Instant): Standing | null => {
  const told = steps.filter((step) => step.at <= when);
  const last = told.findLast(isMove);
  if (!last) return null;
  const dispatched = told.findLast(({ township }) => township !== null);
  return { stage: last.to, school: last.school, township: dispatched?.township ?? last.schoolTownship };
};

const isMove = (step: CaseStep): step is Move => step.to !== null;

const isOpen = (standing: Standing | null): standing is Standing => standing !== null && isOpenCase(standing);

/** Whether a case opened with this move, for the first time or again. */
const opens = (moves: readonly Move[], place: number): boolean => {
  const stageOf = (move: Move | undefined): boolean => move !== undefined && isOpenCase({ stage: move.to });
  return stageOf(moves[place]) && !stageOf(moves[place - 1]);
};

/** Back in school, whatever became of the file since; what leave covered or the bureau closed otherwise is not. */
const hasReturned = (moves: readonly Move[]): boolean => {
  const open = moves.findLastIndex(({ to }) => isOpenCase({ stage: to }));
  return moves.slice(open + 1).some(({ to }) => to === 'RETURNED');
};
