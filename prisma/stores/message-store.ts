import { HOUR, type Instant } from '../../domain/calendar/time.ts';
import type { Database } from '../client.ts';

export type MessageChannel = 'app' | 'school' | 'webhook';

/** One delivery to one address. */
export interface MessageId {
  readonly channel: MessageChannel;
  readonly address: string;
  readonly key: string;
}

export const PART_KINDS = ['text', 'markdown', 'card', 'file', 'voice'] as const;
export type PartKind = (typeof PART_KINDS)[number];

/** A request as it goes over the wire. */
export interface Draft {
  readonly kind: PartKind;
  readonly body: string;
}

/**
 * A request of a delivery. `open`: never tried, or surely not carried out; `tried`: it may have been; `accepted`: WeCom
 * said yes, and its words are let go.
 */
export interface Part extends Draft {
  readonly part: number;
  readonly state: 'open' | 'tried' | 'accepted';
  /** When it was first tried; for an open one, when it was written. */
  readonly at: Instant;
}

interface PartRow extends Draft {
  part: number;
  state: Part['state'];
  at: Date;
}

const partOf = ({ at, ...row }: PartRow): Part => ({ ...row, at: at.getTime() });

/** The requests of a delivery as they were first written, in order; empty when it was never begun. */
export const partsOf = async (database: Database, { channel, address, key }: MessageId): Promise<Part[]> => {
  const rows = await database.hot.$queryRaw<PartRow[]>`
    SELECT part, kind, body, state, at FROM wecom_message
    WHERE channel = ${channel} AND address = ${address} AND key = ${key} ORDER BY part`;
  return rows.map(partOf);
};

/**
 * Keeps the requests of a delivery, the first of them as being tried. If another process was first, its requests are
 * returned and these forgotten.
 */
export const beginParts = async (
  database: Database,
  id: MessageId,
  drafts: readonly Draft[],
  now: Instant,
): Promise<{ parts: Part[]; isMine: boolean }> => {
  const rows = drafts.map((draft, part) => ({ part, ...draft }));
  // Whoever has the first has them all: the other waits there, and then finds all of them.
  const mine = await database.hot.$queryRaw<{ part: number }[]>`
    WITH draft AS (
      SELECT part, kind, body FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS draft(part int, kind text, body text)),
    first AS (
      INSERT INTO wecom_message (channel, address, key, part, kind, body, state, tried_at, at)
      SELECT ${id.channel}, ${id.address}, ${id.key}, part, kind, body, 'tried', ${new Date(now)}, ${new Date(now)}
      FROM draft WHERE part = 0
      ON CONFLICT (channel, address, key, part) DO NOTHING RETURNING part),
    others AS (
      INSERT INTO wecom_message (channel, address, key, part, kind, body, state, at)
      SELECT ${id.channel}, ${id.address}, ${id.key}, part, kind, body, 'open', ${new Date(now)}
      FROM draft WHERE part > 0 AND EXISTS (SELECT 1 FROM first))
    SELECT part FROM first`;
  if (mine.length === 0) return { parts: await partsOf(database, id), isMine: false };
  const parts = rows.map((row): Part => ({ ...row, state: row.part === 0 ? 'tried' : 'open', at: now }));
  return { parts, isMine: true };
};

/**
 * Marks a request as being tried and returns it as it was before; null when it is accepted already, or, unless
 * `orTried`, when somebody has tried it.
 */
export const tryPart = async (
  database: Database,
  { channel, address, key }: MessageId,
  part: number,
  now: Instant,
  orTried: boolean,
): Promise<Part | null> => {
  const [row] = await database.hot.$queryRaw<PartRow[]>`
    WITH before AS (
      SELECT part, kind, body, state, at FROM wecom_message
      WHERE channel = ${channel} AND address = ${address} AND key = ${key} AND part = ${part}
        AND (state = 'open' OR ${orTried} AND state = 'tried')
      FOR UPDATE)
    UPDATE wecom_message SET state = 'tried', tried_at = ${new Date(now)},
      at = CASE before.state WHEN 'open' THEN ${new Date(now)} ELSE wecom_message.at END
    FROM before
    WHERE channel = ${channel} AND address = ${address} AND key = ${key} AND wecom_message.part = before.part
    RETURNING before.part, before.kind, before.body, before.state, wecom_message.at`;
  return row ? partOf(row) : null;
};

/** Puts another request in the place of one that was surely refused. */
export const rewritePart = async (
  database: Database,
  { channel, address, key }: MessageId,
  part: number,
  { kind, body }: Draft,
  now: Instant,
): Promise<void> => {
  await database.hot.$executeRaw`
    UPDATE wecom_message SET kind = ${kind}, body = ${body}, at = ${new Date(now)}
    WHERE channel = ${channel} AND address = ${address} AND key = ${key} AND part = ${part} AND state = 'tried'`;
};

/** What WeCom said of an accepted request, if it said so. */
export interface Accepted {
  msgid: string | null;
  responseCode: string | null;
}

export const acceptPart = async (
  database: Database,
  { channel, address, key }: MessageId,
  part: number,
  { msgid, responseCode }: Accepted,
): Promise<void> => {
  await database.hot.$executeRaw`
    UPDATE wecom_message SET state = 'accepted', body = '', msgid = ${msgid}, response_code = ${responseCode}
    WHERE channel = ${channel} AND address = ${address} AND key = ${key} AND part = ${part} AND state <> 'accepted'`;
};

/**
 * Says that a request was surely not carried out. When it was the first of its delivery, nothing is kept, and the next
 * time it may be worded afresh. Does nothing when somebody else has tried it since `triedAt`.
 */
export const releasePart = async (
  database: Database,
  { channel, address, key }: MessageId,
  part: number,
  triedAt: Instant,
): Promise<void> => {
  if (part > 0) {
    await database.hot.$executeRaw`
      UPDATE wecom_message SET state = 'open'
      WHERE channel = ${channel} AND address = ${address} AND key = ${key} AND part = ${part}
        AND state = 'tried' AND tried_at = ${new Date(triedAt)}`;
    return;
  }
  await database.hot.$executeRaw`
    DELETE FROM wecom_message
    WHERE channel = ${channel} AND address = ${address} AND key = ${key} AND EXISTS (
      SELECT 1 FROM wecom_message AS first
      WHERE first.channel = ${channel} AND first.address = ${address} AND first.key = ${key} AND first.part = 0
        AND first.state = 'tried' AND first.tried_at = ${new Date(triedAt)})`;
};

/** By what the messages of a delivery can be taken back; at any address. */
export const msgidsOf = async (
  database: Database,
  channel: MessageChannel,
  key: string,
): Promise<string[]> => {
  const rows = await database.hot.$queryRaw<{ msgid: string }[]>`
    SELECT msgid FROM wecom_message
    WHERE channel = ${channel} AND key = ${key} AND state = 'accepted' AND msgid IS NOT NULL ORDER BY address, part`;
  return rows.map(({ msgid }) => msgid);
};

/** WeCom keeps an uploaded file for three days; what is close to its end is not begun with. */
const MEDIA_KEPT = 71 * HOUR;

const mediaKey = (file: string): string => `media:${file}`;

/** Under which id WeCom holds a file of ours; null when it has to be uploaded. */
export const mediaOf = async (database: Database, file: string, now: Instant): Promise<string | null> => {
  const [row] = await database.hot.$queryRaw<{ body: string }[]>`
    SELECT body FROM wecom_message
    WHERE channel = 'app' AND address = '' AND key = ${mediaKey(file)} AND at > ${new Date(now - MEDIA_KEPT)}`;
  return row?.body ?? null;
};

export const keepMedia = async (
  database: Database,
  file: string,
  media: string,
  now: Instant,
): Promise<void> => {
  await database.hot.$executeRaw`
    INSERT INTO wecom_message (channel, address, key, part, kind, body, state, at)
    VALUES ('app', '', ${mediaKey(file)}, 0, 'file', ${media}, 'accepted', ${new Date(now)})
    ON CONFLICT (channel, address, key, part) DO UPDATE SET body = excluded.body, at = excluded.at`;
};

/** Forgets what was first tried before this instant. Returns how many requests were forgotten. */
export const forgetMessages = async (database: Database, before: Instant): Promise<number> =>
  database.hot.$executeRaw`DELETE FROM wecom_message WHERE at < ${new Date(before)}`;
