import type { Instant } from '../../domain/calendar/time.ts';
import type { County } from '../../domain/decision.ts';
import { arrivalOfAll, arrivalsIn } from '../../domain/figures/arrivals.ts';
import { firstWeekOf } from '../../domain/figures/first-week.ts';
import type { NoticeFile } from '../../domain/notices/file.ts';
import type { Database } from '../../prisma/client.ts';
import { arrivalsTold } from '../../prisma/stores/arrival-store.ts';
import { arrivalWorkbook } from '../../templates/figure-sheets.ts';
import { fileNames } from '../../templates/paper-words.ts';

/** 开学到校统计 as a table: the area, then its schools. */
export const drawArrivals = async (
  { area, name, asked }: Extract<NoticeFile, { is: 'arrivals' }>,
  now: Instant,
  { database, county }: { database: Database; county(): County },
): Promise<{ name: string; content: Buffer }> => {
  const { directory, policy, calendarOf } = county();
  const week = firstWeekOf(calendarOf(directory.parts.district.id), policy, now);
  const told = week ? await arrivalsTold(database.hot, week) : new Map();
  const schools = arrivalsIn(area, directory, told);
  return {
    name: fileNames.arrivals(name, asked),
    content: await arrivalWorkbook([arrivalOfAll(name, schools), ...schools]),
  };
};
