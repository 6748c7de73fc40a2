import type { Instant } from '../../domain/calendar/time.ts';
import type { Database } from '../client.ts';
import type { Secrets } from '../secrets.ts';

/** An access token and when it ends. */
export interface AccessToken {
  readonly token: string;
  readonly expiresAt: Instant;
}

const placeOf = (app: string) => ({ table: 'wecom_token', column: 'token', row: app });

/**
 * The token that all processes share, or, when `isGood` says no to it, what `renew` brings. One process of all renews
 * while the others wait for its result. What `renew` throws is thrown here, and the stored token stays.
 */
export const sharedToken = async (
  database: Database,
  secrets: Secrets,
  app: string,
  { isGood, renew }: { isGood(token: AccessToken): boolean; renew(): Promise<AccessToken> },
): Promise<AccessToken> =>
  database.hot.transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`wecom-token:${app}`}, 0))`;
    const [row] = await tx.$queryRaw<{ token: string; expires_at: Date }[]>`
      SELECT token, expires_at FROM wecom_token WHERE app = ${app}`;
    if (row) {
      const stored = { token: opened(secrets, row.token, app), expiresAt: row.expires_at.getTime() };
      if (stored.token !== null && isGood({ ...stored, token: stored.token }))
        return { ...stored, token: stored.token };
    }
    const fresh = await renew();
    await tx.$executeRaw`
      INSERT INTO wecom_token (app, token, expires_at)
      VALUES (${app}, ${secrets.seal(fresh.token, placeOf(app))}, ${new Date(fresh.expiresAt)})
      ON CONFLICT (app) DO UPDATE SET token = excluded.token, expires_at = excluded.expires_at`;
    return fresh;
  });

/** A token sealed with a key that is gone is no loss: WeCom gives another. */
const opened = (secrets: Secrets, sealed: string, app: string): string | null => {
  try {
    return secrets.open(sealed, placeOf(app));
  } catch {
    return null;
  }
};
