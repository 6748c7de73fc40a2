import type { BoundDuty, Policy } from '../policy/policy.ts';
import { type Duty, isLive } from './duty.ts';

/** The titles of what a pupil's return began and nobody has ended: talks, help (T18, T19 "follow-ups done"). */
export const followUpsOf = (
  student: string,
  duties: readonly Duty[],
  { opening, following, named }: Pick<Policy, 'opening' | 'following' | 'named'>,
): string[] => {
  const first = opening.get('returned') ?? [];
  const all = new Set<BoundDuty>([...first, ...first.flatMap(({ name }) => following.get(name) ?? [])]);
  const open = duties.flatMap((duty) => {
    const bound = duty.about.student === student && isLive(duty) ? named.get(duty.name) : undefined;
    return bound && all.has(bound) ? [bound.duty.title] : [];
  });
  return [...new Set(open)];
};
