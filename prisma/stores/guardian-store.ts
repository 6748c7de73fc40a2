import type { Instant } from '../../domain/calendar/time.ts';
import type { NoticeOption } from '../../domain/notices/notice.ts';
import type { Transaction } from './transaction.ts';

/** The last message that offered a guardian numbers to answer with. */
export interface Shown {
  key: string;
  /** An answer of ours, which asked; else a message of its own. */
  isReply: boolean;
  /** The child it was about. */
  student: string | null;
  options: readonly NoticeOption[];
  /** When it was sent. */
  at: Instant;
}

/** What a guardian's number answers: the message whose button was tapped, else the last that offered any. */
export const lastShown = async (
  tx: Transaction,
  person: string,
  tapped: string | null,
): Promise<Shown | null> => {
  const [row] = await tx.$queryRaw<(Omit<Shown, 'at'> & { at: Date })[]>`
    SELECT key, coalesce(sent_at, at) AS at, kind = 'reply' AS "isReply", content->'items'->0->'about'->>'student' AS student, content->'options' AS options
    FROM notice
    WHERE recipient = ${person} AND (${tapped}::text IS NULL OR key = ${tapped}) AND jsonb_array_length(content->'options') > 0
      AND (state IN ('sent', 'sending', 'gathered') OR kind = 'reply')
    ORDER BY coalesce(sent_at, at) DESC, id DESC LIMIT 1`;
  return row ? { ...row, at: row.at.getTime() } : null;
};
