import type { DutyRule } from '../policy/rule.ts';
import type { Duty } from './duty.ts';

/** What its actor may say of a duty instead of doing it, each with the reason. */
export type Declined = 'cannot' | 'hindered' | 'not_applicable';

/**
 * What "it cannot be done" means of a duty. What the year asks of a unit, or somebody asked of it, ends with the reason
 * (policy.md §4). A pupil's clock and a rectification do not end by words: the reason is kept and told, the clock runs on.
 */
export const declinedAs = ({ subject, replies }: DutyRule, { asked }: Pick<Duty, 'asked'>): Declined => {
  if (replies?.some(({ act }) => act === 'hindered')) return 'hindered';
  return subject === 'student' && asked === null ? 'hindered' : 'cannot';
};

/** Whether the year itself asks it, or it follows from what the year asks: such a duty may turn out not to apply (§4). */
export const isOfCalendar = ({ subject, opens }: DutyRule): boolean =>
  subject !== 'student' && typeof opens === 'object' && ('on' in opens || 'after' in opens);
