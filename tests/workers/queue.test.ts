import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { JobName, Payload } from '../../workers/jobs.ts';
import {
  createQueues,
  QueueFault,
  type QueueSettings,
  type Queues,
  type QueueTarget,
} from '../../workers/queue.ts';
import { emptyDatabase } from '../support/database.ts';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was assigned');
  return address.port;
}

/** A Redis of our own that keeps nothing. */
async function startRedis(): Promise<Started> {
  const port = await freePort();
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    server.stdout.on('data', (said: Buffer) => said.includes('Ready to accept connections') && resolve());
    server.once('exit', (status) => reject(new Error(`redis-server ended with ${status}`)));
  });
  return { target: { redisUrl: `redis://127.0.0.1:${port}` }, stop: () => void server.kill('SIGKILL') };
}

async function until(holds: () => boolean, milliseconds = 10_000): Promise<number> {
  const begun = performance.now();
  while (!holds()) {
    if (performance.now() - begun > milliseconds) throw new Error(`not within ${milliseconds} ms: ${holds}`);
    await pause(20);
  }
  return performance.now() - begun;
}

type Started = { target: QueueTarget; stop: () => void };

const onPostgres = async (): Promise<Started> => ({
  target: { databaseUrl: await emptyDatabase() },
  stop: () => undefined,
});

const withoutRedis = hasRedis ? '' : ' (skipped: no redis-server on this machine)';
describe('queue on PostgreSQL', () => suite(onPostgres));
describe.skipIf(!hasRedis)(`queue on Redis${withoutRedis}`, () => suite(startRedis));

function suite(start: () => Promise<Started>): void {
  let target: QueueTarget;
  let stop: () => void = () => undefined;
  let namespace: string;
  const open: Queues[] = [];
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    ({ target, stop } = await start());
  });

  afterAll(() => stop());

  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await Promise.all(open.splice(0).map((queues) => queues.close()));
  });

  /** A queue nobody else uses; call again with `same` for a second process of one installation. */
  function queuesOf(settings: QueueSettings = {}, same = false): Queues {
    if (!same) namespace = `t${randomBytes(4).toString('hex')}`;
    const queues = createQueues(target, { namespace, backoffMs: 50, ...settings });
    open.push(queues);
    return queues;
  }

  async function collect<Name extends JobName>(queues: Queues, name: Name): Promise<Payload<Name>[]> {
    const seen: Payload<Name>[] = [];
    await queues.work(name, async (payload) => void seen.push(payload));
    return seen;
  }

  test('a job is run once, with its payload, by the worker of its name', async () => {
    const queues = queuesOf();
    const ticks = await collect(queues, 'tick');
    const deliveries = await collect(queues, 'deliver');
    await queues.add('tick', { stream: 'school-3' }, { jobId: 'tick:school-3' });
    await queues.add('deliver', { person: 'n1' }, { jobId: '42' });
    await until(() => ticks.length > 0 && deliveries.length > 0);
    await pause(300);
    expect(ticks).toEqual([{ stream: 'school-3' }]);
    expect(deliveries).toEqual([{ person: 'n1' }]);
  });

  test('the same id twice while it waits is one job, and may be used again afterwards', async () => {
    const queues = queuesOf();
    await queues.add('tick', { stream: 'first' }, { jobId: 'a' });
    await queues.add('tick', { stream: 'second' }, { jobId: 'a' });
    const seen = await collect(queues, 'tick');
    await until(() => seen.length > 0);
    await pause(300);
    expect(seen).toEqual([{ stream: 'first' }]);
    await queues.add('tick', { stream: 'third' }, { jobId: 'a' });
    await until(() => seen.length > 1);
    expect(seen[1]).toEqual({ stream: 'third' });
  });

  test('what can wait goes behind what cannot, though it came first', async () => {
    const queues = queuesOf();
    for (const person of ['one', 'two', 'three'])
      await queues.add('deliver', { person }, { jobId: person, canWait: true });
    await queues.add('deliver', { person: 'urgent' }, { jobId: 'urgent' });
    const seen = await collect(queues, 'deliver');
    await until(() => seen.length === 4);
    expect(seen.map(({ person }) => person)).toEqual(['urgent', 'one', 'two', 'three']);
  });

  test('a delayed job waits for its time', async () => {
    const queues = queuesOf();
    const seen = await collect(queues, 'tick');
    const added = performance.now();
    await queues.add('tick', { stream: 's' }, { jobId: 'later', delayMs: 700 });
    await until(() => seen.length > 0);
    expect(performance.now() - added).toBeGreaterThanOrEqual(690);
    expect(performance.now() - added).toBeLessThan(3000);
  });

  test('a handler that throws is run again, ever later, and given up with a report; the id is free again', async () => {
    const queues = queuesOf({ attempts: 3 });
    const runs: number[] = [];
    const failed: unknown[] = [];
    await queues.work(
      'deliver',
      async () => {
        runs.push(performance.now());
        throw new Error(`no ${runs.length}`);
      },
      { onFailed: ({ payload, error }) => failed.push({ payload, message: error.message }) },
    );
    await queues.add('deliver', { person: 'n1' }, { jobId: 'n1' });
    await until(() => failed.length > 0);
    expect(failed).toEqual([{ payload: { person: 'n1' }, message: 'no 3' }]);
    const [first = 0, second = 0, third = 0] = runs;
    expect(second - first).toBeGreaterThanOrEqual(45);
    expect(third - second).toBeGreaterThanOrEqual(95);
    await queues.add('deliver', { person: 'n1' }, { jobId: 'n1' });
    await until(() => failed.length > 1);
  });

  test('a handler that succeeds at last is not reported', async () => {
    const queues = queuesOf();
    const failed: unknown[] = [];
    let runs = 0;
    await queues.work(
      'tick',
      async () => {
        runs += 1;
        if (runs < 3) throw new Error('not yet');
      },
      { onFailed: (job) => failed.push(job) },
    );
    await queues.add('tick', { stream: 'i' }, { jobId: 'i' });
    await until(() => runs === 3);
    await pause(300);
    expect({ runs, failed }).toEqual({ runs: 3, failed: [] });
  });

  test('a payload of the wrong shape is refused on the way in, and given up at once on the way out', async () => {
    const queues = queuesOf();
    const wrong = { stream: '' };
    await expect(queues.add('tick', wrong, { jobId: 'x' })).rejects.toThrow(/too_small/);
    if (!('redisUrl' in target)) return;
    const stranger = new Queue('tick', { connection: { url: target.redisUrl }, prefix: namespace });
    await stranger.add('tick', { unknown: true }, { attempts: 5 });
    await stranger.close();
    const failed: unknown[] = [];
    const runs: unknown[] = [];
    await queues.work('tick', async (payload) => void runs.push(payload), {
      onFailed: (job) => failed.push(job),
    });
    await until(() => failed.length > 0);
    expect(runs).toEqual([]);
    expect(failed).toEqual([{ name: 'tick', payload: undefined, error: expect.any(Error) }]);
  });

  test('closing waits for the job that runs and takes no other', async () => {
    const queues = queuesOf();
    const events: string[] = [];
    await queues.work('tick', async ({ stream }) => {
      events.push(`begin ${stream}`);
      await pause(500);
      events.push(`end ${stream}`);
    });
    await queues.add('tick', { stream: '1' }, { jobId: 'one' });
    await queues.add('tick', { stream: '2' }, { jobId: 'two' });
    await until(() => events.length > 0);
    const begun = performance.now();
    await queues.close();
    expect(performance.now() - begun).toBeLessThan(3000);
    expect(events).toEqual(['begin 1', 'end 1']);
  });

  test('two workers share what there is, each job run by one of them', async () => {
    const [one, two] = [queuesOf(), queuesOf({}, true)];
    const seen: string[] = [];
    const by = (worker: string) => async (payload: { person: string }) => {
      seen.push(`${worker} ${payload.person}`);
      await pause(30);
    };
    await Promise.all([one.work('deliver', by('one')), two.work('deliver', by('two'))]);
    const notices = Array.from({ length: 20 }, (_, at) => `n${at}`);
    await Promise.all(notices.map((notice) => one.add('deliver', { person: notice }, { jobId: notice })));
    await until(() => seen.length >= 20);
    await pause(200);
    expect(seen.map((entry) => entry.split(' ')[1]).sort()).toEqual([...notices].sort());
    expect(new Set(seen.map((entry) => entry.split(' ')[0]))).toEqual(new Set(['one', 'two']));
  });

  test('concurrency is how many run at once', async () => {
    const queues = queuesOf();
    let [running, most, done] = [0, 0, 0];
    await queues.work(
      'tick',
      async () => {
        running += 1;
        most = Math.max(most, running);
        await pause(100);
        running -= 1;
        done += 1;
      },
      { concurrency: 3 },
    );
    await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) => queues.add('tick', { stream: `${n}` }, { jobId: `${n}` })),
    );
    await until(() => done === 6);
    expect(most).toBe(3);
  });

  test('a job whose worker process was killed is taken over within a few seconds', async () => {
    const queues = queuesOf();
    await queues.add('tick', { stream: 'orphan' }, { jobId: 'orphan' });
    const child = await workerThatNeverEnds(target, namespace);
    children.push(child);
    child.kill('SIGKILL');
    const seen = await collect(queues, 'tick');
    const waited = await until(() => seen.length > 0, 8000);
    expect(seen).toEqual([{ stream: 'orphan' }]);
    expect(waited).toBeLessThan(6000);
  });
}

async function workerThatNeverEnds(target: QueueTarget, namespace: string): Promise<ChildProcess> {
  const module = fileURLToPath(new URL('../../workers/queue.ts', import.meta.url));
  const code = `const { createQueues } = await import(${JSON.stringify(module)});
    const queues = createQueues(${JSON.stringify(target)}, { namespace: ${JSON.stringify(namespace)} });
    await queues.work('tick', () => new Promise(() => process.stdout.write('begun')));`;
  const flags = ['--import', 'tsx', '--input-type=module', '-e', code];
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (status) => reject(new Error(`ended with ${status}`)));
  });
  return child;
}

test.each([
  ['Redis', { redisUrl: 'redis://127.0.0.1:1' }],
  ['PostgreSQL', { databaseUrl: 'postgresql://x:x@127.0.0.1:1/x' }],
])('adding while %s is away is a fault within seconds, not a wait without end', async (_, target) => {
  const troubles: Error[] = [];
  const queues = createQueues(target, { onTrouble: (error) => troubles.push(error) });
  const begun = performance.now();
  await expect(queues.add('tick', { stream: 's' }, { jobId: 's' })).rejects.toThrow(QueueFault);
  expect(performance.now() - begun).toBeLessThan(7000);
  await queues.close();
});
