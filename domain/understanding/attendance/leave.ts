import { addDays, type Day } from '../../calendar/time.ts';
import type { Extent } from '../clauses/statements.ts';
import { schoolDayOnOrAfter, schoolDayOnOrBefore } from '../times/school-days.ts';
import type { SchoolDays } from '../types.ts';

/** First and last day of an absence; `until` is null when no end was told. */
export interface Stretch {
  readonly from: Day;
  readonly until: Day | null;
}

/**
 * The days of an absence that begins on `from`. Leave is counted in school days. `before` is the end told earlier,
 * on which "再请两天" builds.
 */
export function absence(
  from: Day,
  extents: readonly Extent[],
  calendar: SchoolDays,
  before: Day | null,
): Stretch {
  let stretch: Stretch = { from, until: null };
  for (const extent of extents) stretch = applied(stretch, extent, calendar, before);
  return stretch;
}

function applied(stretch: Stretch, extent: Extent, calendar: SchoolDays, before: Day | null): Stretch {
  const { from } = stretch;
  switch (extent.kind) {
    case 'length':
      if (extent.calendarDays !== undefined) {
        const behind = (extent.more ? before : null) ?? addDays(from, -1);
        return { from, until: schoolDayOnOrBefore(addDays(behind, extent.calendarDays), calendar) ?? null };
      }
      return { from, until: endOfLength(from, extent.schoolDays, extent.more ? before : null, calendar) };
    case 'until':
      return { from, until: extent.day < from ? null : (schoolDayOnOrBefore(extent.day, calendar) ?? null) };
    case 'return': {
      const last = calendar.previousSchoolDay(extent.day) ?? null;
      return { from, until: last !== null && last < from ? from : last };
    }
    case 'stretch':
      return { from: later(extent.first, from), until: extent.last };
  }
}

function endOfLength(from: Day, count: number, before: Day | null, calendar: SchoolDays): Day | null {
  if (count < 1) return null;
  if (before !== null) return calendar.addSchoolDays(before, count) ?? null;
  const first = schoolDayOnOrAfter(from, calendar);
  if (first === undefined) return null;
  return count === 1 ? first : (calendar.addSchoolDays(first, count - 1) ?? null);
}

const later = (one: Day, other: Day): Day => [one, other].toSorted()[1] ?? one;
