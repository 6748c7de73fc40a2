import type { Instant } from '../domain/calendar/time.ts';
import type { County } from '../domain/decision.ts';
import { CLOCK } from '../domain/facts/fact.ts';
import { sheetsDue } from '../domain/figures/sheets.ts';
import type { Database } from '../prisma/client.ts';
import { freeze, snapshotOfKey } from '../prisma/stores/snapshot-store.ts';

/**
 * Freezes the sheets that the calendar asks for: the roll-up of a school day and the month. Called every minute or so; a
 * sheet that is there is not counted again.
 */
export const freezeDue = async (
  now: Instant,
  { database, county }: { database: Database; county(): County },
): Promise<void> => {
  const { directory, calendarOf, policy } = county();
  const schools = directory.parts.schools;
  if (schools.length === 0) return;
  const isTaught = (day: string): boolean => schools.some(({ id }) => calendarOf(id).isSchoolDay(day));
  for (const sheet of sheetsDue(now, isTaught, policy.settings['rollup.time']))
    if (!(await snapshotOfKey(database.hot, sheet.key)))
      await database.hot.transaction((tx) => freeze(tx, sheet, CLOCK.person, now));
};
