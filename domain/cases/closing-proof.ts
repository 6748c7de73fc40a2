import type { Instant } from '../calendar/time.ts';
import type { ClosingReason, Proof } from '../facts/case-fact.ts';
import { type CaseFile, casePeriod, isHandedOver, placedReason } from './file.ts';
import type { Progress } from './progress.ts';

/** Who may decide that a case ends; software never does (policy.md §11.1). */
export type Decider = 'both_lines' | 'bureau' | 'school';

interface ClosingRule {
  decides: Decider;
  /** All of these; of a list in it, one. */
  proof: readonly (readonly Proof[])[];
  /** A day must be set on which it is looked at again. */
  review?: true;
}

/** Policy.md §6.3 row by row. */
export const CLOSING: Readonly<Record<ClosingReason, ClosingRule>> = {
  BACK: { decides: 'both_lines', proof: [] },
  ELSEWHERE: { decides: 'bureau', proof: [['receiving_school', 'enrolment_transferred']] },
  MEDICAL: {
    decides: 'bureau',
    proof: [['guardian_application'], ['approval'], ['appraisal']],
    review: true,
  },
  HOME_TEACHING: { decides: 'bureau', proof: [['teaching_plan'], ['enrolment_kept'], ['visit_log']] },
  VOC: { decides: 'bureau', proof: [['vocational_class'], ['vocational_attendance']] },
  COMPLETED: { decides: 'school', proof: [['completion_record']] },
  DATA: { decides: 'bureau', proof: [['correction']] },
  ABROAD: { decides: 'bureau', proof: [['civil_record']] },
  DECEASED: { decides: 'bureau', proof: [['civil_record']] },
};

/** What was handed over to the county of registration stays open until that has receipted it (policy.md §6.4). */
const wantedProof = (file: CaseFile, reason: ClosingReason): ClosingRule['proof'] =>
  reason === 'ELSEWHERE' && isHandedOver(file)
    ? [...CLOSING[reason].proof, ['county_receipt']]
    : CLOSING[reason].proof;

/** What is still wanting before a case may be closed for a reason: of each group of proofs any one will do. */
export const missingProof = (file: CaseFile, reason: ClosingReason): Proof[] => {
  const seen = new Set(file.proofs.map(({ proof }) => proof));
  return wantedProof(file, reason).flatMap((group) =>
    group.some((proof) => seen.has(proof)) ? [] : group.slice(0, 1),
  );
};

/** What a placement itself brings about is proven when it is closed. */
const LATER: ReadonlySet<Proof> = new Set(['visit_log', 'vocational_attendance']);

/** What must be in hand for a pupil without a case to be taught elsewhere from now on (P5.4-SPED, P6.2-VOC, §6.3). */
export const wantedToPlace = (reason: 'VOC' | 'HOME_TEACHING'): Proof[] =>
  CLOSING[reason].proof.flat().filter((proof) => !LATER.has(proof));

/** §6.3 HOME_TEACHING, VOC: whoever is asked for the proof of a placement has brought it all. */
export const askForProof = (progress: Progress, when: Instant): void => {
  const { file } = progress;
  const reason = placedReason(file);
  if (file.placementHeld !== null && reason && missingProof(file, reason).length === 0)
    progress.signal('placement_proven', when, casePeriod(file));
};
