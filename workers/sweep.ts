import type { Instant } from '../domain/calendar/time.ts';
import type { Database } from '../prisma/client.ts';
import { waitingRecipients } from '../prisma/stores/notice-store.ts';
import { dueStreams } from '../prisma/stores/school-store.ts';

/** What is due by `now`, read from the tables alone: a queue that lost everything is whole again after one sweep. */
export interface Sweep {
  schools: string[];
  recipients: string[];
}

const BATCH = 500;

export const sweep = async (database: Database, now: Instant): Promise<Sweep> => {
  const [schools, recipients] = await Promise.all([
    dueStreams(database, now, BATCH),
    waitingRecipients(database, now, BATCH),
  ]);
  return { schools, recipients };
};
