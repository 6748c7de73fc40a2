import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, type Instant } from '../../domain/calendar/time.ts';
import { CountyKeeper } from '../../prisma/stores/county-store.ts';
import { loadNationalCalendar } from '../../seeds/load-calendar.ts';
import { makePlan } from '../../seeds/scenario.ts';
import { sandboxChannel } from '../../workers/channels/sandbox.ts';
import { createQueues, type Queues, type QueueTarget } from '../../workers/queue.ts';
import { startWorkers } from '../../workers/run.ts';
import { closeFields, Field, MONDAY, POLICY } from '../support/field.ts';
import { hasRedis, startRedis } from '../support/process.ts';

const withoutRedis = hasRedis ? '' : ' (skipped: no redis-server on this machine)';

describe('two sets of workers, queue on PostgreSQL', () =>
  suite(async (field) => ({
    target: { databaseUrl: field.url },
    empty: async () => {
      await field.database.$executeRawUnsafe(`
        DO $$ DECLARE name text; BEGIN
          FOR name IN SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables
            WHERE schemaname = 'not_one_less_queue' AND tablename LIKE '%job%'
          LOOP EXECUTE 'TRUNCATE ' || name || ' CASCADE'; END LOOP; END $$`);
    },
    stop: () => undefined,
  })));

describe.skipIf(!hasRedis)(`two sets of workers, queue on Redis${withoutRedis}`, () =>
  suite(async () => {
    const { redisUrl, stop } = await startRedis();
    return {
      target: { redisUrl },
      empty: async () => {
        const client = new Redis(redisUrl);
        await client.flushall();
        await client.quit();
      },
      stop,
    };
  }),
);

interface Place {
  target: QueueTarget;
  /** Takes everything out of the queue, as a lost Redis would. */
  empty(): Promise<void>;
  stop(): void;
}

function suite(placeFor: (field: Field) => Promise<Place>): void {
  let field: Field;
  let place: Place;
  let now: Instant;
  let troubles: unknown[];
  const closing: (() => Promise<void>)[] = [];
  const stops: (() => void)[] = [];

  beforeEach(async () => {
    field = await Field.open();
    place = await placeFor(field);
    stops.push(place.stop);
    troubles = [];
    now = at(MONDAY, '07:40');
    for (let i = 0; i < 2; i++) await startSet();
    // The day is opened before the time goes on.
    const due = () => field.database.stream.count({ where: { nextAt: { lte: new Date(now) } } });
    await expect.poll(due).toBe(0);
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    await closeFields();
  });
  afterAll(() => {
    for (const stop of stops) stop();
  });

  const startSet = async (): Promise<void> => {
    const { database } = field;
    const files = { policy: POLICY, plan: makePlan(), national: loadNationalCalendar() };
    const keeper = await CountyKeeper.open(database, files);
    const queues: Queues = createQueues(place.target, { onTrouble: (error) => troubles.push(error) });
    const workers = await startWorkers({
      ...field.dependencies(sandboxChannel(database)),
      keeper,
      queues,
      now: async () => now,
      onTrouble: (_, error) => troubles.push(error),
      onFinding: () => undefined,
      taking: null,
      idNumbersOf: async () => new Map(),
      campaigns: null,
      databaseUrl: field.url,
      webhooks: [],
      sync: null,
      sweepEveryMs: 60,
      auditEveryMs: 60_000,
    });
    closing.push(async () => {
      await workers.close();
      await queues.close();
    });
  };

  const linesTo = async (person: string): Promise<string[]> => {
    const rows = await field.database.sandboxLine.findMany({ where: { person }, orderBy: { id: 'asc' } });
    return rows.map(({ text }) => text.split('\n')[0] ?? '');
  };

  /** Notices that stand in nobody's chat yet; less than none where one stands there twice. */
  const unsaid = async (): Promise<number> =>
    (await field.database.notice.count()) - (await field.database.sandboxLine.count());

  test('everything due is said, and nothing twice', async () => {
    now = at(MONDAY, '07:50');
    for (const person of ['wang', 'liu', 'he']) await expect.poll(() => linesTo(person)).toHaveLength(1);
    now = at(MONDAY, '08:10');
    for (const person of ['wang', 'liu', 'he']) await expect.poll(() => linesTo(person)).toHaveLength(2);
    await expect.poll(() => linesTo('zhao')).toHaveLength(1);
    await expect.poll(unsaid).toBe(0);
    await expect.poll(() => field.database.notice.count({ where: { state: { not: 'sent' } } })).toBe(0);
    expect(await field.database.notice.count({ where: { attempts: { not: 1 } } })).toBe(0);
    expect(troubles).toEqual([]);
  });

  test('a queue that lost everything is whole again after a sweep', async () => {
    now = at(MONDAY, '07:50');
    await expect.poll(() => linesTo('wang')).toHaveLength(1);
    now = at(MONDAY, '08:10');
    for (let i = 0; i < 5; i++) await place.empty();
    for (const person of ['wang', 'liu', 'he']) await expect.poll(() => linesTo(person)).toHaveLength(2);
    await expect.poll(() => linesTo('zhao')).toHaveLength(1);
    await expect.poll(unsaid).toBe(0);
  });
}
