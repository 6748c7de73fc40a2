import { afterQuiet } from '../domain/calendar/clocks.ts';
import { addDays, at, dayOf, HOUR, type Instant } from '../domain/calendar/time.ts';
import type { Database } from '../prisma/client.ts';
import type { CountyKeeper } from '../prisma/stores/county-store.ts';
import { putNotices } from '../prisma/stores/notice-store.ts';
import { DemoCounty } from '../seeds/demo/loaded.ts';
import { reportLines } from '../templates/directory.ts';
import { type AdministratorNews, administratorNotices } from './administrators.ts';
import type { Payload } from './jobs.ts';
import type { SyncReport } from './wecom/sync/keeping.ts';
import type { Sync } from './wecom/sync/sync.ts';

export interface BooksDependencies {
  database: Database;
  keeper: Pick<CountyKeeper, 'current' | 'refresh'>;
  sync: Sync;
  now(): Promise<Instant>;
}

/**
 * Reads what a job asks for, and tells the administrators what changed; nobody when nothing did. Beside the invented county
 * nothing is read until somebody has taken it away, which no repetition brings about: that is told once a day.
 */
export const syncBooks = async (payload: Payload<'sync'>, dependencies: BooksDependencies): Promise<void> => {
  const { keeper, sync, now } = dependencies;
  let report: SyncReport;
  try {
    report = await ('whole' in payload ? sync.full() : sync.one(payload));
  } catch (error) {
    if (!(error instanceof DemoCounty)) throw error;
    const { code, message: say } = error;
    await tell({ code, words: 'trouble', values: { say, code }, turn: dayOf(await now()) }, dependencies);
    return;
  }
  await keeper.refresh();
  if (isWorthTelling(report, 'whole' in payload)) await tellOf(report, payload, dependencies);
};

/**
 * Each report is a matter of its own, so that the cap of a day swallows none of them: what a single change brought is not in
 * the night's report any more. Single changes wait for the full hour, where the outbox makes one message of them all.
 */
const tellOf = async (
  report: SyncReport,
  payload: Payload<'sync'>,
  dependencies: BooksDependencies,
): Promise<void> => {
  const moment = await dependencies.now();
  const { policy } = dependencies.keeper.current();
  const isWhole = 'whole' in payload;
  const ready = isWhole ? moment : (Math.floor(moment / HOUR) + 1) * HOUR;
  const news: AdministratorNews = {
    code: isWhole ? `books-${moment}` : `${payload.change}-${payload.id}-${moment}`,
    words: 'directory_changed',
    values: { lines: reportLines(report, report.notes).join('\n') },
    turn: dayOf(moment),
    sendAt: afterQuiet(ready, policy.settings['quiet.staff']),
  };
  await tell(news, dependencies);
};

const tell = async (news: AdministratorNews, { database, keeper, now }: BooksDependencies): Promise<void> =>
  putNotices(database, administratorNotices(keeper.current(), await now(), news));

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
