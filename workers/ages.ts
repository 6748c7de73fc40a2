import { at, type Day, dayOf, type Instant } from '../domain/calendar/time.ts';
import { isSo } from '../domain/cases/category.ts';
import { type CaseFile, casePeriod } from '../domain/cases/file.ts';
import type { County } from '../domain/decision.ts';
import { CLOCK, type Fact, type FactBody } from '../domain/facts/fact.ts';
import { ageOn, identityOf } from '../domain/people/identity.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { referralNumber } from '../domain/support/number.ts';
import type { Database } from '../prisma/client.ts';
import { openCases } from '../prisma/stores/ledger-store.ts';
import { knownFacts } from '../prisma/stores/reach-store.ts';
import { recordFacts } from '../prisma/stores/recording.ts';

export type IdNumbersOf = (students: readonly string[]) => Promise<ReadonlyMap<string, string>>;

export interface AgeDependencies {
  database: Database;
  county(): County;
  idNumbersOf: IdNumbersOf;
}

/** The end of compulsory age; reaching it closes no case (policy.md §6.3). */
const SIXTEEN = 16;

/** What follows of how old a child is, under the key that keeps it from being found twice. */
interface Found {
  key: string;
  student: string;
  /** Whether it depends on the age at all: else no number is opened. */
  aged: boolean;
  /** Null where it does not follow at this age; null for an age that nobody knows. */
  body: (age: number | null) => FactBody | null;
}

/**
 * What the age of a child with an open case brings about: at 16 the bureau decides, in the morning, once a case (§6.3); who
 * works and is younger is referred at once (A-HR-CHILD), and whose reason is an early marriage at any age (A-CIV-MARRY). The age is read from the sealed identity number each time, and
 * nothing of it is kept but what followed. To be called every minute or so.
 */
export const watchAges = async (
  now: Instant,
  { database, county, idNumbersOf }: AgeDependencies,
): Promise<void> => {
  const { policy, directory } = county();
  const isMorning = now >= at(dayOf(now), policy.settings['reminder.morning']);
  const due = (await openCases(database)).flatMap((file) => [
    ...(isMorning ? [sixteen(file)] : []),
    ...begun(file, policy, now),
  ]);
  const known = await knownFacts(
    database,
    due.map(({ key }) => key),
  );
  const found = due.filter(({ key, student }) => !known.has(key) && directory.students.has(student));
  if (found.length === 0) return;
  const aged = new Set(found.filter((one) => one.aged).map(({ student }) => student));
  const numbers = aged.size > 0 ? await idNumbersOf([...aged]) : new Map<string, string>();
  for (const { key, student, body } of found) {
    const told = body(ageIn(numbers.get(student), dayOf(now)));
    if (!told) continue;
    const about = { student };
    const classId = directory.students.get(student)?.class;
    const fact: Fact = { key, about, at: now, by: CLOCK, words: null, body: told };
    await database.hot.transaction((tx) =>
      recordFacts(tx, county(), directory.streamOf(about), classId ? [classId] : [], () => [fact], now),
    );
  }
};

const ageIn = (idNumber: string | undefined, today: Day): number | null => {
  const identity = identityOf(idNumber);
  return identity && ageOn(identity.birth, today);
};

const keyOf = (what: string, file: CaseFile): string => [what, file.student, casePeriod(file)].join('|');

const sixteen = (file: CaseFile): Found => ({
  key: keyOf('sixteen', file),
  student: file.student,
  aged: true,
  body: (age) => (age !== null && age >= SIXTEEN ? { kind: 'sixteen', student: file.student } : null),
});

/** Needs that begin by themselves with what is told of the case; not again where somebody has referred the child already. */
const begun = (file: CaseFile, { referrals, settings }: Policy, now: Instant): Found[] =>
  referrals.needs.flatMap(({ id, begins }): Found[] => {
    if (!begins || !isSo(begins.circumstance, file, settings)) return [];
    const since = file.opened ?? 0;
    if (file.support?.referrals.some((referral) => referral.need === id && referral.at >= since)) return [];
    const key = keyOf(`begun-${id}`, file);
    const { under = null } = begins;
    const aged = under !== null;
    return [{ key, student: file.student, aged, body: (age) => referral(file, key, id, under, age, now) }];
  });

/** Of an age that nobody knows the child is held to be younger: the reading that protects it (policy.md §9). `under` null: at any age. */
const referral = (
  { student }: CaseFile,
  key: string,
  need: string,
  under: number | null,
  age: number | null,
  now: Instant,
): FactBody | null => {
  if (age !== null && under !== null && age >= under) return null;
  const details = { workplace: null, age: age === null || under === null ? null : ('under_16' as const) };
  const number = referralNumber(key, now);
  return { kind: 'referral', student, number, need, unit: null, words: '', details, consent: null };
};
