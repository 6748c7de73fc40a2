import { addDays, at, dayOf, type Instant } from '../domain/calendar/time.ts';
import type { Database } from '../prisma/client.ts';
import type { CountyKeeper } from '../prisma/stores/county-store.ts';
import { putNotices } from '../prisma/stores/notice-store.ts';
import { reportLines } from '../templates/directory.ts';
import { administratorNotices } from './administrators.ts';
import type { Payload } from './jobs.ts';
import type { Sync, SyncReport } from './wecom/sync.ts';

export interface BooksDependencies {
  database: Database;
  keeper: CountyKeeper;
  sync: Sync;
  now(): Promise<Instant>;
}

/** Reads what a job asks for, and tells the administrators what changed; nobody when nothing did. */
export const syncBooks = async (
  payload: Payload<'sync'>,
  { database, keeper, sync, now }: BooksDependencies,
): Promise<void> => {
  const report = await ('whole' in payload ? sync.full() : sync.one(payload));
  await keeper.refresh();
  if (!isWorthTelling(report, 'whole' in payload)) return;
  const lines = reportLines(report, report.notes);
  await putNotices(
    database,
    administratorNotices(keeper.current(), await now(), {
      code: 'directory',
      words: 'directory_changed',
      values: { lines: lines.join('\n') },
      // Each report is one: what changed at noon is not what changed at night.
      turn: `${report.size}-${lines.join('|').length}-${await now()}`,
    }),
  );
};

/** A single parent who begins to follow the notices is no news; the night's report has the number. */
const isWorthTelling = (
  { size, notes, moved, filled, vacated, places }: SyncReport,
  isWhole: boolean,
): boolean =>
  isWhole
    ? size > 0 || notes.length > 0
    : moved.length + filled.length + vacated.length + places.added.length + places.closed.length > 0;

const NIGHT = '02:30';

/** The next time both books are read whole: at night, when WeCom and we have time. */
export const nextNight = (now: Instant): Instant => {
  const tonight = at(dayOf(now), NIGHT);
  return tonight > now ? tonight : at(addDays(dayOf(now), 1), NIGHT);
};
