import type { Statements, TransactionStatements } from '../open-transaction.ts';

/** A transaction on the database, as the hot stores use it. */
export type Transaction = Statements;

/** The same for what is done together with others, and for what is written without waiting. */
export type Writing = TransactionStatements;
