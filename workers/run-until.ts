import type { Instant } from '../domain/calendar/time.ts';
import type { County } from '../domain/decision.ts';
import { nextWake } from '../prisma/stores/school-store.ts';
import { type DeliverDependencies, deliverTo } from './deliver.ts';
import { sweep } from './sweep.ts';
import { tickSchool } from './tick.ts';

export interface RunDependencies extends DeliverDependencies {
  county(): County;
}

/** Does everything that is due at `now`, in this process and without a queue, until nothing is left. */
export const runDue = async (now: Instant, dependencies: RunDependencies): Promise<void> => {
  for (;;) {
    const { schools, recipients } = await sweep(dependencies.database, now);
    for (const school of schools)
      await tickSchool(dependencies.database, school, now, dependencies.county());
    for (const recipient of recipients) await deliverTo(recipient, now, dependencies);
    if (schools.length === 0 && recipients.length === 0) return;
  }
};

/** Moves from one due instant to the next up to `target`, each handled at its own time. */
export const runUntil = async (
  target: Instant,
  dependencies: RunDependencies,
  onInstant: (now: Instant) => Promise<void> = async () => undefined,
): Promise<void> => {
  let last = Number.NEGATIVE_INFINITY;
  for (;;) {
    const wake = await nextWake(dependencies.database);
    if (wake === null || wake > target) return;
    // What is overdue from before (nothing ran meanwhile) is done at the first moment that counts again.
    last = Math.max(last, wake);
    await onInstant(last);
    await runDue(last, dependencies);
  }
};
