import type { Instant } from '../domain/calendar/time.ts';
import { type County, worldOf } from '../domain/decision.ts';
import { compose } from '../domain/notices/compose.ts';
import { sayBlocked } from '../domain/parents/blocked.ts';
import type { Database } from '../prisma/client.ts';
import { putNotices } from '../prisma/stores/notice-store.ts';
import type { Withheld } from './readers.ts';

/** Whoever can let a translation go out hears, once a day for each, that the Chinese went in its place. */
export const tellReviewers = async (
  withheld: readonly Withheld[],
  now: Instant,
  database: Database,
  county: County,
): Promise<void> => {
  if (withheld.length === 0) return;
  const { directory, policy } = county;
  const world = worldOf(county, directory.parts.district.id, now);
  const says = withheld.flatMap(({ blocked, rule }) => sayBlocked(blocked, rule, world));
  await putNotices(database, compose(says, now, policy.settings));
};
