import type { LegalStep } from './texts.ts';

/** What a text of the series is due at (law.md §9); rows of the county's rules name these. */
export const MOMENTS = [
  'absent', // missing this morning, and nobody has reached the family
  'unanswered', // the first day ends, and still nobody has
  'suspected', // three days; somebody will come to the house
  'session_1', // 宣传教育, the so-manieth since the dispatch
  'session_2',
  'session_3',
  'order_served', // 责令改正, with its paper
  'before_limit', // its limit comes near
  'penalty_noticed', // 行政处罚, with the notice before it, then with its paper
  'court_paper', // 催告 before 强制执行, with its paper
  'returned',
  'closed', // after a return that has held
  'benefits_missing',
] as const;
export type Moment = (typeof MOMENTS)[number];

/** The furthest step whose law may be spoken of then: nothing of a step before the step (law.md §8.7). */
export const STEP_OF: Readonly<Record<Moment, LegalStep>> = {
  absent: 0,
  unanswered: 0,
  suspected: 0,
  session_1: 1,
  session_2: 1,
  session_3: 1,
  order_served: 2,
  before_limit: 2,
  penalty_noticed: 3,
  court_paper: 4,
  returned: 0,
  closed: 0,
  benefits_missing: 0,
};

/** Moments that are over when the child is back or the case is closed, and what waits for them with it. */
export const isOfAbsence = (moment: Moment): boolean =>
  moment !== 'returned' && moment !== 'closed' && moment !== 'benefits_missing';

/** Moments of the very day: what cannot be said then is not said later. */
export const isOfTheDay = (moment: Moment): boolean => moment === 'absent' || moment === 'unanswered';
