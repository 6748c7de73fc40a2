/** An AI bot at the gateway double, with an inbox, a lease and pauses that a test can look at and end. */
import { setMaxListeners } from 'node:events';
import { onTestFinished } from 'vitest';
import type { Incoming } from '../../../bot/incoming.ts';
import { AiBot, type AiBotDependencies, type AiBotTrouble } from '../../../bot/wecom/ai-bot.ts';
import { type GatewayOptions, startGateway } from './gateway-double.ts';

export const CREDENTIALS = { botId: 'BOT', secret: 'S3CRET' };
export const NOW = Date.parse('2026-03-02T08:05:00+08:00');

/** A gateway that is closed after the test. */
export const gatewayFor = async (options: GatewayOptions = {}) => {
  const gateway = await startGateway(options);
  onTestFinished(gateway.close);
  return gateway;
};

/** Waiting for what others bring about: `look` is called after every change. */
export const watching = () => {
  const watchers = new Set<() => void>();
  return {
    look: () => {
      for (const watcher of watchers) watcher();
    },
    until: (holds: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        const watcher = () => {
          if (!holds()) return;
          watchers.delete(watcher);
          resolve();
        };
        watchers.add(watcher);
        watcher();
      }),
  };
};

/** A lease that one can hold, of which a test can rob its holder. */
export const leaseOfOne = () => {
  let rob: (() => void) | null = null;
  return {
    tryLease: async () => {
      if (rob) return null;
      const ended = new Promise<void>((resolve) => {
        rob = resolve;
      });
      const release = async () => {
        rob?.();
        rob = null;
      };
      return { ended, release };
    },
    rob: () => rob?.(),
  };
};

/** Shorter pauses pass by themselves; longer ones when `wake` is called. */
const PASSING = 1000;

export interface BotChanges extends Partial<AiBotDependencies> {
  url: string;
  secret?: string;
  name?: string | null;
  clock?: { now: number };
}

/** Started, stopped after the test, and not necessarily connected. */
export const startBot = ({ url, secret = CREDENTIALS.secret, name = '小助手', ...changes }: BotChanges) => {
  const { clock = { now: NOW }, pauses, ...dependencies } = changes;
  const { look, until } = watching();
  const taken: Incoming[] = [];
  const troubles: AiBotTrouble[] = [];
  const lines: { level: string; fields: object; words: string }[] = [];
  const rests: number[] = [];
  const sleeping = new Set<() => void>();
  const note = (level: string) => (fields: object, words?: string) => {
    lines.push({ level, fields, words: words ?? '' });
    look();
  };
  const bot = new AiBot(
    { ...CREDENTIALS, secret, url, name },
    {
      tryLease: leaseOfOne().tryLease,
      take: async (message) => {
        taken.push(message);
        look();
      },
      welcome: async () => null,
      settle: async () => null,
      tellAdministrator: (trouble) => {
        troubles.push(trouble);
        look();
      },
      log: { info: note('info'), warn: note('warn'), error: note('error') } as AiBotDependencies['log'],
      now: () => clock.now,
      sleep: (milliseconds, signal) =>
        new Promise((resolve) => {
          if (signal.aborted) return resolve();
          setMaxListeners(0, signal);
          signal.addEventListener('abort', () => resolve());
          if (milliseconds < PASSING) return void setTimeout(resolve, milliseconds);
          rests.push(milliseconds);
          sleeping.add(resolve);
          look();
        }),
      pauses: { standby: 5, reconnect: 5, ...pauses },
      ...dependencies,
    },
  );
  bot.start();
  onTestFinished(() => bot.stop());
  return {
    bot,
    clock,
    taken,
    troubles,
    lines,
    /** The long pauses so far. */
    rests,
    until,
    look,
    online: () => until(() => bot.online),
    wake: () => {
      for (const resolve of sleeping) resolve();
      sleeping.clear();
    },
  };
};

/** A gateway and a bot that is logged in, with one clock for both. */
export const connected = async (changes: Omit<BotChanges, 'url'> = {}) => {
  const clock = changes.clock ?? { now: NOW };
  const gateway = await gatewayFor({ now: () => clock.now });
  const started = startBot({ ...changes, clock, url: gateway.url });
  await started.online();
  return { gateway, ...started };
};
