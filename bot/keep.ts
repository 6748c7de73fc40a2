import type { Logger } from 'pino';
import type { Incoming } from './incoming.ts';

export interface Keeping {
  take(message: Incoming): Promise<void>;
  /** Between the tries, in milliseconds. */
  pauses: readonly number[];
  sleep(milliseconds: number): Promise<void>;
  /** Once it is aborted, the try at hand is the last. */
  signal: AbortSignal;
  log: Pick<Logger, 'error'>;
}

/** Keeps a message that its channel does not send again: it is tried for a while. False when it is lost. */
export const keepPatiently = async (
  message: Incoming,
  { take, pauses, sleep, signal, log }: Keeping,
): Promise<boolean> => {
  for (const pause of [...pauses, null]) {
    try {
      await take(message);
      return true;
    } catch (error) {
      log.error({ error, messageId: message.messageId }, 'a message could not be kept');
    }
    if (pause === null || signal.aborted) break;
    await sleep(pause);
  }
  return false;
};
