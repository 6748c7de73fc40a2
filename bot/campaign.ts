import { setTimeout as sleep } from 'node:timers/promises';
import { dayOf, type Instant, isDay } from '../domain/calendar/time.ts';
import type { County } from '../domain/decision.ts';
import {
  type Audience,
  audienceNamed,
  groupingOf,
  placeName,
  releasedBy,
  seasonOf,
} from '../domain/parents/campaign.ts';
import { countsOf } from '../domain/parents/reached.ts';
import type { ParentText } from '../domain/parents/texts.ts';
import {
  keepCampaign,
  latestCampaigns,
  progressOf,
  reachedBy,
  runningCampaign,
  stopCampaign,
} from '../prisma/stores/campaign-store.ts';
import { campaignWords, previewLines, reachedLines } from '../templates/campaign.ts';
import { tellEnds } from '../workers/campaign-ends.ts';
import { type CampaignDependencies, sendDueCalls } from '../workers/campaigns.ts';
import { planCampaign } from '../workers/plan-campaign.ts';
import { type Asked, askedFor } from './campaign-asked.ts';
import { previewOf } from './campaign-preview.ts';
import { readConfig } from './config.ts';
import { endWell } from './ending.ts';
import { makeLog } from './log.ts';
import { withDatabase } from './open-database.ts';
import { misused } from './options.ts';
import { openProcess, type Process } from './process.ts';
import { progressOn } from './progress.ts';

/** What cannot be done as it was asked, in a sentence for whoever asked. */
class Refused extends Error {}

type Sending = Extract<Asked, { act: 'send' }>;

/** Everything that is at hand. */
interface AtHand extends Pick<Process, 'parts' | 'clock'> {
  databaseUrl: string;
  campaigns: CampaignDependencies;
}

/**
 * One text to all parents of a school, township or the district (P4.1-PUBLICITY):
 *
 *     npm run -s campaign -- --text C-term-start --township 汤丹镇 --by 李副镇长 [--from DAY] [--days N] [--dry-run]
 *     npm run -s campaign -- --list
 *     npm run -s campaign -- --stop --text C-term-start --township 汤丹镇
 *
 * Ends with 1 when it could not be done, with 2 when it was called the wrong way. It may be ended at any moment and
 * called again: it goes on where it was, as the running product does by itself.
 */
const main = async (): Promise<number> => {
  const asked = askedFor(process.argv.slice(2));
  if (!asked) return misused(campaignWords.usage);
  const config = readConfig(process.env);
  return withDatabase(config, async ({ databaseUrl, dataDir }) => {
    const running = await openProcess(config, databaseUrl, dataDir, makeLog('silent'));
    const { parts, clock, outside, queues } = running;
    try {
      if (!outside.crowd) throw new Refused(campaignWords.noWay);
      const { database, keeper, words } = parts;
      const campaigns = { ...outside.crowd, database, county: keeper.current, words };
      await carryOut(asked, { parts, clock, databaseUrl, campaigns });
      return 0;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      process.stderr.write(`${error.message}\n`);
      return 1;
    } finally {
      await queues.close();
      await parts.database.$disconnect();
    }
  });
};

const say = (...lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);

const carryOut = async (asked: Asked, atHand: AtHand): Promise<void> => {
  switch (asked.act) {
    case 'list':
      return list(atHand);
    case 'stop':
      return stop(asked, atHand);
    case 'send':
      return send(asked, atHand);
  }
};

const list = async ({ parts: { database, keeper } }: AtHand): Promise<void> => {
  const campaigns = await latestCampaigns(database, MOST_LISTED);
  if (campaigns.length === 0) say(campaignWords.none);
  for (const campaign of campaigns) await tellReached(campaign, database, keeper.current());
};
const MOST_LISTED = 20;

const tellReached = async (
  { id, text, place }: { id: string; text: string; place: string },
  database: CampaignDependencies['database'],
  { directory, policy }: County,
): Promise<void> => {
  const title = policy.parentTexts.find(text)?.title ?? text;
  say(...reachedLines(title, placeName(place, directory), countsOf(await reachedBy(database, id))));
};

const stop = async (
  { text, kind, place }: Extract<Asked, { act: 'stop' }>,
  { parts: { database, keeper }, clock }: AtHand,
): Promise<void> => {
  const now = await clock.now();
  const audience = audienceOf(kind, place, keeper.current());
  const campaign = await runningCampaign(database, {
    text,
    season: seasonOf(dayOf(now)),
    place: audience.id,
  });
  if (!campaign) throw new Refused(campaignWords.notRunning);
  say(campaignWords.stopped(await stopCampaign(database, campaign.id, now)));
};

const audienceOf = (kind: Audience['kind'], name: string, { directory }: County): Audience => {
  const audience = audienceNamed(kind, name, directory);
  if (!audience) throw new Refused(campaignWords.unknownPlace(name));
  return audience;
};

const send = async (asked: Sending, atHand: AtHand): Promise<void> => {
  const { parts, clock } = atHand;
  const now = await clock.now();
  const county = parts.keeper.current();
  const first = dayGiven(asked.from) ?? dayOf(now);
  if (first < dayOf(now)) throw new Refused(campaignWords.past(first));
  const text = textFor(asked.text, first, county);
  const audience = audienceOf(asked.kind, asked.place, county);
  const author = releasedBy(asked.by, audience, dayOf(now), county.directory);
  if (!author) throw new Refused(campaignWords.unknownAuthor(asked.by, audience.name));
  const wanted = { text: text.id, season: seasonOf(first), place: audience.id };
  const goingOn = await runningCampaign(parts.database, wanted);
  if (goingOn) {
    say(campaignWords.resumed);
    return watch(goingOn, atHand);
  }
  const days = asked.days ?? county.policy.settings['campaign.days'];
  const day = dayGiven(asked.date) ?? nextOccasion(audience, first, county);
  const plan = await planCampaign({ text: text.id, audience, author, first, days, day }, now, {
    ...{ database: parts.database, county, crowd: atHand.campaigns.crowd },
  });
  say(...previewLines(previewOf(plan, text, audience, county.directory, parts.words, now)), '');
  if (plan.calls.length === 0) throw new Refused(campaignWords.nobody);
  if (asked.isDryRun) return say(campaignWords.dryRun);
  await keepCampaign(parts.database, plan);
  say(campaignWords.started);
  await watch(plan.campaign, atHand);
};

const dayGiven = (day: string | null): string | null => {
  if (day !== null && !isDay(day)) throw new Refused(campaignWords.badDay(day));
  return day;
};

/** A text that may go to everybody: reviewed, and speaking of no case. */
const textFor = (id: string, day: string, { policy: { parentTexts } }: County): ParentText => {
  const text = parentTexts.find(id);
  if (!text) throw new Refused(campaignWords.unknownText(id));
  if (!groupingOf(text.values)) throw new Refused(campaignWords.personal(text.title));
  const blocked = parentTexts.blockedOn(id, day);
  if (blocked) throw new Refused(campaignWords.blocked(text.title, blocked.reason));
  return text;
};

/** Of the days on which terms begin and end, the next: that is what is spoken of before it. */
const nextOccasion = (
  { schools: [school = ''] }: Audience,
  from: string,
  { calendarOf }: County,
): string | null => {
  const { terms, firstTeachingDay, lastTeachingDay } = calendarOf(school);
  const days = terms.flatMap((term) => [firstTeachingDay(term) ?? '', lastTeachingDay(term) ?? '']);
  return days.find((day) => day >= from) ?? null;
};

/**
 * Sends what is due beside the running product, and shows how far it is, until nothing more is due today; the sandbox's
 * clock may stand still, and then nothing more comes.
 */
const watch = async (
  campaign: { id: string; text: string; place: string },
  atHand: AtHand,
): Promise<void> => {
  const { parts, clock, databaseUrl, campaigns } = atHand;
  const { database, keeper, words } = parts;
  const bar = progressOn(process.stderr);
  for (let before: Instant | null = null; ; await sleep(LOOK_MS)) {
    await keeper.refresh();
    await sendDueCalls(() => clock.now(), databaseUrl, campaigns);
    const { waiting, all, next } = await progressOf(database, campaign.id);
    bar.tell(campaignWords.sending, all - waiting, all);
    const now = await clock.now();
    if (next === null || dayOf(next) > dayOf(now) || now === before) {
      bar.end();
      await tellEnds(now, { database, county: keeper.current, words });
      await tellReached(campaign, database, keeper.current());
      if (next !== null) say(campaignWords.goesOn(next));
      return;
    }
    before = now;
  }
};
const LOOK_MS = 1000;

await endWell(async () => {
  process.exitCode = await main();
});
