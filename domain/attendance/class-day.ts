import type { Day, Instant } from '../calendar/time.ts';
import type { Fact, FactBody } from '../facts/fact.ts';

/** One class on one school day. */
export interface ClassDay {
  class: string;
  day: Day;
  /** The roll-call instant from which the one-hour and two-hour clocks run (policy.md §1.3). */
  t0: Instant | null;
  rolledAt: Instant | null;
  by: string | null;
  expected: number | null;
  present: number | null;
  /** Everybody is accounted for by name; false while a question is open. */
  whole: boolean;
  listSentAt: Instant | null;
  markedAt: Instant | null;
  /** The message that carried the roll, for taking it back. */
  source: string | null;
}

export const emptyClassDay = (classId: string, day: Day): ClassDay => ({
  class: classId,
  day,
  t0: null,
  rolledAt: null,
  by: null,
  expected: null,
  present: null,
  whole: false,
  listSentAt: null,
  markedAt: null,
  source: null,
});

/** The roll as told. The first one sets t0, unless the missing-roll alert has already set it to the first lesson. */
export const withRoll = (
  classDay: ClassDay,
  fact: Fact,
  body: Extract<FactBody, { kind: 'roll' }>,
): ClassDay => ({
  ...classDay,
  t0: classDay.t0 ?? fact.at,
  rolledAt: classDay.rolledAt ?? fact.at,
  by: fact.by.person,
  expected: body.expected ?? classDay.expected,
  present: body.present ?? classDay.present,
  whole: body.whole,
  source: fact.key.slice(0, fact.key.lastIndexOf(':')),
});
