import { afterQuiet } from '../domain/calendar/clocks.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { County } from '../domain/decision.ts';
import type { Fact } from '../domain/facts/fact.ts';
import type { Notice } from '../domain/notices/notice.ts';
import { placeName } from '../domain/parents/campaign.ts';
import { countsOf, type Reached } from '../domain/parents/reached.ts';
import type { Settings } from '../domain/policy/settings.ts';
import type { Database } from '../prisma/client.ts';
import { type Campaign, endedCampaigns, markTold, reachedBy } from '../prisma/stores/campaign-store.ts';
import { putNotices } from '../prisma/stores/notice-store.ts';
import { recordFacts } from '../prisma/stores/recording.ts';
import type { Words } from '../templates/words.ts';

export interface EndDependencies {
  database: Database;
  county(): County;
  words: Words;
}

/**
 * Enters what each campaign that is over came to in the ledgers of its schools, as the publicity that it was
 * (P4.1-PUBLICITY: text, date, audience, who approved), and tells whoever let it go out.
 */
export const tellEnds = async (now: Instant, dependencies: EndDependencies): Promise<void> => {
  for (const campaign of await endedCampaigns(dependencies.database))
    await tellEnd(campaign, now, dependencies);
};

const tellEnd = async (
  campaign: Campaign,
  now: Instant,
  { database, county, words }: EndDependencies,
): Promise<void> => {
  const { policy, directory } = county();
  const reached = await reachedBy(database, campaign.id);
  const text = policy.parentTexts.find(campaign.text);
  const about = {
    place: placeName(campaign.place, directory),
    title: text?.title ?? campaign.text,
    version: text?.digest.slice(0, 8) ?? '',
    first: campaign.first,
  };
  // First, since its key keeps it from being said twice.
  await putNotices(database, [endNotice(campaign, { ...about, ...toldOf(reached) }, now, policy.settings)]);
  const schools = [...new Set(reached.map(({ school }) => school))]
    .filter((school) => directory.schools.has(school))
    .sort();
  await database.hot.transaction(async (tx) => {
    // A reminder of the first school day is no publicity of the law.
    for (const school of text && text.articles.length > 0 ? schools : []) {
      const values = { ...about, ...toldOf(reached.filter((one) => one.school === school)) };
      const fact: Fact = {
        key: ['campaign', campaign.id, school].join('|'),
        about: { school },
        at: now,
        by: { person: campaign.author, role: campaign.role },
        words: null,
        body: { kind: 'publicity', text: words.say('campaign_record', { values, now }) },
      };
      await recordFacts(tx, county(), school, [], () => [fact], now);
    }
    await markTold(tx, campaign.id, now);
  });
};

const toldOf = (reached: readonly Reached[]) => {
  const { all, accepted, answered, unknown, refused, no_account, not_subscribed } = countsOf(reached);
  return { all, accepted, answered, unknown, missed: refused + no_account + not_subscribed };
};

const endNotice = (
  { id, author, role }: Campaign,
  values: Notice['values'],
  now: Instant,
  settings: Settings,
): Notice => ({
  ...{
    key: ['campaign_ended', id].join('|'),
    to: author,
    role,
    kind: 'notice',
    words: 'campaign_ended',
    values,
  },
  ...{ rules: ['P4.1-PUBLICITY'], matter: `campaign|${id}`, items: [], options: [] },
  ...{ at: now, sendAt: afterQuiet(now, settings['quiet.staff']), urgent: false, late: false, duties: [] },
  file: null,
});
