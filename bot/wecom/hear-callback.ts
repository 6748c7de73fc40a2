import type { FastifyPluginAsync } from 'fastify';
import type { Logger } from 'pino';
import { setCode } from '../../prisma/stores/card-store.ts';
import type { ChannelConfig } from '../config-channels.ts';
import { type IntakeDependencies, takeIn } from '../intake.ts';
import { type TapAnswer, wecomCallback } from './callback.ts';
import type { DirectoryChange, FetchMedia, Told } from './callback-message.ts';

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
    take: (told) => hear(told, dependencies),
    fetchMedia: dependencies.fetchMedia,
    log: dependencies.log,
  });

const hear = async (
  told: Exclude<Told, { kind: 'other' }>,
  { intake, directoryChanged, tellAdministrator }: HearDependencies,
): Promise<TapAnswer | null> => {
  const { database, words, onTrouble } = intake;
  switch (told.kind) {
    case 'message':
      await takeIn(told.message, intake);
      return null;
    case 'tap': {
      const { tap } = told.message;
      // The tap itself is kept on disk where the database is away, so the code for later changes must not lose it.
      if (tap && told.responseCode)
        await setCode(database, tap.task, told.responseCode).catch((error) => onTrouble('card', error));
      const taken = await takeIn(told.message, intake);
      // What it came to is not known yet, but whoever tapped shall not wonder, and tap again.
      if (!taken) return { buttons: words.say('phrase:card_kept', { now: Date.now() }) };
      return taken.card && { card: taken.card };
    }
    case 'directory':
      await directoryChanged(told.change);
      return null;
    case 'health':
      await tellAdministrator({
        code: told.event,
        say: words.say(`phrase:app_${told.event}`, { now: Date.now() }),
      });
      return null;
    case 'entered':
    case 'range':
      return null;
  }
};
