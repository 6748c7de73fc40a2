import type { BoundDuty, Policy } from '../policy/policy.ts';
import { isForAnyNeed, needOf } from './addressing.ts';
import { CONSENT_UNITS, MOST_DISCLOSED } from './disclosure.ts';
import { ANY_NEED, type Need } from './needs.ts';

/** What contradicts itself between the rules and the county's list of referrals; one sentence each. */
export const referralProblems = ({ named, referrals }: Policy): string[] => {
  const duties = [...named.values()];
  return [
    ...duties.flatMap((bound) => wrongNeed(bound, referrals.needs)),
    ...referrals.needs.flatMap((need) => [...tellsTooMuch(need), ...goesNowhere(need, duties)]),
    ...(referrals.needs.some(({ id }) => id === ANY_NEED) ? [] : [`referrals: ${ANY_NEED} is missing`]),
  ];
};

const wrongNeed = (bound: BoundDuty, needs: readonly Need[]): string[] => {
  const id = needOf(bound);
  if (id === null || isForAnyNeed(bound)) return [];
  const need = needs.find((item) => item.id === id);
  if (!need) return [`${bound.name}: opens on a referral for ${id}, which referrals.yaml does not know`];
  const { unit } = bound.duty;
  return unit && !need.units.includes(unit)
    ? [`${bound.name}: ${unit} is none of the units of ${id} in referrals.yaml`]
    : [];
};

const tellsTooMuch = ({ id, units, shows, consent }: Need): string[] =>
  units.flatMap((unit) => [
    ...shows
      .filter((item) => !MOST_DISCLOSED[unit].includes(item))
      .map((item) => `referrals: ${id} shows ${item}, which ${unit} may not be told (policy.md §5.1)`),
    ...(CONSENT_UNITS.has(unit) && !consent
      ? [`referrals: ${id} goes to ${unit}, which wants the guardian's consent`]
      : []),
  ]);

const goesNowhere = ({ id, units }: Need, duties: readonly BoundDuty[]): string[] =>
  units.length > 0 || duties.some((bound) => needOf(bound) === id)
    ? []
    : [`referrals: nobody answers ${id}: it has neither units nor a rule`];
