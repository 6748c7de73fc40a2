import type { Policy } from '../policy/policy.ts';
import type { SignalName } from '../signals.ts';
import { needOf } from '../support/addressing.ts';
import { needNamed } from '../support/needs.ts';

/** What only a word of harm begins: that it was said shows in the duty (policy.md §6.5). */
const OF_HARM: readonly SignalName[] = [
  'safeguard',
  'absent_guarded',
  'leave_asked_guarded',
  'family_asks_guarded',
];

/** Whether a duty tells of harm; it belongs to the restricted section (policy.md §5.1). */
export const isOfHarm = (name: string, { opening }: Pick<Policy, 'opening'>): boolean =>
  OF_HARM.some((signal) => opening.get(signal)?.some((bound) => bound.name === name));

/** The same, and what a unit was asked about a marriage. */
export const isRestricted = (
  name: string,
  policy: Pick<Policy, 'opening' | 'named' | 'referrals'>,
): boolean => {
  if (isOfHarm(name, policy)) return true;
  const bound = policy.named.get(name);
  const need = bound ? needOf(bound) : null;
  return need !== null && needNamed(policy.referrals, need).restricted;
};
