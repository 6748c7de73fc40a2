import type { World } from '../decision.ts';
import type { Asked } from '../duties/duty.ts';
import { nameSubject } from '../notices/item.ts';
import type { Unit } from '../people/roles.ts';
import type { BoundDuty, Policy } from '../policy/policy.ts';
import type { Signal, Subject } from '../signals.ts';
import { disclosed, disclosedPlace, openly } from './disclosure.ts';
import { ANY_NEED, needNamed, unitsOf } from './needs.ts';
import { referralNumber } from './number.ts';

/**
 * A signal as one rule hears it: a referral once for each unit that answers under this rule, anything else as it is;
 * nothing where the rule is for other needs or other pupils.
 */
export const addressed = (bound: BoundDuty, signal: Signal, { policy, directory }: World): Signal[] => {
  const { pupils } = bound.duty;
  const flags = directory.students.get(signal.about.student ?? '')?.flags ?? [];
  if (pupils && signal.about.student && !pupils.some((flag) => flags.includes(flag))) return [];
  return signal.referral ? referredTo(bound, signal, signal.referral, policy) : [signal];
};

const referredTo = (
  bound: BoundDuty,
  signal: Signal,
  { body }: NonNullable<Signal['referral']>,
  policy: Policy,
): Signal[] => {
  const { duty } = bound;
  if (duty.subject !== ('student' in body ? 'student' : 'school')) return [];
  const need = needNamed(policy.referrals, body.need);
  if (duty.actor !== 'unit') return needOf(bound) === need.id ? [signal] : [];
  const units = unitsOf(need, body.unit);
  const own = (unit: Unit): boolean =>
    'student' in body &&
    (policy.opening.get('referred') ?? []).some(
      (item) => needOf(item) === need.id && item.duty.unit === unit,
    );
  if (duty.unit)
    return needOf(bound) === need.id && units.includes(duty.unit) ? [toUnit(signal, duty.unit)] : [];
  // The annex's default, for whatever has no rule of its own.
  return units
    .filter((unit) => !own(unit))
    .map((unit) => ({ ...toUnit(signal, unit), period: `${signal.period}@${unit}` }));
};

const toUnit = (signal: Signal, unit: Unit): Signal => ({ ...signal, about: { ...signal.about, unit } });

/** The need that a rule answers to; null for one that begins otherwise. */
export const needOf = ({ duty: { opens } }: BoundDuty): string | null =>
  typeof opens !== 'string' && 'referred' in opens ? opens.referred : null;

/** Whether a rule is the one for every need that has no other: its unit is the referral's. */
export const isForAnyNeed = (bound: BoundDuty): boolean => needOf(bound) === ANY_NEED;

/** What a duty keeps of the referral that opened it; of a unit's duty about a child at least its number. */
export const askedOf = (
  bound: BoundDuty,
  signal: Signal,
  { policy, directory, place }: World,
): Asked | null => {
  const { referral, about } = signal;
  const { referrals } = policy;
  const student = directory.students.get(about.student ?? '');
  if (!referral) {
    if (bound.duty.actor !== 'unit' || bound.duty.subject !== 'student' || !student) return null;
    const number = referralNumber(`${bound.name}|${student.id}|${signal.period}`, signal.at);
    return { number, by: null, shows: disclosedPlace(number, student, referrals, directory) };
  }
  const { body, by } = referral;
  const need = needNamed(referrals, body.need);
  const shows =
    bound.duty.actor === 'unit' && about.unit
      ? disclosed(body, need, about.unit, referrals, directory)
      : openly(body, nameSubject(withoutUnit(about), { directory, place }), referrals);
  return { number: body.number, by, shows };
};

const withoutUnit = ({ unit: _, ...about }: Subject): Subject => about;
