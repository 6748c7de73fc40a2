import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { NotSent } from '../../../bot/not-sent.ts';
import { WECHATY_PAUSES } from '../../../bot/wechaty/contract.ts';
import { puppetFor } from '../../../bot/wechaty/puppet.ts';
import { mockWorld, SETTINGS, startChannel } from '../../support/wechaty/mock-world.ts';
import { leaseOfOne } from '../../support/wecom/ai-bot.ts';

// By a name that the compiler does not follow: its types would change that of `promisify` for everybody.
const SERVICE: string = 'wechaty-puppet-service';
const { PuppetServer } = (await import(SERVICE)) as {
  PuppetServer: new (options: object) => { start(): Promise<void>; stop(): Promise<void> };
};

const PLAIN = 'WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT';
const GROUP = { kind: 'group', id: 'School1@chatroom' } as const;
let home = '';

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'not-one-less-home-'));
  vi.stubEnv('HOME', home);
  vi.stubEnv(PLAIN, 'true');
});
afterEach(() => {
  // No file of what people are called.
  expect(existsSync(path.join(home, '.wechaty'))).toBe(false);
  vi.unstubAllEnvs();
});

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : expect.fail();
};

/** A gateway on the loopback, in front of a mock account that logs in whenever it is started. */
const startGateway = async (port: number, { encrypted = false } = {}) => {
  const world = mockWorld();
  const server = new PuppetServer({
    endpoint: `127.0.0.1:${port}`,
    puppet: world.puppet,
    token: SETTINGS.token,
    ...(encrypted ? {} : { tls: { disable: true } }),
  });
  await server.start();
  let isUp = true;
  const stop = async () => {
    if (isUp) await server.stop();
    isUp = false;
  };
  onTestFinished(stop);
  return { ...world, stop };
};

/** The port first, so that one may stand where another stood. */
const gateway = async (options: { encrypted?: boolean } = {}) => {
  const port = await freePort();
  return { port, endpoint: `127.0.0.1:${port}`, ...(await startGateway(port, options)) };
};

test('what is said and what is sent go through the gateway, files and names too', async () => {
  const { endpoint, room, bot, bring, bringFile, puppet } = await gateway();
  const { channel, online, taken, until } = await startChannel({ settings: { endpoint } });
  await online();
  bring({ id: 'M1', roomId: room.id, text: '@小助手\u2005张伟没来', mentionIdList: [bot.id] });
  await until(() => taken.length === 1);
  expect(taken[0]).toMatchObject({ conversation: GROUP, sender: 'Teacher1', text: '张伟没来' });
  bringFile('假条.png', Buffer.from('picture'));
  await until(() => taken.length === 2);
  const [file] = taken[1]?.files ?? [];
  expect(file?.name).toBe('假条.png');
  expect(String(await file?.fetch())).toBe('picture');
  expect(await channel.say(GROUP, '请联系家长', 'Teacher1')).toEqual({ kind: 'accepted' });
  expect(puppet.sent).toEqual([{ to: GROUP.id, text: '@王老师\u2005请联系家长', mentions: ['Teacher1'] }]);
  expect(await channel.say({ kind: 'group', id: 'Gone@chatroom' }, '在')).toEqual({
    kind: 'refused',
    reason: 'no_such_conversation',
  });
});

test('it is encrypted unless the county says otherwise', async () => {
  vi.stubEnv(PLAIN, undefined);
  const { endpoint } = await gateway({ encrypted: true });
  const { online } = await startChannel({ settings: { endpoint } });
  await online();
});

test('without the county’s word, a gateway that does not encrypt is none', async () => {
  vi.stubEnv(PLAIN, undefined);
  const { endpoint } = await gateway();
  const { channel, until, rests } = await startChannel({
    settings: { endpoint },
    pauses: { login: 500, stop: 500, reconnect: 1000, mostReconnect: 1000 },
  });
  await until(() => rests.length === 1);
  expect(channel.online).toBe(false);
});

test('a wrong token is told once, tried again after the long pause, and stands in no log', async () => {
  const { endpoint } = await gateway();
  const lease = leaseOfOne();
  const { until, rests, troubles, wake, lines } = await startChannel({
    settings: { endpoint, token: 'insecure_wrong' },
    tryLease: lease.tryLease,
    pauses: { stop: 500 },
  });
  await until(() => rests.length === 1);
  expect(await lease.tryLease()).toBeNull();
  wake();
  await until(() => rests.length === 2);
  expect(rests).toEqual([WECHATY_PAUSES.refusedToken, WECHATY_PAUSES.refusedToken]);
  expect(troubles).toEqual([{ kind: 'token_refused' }]);
  expect(JSON.stringify(lines)).not.toContain('insecure_wrong');
});

test('where nothing listens it waits, and is there when the gateway comes', async () => {
  const port = await freePort();
  const { channel, online, until, lines } = await startChannel({
    settings: { endpoint: `127.0.0.1:${port}` },
    pauses: { login: 300, stop: 300 },
  });
  await until(() => lines.filter((line) => JSON.stringify(line).includes('no_login')).length === 2);
  await expect(channel.say(GROUP, '在')).rejects.toThrow(new NotSent('offline'));
  await startGateway(port);
  await online();
}, 40_000);

test('a gateway that dies and comes back is found again, and hears and says', async () => {
  const { port, endpoint, stop } = await gateway();
  const { channel, online, until, taken } = await startChannel({
    settings: { endpoint },
    pauses: { dong: 300, login: 1000, stop: 300 },
  });
  await online();
  await stop();
  await until(() => !channel.online);
  const { bring, puppet } = await startGateway(port);
  await online();
  bring({ text: '全勤' });
  await until(() => taken.length === 1);
  expect(await channel.say({ kind: 'single', id: 'Teacher1' }, '已登记')).toEqual({ kind: 'accepted' });
  expect(puppet.sent).toHaveLength(1);
}, 40_000);

test('a token without an underscore, with which Wechaty waits for ever, is found at start', async () => {
  await expect(startChannel({ settings: { token: 'bare' } })).rejects.toThrow('underscore');
});

test('a puppet of another make wants no token', async () => {
  const settings = { puppet: 'wechaty-puppet-mock', token: null };
  expect((await startChannel({ settings })).channel.online).toBe(false);
  const puppet = await puppetFor({ ...SETTINGS, ...settings });
  expect(puppet.options).not.toHaveProperty('token');
});

test('where it is not configured, its packages are not even loaded', () => {
  const open = JSON.stringify(path.join(import.meta.dirname, '../../../bot/wechaty/open.ts'));
  const run = (settings: unknown): string => {
    const script = `
      import { createRequire } from 'node:module';
      import { openWechaty } from ${open};
      const log = { info() {}, warn() {}, error() {} };
      const channel = await openWechaty(${JSON.stringify(settings)}, { log });
      const loaded = Object.keys(createRequire(${open}).cache);
      process.stdout.write(channel === null ? 'none ' : 'one ');
      process.stdout.write(String(loaded.some((file) => /wechaty|grpc/.test(file))));`;
    const flags = ['--import', 'tsx', '--input-type=module', '-e', script];
    return spawnSync(process.execPath, flags, { encoding: 'utf8' }).stdout;
  };
  expect(run(null)).toBe('none false');
  expect(run(SETTINGS)).toBe('one true');
});
