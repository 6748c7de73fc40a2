import type { Instant } from '../domain/calendar/time.ts';
import { nextWake } from '../prisma/stores/school-store.ts';
import { type DeliverDependencies, sendDue } from './deliver.ts';
import { tickSchools } from './tick.ts';

export type RunDependencies = DeliverDependencies;

/** Moves from `from` to one due instant after the other up to `target`, each handled at its own time. */
export const runUntil = async (
  from: Instant,
  target: Instant,
  dependencies: RunDependencies,
  onInstant: (now: Instant) => Promise<void> = async () => undefined,
): Promise<void> => {
  const { database } = dependencies;
  let last = from;
  let marking = Promise.resolve();
  for (;;) {
    const wake = await nextWake(database);
    if (wake === null || wake.at > target) return marking;
    // What is overdue from before (nothing ran meanwhile) is done now; the clock does not go back.
    last = Math.max(last, wake.at);
    await onInstant(last);
    const told = await tickSchools(database, wake.schools, last, dependencies.county());
    await marking;
    if (wake.outbox || told.length > 0) ({ marked: marking } = await sendDue(null, last, dependencies));
  }
};
