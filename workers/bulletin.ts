import { bulletinOf } from '../domain/attendance/bulletin.ts';
import { at, type Day, dayOf, type Instant, MINUTE } from '../domain/calendar/time.ts';
import type { County } from '../domain/decision.ts';
import type { School } from '../domain/people/directory.ts';
import type { Database } from '../prisma/client.ts';
import { absentOn, classDaysOf } from '../prisma/stores/answer-store.ts';
import { boundGroups } from '../prisma/stores/group-store.ts';
import { putGroupNotice } from '../prisma/stores/notice-store.ts';
import { groupRecipient } from './route.ts';

export interface BulletinDependencies {
  database: Database;
  county(): County;
  /** Groups that only take posts, by the unit's name; null for the county. */
  webhooks: readonly { id: string; unit: string | null }[];
}

/** After the first lesson began: by then the missing rolls were reminded of and told upward. */
const AFTER_FIRST_LESSON = 40 * MINUTE;
/** Whoever was down in the morning does not tell the morning in the afternoon. */
const NO_LATER_THAN = 3 * 60 * MINUTE;

/**
 * Tells each group that belongs to a unit how its morning stands, once a school day, by numbers alone. Called every
 * minute or so; the key of the notice keeps it from being said twice.
 */
export const tellGroups = async (
  now: Instant,
  { database, county, webhooks }: BulletinDependencies,
): Promise<void> => {
  const { directory, calendarOf } = county();
  const day = dayOf(now);
  const groups = [
    ...(await boundGroups(database)),
    ...webhooks.flatMap(({ id, unit }) => {
      const known = unit === null ? directory.parts.district.id : idOf(unit, county());
      return known ? [{ channel: 'webhook', id, unit: known }] : [];
    }),
  ];
  for (const { channel, id, unit } of groups) {
    const schools = schoolsOf(unit, county()).filter(({ id: school }) => calendarOf(school).isSchoolDay(day));
    const from = Math.max(...schools.map(({ firstLesson }) => at(day, firstLesson) + AFTER_FIRST_LESSON));
    if (schools.length === 0 || now < from || now > from + NO_LATER_THAN) continue;
    const bulletin = await summedUp(schools, day, database, county());
    await putGroupNotice(database, {
      key: ['bulletin', day, channel, id].join('|'),
      to: groupRecipient(channel, id),
      kind: 'notice',
      words: 'bulletin',
      values: { ...bulletin, missing: bulletin.missing.join('、'), day, unit: nameOf(unit, county()) },
      at: now,
    });
  }
};

const summedUp = async (schools: readonly School[], day: Day, database: Database, { directory }: County) => {
  const classes = schools.flatMap(({ id }) => directory.classesOf(id));
  const ids = classes.map(({ id }) => id);
  const [days, absent] = await Promise.all([
    classDaysOf(database.hot, ids, day),
    absentOn(database.hot, ids, day),
  ]);
  const sized = ids.map((id) => ({ id, size: directory.studentsOf(id).length }));
  const isOne = schools.length === 1;
  return bulletinOf(sized, days, absent, (id) => {
    const found = directory.classes.get(id);
    return (isOne ? found?.name : directory.schools.get(found?.school ?? '')?.name) ?? id;
  });
};

const schoolsOf = (unit: string, { directory: { parts } }: County): School[] =>
  parts.schools.filter(({ id, township }) => id === unit || township === unit || unit === parts.district.id);

const idOf = (name: string, { directory: { parts } }: County): string | undefined =>
  [parts.district, ...parts.townships, ...parts.schools].find((unit) => unit.name === name)?.id;

const nameOf = (unit: string, { directory: { parts } }: County): string =>
  [parts.district, ...parts.townships, ...parts.schools].find(({ id }) => id === unit)?.name ?? '';
