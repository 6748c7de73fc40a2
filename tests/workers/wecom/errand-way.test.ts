import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { ErrandRunner } from '../../../bot/errands.ts';
import type { Receipt } from '../../../bot/incoming.ts';
import { NotSent } from '../../../bot/not-sent.ts';
import type { Database } from '../../../prisma/client.ts';
import { openSecrets } from '../../../prisma/secrets.ts';
import { rememberTalk } from '../../../prisma/stores/account-store.ts';
import { tryLease } from '../../../prisma/stores/lease-store.ts';
import type { Delivery } from '../../../workers/channel.ts';
import type { ErrandBody } from '../../../workers/errands.ts';
import { openErrandWay } from '../../../workers/wecom/errand-way.ts';
import { openPace } from '../../../workers/wecom/pace.ts';
import { testDatabase } from '../../support/database.ts';

const secrets = openSecrets(Buffer.alloc(32, 3));
const LEASE = 'aibot:BOT';
let database: Database;
let url: string;
let clock: number;
let serial = 0;

beforeAll(async () => {
  ({ prisma: database, url } = await testDatabase());
  await rememberTalk(database, { channel: 'aibot', kind: 'single', id: 'Wang01' }, 1);
});

beforeEach(() => {
  clock = Date.parse('2026-09-14T08:05:00+08:00') + 3_600_000 * ++serial;
});

/** The way with a clock that runs when it waits, so that nobody waits in earnest. */
const way = (cards = true) =>
  openErrandWay({
    ...{ database, secrets, channel: 'aibot', lease: LEASE, cards },
    pace: openPace({ database, personTimesPerDay: null }),
    openFile: async (id) => ({ name: `${id}.docx`, content: Buffer.from('paper') }),
    now: () => clock,
    sleep: async (milliseconds) => {
      clock += milliseconds;
      await pause(1);
    },
  });

const delivery = (change: Partial<Delivery> = {}): Delivery => ({
  ...{ key: `k${serial}`, to: 'wang', role: 'homeroom_teacher', kind: 'reminder', rules: [], items: [] },
  ...{
    options: [],
    text: '请联系张伟的家长',
    urgent: false,
    at: clock,
    since: clock,
    file: null,
    duties: ['d1'],
    answers: null,
  },
  ...change,
});

/** The connected process: does what is left for it as long as `work` runs. */
const connected = async <Value>(
  perform: (body: ErrandBody) => Promise<Receipt>,
  work: () => Promise<Value>,
): Promise<Value> => {
  const lease = await tryLease(url, LEASE);
  if (!lease) throw new Error('somebody else is connected');
  const runner = new ErrandRunner({
    ...{ database, secrets, channel: 'aibot', perform },
    owns: () => true,
    now: () => clock,
    onTrouble: () => undefined,
  });
  let isDone = false;
  const desk = (async () => {
    while (!isDone) {
      await runner.look();
      await pause(2);
    }
    await runner.idle();
  })();
  const value = await work();
  isDone = true;
  await desk;
  await lease.release();
  return value;
};

test('what the connected process said of it comes back, and the content is not kept', async () => {
  const said: ErrandBody[] = [];
  const receipt = await connected(
    async (body) => {
      said.push(body);
      return { kind: 'accepted' };
    },
    () => way().deliver(delivery(), 'wang01'),
  );
  expect(receipt).toEqual({ kind: 'accepted' });
  expect(said).toMatchObject([
    { to: { kind: 'single', id: 'Wang01' }, text: '请联系张伟的家长', card: null },
  ]);
  expect(await database.errand.findUnique({ where: { key: `aibot:k${serial}` } })).toMatchObject({
    body: '',
  });
});

test('while it waits, names are sealed', async () => {
  const held = await tryLease(url, LEASE);
  await way().deliver(delivery(), 'wang01');
  await held?.release();
  const row = await database.errand.findUniqueOrThrow({ where: { key: `aibot:k${serial}` } });
  expect(row.body).not.toBe('');
  expect(row.body).not.toContain('张伟');
});

test('with nobody connected it is refused, surely not said, and another way may take it', async () => {
  expect(await way().deliver(delivery(), 'wang01')).toEqual({ kind: 'refused', reason: 'offline' });
  expect(await database.errand.count({ where: { key: `aibot:k${serial}` } })).toBe(0);
});

test('connected, but not looking: the errand is withdrawn, and can be left again', async () => {
  const held = await tryLease(url, LEASE);
  expect(await way().deliver(delivery(), 'wang01')).toEqual({ kind: 'refused', reason: 'offline' });
  await held?.release();
  const accept = async (): Promise<Receipt> => ({ kind: 'accepted' });
  expect(await connected(accept, () => way().deliver(delivery(), 'wang01'))).toEqual({ kind: 'accepted' });
});

test('a connection that is lost for a moment: offline, and later it is said', async () => {
  const lost = async (): Promise<Receipt> => {
    throw new NotSent('offline');
  };
  expect(await connected(lost, () => way().deliver(delivery(), 'wang01'))).toEqual({
    kind: 'refused',
    reason: 'offline',
  });
  const accept = async (): Promise<Receipt> => ({ kind: 'accepted' });
  expect(await connected(accept, () => way().deliver(delivery(), 'wang01'))).toEqual({ kind: 'accepted' });
});

test('one that waits for WeCom holds up no other', async () => {
  let release = (): void => undefined;
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  const perform = async ({ text }: ErrandBody): Promise<Receipt> => {
    if (text === '慢') await slow;
    return { kind: 'accepted' };
  };
  await connected(perform, async () => {
    const first = way().deliver(delivery({ key: 'slow', text: '慢' }), 'wang01');
    await pause(30);
    expect(await way().deliver(delivery({ key: 'quick', text: '快' }), 'wang01')).toEqual({
      kind: 'accepted',
    });
    release();
    await first;
  });
});

test('words and buttons count as two messages', async () => {
  const options = [{ key: '1', label: '已联系上' }];
  const accept = async (): Promise<Receipt> => ({ kind: 'accepted' });
  await connected(accept, () =>
    way().deliver(delivery({ options, key: 'two', text: '长'.repeat(200) }), 'wang01'),
  );
  const [row] = await database.wecomPace.findMany({ where: { target: { contains: 'Wang01' } } });
  expect(row?.taken.filter((at) => Number(at) === clock || clock - Number(at) < 10_000)).toHaveLength(2);
});

test('taken and never answered is unknown, and is not said again', async () => {
  let times = 0;
  const never = async (): Promise<Receipt> => {
    times += 1;
    await pause(400);
    throw new Error('the process died');
  };
  expect(await connected(never, () => way().deliver(delivery(), 'wang01'))).toEqual({ kind: 'unknown' });
  expect(await connected(never, () => way().deliver(delivery(), 'wang01'))).toEqual({ kind: 'unknown' });
  expect(times).toBe(1);
});

test('the same key is the same message: accepted once, it is not said again', async () => {
  let times = 0;
  const perform = async (): Promise<Receipt> => {
    times += 1;
    return { kind: 'accepted' };
  };
  await connected(perform, () => way().deliver(delivery(), 'wang01'));
  expect(await connected(perform, () => way().deliver(delivery(), 'wang01'))).toEqual({ kind: 'accepted' });
  expect(times).toBe(1);
});

test('WeCom asks for a pause: later, and then it is said', async () => {
  const busy = async (): Promise<Receipt> => {
    throw new NotSent('busy');
  };
  const receipt = await connected(busy, () => way().deliver(delivery(), 'wang01'));
  expect(receipt.kind).toBe('later');
  const accept = async (): Promise<Receipt> => ({ kind: 'accepted' });
  expect(await connected(accept, () => way().deliver(delivery(), 'wang01'))).toEqual({ kind: 'accepted' });
});

test('who has never spoken to the bot cannot be spoken to', async () => {
  expect(await way().deliver(delivery(), 'stranger')).toEqual({ kind: 'refused', reason: 'never_spoken' });
});

test('short words stand on the card itself; long ones before it, and buttons mean the duties', async () => {
  const options = [{ key: '1', label: '已联系上' }];
  const said: ErrandBody[] = [];
  const perform = async (body: ErrandBody): Promise<Receipt> => {
    said.push(body);
    return { kind: 'accepted' };
  };
  await connected(perform, () => way().deliver(delivery({ options }), 'wang01'));
  await connected(perform, () =>
    way().deliver(delivery({ options, key: 'long', text: '长'.repeat(200) }), 'wang01'),
  );
  expect(said[0]).toMatchObject({
    text: '',
    instead: '请联系张伟的家长',
    card: { sub_title_text: '请联系张伟的家长' },
  });
  expect(said[1]).toMatchObject({ text: '长'.repeat(200), instead: '' });
  expect(said[1]?.card).not.toHaveProperty('sub_title_text');
  expect(await database.card.findFirst({ where: { notice: 'long' } })).toMatchObject({
    person: 'wang',
    duties: ['d1'],
  });
});

test('a card that was refused with its words leaves none behind', async () => {
  const options = [{ key: '1', label: '已联系上' }];
  const refuse = async (): Promise<Receipt> => ({ kind: 'refused', reason: '93006' });
  await connected(refuse, () => way().deliver(delivery({ options, key: 'refused' }), 'wang01'));
  expect(await database.card.count({ where: { notice: 'refused' } })).toBe(0);
});

test('a conversation’s limit is kept on our side, with room for the urgent', async () => {
  const perform = async (): Promise<Receipt> => ({ kind: 'accepted' });
  const fixed = openErrandWay({
    ...{ database, secrets, channel: 'aibot', lease: LEASE, cards: false },
    pace: openPace({ database, personTimesPerDay: null }),
    openFile: async () => ({ name: '', content: Buffer.alloc(0) }),
    now: () => clock,
    sleep: () => pause(1),
  });
  const kinds: string[] = [];
  await connected(perform, async () => {
    for (let place = 0; place < 26; place++) {
      const receipt = await fixed.deliver(delivery({ key: `many-${place}` }), 'wang01');
      kinds.push(receipt.kind);
    }
    const urgent = await fixed.deliver(delivery({ key: 'urgent', urgent: true }), 'wang01');
    expect(urgent.kind).toBe('accepted');
  });
  expect(kinds.filter((kind) => kind === 'accepted')).toHaveLength(24);
  expect(kinds.filter((kind) => kind === 'later')).toHaveLength(2);
});
