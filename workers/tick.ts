import { nextCheckpoint } from '../domain/attendance/checkpoints.ts';
import type { Instant } from '../domain/calendar/time.ts';
import { decideTick } from '../domain/decide.ts';
import { type County, worldOf } from '../domain/decision.ts';
import type { Database } from '../prisma/client.ts';
import type { Waiting } from '../prisma/stores/notice-store.ts';
import { lockIfDue, saveDecision } from '../prisma/stores/school-store.ts';

/**
 * Lets the clock look at one school: load, decide, save in one transaction. Returns for whom something now waits in
 * the outbox; nobody when nothing is due there or another worker is at it.
 */
export const tickSchool = async (
  database: Database,
  school: string,
  now: Instant,
  county: County,
): Promise<Waiting[]> =>
  database.hot.transaction(async (tx) => {
    const locked = await lockIfDue(tx, school, now);
    if (!locked) return [];
    const world = worldOf(county, school, now);
    const decision = decideTick(locked.state, world);
    const next = nextCheckpoint(now, world.place.firstLesson, world.calendar, county.policy.settings);
    saveDecision(tx, locked.stream, decision, county.directory, { now, checkpoint: next.at });
    const due = decision.notices.filter(({ sendAt }) => sendAt <= now);
    return [...new Set(due.map(({ to }) => to))].map((person) => ({
      person,
      urgent: due.some(({ to, urgent }) => urgent && to === person),
    }));
  });
