import { dayOf } from '../calendar/time.ts';
import { missingProof } from '../cases/closing-proof.ts';
import { agreedFacts } from '../cases/deciding.ts';
import { type CaseFile, inChargeOf, placedReason } from '../cases/file.ts';
import { nextStep } from '../cases/four-step.ts';
import { inClassSince } from '../cases/in-class.ts';
import type { World } from '../decision.ts';
import { SEATS, type Seat, type Seated, STEPS } from '../facts/case-fact.ts';
import type { FactBody } from '../facts/fact.ts';
import type { Directory } from '../people/directory.ts';
import { CASE_ACTS, type CaseAct, type Reply } from '../policy/rule.ts';
import { saidInHand } from './proofs-told.ts';

export const isCaseAct = (act: Reply['act']): act is CaseAct =>
  (CASE_ACTS as readonly string[]).includes(act);

/** The facts of a reply; none where the decision table proposes no township of the district. */
export const caseFactsOf = (
  act: CaseAct,
  file: CaseFile,
  detail: string,
  { directory, now }: Pick<World, 'directory' | 'now'>,
): FactBody[] => {
  const { student } = file;
  switch (act) {
    case 'dispatch_agreed': {
      const pupil = directory.students.get(student);
      return pupil ? agreedFacts({ student: pupil, file, directory, now }) : [];
    }
    case 'case_accepted':
      return [{ kind: 'acceptance', student }];
    case 'ticket_closed':
      return [{ kind: 'ticket_closed', student }];
    case 'online_entered':
      return [{ kind: 'online_entry', student }];
    case 'group_by_post':
      return [
        { kind: 'group', student, seats: { ...seatsByPost(file, directory, dayOf(now)), ...file.group } },
      ];
    case 'law_agreed':
    case 'law_refused': {
      const step = nextStep(file);
      return step ? [{ kind: 'legal_check', student, step, agreed: act === 'law_agreed' }] : [];
    }
    case 'steps_go_on':
      return [{ kind: 'steps_decided', student, go_on: true }];
    case 'steps_stop':
      return [{ kind: 'steps_decided', student, go_on: false }];
    case 'resumed':
      return [{ kind: 'reopening', student, reason: '孩子已回校上课，同意复学' }];
    case 'own_class': {
      const day = dayOf(now);
      return [{ kind: 'placement', student, placement: 'own_class', day: inClassSince(file, day) ?? day }];
    }
    case 'close_placed': {
      const reason = placedReason(file);
      return reason ? [{ kind: 'closing', student, reason, review: null }] : [];
    }
    case 'placement_proven': {
      const reason = placedReason(file);
      const missing = reason ? missingProof(file, reason) : [];
      const told = saidInHand(detail, missing);
      return told.map((proof) => ({ kind: 'proof', student, proof, detail: detail || '学校确认已收齐' }));
    }
    case 'step_complied':
    case 'step_not_complied': {
      const step = STEPS.find((each) => each === file.fourStep);
      const complied = act === 'step_complied';
      return step ? [{ kind: 'step_result', student, step, on: dayOf(now), complied }] : [];
    }
  }
};

/** Who holds the post of each seat for this child, in the township in charge. */
export const seatsByPost = (
  file: CaseFile,
  directory: Directory,
  day: string,
): Partial<Record<Seat, Seated>> => {
  const seats: Partial<Record<Seat, Seated>> = {};
  for (const role of SEATS) {
    const [holder] = directory.holders(role, inChargeOf(file), day);
    if (holder) seats[role] = { name: directory.nameOf(holder.person) };
  }
  return seats;
};
