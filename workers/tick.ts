import { nextCheckpoint } from '../domain/attendance/checkpoints.ts';
import type { Instant } from '../domain/calendar/time.ts';
import { decideTick } from '../domain/decide.ts';
import { type County, worldOf } from '../domain/decision.ts';
import type { Notice } from '../domain/notices/notice.ts';
import type { Database } from '../prisma/client.ts';
import type { Waiting } from '../prisma/stores/notice-store.ts';
import { lockIfDue, saveDecision } from '../prisma/stores/school-store.ts';
import { chunks, together } from '../prisma/together.ts';

/**
 * Lets the clock look at one school: load, decide, save in one transaction. Returns for whom something now waits in
 * the outbox; nobody when nothing is due there or another worker is at it.
 */
export const tickSchool = (
  database: Database,
  school: string,
  now: Instant,
  county: County,
): Promise<Waiting[]> => tickInOne(database, [school], now, county);

/** Schools that share a transaction, and how many of these transactions are under way at a time. */
const SCHOOLS = 24;
const AT_ONCE = 3;

/** The same for several schools: they share transactions, unless one fails, which must not hold up the others. */
export const tickSchools = async (
  database: Database,
  schools: readonly string[],
  now: Instant,
  county: County,
): Promise<Waiting[]> => {
  const waiting: Waiting[] = [];
  await together(chunks(schools, SCHOOLS), AT_ONCE, async (some) => {
    try {
      waiting.push(...(await tickInOne(database, some, now, county)));
    } catch {
      for (const school of some) waiting.push(...(await tickSchool(database, school, now, county)));
    }
  });
  return waiting;
};

const tickInOne = async (
  database: Database,
  schools: readonly string[],
  now: Instant,
  county: County,
): Promise<Waiting[]> =>
  database.hot.transaction(async (tx) => {
    const due: Notice[] = [];
    for (const { stream, state } of await lockIfDue(tx, schools, now)) {
      const world = worldOf(county, stream.id, now);
      const decision = decideTick(state, world);
      const next = nextCheckpoint(now, world.place.firstLesson, world.calendar, county.policy.settings);
      saveDecision(tx, stream, decision, county.directory, { now, checkpoint: next.at });
      due.push(...decision.notices.filter(({ sendAt }) => sendAt <= now));
    }
    const urgent = new Set(due.flatMap((notice) => (notice.urgent ? [notice.to] : [])));
    return [...new Set(due.map(({ to }) => to))].map((person) => ({ person, urgent: urgent.has(person) }));
  });
