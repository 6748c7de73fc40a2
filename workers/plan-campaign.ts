import { type Day, formatInstant, type Instant } from '../domain/calendar/time.ts';
import type { County } from '../domain/decision.ts';
import {
  type Audience,
  type LeftOut,
  leftOutFor,
  type Parent,
  parentsOf,
  plannedCalls,
  seasonOf,
} from '../domain/parents/campaign.ts';
import type { Holder } from '../domain/people/directory.ts';
import type { Database } from '../prisma/client.ts';
import { leftAlone, type PlannedCampaign, toldBefore } from '../prisma/stores/campaign-store.ts';
import { accountsOn, groupingFor } from './campaigns.ts';
import type { CrowdWay } from './channel.ts';

/** What somebody lets go out. */
export interface WantedCampaign {
  text: string;
  audience: Audience;
  author: Holder;
  first: Day;
  days: number;
  day: Day | null;
}

/** The campaign as it would be kept, and how many parents have had the text this season; nothing is written. */
export const planCampaign = async (
  { text, audience, author, first, days, day }: WantedCampaign,
  now: Instant,
  { database, county, crowd }: { database: Database; county: County; crowd: CrowdWay },
): Promise<PlannedCampaign & { before: number }> => {
  const season = seasonOf(first);
  const everybody = parentsOf(audience.schools, county.directory);
  const told = await toldBefore(database, text, season);
  const parents = everybody.filter(({ person }) => !told.has(person));
  const people = parents.map(({ person }) => person);
  const [accounts, alone] = await Promise.all([
    accountsOn(crowd, database, people),
    leftAlone(database, people),
  ]);
  const able: Parent[] = [];
  const leftOut: { parent: Parent; why: LeftOut }[] = [];
  for (const parent of parents) {
    const why = leftOutFor(accounts.get(parent.person), alone.get(parent.person));
    if (why) leftOut.push({ parent, why });
    else able.push(parent);
  }
  const hours = county.policy.settings['campaign.hours'];
  return {
    campaign: {
      id: [text, audience.id, formatInstant(now)].join('|'),
      ...{ text, season, first, days, day, at: now },
      ...{ place: audience.id, author: author.person, role: author.role },
    },
    calls: plannedCalls(able, groupingFor(text, county.policy), {
      ...{ from: first, days, hours, most: crowd.most, now },
    }),
    leftOut,
    before: everybody.length - parents.length,
  };
};
