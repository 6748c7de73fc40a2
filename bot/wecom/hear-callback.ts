import type { FastifyPluginAsync } from 'fastify';
import type { Logger } from 'pino';
import { setCode } from '../../prisma/stores/card-store.ts';
import type { ChannelConfig } from '../config-channels.ts';
import { type IntakeDependencies, takeIn } from '../intake.ts';
import { type TapAnswer, wecomCallback } from './callback.ts';
import type { Callback, DirectoryChange, FetchMedia } from './callback-message.ts';

export interface HearDependencies {
  intake: IntakeDependencies;
  fetchMedia: FetchMedia;
  /** Somebody or something changed in one of WeCom's address books. */
  directoryChanged(change: DirectoryChange): Promise<void>;
  tellAdministrator(told: { code: string; say: string }): Promise<void>;
  log: Logger;
}

/** The app's callback, joined to the product: messages and taps to the intake, the rest to whom it concerns. */
export const hearCallback = (
  { corpId, token, encodingAesKey }: NonNullable<ChannelConfig['callback']>,
  dependencies: HearDependencies,
): FastifyPluginAsync =>
  wecomCallback({
    keys: { token, encodingAesKey, receiveId: corpId },
    now: () => Date.now(),
    take: (callback) => hear(callback, dependencies),
    fetchMedia: dependencies.fetchMedia,
    log: dependencies.log,
  });

const hear = async (
  callback: Exclude<Callback, { kind: 'other' }>,
  { intake, directoryChanged, tellAdministrator }: HearDependencies,
): Promise<TapAnswer | null> => {
  const { database, words, onTrouble } = intake;
  switch (callback.kind) {
    case 'message':
      await takeIn(callback.message, intake);
      return null;
    case 'tap': {
      const { tap } = callback.message;
      // The tap itself is kept on disk where the database is away, so the code for later changes must not lose it.
      if (tap && callback.responseCode)
        await setCode(database, tap.task, callback.responseCode).catch((error) => onTrouble('card', error));
      const taken = await takeIn(callback.message, intake);
      // What it came to is not known yet, but whoever tapped shall not wonder, and tap again.
      if (!taken) return { buttons: words.say('phrase:card_kept', { now: Date.now() }) };
      return taken.card && { card: taken.card };
    }
    case 'directory':
      await directoryChanged(callback.change);
      return null;
    case 'health':
      await tellAdministrator({
        code: callback.event,
        say: words.say(`phrase:app_${callback.event}`, { now: Date.now() }),
      });
      return null;
    case 'entered':
    case 'range':
      return null;
  }
};
