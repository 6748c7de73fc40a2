import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { tryLease } from '../../../prisma/stores/lease-store.ts';
import { emptyDatabase } from '../../support/database.ts';
import { gatewayFor, startBot } from '../../support/wecom/ai-bot.ts';

const setUp = async () => ({ database: await emptyDatabase(), gateway: await gatewayFor() });
type Setting = Awaited<ReturnType<typeof setUp>>;

const botAt = ({ database, gateway }: Setting) =>
  startBot({
    url: gateway.url,
    tryLease: () => tryLease(database, 'aibot', { checkEvery: 20 }),
    pauses: { standby: 20 },
  });

test('of three, one is connected; when it stops, another is, and hears what is said', async () => {
  const setting = await setUp();
  const { gateway } = setting;
  let standing = [botAt(setting), botAt(setting), botAt(setting)];
  for (const says of ['第一', '第二', '第三']) {
    const owner = await Promise.race(standing.map((one) => one.online().then(() => one)));
    gateway.say({ from: 'teacher1' }, says);
    await owner.until(() => owner.taken.some(({ text }) => text === says));
    standing = standing.filter((one) => one !== owner);
    for (const other of standing) expect(other.bot.online).toBe(false);
    await owner.bot.stop();
  }
  expect(gateway.sent('aibot_subscribe')).toHaveLength(3);
  expect(gateway.evictions).toBe(0);
});

const place = (file: string): string =>
  JSON.stringify(fileURLToPath(new URL(`../../../${file}`, import.meta.url)));

/** The bot in a process of its own, which knows nothing but how to connect. */
const spawnBot = ({ database, gateway }: Setting): ChildProcess => {
  const script = `
    import { AiBot } from ${place('bot/wecom/ai-bot.ts')};
    import { tryLease } from ${place('prisma/stores/lease-store.ts')};
    const nothing = async () => null;
    const log = { info: nothing, warn: nothing, error: nothing };
    new AiBot(
      { botId: 'BOT', secret: 'S3CRET', url: '${gateway.url}', name: null },
      { tryLease: () => tryLease('${database}', 'aibot'), take: nothing, welcome: nothing, settle: nothing,
        tellAdministrator: nothing, log, now: Date.now, pauses: { standby: 20 } },
    ).start();`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
};

test('three processes, killed one after the other: the bot is always somebody', async () => {
  const setting = await setUp();
  const { gateway } = setting;
  const first = spawnBot(setting);
  await gateway.until(() => gateway.isOwned);
  const second = spawnBot(setting);
  // Nobody says that it stands by; whoever is next is next either way.
  first.kill('SIGKILL');
  await once(first, 'exit');
  await gateway.until(() => gateway.sent('aibot_subscribe').length === 2);
  const { online, bot } = botAt(setting);
  expect(bot.online).toBe(false);
  second.kill('SIGKILL');
  await online();
  expect(gateway.sent('aibot_subscribe')).toHaveLength(3);
});
