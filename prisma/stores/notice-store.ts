import { dayOf, type Instant } from '../../domain/calendar/time.ts';
import type { Notice, NoticeKind } from '../../domain/notices/notice.ts';
import type { Role } from '../../domain/people/roles.ts';
import type { Database } from '../client.ts';
import type { Transaction } from './transaction.ts';

/** As many notices to one person about one matter a day as the database allows (`notice_daily_cap`). */
const DAILY_CAP = 6;

/**
 * Puts notices into the outbox. A key that exists is not said again. The ordinal within person, matter and day is
 * unique and capped by the database; what goes over the cap is kept, visibly unsent.
 */
export const saveNotices = async (
  tx: Transaction,
  stream: string,
  notices: readonly Notice[],
): Promise<void> => {
  const rows = notices.map((notice) => ({
    key: notice.key,
    recipient: notice.to,
    role: notice.role,
    kind: notice.kind,
    stream,
    matter: notice.kind === 'reply' ? notice.key : notice.matter,
    day: dayOf(notice.at),
    content: contentOf(notice),
    duties: notice.duties,
    at: new Date(notice.at),
    send_at: new Date(notice.sendAt),
    urgent: notice.urgent,
  }));
  await tx.$executeRaw`
    INSERT INTO notice (key, recipient, role, kind, stream, matter, day, ordinal, content, duties, at, send_at, urgent, state)
    SELECT key, recipient, role, kind, stream, matter, day, CASE WHEN turn <= ${DAILY_CAP} THEN turn END,
      content, duties, at, send_at, urgent, CASE WHEN turn <= ${DAILY_CAP} THEN 'pending' ELSE 'capped' END
    FROM (
      SELECT fresh.*, (
        SELECT coalesce(max(ordinal), 0) FROM notice
        WHERE notice.recipient = fresh.recipient AND notice.matter = fresh.matter AND notice.day = fresh.day
      ) + row_number() OVER (PARTITION BY recipient, matter, day) AS turn
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS fresh(
        key text, recipient text, role text, kind text, stream text, matter text, day date, content jsonb,
        duties text[], at timestamptz, send_at timestamptz, urgent boolean)
    ) AS counted
    ON CONFLICT (key) DO NOTHING`;
};

type Content = Pick<Notice, 'words' | 'rules' | 'items' | 'options' | 'values' | 'late' | 'file'>;

const contentOf = ({ words, rules, items, options, values, late, file }: Notice): Content => ({
  words,
  rules,
  items,
  options,
  values,
  late,
  file,
});

/** A notice taken out of the outbox for sending. */
export interface Outgoing extends Content {
  id: bigint;
  key: string;
  to: string;
  role: Role;
  kind: NoticeKind;
  at: Instant;
  sendAt: Instant;
  urgent: boolean;
  attempts: number;
  text: string | null;
}

interface OutgoingRow {
  id: bigint;
  key: string;
  recipient: string;
  role: Role;
  kind: NoticeKind;
  at: Date;
  send_at: Date;
  urgent: boolean;
  attempts: number;
  text: string | null;
  content: Content;
}

const outgoing = ({ recipient, send_at, content, at, ...row }: OutgoingRow): Outgoing => ({
  ...row,
  ...content,
  to: recipient,
  at: at.getTime(),
  sendAt: send_at.getTime(),
});

/** People for whom something may be sent by `now`, or whose sending was never confirmed. */
export const waitingRecipients = async (
  database: Database,
  now: Instant,
  limit: number,
): Promise<string[]> => {
  const rows = await database.$queryRaw<{ recipient: string }[]>`
    SELECT recipient FROM notice
    WHERE state = 'pending' AND send_at <= ${new Date(now)}
       OR state = 'sending' AND claimed_at < clock_timestamp() - interval '30 seconds'
    GROUP BY recipient ORDER BY bool_or(urgent) DESC, min(send_at) LIMIT ${limit}`;
  return rows.map(({ recipient }) => recipient);
};

/**
 * Takes what one person is to be told now, and looks once more whether it is still wanted: a notice that rests on
 * duties which have all been settled since is dropped. What a dead process had taken is given out again once.
 */
export const claimNotices = async (tx: Transaction, recipient: string, now: Instant): Promise<Outgoing[]> => {
  await tx.$executeRaw`
    UPDATE notice SET state = 'dropped', outcome = 'settled before it was sent'
    WHERE recipient = ${recipient} AND state = 'pending' AND send_at <= ${new Date(now)} AND duties <> '{}'
      AND NOT EXISTS (SELECT 1 FROM duty WHERE duty.id = ANY(notice.duties) AND duty.state IN ('open', 'overdue'))`;
  const rows = await tx.$queryRaw<OutgoingRow[]>`
    UPDATE notice SET state = 'sending', claimed_at = clock_timestamp(), attempts = attempts + 1
    WHERE id IN (
      SELECT id FROM notice
      WHERE recipient = ${recipient}
        AND (state = 'pending' AND send_at <= ${new Date(now)}
          OR state = 'sending' AND claimed_at < clock_timestamp() - interval '30 seconds' AND attempts < 3)
      ORDER BY id LIMIT 50 FOR UPDATE SKIP LOCKED)
    RETURNING id, key, recipient, role, kind, at, send_at, urgent, attempts, text, content`;
  return rows.map(outgoing).sort((a, b) => (a.id < b.id ? -1 : 1));
};

/** What became of a sending. */
export type Outcome =
  | { state: 'sent'; text: string }
  | { state: 'refused'; reason: string; text: string }
  | { state: 'unknown'; text: string }
  | { state: 'gathered'; into: string };

export const markNotice = async (
  tx: Transaction | Database,
  id: bigint,
  outcome: Outcome,
  now: Instant,
): Promise<void> => {
  const reason =
    outcome.state === 'refused' ? outcome.reason : outcome.state === 'gathered' ? outcome.into : null;
  const text = outcome.state === 'gathered' ? null : outcome.text;
  await tx.$executeRaw`
    UPDATE notice SET state = ${outcome.state}, outcome = ${reason}, text = coalesce(${text}, text),
      sent_at = ${outcome.state === 'sent' ? new Date(now) : null}
    WHERE id = ${id}`;
};
