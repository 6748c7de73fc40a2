import { type Instant, MINUTE } from '../../domain/calendar/time.ts';
import type { Database } from '../../prisma/client.ts';
import type { Secrets } from '../../prisma/secrets.ts';
import { type AccessToken, sharedToken } from '../../prisma/stores/token-store.ts';
import { WecomRefusal } from './codes.ts';

/** Renewed this long before its end. */
const EARLY = 5 * MINUTE;
/** WeCom blocks who keeps asking with a wrong secret. */
const REST_AFTER_REFUSAL = MINUTE;

/** The access token of one app, the same for every caller and process. */
export interface Tokens {
  current(): Promise<string>;
  /** One that is not `stale`, which WeCom has refused. */
  insteadOf(stale: string): Promise<string>;
}

export interface TokenDependencies {
  database: Database;
  secrets: Secrets;
  now(): Instant;
  /** Names the corp and the secret it belongs to. */
  app: string;
  /** Gets one from WeCom. */
  fetchToken(): Promise<AccessToken>;
}

/** A refusal of the secret is remembered for a minute and given to everybody who asks meanwhile. */
export const openTokens = ({ database, secrets, now, app, fetchToken }: TokenDependencies): Tokens => {
  let held: AccessToken | null = null;
  let flight: Promise<AccessToken> | null = null;
  let refused: { fault: WecomRefusal; until: Instant } | null = null;
  const dead = new Set<string>();

  const isGood = ({ token, expiresAt }: AccessToken): boolean =>
    !dead.has(token) && expiresAt - EARLY > now();

  const renew = async (): Promise<AccessToken> => {
    if (refused && refused.until > now()) throw refused.fault;
    try {
      return await fetchToken();
    } catch (fault) {
      if (fault instanceof WecomRefusal) refused = { fault, until: now() + REST_AFTER_REFUSAL };
      throw fault;
    }
  };

  const fetchShared = async (): Promise<AccessToken> => {
    try {
      held = await sharedToken(database, secrets, app, { isGood, renew });
      return held;
    } finally {
      flight = null;
    }
  };

  const current = async (): Promise<string> => {
    if (held && isGood(held)) return held.token;
    flight ??= fetchShared();
    return (await flight).token;
  };

  return {
    current,
    insteadOf: (stale) => {
      // Only the latest few can still be in somebody's hands.
      if (dead.size > 20) dead.clear();
      dead.add(stale);
      return current();
    },
  };
};
