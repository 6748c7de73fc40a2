import { addDays, at, type Day, dayOf, HOUR, type Instant, weekday } from '../domain/calendar/time.ts';
import type { County } from '../domain/decision.ts';
import { CLOCK, type Fact, type FactBody } from '../domain/facts/fact.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Subject } from '../domain/signals.ts';
import type { Database } from '../prisma/client.ts';
import {
  heardAfterAll,
  knownFacts,
  staleContacts,
  type Unheard,
  unheardFamilies,
} from '../prisma/stores/reach-store.ts';
import { recordFacts } from '../prisma/stores/recording.ts';
import type { Words } from '../templates/words.ts';

export interface ReachDependencies {
  database: Database;
  county(): County;
  words: Words;
}

/** What was said before is old news, even where nothing ran meanwhile; over days off it is kept for the next school day. */
const LOOKED_BACK = 3 * 24 * HOUR;
const MOST_DAYS_OFF = 14;

/**
 * Finds out which families a message did not reach, or who have not answered in time, and once a week whom no message of
 * a school reaches at all. What follows are duties of P1.R4-PTA: the telephone, then the door (law.md §8.9). To be called
 * every minute or so: the keys of the facts keep anything from being found twice.
 */
export const watchReach = async (now: Instant, dependencies: ReachDependencies): Promise<void> => {
  await findUnheard(now, dependencies);
  await noteNew(
    (await heardAfterAll(dependencies.database)).map(({ student, duty }) => ({
      key: ['heard', duty].join('|'),
      about: { student },
      body: { kind: 'family_heard', student },
    })),
    now,
    dependencies,
  );
  await findStale(now, dependencies);
};

const findUnheard = async (now: Instant, dependencies: ReachDependencies): Promise<void> => {
  const { database, county, words } = dependencies;
  const { policy, directory, calendarOf } = county();
  const families = await unheardFamilies(database, {
    from: lookedBackTo(now, calendarOf(directory.parts.district.id)),
    to: now - policy.settings['reach.answer_h'] * HOUR,
    exceptRules: contactRules(policy),
  });
  const found = new Map<string, Found & { texts: string[] }>();
  for (const family of families) {
    const why = whyUnheard(family, policy);
    const { student, words: told, day } = family;
    const pupil = directory.students.get(student);
    if (!why || !pupil?.class || !isAtWork(now, calendarOf(pupil.school), policy)) continue;
    const title = policy.parentTexts.find(textId(told))?.title ?? '';
    const values = { title, day, hours: policy.settings['reach.answer_h'] };
    // One call answers for all that the family has not answered.
    const before = found.get(student)?.texts ?? [];
    const texts = [...new Set([...before, words.say(`phrase:unheard_${why}`, { values, now })])];
    const key = ['unheard', student, told, day].join('|');
    const body = { kind: 'family_unheard', student, text: texts.join('；') } as const;
    found.set(student, { key, about: { student }, body, texts });
  }
  await noteNew([...found.values()], now, dependencies);
};

type SchoolDays = Pick<ReturnType<County['calendarOf']>, 'isSchoolDay'>;

/** A telephone call is begun on a school day, between morning and evening; what came up before waits for that. */
const isAtWork = (now: Instant, calendar: SchoolDays, { settings }: Policy): boolean => {
  const today = dayOf(now);
  const isDay =
    now >= at(today, settings['reminder.morning']) && now < at(today, settings['sameday.soft_end']);
  return isDay && calendar.isSchoolDay(today);
};

/** From when on an unanswered message still counts: from the last school day, if that is longer ago. */
const lookedBackTo = (now: Instant, calendar: SchoolDays): Instant => {
  const days = Array.from({ length: MOST_DAYS_OFF }, (_, back) => addDays(dayOf(now), -1 - back));
  const last = days.find((day) => calendar.isSchoolDay(day));
  return Math.min(now - LOOKED_BACK, last ? at(last, '00:00') : now);
};

/** `parents/L3` and, in another language, `parents/ii/L3`. */
const textId = (words: string): string => words.split('/').at(-1) ?? words;

/** Rules whose own duty is to reach the family: nobody is asked twice to telephone. */
const contactRules = ({ named }: Policy): string[] =>
  [...named].flatMap(([name, { rule, duty }]) =>
    rule.tellsGuardians && duty.done.includes('contact_reached') ? [name, rule.id] : [],
  );

/** Null for what needs no answer: thanks that nobody saw need no telephone. */
const whyUnheard = (
  { words, isUnreached }: Unheard,
  { parentTexts, settings }: Policy,
): 'unreached' | 'silent' | null => {
  const text = parentTexts.find(textId(words));
  if (!text || !settings['reach.texts'].includes(text.instead?.of ?? text.id)) return null;
  return isUnreached ? 'unreached' : 'silent';
};

const findStale = async (now: Instant, dependencies: ReachDependencies): Promise<void> => {
  const { database, county, words } = dependencies;
  const { directory, calendarOf, policy } = county();
  const today = dayOf(now);
  if (now < at(today, policy.settings['reminder.morning'])) return;
  const week = addDays(today, 1 - weekday(today));
  const due = directory.parts.schools.filter(({ id }) => calendarOf(id).isSchoolDay(today));
  const known = await knownFacts(
    database,
    due.map(({ id }) => staleKey(id, week)),
  );
  for (const { id: school } of due) {
    if (known.has(staleKey(school, week))) continue;
    const families = (await staleContacts(database.hot, school)).length;
    if (families === 0) continue;
    const text = words.say('phrase:contacts_stale', { values: { families }, now });
    const body = { kind: 'contacts_stale', school, week, families, text } as const;
    await note({ key: staleKey(school, week), about: { school }, body }, now, dependencies);
  }
};

const staleKey = (school: string, week: Day): string => ['stale', school, week].join('|');

/** What the clock found, under the key that keeps it from being found twice. */
interface Found {
  key: string;
  about: Subject;
  body: FactBody;
}

/** What is in the ledger already is not found again. */
const noteNew = async (
  found: readonly Found[],
  now: Instant,
  dependencies: ReachDependencies,
): Promise<void> => {
  if (found.length === 0) return;
  const known = await knownFacts(
    dependencies.database,
    found.map(({ key }) => key),
  );
  for (const one of found) if (!known.has(one.key)) await note(one, now, dependencies);
};

/** Puts into the ledger what the clock found. */
const note = async (
  { key, about, body }: Found,
  now: Instant,
  { database, county }: ReachDependencies,
): Promise<void> => {
  const { directory } = county();
  const classId = about.student ? directory.students.get(about.student)?.class : null;
  const fact: Fact = { key, about, at: now, by: CLOCK, words: null, body };
  await database.hot.transaction((tx) =>
    recordFacts(tx, county(), directory.streamOf(about), classId ? [classId] : [], () => [fact], now),
  );
};
