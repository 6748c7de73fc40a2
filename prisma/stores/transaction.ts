import type { Database } from '../client.ts';

/** A transaction on the database. */
export type Transaction = Parameters<Parameters<Database['$transaction']>[0]>[0];
