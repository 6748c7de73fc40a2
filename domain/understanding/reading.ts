import type { Day } from '../calendar/time.ts';
import type { Purpose } from './acts/signs/purpose.ts';
import type { Told } from './attendance/told.ts';
import type { Statements } from './clauses/statements.ts';
import type { Numbers, Standing } from './earlier/standing.ts';
import type { RosterBook } from './names/roster.ts';
import type { Tally } from './numbers/tally.ts';
import type { Token } from './tokens/tokens.ts';
import type { Heard, SchoolDays } from './types.ts';

/** A message with everything that was read from it. */
export interface Reading {
  readonly heard: Heard;
  readonly today: Day;
  readonly text: string;
  /** The same in standard speech; every UTF-16 unit keeps its place. */
  readonly speech: string;
  /** The same as it is weighed (grams.ts). */
  readonly shown: string;
  readonly tokens: readonly Token[];
  readonly book: RosterBook;
  readonly calendar: SchoolDays;
  readonly standing: Standing;
  readonly statements: Statements;
  readonly tallies: readonly Tally[];
  /** A number of the report before, put right without its label. */
  readonly again: Numbers | undefined;
  readonly told: readonly Told[];
  readonly purpose: Purpose;
}
