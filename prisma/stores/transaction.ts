import type { Statements, TransactionStatements } from '../hot.ts';

/** A transaction on the database, as the hot stores use it. */
export type Transaction = Statements;

/** The same, where what is written need not be waited for before the transaction ends. */
export type Writing = TransactionStatements;
