import type { Day, Instant } from '../../domain/calendar/time.ts';
import type { Duty } from '../../domain/duties/duty.ts';
import { type DutyRow, dutyOf } from './duty-row.ts';
import type { Transaction } from './transaction.ts';

/** What one person asked of others (转办): all that is open, and what ended since an instant; open ones first. */
export const dutiesAskedBy = async (tx: Transaction, person: string, since: Instant): Promise<Duty[]> => {
  const rows = await tx.$queryRaw<{ duty: DutyRow }[]>`
    SELECT to_json(duty) AS duty FROM duty
    WHERE plan->'asked'->>'by' = ${person}
      AND (state IN ('open', 'overdue') OR done_at >= ${new Date(since)})
    ORDER BY state IN ('open', 'overdue') DESC, due_at, id LIMIT 20`;
  return rows.map(({ duty }) => dutyOf(duty));
};

/** Pupils who lack benefits they are entitled to (应助未助), the longest known first. */
export const benefitGaps = async (
  tx: Transaction,
): Promise<{ student: string; missing: string[]; since: Day | null }[]> =>
  tx.$queryRaw<{ student: string; missing: string[]; since: Day | null }[]>`
    SELECT student, state->'support'->'missing' AS missing, state->'support'->>'missingSince' AS since FROM case_file
    WHERE jsonb_array_length(coalesce(state->'support'->'missing', '[]')) > 0
    ORDER BY state->'support'->>'missingSince', student`;
