import type { Statements } from '../hot.ts';

/** A transaction on the database, as the hot stores use it. */
export type Transaction = Statements;
