import { afterQuiet } from '../domain/calendar/clocks.ts';
import { dayOf, type Instant } from '../domain/calendar/time.ts';
import { type County, worldOf } from '../domain/decision.ts';
import type { Fact } from '../domain/facts/fact.ts';
import { compose } from '../domain/notices/compose.ts';
import { sayBlocked } from '../domain/parents/blocked.ts';
import { inHours } from '../domain/parents/campaign.ts';
import {
  FIRST_NOTICE,
  FIRST_NOTICE_RULE,
  firstNoticeTo,
  noticeGiven,
  schoolsAtTermStart,
} from '../domain/parents/first-notice.ts';
import type { Database } from '../prisma/client.ts';
import { leftAlone } from '../prisma/stores/campaign-store.ts';
import { guardiansWithoutNotice, noticesToEnter } from '../prisma/stores/first-notice-store.ts';
import { putNotices } from '../prisma/stores/notice-store.ts';
import { recordFacts } from '../prisma/stores/recording.ts';

export interface FirstNoticeDependencies {
  database: Database;
  county(): County;
}

/** As many as join the outbox at a time; the others follow at the next look. */
const MOST_AT_ONCE = 1000;

/**
 * Tells each guardian once who writes and how the child's data are used (law.md §7.2, §9: L0): the morning after they
 * were first in touch, and in the first week of a term whoever has not had it. To be called every few minutes. Where the
 * text may not go out, whoever can let it go out hears of it instead.
 */
export const tellFirstNotice = async (now: Instant, dependencies: FirstNoticeDependencies): Promise<void> => {
  const { database, county } = dependencies;
  const { policy, directory } = county();
  const { settings, parentTexts } = policy;
  const text = parentTexts.find(FIRST_NOTICE);
  if (!text) return;
  await enterGiven(text.digest, now, dependencies);
  if (afterQuiet(now, settings['quiet.parent']) !== now) return;
  const today = dayOf(now);
  const schools = inHours(now, settings['campaign.hours']) === now ? schoolsAtTermStart(today, county()) : [];
  const due = await guardiansWithoutNotice(database, { version: text.digest, today, schools });
  const alone = await leftAlone(database, due);
  const people = due.filter((person) => !alone.has(person)).slice(0, MOST_AT_ONCE);
  if (people.length === 0) return;
  const blocked = parentTexts.blockedOn(FIRST_NOTICE, today);
  const rule = policy.rules.find(({ id }) => id === FIRST_NOTICE_RULE);
  if (blocked && rule) {
    const world = worldOf(county(), directory.parts.district.id, now);
    await putNotices(database, compose(sayBlocked(blocked, rule.id, world), now, settings));
    return;
  }
  await putNotices(
    database,
    people.flatMap((person) => firstNoticeTo(person, text, county(), now) ?? []),
  );
};

/** What went out goes into the ledger, with its version and the way it went. */
const enterGiven = async (
  version: string,
  now: Instant,
  { database, county }: FirstNoticeDependencies,
): Promise<void> => {
  const bySchool = new Map<string, Fact[]>();
  for (const given of await noticesToEnter(database, version)) {
    const fact = noticeGiven(given, version, county());
    if (!fact) continue;
    const school = county().directory.streamOf(fact.about);
    bySchool.set(school, [...(bySchool.get(school) ?? []), fact]);
  }
  for (const [school, facts] of bySchool)
    await database.hot.transaction((tx) => recordFacts(tx, county(), school, [], () => facts, now));
};
