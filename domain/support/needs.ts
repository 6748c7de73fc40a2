import { z } from 'zod';
import { CIRCUMSTANCES } from '../facts/family-fact.ts';
import { FLAGS } from '../people/flags.ts';
import { UNITS, type Unit } from '../people/roles.ts';
import { isPattern } from '../policy/pattern.ts';

/** What a unit's notice about a referral may be made of (policy.md §5.1); a pupil's name is none of it. */
export const DISCLOSED = ['township', 'school', 'age_class', 'workplace', 'words'] as const;
export type Disclosed = (typeof DISCLOSED)[number];

const pattern = z.string().min(1).refine(isPattern, 'not a regular expression');

const need = z.strictObject({
  id: z.string().regex(/^[a-z_]+$/),
  /** What is asked, in two to ten words. */
  label: z.string().min(2).max(14),
  /** Who answers; none where a rule names a township, village or bureau post. */
  units: z.array(z.enum(UNITS)).default([]),
  /** All units of the list at once, whichever was named (child labour: A-HR-CHILD, A-MKT-CHILD). */
  together: z.boolean().default(false),
  /** How people say it. */
  words: z.array(pattern).default([]),
  /** Understood without any unit being named. */
  alone: z.boolean().default(false),
  /** What the unit's notice says of the child. */
  shows: z.array(z.enum(DISCLOSED)).default([]),
  /** Asked by itself where a circumstance is told of an open case (A-CIV-MARRY), or only of children under an age in years (A-HR-CHILD). */
  begins: z.strictObject({ circumstance: z.enum(CIRCUMSTANCES), under: z.literal(16).optional() }).optional(),
  /** Who must agree before it goes: the guardian, or child and guardian. */
  consent: z.enum(['guardian', 'both']).optional(),
  /** Words that say so in the same message. */
  agreed: z.array(pattern).default([]),
  /** May be asked for a school, without naming a child. */
  school: z.boolean().default(false),
  /** Of the restricted section: asked by the principal or the bureau alone. */
  restricted: z.boolean().default(false),
});
export type Need = z.infer<typeof need>;

const names = z.array(z.string().min(2)).min(1);

/** `referrals.yaml`: to whom what may be referred, in which words, and what is told of the child. */
export const referralsSchema = z.strictObject({
  /** What people call the receivers, besides the units' own titles. */
  called: z.partialRecord(z.enum([...UNITS, 'township', 'village']), names),
  needs: z.array(need).min(1),
  /** The words of the disclosures. */
  said: z.strictObject({
    referral: z.string().min(1),
    one_pupil: z.string().min(1),
    under_16: z.string().min(1),
    from_16: z.string().min(1),
    unknown_age: z.string().min(1),
    the_pupil: z.string().min(1),
  }),
});
export type Referrals = z.infer<typeof referralsSchema>;

/** `benefits.yaml`: which benefits a flag entitles to (应助、应保、应免). */
export const benefitsSchema = z
  .array(
    z.strictObject({
      id: z.string().regex(/^[a-z_]+$/),
      label: z.string().min(2).max(14),
      group: z.enum(['aid', 'insure', 'exempt']),
      flags: z.array(z.enum(FLAGS)).min(1),
      /** Other words for it. */
      words: z.array(z.string().min(1)).default([]),
    }),
  )
  .min(1);
export type Benefits = z.infer<typeof benefitsSchema>;

/** The need that is asked where the words fit none of a unit's: its clock is the annex's default (P1.R3-DEPTS). */
export const ANY_NEED = 'assistance';

export const needNamed = ({ needs }: Referrals, id: string): Need => {
  const found = needs.find((item) => item.id === id);
  if (!found) throw new Error(`no need ${id} in the county's list of referrals`);
  return found;
};

/** Which units a referral goes to: the named one, or all of its need. */
export const unitsOf = ({ units, together }: Need, named: Unit | null): readonly Unit[] =>
  named === null || together ? units : [named];

/** What the pupil is entitled to by the flags of the roster. */
export const entitledTo = (flags: readonly string[], benefits: Benefits): Benefits =>
  benefits.filter((benefit) => benefit.flags.some((flag) => flags.includes(flag)));
