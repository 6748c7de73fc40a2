import type { JurisdictionTask, Where } from '../facts/case-fact.ts';

/** What jurisdiction is decided by. */
export interface Residence {
  /** Township of the school in whose roll (学籍) the child stands; null without one. */
  enrolment: string | null;
  /** Township of household registration in the district; `elsewhere` outside it; null for a child without 户口. */
  household: string | 'elsewhere' | null;
  where: Where;
}

/** The rows of policy.md §6.4, in its order; `rule` is how P4.R1-JURIS covers it. */
export const JURISDICTION = [
  'at_enrolment',
  'at_household',
  'third_township',
  'outside',
  'unknown',
  'foreign_away',
  'foreign_here',
  'no_household',
  'no_enrolment',
] as const;
export type JurisdictionRow = (typeof JURISDICTION)[number];

/** A township proposed by one row of the table; null where it lies outside the district or cannot be told. */
export interface Proposal {
  row: JurisdictionRow;
  township: string | null;
  tasks: readonly JurisdictionTask[];
}

/**
 * Proposes the 劝返主体 (P4.R1-JURIS, policy.md §6.4). A named officer of the bureau decides. What is handed over to the
 * county of registration stays with the township of the school until the receipt. Of whomever nobody knows the place it is
 * asked first whether the child is missing, whatever the row.
 */
export const proposeJurisdiction = ({ enrolment, household, where }: Residence): Proposal => {
  const stay = where.kind === 'township' ? where.township : null;
  const registered = household === 'elsewhere' ? null : household;
  const sought: JurisdictionTask[] = where.kind === 'unknown' ? ['find_child'] : [];
  if (household === null)
    return { row: 'no_household', township: stay ?? enrolment, tasks: ['register_household', ...sought] };
  if (enrolment === null) return { row: 'no_enrolment', township: stay ?? registered, tasks: sought };
  if (household === 'elsewhere')
    return stay === enrolment
      ? { row: 'foreign_here', township: enrolment, tasks: [] }
      : { row: 'foreign_away', township: enrolment, tasks: ['letter_to_county', ...sought] };
  if (stay === enrolment) return { row: 'at_enrolment', township: enrolment, tasks: [] };
  if (stay === household) return { row: 'at_household', township: household, tasks: [] };
  if (where.kind === 'outside') return { row: 'outside', township: household, tasks: ['write_to_stay'] };
  if (where.kind === 'unknown') return { row: 'unknown', township: household, tasks: sought };
  return { row: 'third_township', township: household, tasks: ['assistance_slip'] };
};
