import { dayOf } from '../calendar/time.ts';
import type { ClosingReason } from '../facts/case-fact.ts';
import type { EnrolmentFactBody, EnrolmentNote } from '../facts/enrolment-fact.ts';
import type { Fact } from '../facts/fact.ts';
import { type CaseFile, casePeriod } from './file.ts';
import type { Progress } from './progress.ts';

/** P1.R4-XUEJI: a change of the 学籍 that somebody made is written down, and whatever asked for it has ended. */
export const noteEnrolment = (progress: Progress, fact: Fact, body: EnrolmentFactBody): void => {
  const enrolment = withChange(progress.file.enrolment ?? [], body, fact);
  progress.set({ enrolment });
  progress.signal(`enrolment_${body.change}`, fact.at, casePeriod(progress.file));
};

/** The rows with one more, or with the last of its kind completed by what was missing in it. */
const withChange = (
  notes: readonly EnrolmentNote[],
  { change, on, approved }: EnrolmentFactBody,
  { at, by }: Fact,
): readonly EnrolmentNote[] => {
  const told = dayOf(at);
  const last = notes.findLast((note) => note.change === change);
  const isSame = last !== undefined && (last.on === null || on === null || last.on === on);
  const isOpen = last !== undefined && (last.told === told || last.on === null || last.approved === null);
  if (!isSame || !isOpen) return [...notes, { change, on, approved, told, by: by.person }];
  const filled = { ...last, on: on ?? last.on, approved: approved ?? last.approved };
  if (filled.on === last.on && filled.approved === last.approved) return notes;
  return notes.map((note) => (note === last ? filled : note));
};

/** What a case that ends this way asks of the 学籍; a child that never had one has none to change. */
const ASKED_BY: Partial<Record<ClosingReason, 'moved_out' | 'suspended' | 'ended' | 'corrected'>> = {
  ELSEWHERE: 'moved_out',
  MEDICAL: 'suspended',
  ABROAD: 'ended',
  DECEASED: 'ended',
  DATA: 'corrected',
};

/** Whether the child of a closed case has a 学籍 that was suspended: a 缓学 has none. */
export const wasSuspended = ({ closing, firstMissed, enrolment = [] }: CaseFile): boolean =>
  closing?.reason === 'MEDICAL' && (firstMissed !== null || enrolment.length > 0);

/** A case ended for a reason that changes the 学籍: the school is asked whether it was done (policy.md §6.3, P1.R4-XUEJI). */
export const askAfterClosing = (
  progress: Progress,
  { stage }: Pick<CaseFile, 'stage'>,
  reason: ClosingReason,
  at: Fact['at'],
): void => {
  const change = ASKED_BY[reason];
  if (!change || (stage === 'NOT_ENROLLED' && change !== 'corrected')) return;
  progress.signal(`enrolment_due_${change}`, at, casePeriod(progress.file));
};
