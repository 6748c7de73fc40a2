import type { Instant } from '../calendar/time.ts';
import type { JurisdictionTask } from '../facts/case-fact.ts';
import type { FactBody } from '../facts/fact.ts';
import type { Directory, Student } from '../people/directory.ts';
import { referralNumber } from '../support/number.ts';
import { type CaseFile, isHandOver, whereOf } from './file.ts';
import { proposalFor } from './residence.ts';

/** The child and what is known when the bureau decides. */
export interface Deciding {
  student: Student;
  file: CaseFile;
  directory: Pick<Directory, 'schools' | 'townships'>;
  now: Instant;
}

/** Needs of the county's list of referrals that follow from a decision. */
export const STAY_HELP = 'stay_help';
const REGISTRATION = 'registration';

/** What is recorded where a named officer agrees to the proposal (P4.R1-JURIS); none where no township can be proposed. */
export const agreedFacts = (deciding: Deciding): FactBody[] => {
  const { student, file, directory } = deciding;
  const { township, row, tasks } = proposalFor(student, file, directory);
  return township === null
    ? []
    : withReferrals(deciding, { kind: 'dispatch', student: student.id, township, row, reason: null }, tasks);
};

/**
 * What is recorded where the officer names the township. Another than the proposed wants a reason, and so does any where a
 * hand-over was proposed. What the child's place asks for beside it stays; but whoever decides otherwise knows why and so
 * where the child is, and no slip goes to whoever is in charge.
 */
export const namedFacts = (deciding: Deciding, township: string, reason: string | null): FactBody[] => {
  const { student, file, directory } = deciding;
  const { row, township: proposed, tasks } = proposalFor(student, file, directory);
  const isProposed = township === proposed && !isHandOver({ row });
  const where = whereOf(file);
  const isThere = where.kind === 'township' && where.township === township;
  const dropped: ReadonlySet<JurisdictionTask> = new Set<JurisdictionTask>([
    ...(isProposed ? [] : (['letter_to_county', 'find_child'] as const)),
    ...(isThere ? (['assistance_slip'] as const) : []),
  ]);
  const body = { student: student.id, township, row: isProposed ? row : null, reason };
  const besides = tasks.filter((task) => !dropped.has(task));
  return withReferrals(deciding, { kind: 'dispatch', ...body }, besides);
};

/** The decision, and what it asks of another township (协办单) and of the police (A-POL-HUKOU). */
const withReferrals = (
  deciding: Deciding,
  body: Extract<FactBody, { kind: 'dispatch' }>,
  tasks: readonly JurisdictionTask[],
): FactBody[] => [
  tasks.length > 0 ? { ...body, tasks } : body,
  ...(tasks.includes('assistance_slip') ? slip(deciding) : []),
  ...(tasks.includes('register_household') && !isAsked(deciding) ? [registration(deciding)] : []),
];

const slip = (deciding: Deciding): FactBody[] => {
  const { file } = deciding;
  const where = whereOf(file);
  if (where.kind !== 'township') return [];
  const words = file.stays.at(-1)?.place ?? '';
  return [{ ...request(deciding, STAY_HELP), township: where.township, words }];
};

const registration = (deciding: Deciding): FactBody => ({
  ...request(deciding, REGISTRATION),
  unit: 'public_security',
});

/** Asked already, and not declined: the police hear of one child once. */
const isAsked = ({ file }: Deciding): boolean =>
  file.support?.referrals.some(
    ({ need, answers }) => need === REGISTRATION && answers.every(({ state }) => state !== 'declined'),
  ) === true;

const request = (
  { student: { id: student }, now }: Deciding,
  need: string,
): Extract<FactBody, { kind: 'referral' }> => ({
  kind: 'referral',
  student,
  number: referralNumber([need, student, now].join('|'), now),
  need,
  unit: null,
  words: '',
  details: { workplace: null, age: null },
  consent: null,
});
