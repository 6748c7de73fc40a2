import type { Receipt } from '../incoming.ts';
import { NotSent } from '../not-sent.ts';

/** What the gateway did with a frame of ours. */
export type Outcome =
  | { kind: 'accepted' }
  | { kind: 'error'; code: number }
  /** It left, and nothing came back: it may have been shown. */
  | { kind: 'unknown' }
  /** It never left. */
  | { kind: 'offline' };

/** The request id is not, or no longer, one to answer with; a push is. */
const REPLY_OVER = new Set([846605, 846608]);
/** Come back later: system busy, version conflict, too often, too many at once. */
const BUSY = new Set([-1, 6000, 45009, 45033]);
/** The socket is open, but the gateway has forgotten who we are. */
export const NOT_SUBSCRIBED = 846609;

export const isReplyOver = (outcome: Outcome): boolean =>
  outcome.kind === 'error' && REPLY_OVER.has(outcome.code);
export const isBusy = (code: number): boolean => BUSY.has(code);

/** The SDK rejects with the bare frame when WeCom refuses, and with an Error when nothing came back. */
export const outcomeOf = async (sending: Promise<unknown>): Promise<Outcome> => {
  try {
    await sending;
    return { kind: 'accepted' };
  } catch (error) {
    return outcomeOfFault(error);
  }
};

const outcomeOfFault = (error: unknown): Outcome => {
  if (error instanceof Error) {
    const isUnsent = /not connected|exceeds max size/.test(error.message);
    return isUnsent ? { kind: 'offline' } : { kind: 'unknown' };
  }
  const code = typeof error === 'object' && error !== null && 'errcode' in error ? error.errcode : undefined;
  return typeof code === 'number' ? { kind: 'error', code } : { kind: 'unknown' };
};

/** The receipt for an outcome; the reason of a refusal is WeCom's code. Throws `NotSent` for what should be tried later. */
export const receiptOf = (outcome: Outcome): Receipt => {
  switch (outcome.kind) {
    case 'accepted':
    case 'unknown':
      return outcome;
    case 'offline':
      throw new NotSent('offline');
    case 'error':
      if (outcome.code === NOT_SUBSCRIBED) throw new NotSent('offline');
      if (isBusy(outcome.code)) throw new NotSent('busy');
      return { kind: 'refused', reason: String(outcome.code) };
  }
};
