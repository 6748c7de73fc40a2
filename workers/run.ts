import { dayOf, type Instant } from '../domain/calendar/time.ts';
import { forgetCards } from '../prisma/stores/card-store.ts';
import { verifyChains } from '../prisma/stores/chain-store.ts';
import type { CountyKeeper } from '../prisma/stores/county-store.ts';
import { forgetPlaces } from '../prisma/stores/daily-store.ts';
import { sweepErrands } from '../prisma/stores/errand-store.ts';
import { type Waiting, waitingRecipients } from '../prisma/stores/notice-store.ts';
import { forgetHandouts } from '../prisma/stores/paper-store.ts';
import { dueStreams } from '../prisma/stores/school-store.ts';
import { type IdNumbersOf, watchAges } from './ages.ts';
import { audit, type Finding } from './audit.ts';
import { tellGroups } from './bulletin.ts';
import { tellEnds } from './campaign-ends.ts';
import { type CampaignDependencies, sendDueCalls } from './campaigns.ts';
import { type DeliverDependencies, deliverDue } from './deliver.ts';
import { every } from './every.ts';
import { tellFirstNotice } from './first-notice.ts';
import type { Queues } from './queue.ts';
import { watchReach } from './reach.ts';
import { freezeDue } from './snapshots.ts';
import { nextNight, syncBooks } from './sync-books.ts';
import { tickSchool } from './tick.ts';
import type { Sync } from './wecom/sync/sync.ts';
import type { Taking } from './wecom/taking.ts';

export interface WorkerDependencies extends DeliverDependencies {
  /** Reads the corp's address books; null without the right to. */
  sync: Sync | null;
  /** Groups that only take posts, by the unit's name; null for the county. */
  webhooks: readonly { id: string; unit: string | null }[];
  /** The identity numbers of pupils, opened to see how old they are. */
  idNumbersOf: IdNumbersOf;
  /** Changes cards that were shown; null where nothing shows any. */
  taking: Pick<Taking, 'settleCards'> | null;
  /** How one text reaches many parents; null where no way does. */
  campaigns: CampaignDependencies | null;
  /** Where the processes agree who sends them. */
  databaseUrl: string;
  keeper: CountyKeeper;
  queues: Queues;
  now(): Promise<Instant>;
  /** Told of what failed; the table still holds what must be done, so the next sweep tries again. */
  onTrouble(what: string, error: unknown): void;
  onFinding(finding: Finding): void;
  sweepEveryMs: number;
  auditEveryMs: number;
}

const BATCH = 500;
/** How soon a card whose matter was settled elsewhere loses its buttons. */
const CARDS_MS = 5000;
const GROUPS_MS = 60_000;
const CAMPAIGNS_MS = 5000;
const REACH_MS = 60_000;
const AGES_MS = 60_000;
const FIRST_NOTICE_MS = 5 * 60_000;
const NIGHT_MS = 60_000;
const SHEETS_MS = 60_000;
const DAY_MS = 24 * 3_600_000;
/** How long what was sent is remembered beside the notice itself. */
const SENT_KEPT_MS = 7 * DAY_MS;

/**
 * Starts this process's workers and its sweep. The queue only wakes; what is due is read from the tables, so a queue
 * that lost everything is whole again after one sweep, and two workers on one school or person do nothing twice.
 */
export const startWorkers = async (dependencies: WorkerDependencies): Promise<{ close(): Promise<void> }> => {
  const { database, queues, keeper, now, onTrouble, onFinding } = dependencies;
  const failed = (what: string) => ({
    concurrency: 4,
    onFailed: (job: { error: Error }) => onTrouble(what, job.error),
  });
  await queues.work(
    'tick',
    async ({ stream }) => {
      const waiting = await tickSchool(database, stream, await now(), keeper.current());
      await wake(queues, waiting);
    },
    failed('tick'),
  );
  await queues.work(
    'deliver',
    async ({ person }) => {
      await deliverDue([person], await now(), dependencies);
    },
    failed('deliver'),
  );
  const { sync } = dependencies;
  if (sync) {
    await queues.work('sync', (payload) => syncBooks(payload, { database, keeper, sync, now }), {
      concurrency: 1,
      onFailed: ({ error }) => onTrouble('sync', error),
    });
    if (keeper.current().directory.parts.schools.length === 0) await readBooks(queues, 'first');
  }
  const kept: { stop(): Promise<void> }[] = [];
  const keep = (everyMs: number, what: string, work: () => Promise<void>) => {
    kept.push(every(everyMs, work, (error) => onTrouble(what, error)));
  };
  let night = nextNight(await now());
  keep(NIGHT_MS, 'sync', async () => {
    const moment = await now();
    if (!sync || moment < night) return;
    // All processes ask at once, and the queue runs one.
    await readBooks(queues, dayOf(night));
    night = nextNight(moment);
  });
  keep(dependencies.sweepEveryMs, 'sweep', async () => {
    await keeper.refresh();
    await sweep(dependencies);
  });
  keep(dependencies.auditEveryMs, 'audit', async () => {
    for (const finding of await audit(database, await now())) onFinding(finding);
  });
  keep(CARDS_MS, 'cards', async () => {
    await dependencies.taking?.settleCards(null);
  });
  keep(GROUPS_MS, 'groups', async () => tellGroups(await now(), dependencies));
  keep(SHEETS_MS, 'sheets', async () => freezeDue(await now(), dependencies));
  let isClosing = false;
  const { campaigns } = dependencies;
  keep(REACH_MS, 'reach', async () => watchReach(await now(), dependencies));
  keep(AGES_MS, 'ages', async () => watchAges(await now(), dependencies));
  keep(FIRST_NOTICE_MS, 'first notice', async () => tellFirstNotice(await now(), dependencies));
  keep(CAMPAIGNS_MS, 'campaigns', async () => {
    if (campaigns) await sendDueCalls(now, dependencies.databaseUrl, campaigns, () => isClosing);
    await tellEnds(await now(), dependencies);
  });
  // P0-TRUTH: whoever changes a line of the ledger behind the product's back is found out.
  keep(DAY_MS, 'audit', async () => {
    const lately = (await now()) - SENT_KEPT_MS;
    await sweepErrands(database, lately);
    await forgetCards(database, lately);
    await forgetPlaces(database, await now());
    await forgetHandouts(database, lately);
    const breaks = await verifyChains(database);
    if (breaks.length > 0) onFinding({ what: 'broken_chain', count: breaks.length, oldestMs: null });
  });
  return {
    close: async () => {
      isClosing = true;
      await Promise.all(kept.map((work) => work.stop()));
    },
  };
};

const readBooks = (queues: Queues, turn: string): Promise<void> =>
  queues.add('sync', { whole: true }, { jobId: `books-${turn}` });

/** Reads what is due from the tables and queues one job each; the same job twice is one job. */
const sweep = async (dependencies: WorkerDependencies): Promise<void> => {
  const { database, queues, now } = dependencies;
  for (const stream of await dueStreams(database, await now(), BATCH))
    await queues.add('tick', { stream }, { jobId: `tick-${stream}` });
  await wake(queues, await waitingRecipients(database, await now(), BATCH));
};

/** The urgent before what can wait, though that may wait in the queue already for the same person. */
const wake = async (queues: Queues, waiting: readonly Waiting[]): Promise<void> => {
  for (const { person, urgent } of waiting)
    await queues.add(
      'deliver',
      { person },
      { jobId: `deliver-${urgent ? 'urgent-' : ''}${person}`, canWait: !urgent },
    );
};
