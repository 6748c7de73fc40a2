import { addDays, type Day } from '../calendar/time.ts';
import { isOpenCase } from '../cases/file.ts';
import type { Stage } from '../facts/fact.ts';

/** Against the list before: newly out of school, in another stage, as before, back, or no case any more. */
export type MonitoredChange = 'new' | 'moved' | 'same' | 'returned' | 'ended';

/** A child of a monitored family (三类监测对象) on the month's list: flag and status, no more (policy.md §5.1). */
export interface MonitoredChild {
  student: string;
  stage: Stage;
  change: MonitoredChange;
}

/**
 * The list that the two offices hold against each other (A-RUR-SHARE): who is suspected, dropped out or not enrolled, and
 * who was when the list before was made; by the stages of both days, without whoever was always in school.
 */
export const monitoredList = (
  before: ReadonlyMap<string, Stage>,
  now: ReadonlyMap<string, Stage>,
): MonitoredChild[] =>
  [...now].flatMap(([student, stage]): MonitoredChild[] => {
    const earlier = before.get(student);
    const wasOpen = earlier !== undefined && isOpenCase({ stage: earlier });
    if (!isOpenCase({ stage })) {
      const change = stage === 'RETURNED' ? 'returned' : 'ended';
      return wasOpen ? [{ student, stage, change }] : [];
    }
    return [{ student, stage, change: wasOpen ? (earlier === stage ? 'same' : 'moved') : 'new' }];
  });

/**
 * The days of the list that stands on `day` and of the one before, where a list is made on the so-manieth day of each month,
 * as it then begins: both offices are given the same, whenever they ask.
 */
export const listDays = (day: Day, monthDay: number): { on: Day; before: Day } => {
  const firstOf = (one: Day): Day => `${one.slice(0, 7)}-01`;
  const monthBefore = (one: Day): Day => firstOf(addDays(firstOf(one), -1));
  const month = Number(day.slice(8)) >= monthDay ? firstOf(day) : monthBefore(day);
  return { on: addDays(month, monthDay - 1), before: addDays(monthBefore(month), monthDay - 1) };
};
