import { isAbsent } from '../attendance/statuses.ts';
import type { Status } from '../types.ts';
import type { AwayCount, Tally } from './tally.ts';

const COUNTED: Partial<Record<AwayCount['kind'], readonly Status[]>> = {
  sick: ['sick_leave'],
  personal: ['personal_leave'],
  leave: ['sick_leave', 'personal_leave'],
  unexcused: ['unexcused'],
};

/** Whether the numbers told disagree with those named. `away` holds one status for each name told as absent. */
export function disagrees({ expected, present, away: counts }: Tally, away: readonly Status[]): boolean {
  const absent = away.filter(isAbsent);
  if (expected !== null && present !== null && expected - present !== absent.length) return true;
  // "走读的缺1: …, 住校的缺2: …"
  const lacking = counts.reduce((sum, { n, kind }) => sum + (kind === 'absent' ? n : 0), 0);
  return counts.some(({ n, kind }) => {
    const statuses = COUNTED[kind] ?? ['unaccounted'];
    const named = absent.filter((status) => statuses.includes(status)).length;
    // "缺3人" counts everybody away, "未到0人" in a form only those without leave.
    return n !== named && !(kind === 'absent' && (n === absent.length || lacking === absent.length));
  });
}
