import type { Dice } from '../../seeds/demo/dice.ts';

/** Why a pupil is away, as it will turn out; `unknown` at the roll, whatever comes of it. */
export type Cause = 'sick' | 'personal' | 'late' | 'excused_later' | 'truant' | 'gone';

/** A pupil's time away: school days still to be missed, and how many were. */
export interface Spell {
  student: string;
  cause: Cause;
  left: number;
  missed: number;
  /** Nobody of the school follows it up. */
  forgotten: boolean;
}

const FORGOTTEN = 0.08;

/** Shares of the causes, and of every cause the school days it lasts, the same length more often the earlier it stands. */
const CAUSES: readonly { cause: Cause; share: number; days: readonly number[] }[] = [
  { cause: 'sick', share: 0.64, days: [1, 1, 1, 1, 1, 1, 1, 2, 2, 3] },
  { cause: 'personal', share: 0.27, days: [1, 1, 1, 1, 1, 1, 1, 1, 2, 4] },
  { cause: 'late', share: 0.045, days: [1] },
  { cause: 'excused_later', share: 0.035, days: [1, 1, 1, 2] },
  { cause: 'truant', share: 0.0092, days: [1, 1, 1, 2, 2, 3, 4, 5] },
  { cause: 'gone', share: 0.0008, days: [6, 9, 14, 25, 60] },
];

/** School days that a spell lasts on average. */
export const MEAN_DAYS = CAUSES.reduce(
  (sum, { share, days }) => sum + (share * days.reduce((all, day) => all + day, 0)) / days.length,
  0,
);

export const newSpell = (student: string, throws: Dice): Spell => {
  let left = throws.next();
  const found = CAUSES.find(({ share }) => {
    left -= share;
    return left < 0;
  });
  const { cause, days } = found ?? { cause: 'sick' as const, days: [1] };
  return { student, cause, left: throws.pick(days), missed: 0, forgotten: throws.hits(FORGOTTEN) };
};
