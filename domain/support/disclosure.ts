import type { ReferralBody, Request } from '../facts/support-fact.ts';
import type { Directory, Student } from '../people/directory.ts';
import type { Unit } from '../people/roles.ts';
import type { Disclosed, Need, Referrals } from './needs.ts';

/**
 * The most that a unit's notice may say of a child (policy.md §5.1, §5.2.3). The name is in none: who needs it to act
 * asks for it with a purpose, and the look is kept.
 */
export const MOST_DISCLOSED: Readonly<Record<Unit, readonly Disclosed[]>> = {
  // §5.1 「referrals: employer, place, child's age class; name only if needed to act」
  human_resources: ['township', 'age_class', 'workplace'],
  market_supervision: ['township', 'age_class', 'workplace'],
  // §5.1 「referrals (restricted topic)」
  civil_affairs: ['township', 'school', 'words'],
  // §5.1 「children to assess/register; result category」: where to ask, never what ails the child
  health: ['township', 'school', 'age_class'],
  disabled_federation: ['township', 'school', 'age_class'],
  // §5.1 「referred cases」
  public_security: ['township', 'school', 'age_class', 'workplace', 'words'],
  justice: ['township', 'school', 'words'],
  // §5.1 「pupils matched to 三类 only (flag + status)」
  rural_revitalisation: ['township', 'school'],
  // §5.1 「counts and own referrals only」
  medical_insurance: ['township', 'school'],
  finance: ['township', 'school'],
  development_reform: ['township', 'school'],
  culture_tourism: ['township', 'workplace'],
  agriculture: ['township'],
  // §5.1 「referrals with guardian's consent」
  women_federation: ['township', 'school', 'words'],
  youth_league: ['township', 'school', 'words'],
};

/** §5.1: to these only with the guardian's consent. */
export const CONSENT_UNITS: ReadonlySet<Unit> = new Set<Unit>(['women_federation', 'youth_league']);

/** Who must agree before something goes to a unit; null where nobody has to. */
export const consentFor = (need: Need, unit: Unit | null): Request['consent'] =>
  need.consent ?? (unit !== null && CONSENT_UNITS.has(unit) ? 'guardian' : null);

/** From which age somebody may be employed (未成年人保护法 61). */
const WORKING_AGE = 16;

const ageClass = (age: number | 'under_16' | null, { said }: Referrals): string => {
  if (age === null) return said.unknown_age;
  if (age === 'under_16') return said.under_16;
  return age < WORKING_AGE ? said.under_16 : said.from_16;
};

/** What a referral is called to a unit: its number and the little that lets the unit act. */
export const disclosed = (
  referral: ReferralBody,
  need: Need,
  unit: Unit,
  referrals: Referrals,
  directory: Directory,
): string => {
  const { details, words } = referral;
  const pupil = 'student' in referral ? directory.students.get(referral.student) : undefined;
  const school = directory.schools.get('school' in referral ? referral.school : (pupil?.school ?? ''));
  const township = directory.townships.get(pupil?.household ?? school?.township ?? '');
  const parts: Readonly<Record<Disclosed, string | undefined>> = {
    township: township?.name,
    school: school?.name,
    age_class: pupil ? ageClass(details.age, referrals) : undefined,
    workplace: details.workplace ?? undefined,
    words: words || undefined,
  };
  const may = MOST_DISCLOSED[unit];
  const shown = need.shows.filter((item) => may.includes(item)).flatMap((item) => parts[item] ?? []);
  const whom = pupil ? [referrals.said.one_pupil] : [];
  return `${titled(referral, referrals)}（${[...shown, ...whom].join('，')}）`;
};

/** What a duty of a unit is called that a rule opened about a child, not a person: no more than where. */
export const disclosedPlace = (
  number: string,
  student: Student,
  referrals: Referrals,
  directory: Directory,
): string => {
  const school = directory.schools.get(student.school)?.name;
  const township = directory.townships.get(student.household)?.name;
  const shown = [township, school, referrals.said.one_pupil].filter(Boolean);
  return `${titled({ number }, referrals)}（${shown.join('，')}）`;
};

/** What it is called to those who may know the child: number, child, what was asked. */
export const openly = (referral: ReferralBody, subject: string, referrals: Referrals): string =>
  `${titled(referral, referrals)}（${[subject, referral.words].filter(Boolean).join('：')}）`;

const titled = ({ number }: Pick<Request, 'number'>, { said }: Referrals): string =>
  `${said.referral}${number}`;
