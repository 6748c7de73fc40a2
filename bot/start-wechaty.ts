import { tryLease } from '../prisma/stores/lease-store.ts';
import { WECHATY_LEASE } from '../workers/errands.ts';
import type { ChannelConfig } from './config-channels.ts';
import { takeIn } from './intake.ts';
import { type Connecting, startErrands, tellOfConnection } from './start-errands.ts';
import { performErrand } from './wechaty/desk.ts';
import { openWechaty } from './wechaty/open.ts';

/** Runs the Wechaty channel, where it is configured: what is said to it is taken in, what workers leave for it is said. */
export const startWechaty = async (
  settings: NonNullable<ChannelConfig['wechaty']>,
  connecting: Connecting,
): Promise<{ stop(): Promise<void> }> => {
  const { databaseUrl, intake, log } = connecting;
  const channel = await openWechaty(settings, {
    tryLease: () => tryLease(databaseUrl, WECHATY_LEASE),
    take: async (message) => {
      await takeIn(message, intake);
    },
    tellAdministrator: (trouble) => tellOfConnection(connecting, 'wechaty', trouble),
    log,
    now: () => Date.now(),
  });
  channel?.start();
  const errands = startErrands(connecting, {
    channel: 'wechaty',
    owns: () => channel?.online ?? false,
    perform: (errand) => performErrand(errand, channel),
  });
  return {
    stop: async () => {
      await errands.stop();
      await channel?.stop();
    },
  };
};
