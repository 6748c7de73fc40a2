import type { Logger } from 'pino';
import type { Secrets } from '../prisma/secrets.ts';
import { tryLease } from '../prisma/stores/lease-store.ts';
import { WECHATY_LEASE } from '../workers/errands.ts';
import { every } from '../workers/every.ts';
import type { ChannelConfig } from './config-channels.ts';
import { ErrandRunner } from './errands.ts';
import { type IntakeDependencies, takeIn } from './intake.ts';
import { performErrand } from './wechaty/desk.ts';
import { openWechaty } from './wechaty/open.ts';

export interface WechatyParts {
  databaseUrl: string;
  secrets: Secrets;
  intake: IntakeDependencies;
  log: Logger;
  tellAdministrator(told: { code: string; say: string }): Promise<void>;
}

const LOOK_EVERY_MS = 100;

/** Runs the Wechaty channel, where it is configured: what is said to it is taken in, what workers leave for it is said. */
export const startWechaty = async (
  settings: NonNullable<ChannelConfig['wechaty']>,
  { databaseUrl, secrets, intake, log, tellAdministrator }: WechatyParts,
): Promise<{ stop(): Promise<void> }> => {
  const { database, words, onTrouble } = intake;
  const now = () => Date.now();
  const channel = await openWechaty(settings, {
    tryLease: () => tryLease(databaseUrl, WECHATY_LEASE),
    take: async (message) => {
      await takeIn(message, intake);
    },
    tellAdministrator: ({ kind }) => {
      const say = words.say(`phrase:wechaty_${kind}`, { now: now() });
      tellAdministrator({ code: `wechaty_${kind}`, say }).catch((error: unknown) =>
        onTrouble('wechaty', error),
      );
    },
    log,
    now,
  });
  channel?.start();
  const errands = new ErrandRunner({
    ...{ database, secrets, channel: 'wechaty', now, onTrouble },
    owns: () => channel?.online ?? false,
    perform: (errand) => performErrand(errand, channel),
  });
  const desk = every(
    LOOK_EVERY_MS,
    () => errands.look(),
    (error) => onTrouble('errand', error),
  );
  return {
    stop: async () => {
      await desk.stop();
      await errands.idle();
      await channel?.stop();
    },
  };
};
