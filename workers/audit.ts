import { HOUR, type Instant, MINUTE } from '../domain/calendar/time.ts';
import type { Database } from '../prisma/client.ts';
import { MOST_CLAIMS } from '../prisma/stores/notice-store.ts';

/** Something that should not be: counted, never with a name. */
export interface Finding {
  what:
    | 'overdue_wake'
    | 'silent_duty'
    | 'stuck_sending'
    | 'unknown_sending'
    | 'unanswered'
    | 'capped'
    | 'refused'
    | 'broken_chain';
  count: number;
  /** How long the oldest has waited, in milliseconds; null where that says nothing. */
  oldestMs: number | null;
}

const PATIENCE = 5 * MINUTE;
/** What became of a notice in the end is told for so long: nobody can do anything about it later. */
const TOLD_FOR = 7 * 24 * HOUR;

interface Row {
  what: Finding['what'];
  count: bigint;
  since: Date | null;
}

/**
 * Looks, with other code than that which works, whether every live duty has a next wake-up or has spoken, and every
 * notice found its end. Empty when all is well.
 */
export const audit = async (database: Database, now: Instant): Promise<Finding[]> => {
  const late = new Date(now - PATIENCE);
  const lately = new Date(now - TOLD_FOR);
  const rows = await database.hot.$queryRaw<Row[]>`
    SELECT 'overdue_wake' AS what, count(*), min(next_at) AS since FROM duty
      WHERE state IN ('open', 'overdue') AND next_at < ${late}
    UNION ALL
    SELECT 'silent_duty', count(*), min(due_at) FROM duty
      WHERE state = 'open' AND next_at IS NULL AND due_at > ${new Date(now)} AND plan->'steps' <> '[]'
        AND (plan->>'taken')::int < jsonb_array_length(plan->'steps')
    UNION ALL
    SELECT 'stuck_sending', count(*), min(claimed_at) FROM notice WHERE state = 'sending' AND attempts >= ${MOST_CLAIMS}
    UNION ALL
    SELECT 'unknown_sending', count(*), min(at) FROM notice WHERE state = 'unknown' AND at > ${lately}
    UNION ALL
    SELECT 'unanswered', count(*), min(received_at) FROM inbox WHERE handled_at IS NULL AND received_at < ${late}
    UNION ALL
    SELECT 'capped', count(*), min(at) FROM notice WHERE state = 'capped' AND at > ${lately}
    UNION ALL
    SELECT 'refused', count(*), min(at) FROM notice WHERE state = 'refused' AND at > ${lately}`;
  return rows
    .filter(({ count }) => count > 0n)
    .map(({ what, count, since }) => ({
      what,
      count: Number(count),
      oldestMs: since ? now - since.getTime() : null,
    }));
};
