import type { DutyState } from '../duties/duty.ts';
import type { Cell, FigureId, RowPlace } from './figure.ts';

/** Duties of one rule in one place that stand alike at the instant looked at. */
export interface DutyGroup extends RowPlace {
  /** The rule with its part. */
  name: string;
  state: DutyState;
  /** It was ended by the instant looked at; `state` then says how. */
  ended: boolean;
  /** Its time, with its grace, was over by then. */
  late: boolean;
  count: number;
  rows?: readonly string[];
}

const ENDED: Readonly<Record<DutyState, FigureId>> = {
  done: 'duties_done',
  // Every number was tried in time: the clock is met though nobody was reached (AMB-10).
  open: 'duties_done',
  overdue: 'duties_done',
  done_late: 'duties_done_late',
  not_done: 'duties_not_done',
  not_applicable: 'duties_not_applicable',
};

/** Under which figure a duty counts: done, done late, not done, not yet due, or not applicable after all. */
const outcomeOf = ({ state, ended, late }: Pick<DutyGroup, 'state' | 'ended' | 'late'>): FigureId => {
  if (ended) return ENDED[state];
  return late ? 'duties_not_done' : 'duties_pending';
};

export const dutyCells = (groups: readonly DutyGroup[]): Cell[] =>
  groups.map(({ name, township, school, count, rows, ...group }) => ({
    ...{ figure: outcomeOf(group), by: name, township, school, count },
    ...(rows ? { rows } : {}),
  }));
