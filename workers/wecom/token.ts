import { z } from 'zod';
import { type Instant, MINUTE } from '../../domain/calendar/time.ts';
import type { Database } from '../../prisma/client.ts';
import type { Secrets } from '../../prisma/secrets.ts';
import { type AccessToken, sharedToken } from '../../prisma/stores/token-store.ts';
import { addressOf } from './address.ts';
import { WecomRefusal } from './codes.ts';
import type { Wire } from './wire.ts';

/** Renewed this long before its end. */
const EARLY = 5 * MINUTE;
/** WeCom blocks who keeps asking with a wrong secret. */
const REST_AFTER_REFUSAL = MINUTE;

/** WeCom may give the same token again: one that ends soon, or even one it has refused. Asked once in this time. */
const REST_AFTER_RENEWAL = MINUTE;

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
  let renewed: { token: string; until: Instant } | null = null;
  let refused: { fault: WecomRefusal; until: Instant } | null = null;
  const dead = new Set<string>();

  const isGood = ({ token, expiresAt }: AccessToken): boolean => {
    const isFresh = renewed !== null && renewed.token === token && renewed.until > now();
    return isFresh ? expiresAt > now() : !dead.has(token) && expiresAt - EARLY > now();
  };

  const renew = async (): Promise<AccessToken> => {
    if (refused && refused.until > now()) throw refused.fault;
    try {
      const fresh = await fetchToken();
      // Refused before and given once more: that is for its user to find out, not to ask for it with every message.
      renewed = { token: fresh.token, until: now() + REST_AFTER_RENEWAL };
      return fresh;
    } catch (fault) {
      if (fault instanceof WecomRefusal) refused = { fault, until: now() + REST_AFTER_REFUSAL };
      throw fault;
    }
  };

  const fetchShared = async (): Promise<AccessToken> => {
    try {
      held = await sharedToken(database, secrets, app, { isGood, renew });
      return held;
    } catch (fault) {
      // What is left of its time is there for this.
      if (held && !dead.has(held.token) && held.expiresAt > now()) return held;
      throw fault;
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
    insteadOf: async (stale) => {
      const wasDead = dead.has(stale);
      // Only the latest few can still be in somebody's hands.
      if (dead.size > 20) dead.clear();
      dead.add(stale);
      if (renewed?.token === stale && !wasDead) renewed = null;
      const token = await current();
      // A look that was under way may have found the stale one good.
      return token === stale ? current() : token;
    },
  };
};

const tokenSchema = z.looseObject({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** Asks WeCom for a token (doc 91039); its end is counted from before the question. */
export const tokenSource =
  (source: { wire: Wire; baseUrl: string; corp: string; secret: string; now(): Instant }) =>
  async (): Promise<AccessToken> => {
    const { wire, baseUrl, corp, secret, now } = source;
    const asked = now();
    const answer = await wire.ask({
      api: GETTOKEN,
      url: addressOf(baseUrl, GETTOKEN, { corpid: corp, corpsecret: secret }),
      body: null,
      schema: tokenSchema,
      isRepeatable: true,
      lane: GETTOKEN,
    });
    return { token: answer.access_token, expiresAt: asked + answer.expires_in * 1000 };
  };

const GETTOKEN = '/cgi-bin/gettoken';
