import type { Policy } from '../domain/policy/policy.ts';
import { type Database, openDatabase } from '../prisma/client.ts';
import { openSecrets, readOrMakeKey, type Secrets } from '../prisma/secrets.ts';
import { keepReview } from '../prisma/stores/answer-store.ts';
import { type CountyFiles, CountyKeeper } from '../prisma/stores/county-store.ts';
import { saveDirectory } from '../prisma/stores/directory-store.ts';
import { demoCounty } from '../seeds/demo/county.ts';
import { loadCountyCalendar } from '../seeds/load-calendar.ts';
import { loadPolicy } from '../seeds/load-policy.ts';
import { checkRuleWords } from '../templates/check.ts';
import { checkPapers } from '../templates/papers.ts';
import { checkTopics } from '../templates/topics.ts';
import { loadWords, type Words } from '../templates/words.ts';
import { loadWorkbooks } from '../templates/workbooks.ts';
import type { Config } from './config.ts';

/** Everything a process of the product stands on, checked before anything is answered. */
export interface Parts {
  database: Database;
  keeper: CountyKeeper;
  words: Words;
  policy: Policy;
  secrets: Secrets;
}

/**
 * Opens the database and checks rules, calendar, texts and papers. An empty database gets the invented county, unless
 * the real one is about to be read out of the corp's address books.
 */
export const openParts = async (
  { COUNTY, DATA_KEY, channels, sandbox }: Config,
  databaseUrl: string,
  dataDir: string,
  onLostConnection: (error: Error) => void,
): Promise<Parts> => {
  const files = countyFiles(COUNTY);
  const { policy } = files;
  const words = loadWords();
  checkRuleWords(policy, words);
  checkTopics(policy);
  checkPapers();
  loadWorkbooks();
  const secrets = openSecrets(readOrMakeKey(dataDir, DATA_KEY));
  const database = openDatabase(databaseUrl, { poolSize: 10, onLostConnection });
  const isInvented = sandbox || (!channels.school && !channels.contact);
  await onceAtATime(database, async () => {
    if (isInvented && (await database.unit.count()) === 0) await seedDemo(database, secrets, COUNTY);
  });
  const keeper = await CountyKeeper.open(database, files);
  return { database, keeper, words, policy, secrets };
};

/** The county's rules and calendar, as they are written down; whether a text may go to parents is for its own reviewers. */
export const countyFiles = (county: string): CountyFiles => {
  const { terms, national } = loadCountyCalendar(county);
  const policy = loadPolicy(county);
  const unreviewed = { ...policy, parentTexts: policy.parentTexts.reviewedBy([]) };
  return { policy: unreviewed, plan: terms, schools: terms.schools, national };
};

/** Two processes that start on an empty database do not both fill it. */
const onceAtATime = (database: Database, work: () => Promise<void>): Promise<void> =>
  database.hot.transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('seed'))`;
    await work();
  });

/** Puts the invented county into an empty database, with the reviews that its texts for parents have had. */
export const seedDemo = async (database: Database, secrets: Secrets, county = 'dongchuan'): Promise<void> => {
  const demo = demoCounty();
  const { phones, idNumbers, listeners } = demo;
  await saveDirectory(database, demo.parts, { phones, idNumbers, listeners }, secrets, demo.start);
  const said = { author: 'demo', words: 'seeds/policy/reviews.yaml' };
  for (const review of loadPolicy(county).parentTexts.reviews)
    await keepReview(database, review, said, demo.start);
};
