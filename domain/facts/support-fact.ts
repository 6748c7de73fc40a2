import type { Day } from '../calendar/time.ts';
import type { Unit } from '../people/roles.ts';

/** How a child with special needs is taught (P5.4-SPED): 随班就读, 普职融合, 送教上门. */
export const SCHOOLING = ['inclusive_class', 'vocational', 'home_teaching'] as const;
export type Schooling = (typeof SCHOOLING)[number];

/** What a unit's notice may be made of; see `disclosure.ts`. */
export type ReferralDetails = {
  /** The works, shop or venue that was named. */
  workplace: string | null;
  /** In years, as told; of what an identity number tells only whether it is under 16; null where nobody said. */
  age: number | 'under_16' | null;
};

/** What is asked of a unit, township, village or the bureau (转办). */
export type Request = {
  /** `0914-3812`: what it is called by where the name is not shown. */
  number: string;
  /** Which need of the county's list. */
  need: string;
  /** The unit that was named; null: all those of the need. */
  unit: Unit | null;
  /** The township that is asked, where it is another than the school's. */
  township?: string;
  /** What was asked, without names and numbers of people. */
  words: string;
  details: ReferralDetails;
  /** Who agreed that it goes there; null where nobody has to. */
  consent: 'guardian' | 'both' | null;
};

/** A referral for one child, or for a school as such. */
export type ReferralBody =
  | ({ kind: 'referral'; student: string } & Request)
  | ({ kind: 'school_referral'; school: string } & Request);

/** What is told of the help a child has or lacks (policy.md §3 P5), one shape per kind. */
export type SupportFactBody =
  | ReferralBody
  /** Who looks after a left-behind child at home; null: nobody. */
  | { kind: 'carer'; student: string; carer: string | null }
  /** The teacher who helps a pupil in difficulty; null: nobody yet. */
  | { kind: 'buddy'; student: string; teacher: string | null }
  /** Which benefits the child should have and does not get; none: all delivered. */
  | { kind: 'benefits'; student: string; missing: readonly string[] }
  /** How a child with special needs is taught; null: not arranged. */
  /** `detail`: of lessons at home, how often, from when and by whom. */
  | { kind: 'schooling'; student: string; way: Schooling | null; detail?: string }
  /** A lesson at home was given. */
  | { kind: 'home_lesson'; student: string; day: Day }
  /** A pupil who moved with the parents studies at `school`; `proven` by that school's paper (AMB-40). */
  | { kind: 'elsewhere'; student: string; school: string | null; proven: boolean }
  /** A one-to-one talk or lesson with a weary pupil. */
  | { kind: 'one_to_one'; student: string; day: Day };

const KINDS: ReadonlySet<string> = new Set<SupportFactBody['kind']>([
  'referral',
  'school_referral',
  'carer',
  'buddy',
  'benefits',
  'schooling',
  'home_lesson',
  'elsewhere',
  'one_to_one',
]);

export const isSupportFact = (body: { kind: string }): body is SupportFactBody => KINDS.has(body.kind);
