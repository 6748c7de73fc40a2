import type { ClassDay } from './class-day.ts';

/** A morning in a school, a township or the county, as a group may read it: numbers and classes, no child (policy.md §5.2.1). */
export interface Bulletin {
  classes: number;
  rolled: number;
  /** Of the classes that told them. */
  expected: number;
  present: number;
  absent: number;
  /** Names of classes, or of schools with their number of classes, without a roll. */
  missing: string[];
}

/** Sums up class days; `nameOf` says under which name a class without a roll stands. */
export const bulletinOf = (
  classes: readonly { id: string; size: number }[],
  days: readonly ClassDay[],
  absent: number,
  nameOf: (classId: string) => string,
): Bulletin => {
  const byClass = new Map(days.map((day) => [day.class, day]));
  const rolled = classes.filter(({ id }) => byClass.get(id)?.rolledAt != null);
  const lacking = classes.filter(({ id }) => byClass.get(id)?.rolledAt == null).map(({ id }) => nameOf(id));
  const expected = rolled.reduce((sum, { id, size }) => sum + (byClass.get(id)?.expected ?? size), 0);
  const counts = new Map<string, number>();
  for (const name of lacking) counts.set(name, (counts.get(name) ?? 0) + 1);
  return {
    classes: classes.length,
    rolled: rolled.length,
    expected,
    present: expected - absent,
    absent,
    missing: [...counts].map(([name, count]) => (count > 1 ? `${name}${count}个班` : name)),
  };
};
