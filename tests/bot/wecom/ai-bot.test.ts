import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { NotSent } from '../../../bot/not-sent.ts';
import { AI_BOT_PAUSES } from '../../../bot/wecom/ai-bot.ts';
import {
  CREDENTIALS,
  connected,
  gatewayFor,
  leaseOfOne,
  startBot,
  watching,
} from '../../support/wecom/ai-bot.ts';

const TEACHER = { kind: 'single', id: 'teacher1' } as const;
const { eviction, mostEviction, refusedLogin, busyLogin } = AI_BOT_PAUSES;

afterEach(() => {
  vi.useRealTimers();
});

test('it logs in with its id and secret, once', async () => {
  const { gateway, bot } = await connected();
  expect(bot.online).toBe(true);
  expect(gateway.sent('aibot_subscribe').map(({ body }) => body)).toEqual([
    { bot_id: 'BOT', secret: 'S3CRET' },
  ]);
});

test('a wrong secret is told once, and tried again only after the long pause', async () => {
  const gateway = await gatewayFor();
  gateway.fail('aibot_subscribe', 40001, 40001);
  const { online, until, wake, rests, troubles, bot } = startBot({ url: gateway.url });
  await until(() => rests.length === 1);
  expect(gateway.sent('aibot_subscribe')).toHaveLength(1);
  await expect(bot.push(TEACHER, '在')).rejects.toThrow(new NotSent('offline'));
  wake();
  await until(() => rests.length === 2);
  expect(rests).toEqual([refusedLogin, refusedLogin]);
  expect(troubles).toEqual([{ kind: 'login_refused', code: 40001 }]);
  wake();
  await online();
  expect(gateway.sent('aibot_subscribe')).toHaveLength(3);
});

test('of three processes with a wrong secret, one asks and tells, and the others wait for it', async () => {
  const gateway = await gatewayFor();
  const { tryLease } = leaseOfOne();
  let asked = 0;
  const { look, until } = watching();
  const lease = async () => {
    asked++;
    look();
    return tryLease();
  };
  const bots = [1, 2, 3].map(() => startBot({ url: gateway.url, secret: 'wrong', tryLease: lease }));
  await Promise.race(bots.map((one) => one.until(() => one.rests.length === 1)));
  const before = asked;
  await until(() => asked >= before + 4);
  expect(gateway.sent('aibot_subscribe')).toHaveLength(1);
  expect(bots.flatMap(({ troubles }) => troubles)).toHaveLength(1);
});

test('a login that is asked to come later comes later, and nobody is told', async () => {
  const gateway = await gatewayFor();
  gateway.fail('aibot_subscribe', 45009);
  const { online, until, wake, rests, troubles } = startBot({ url: gateway.url });
  await until(() => rests.length === 1);
  wake();
  await online();
  expect({ rests, troubles }).toEqual({ rests: [busyLogin], troubles: [] });
});

test('it connects again after every drop', async () => {
  const { gateway, bot, until, online, troubles } = await connected();
  for (let times = 0; times < 20; times++) {
    gateway.drop();
    await until(() => !bot.online);
    await online();
  }
  expect(gateway.sent('aibot_subscribe')).toHaveLength(21);
  expect(gateway.evictions).toBe(0);
  expect(troubles).toEqual([]);
});

/** The way to the gateway, which can be cut; counts who tried. */
const startRoad = async (to: string) => {
  const { look, until } = watching();
  const road = { cut: true, tries: 0, until, url: '' };
  const server = createServer((socket) => {
    road.tries++;
    look();
    socket.on('error', () => undefined);
    if (road.cut) return void socket.destroy();
    const far = connect(Number(new URL(to).port), '127.0.0.1').on('error', () => socket.destroy());
    socket.pipe(far).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  road.url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return road;
};

test('while nothing answers it tries for ever, and more and more seldom', async () => {
  const gateway = await gatewayFor();
  const road = await startRoad(gateway.url);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const { online, troubles } = startBot({ url: road.url, pauses: { reconnect: 1000 } });
  const seconds: number[] = [];
  while (seconds.length < 15) {
    while (vi.getTimerCount() === 0) await new Promise((resolve) => setImmediate(resolve));
    road.cut = seconds.length < 14;
    const before = Date.now();
    await vi.advanceTimersToNextTimerAsync();
    seconds.push((Date.now() - before) / 1000);
  }
  await online();
  expect(seconds).toEqual([1, 2, 4, 8, 16, ...Array(10).fill(30)]);
  expect(road.tries).toBe(16);
  expect(troubles).toEqual([]);
});

test('a drop in the middle of a message leaves it unknown, and it is not sent again', async () => {
  const { gateway, bot, until, online } = await connected();
  gateway.say({ from: 'teacher1' }, '在吗');
  gateway.withhold('aibot_send_msg');
  const receipt = bot.push(TEACHER, '张伟没到校');
  await gateway.until(() => gateway.sent('aibot_send_msg').length === 1);
  gateway.drop();
  expect(await receipt).toEqual({ kind: 'unknown' });
  await until(() => !bot.online);
  await expect(bot.push(TEACHER, '还在吗')).rejects.toThrow(new NotSent('offline'));
  await online();
  expect(gateway.shown).toHaveLength(1);
});

test('a gateway that takes the connection and says nothing is left, and the lease with it', async () => {
  const gateway = await gatewayFor();
  gateway.deafen(true);
  const { tryLease } = leaseOfOne();
  let leases = 0;
  const { until, look, online, lines } = startBot({
    url: gateway.url,
    pauses: { login: 20 },
    tryLease: async () => {
      leases++;
      look();
      return tryLease();
    },
  });
  await until(() => leases >= 3);
  expect(lines.map(({ fields }) => fields)).toContainEqual({ end: { kind: 'silent' } });
  gateway.deafen(false);
  await online();
});

test('a gateway that falls silent after the login is noticed by its missing heartbeats', async () => {
  const { gateway, bot, until, online } = await connected({ pauses: { heartbeat: 10, login: 50 } });
  gateway.deafen(true);
  await until(() => !bot.online);
  gateway.deafen(false);
  await online();
});

/** Somebody else who has this bot's id and secret. */
const intruder = async (url: string): Promise<WebSocket> => {
  const socket = new WebSocket(url);
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  const { botId: bot_id, secret } = CREDENTIALS;
  const frame = { cmd: 'aibot_subscribe', headers: { req_id: 'i1' }, body: { bot_id, secret } };
  socket.send(JSON.stringify(frame));
  await once(socket, 'message');
  return socket;
};

test('who is evicted tells it and keeps away, longer each time, the lease in hand', async () => {
  const lease = leaseOfOne();
  const { gateway, until, online, wake, rests, troubles, clock } = await connected(lease);
  for (let times = 1; times <= 7; times++) {
    await intruder(gateway.url);
    await until(() => rests.length === times);
    expect(await lease.tryLease()).toBeNull();
    expect(gateway.sent('aibot_subscribe')).toHaveLength(2 * times);
    wake();
    await online();
  }
  expect(rests).toEqual([1, 2, 4, 8, 16, 30, 30].map((minutes) => minutes * eviction));
  expect(rests.at(-1)).toBe(mostEviction);
  expect(troubles).toEqual(Array(7).fill({ kind: 'evicted' }));
  // Ten minutes in peace, and it counts from the beginning.
  clock.now += 10 * 60_000;
  await intruder(gateway.url);
  await until(() => rests.length === 8);
  expect(rests.at(-1)).toBe(eviction);
});

test('an eviction that lacks the type of a message is one too', async () => {
  const { gateway, until, rests, troubles } = await connected();
  gateway.raw({
    cmd: 'aibot_event_callback',
    headers: { req_id: 'e' },
    body: { event: { eventtype: 'disconnected_event' } },
  });
  await until(() => rests.length === 1);
  expect(troubles).toEqual([{ kind: 'evicted' }]);
});

test('whoever loses the lease hangs up', async () => {
  const lease = leaseOfOne();
  const { gateway, bot, until, online } = await connected(lease);
  lease.rob();
  await until(() => !bot.online);
  await online();
  await gateway.until(() => gateway.connections === 1);
});

test('one that stops hangs up and gives the lease back, even in a long pause', async () => {
  const lease = leaseOfOne();
  const { gateway, bot, rests, until } = await connected(lease);
  await intruder(gateway.url);
  await until(() => rests.length === 1);
  await bot.stop();
  expect(bot.online).toBe(false);
  expect(await lease.tryLease()).not.toBeNull();
});

test('a lease that cannot be asked for is asked for again', async () => {
  const gateway = await gatewayFor();
  const { tryLease } = leaseOfOne();
  let asked = 0;
  const { online, lines } = startBot({
    url: gateway.url,
    tryLease: async () => {
      asked++;
      if (asked < 3) throw new Error('no database');
      return tryLease();
    },
  });
  await online();
  expect(lines.filter(({ level }) => level === 'error')).toHaveLength(2);
});
