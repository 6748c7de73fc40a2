import { dayOf, type Instant } from '../calendar/time.ts';
import type { ClosingReason } from '../facts/case-fact.ts';
import type { Author, Fact, FactBody } from '../facts/fact.ts';
import type { Settings } from '../policy/settings.ts';
import { beginAnew, enterCase } from './advance.ts';
import { CLOSING, missingProof } from './closing-proof.ts';
import { comeBack } from './daily.ts';
import { askToClose } from './dispatching.ts';
import { askAfterClosing, wasSuspended } from './enrolment.ts';
import { type CaseFile, casePeriod, hasCase, isPlacedElsewhere, isTicketOpen, placedReason } from './file.ts';
import { type Concerned, isItsPrincipal, townshipRefusal } from './in-charge.ts';
import { inClassSince } from './in-class.ts';
import type { Progress } from './progress.ts';
import type { Refusal } from './refusal.ts';

type Of<Kind extends FactBody['kind']> = Extract<FactBody, { kind: Kind }>;

const BUREAU: ReadonlySet<string> = new Set(['bureau_officer', 'bureau_head']);

/** Why a closing does not hold (T21); null when it does. BACK is confirmed by two lines and not closed this way. */
export const closingRefusal = (
  file: CaseFile,
  body: Of<'closing'>,
  by: Author,
  concerned: Concerned,
): Refusal | null => {
  const { decides, review } = CLOSING[body.reason];
  if (!hasCase(file)) return { code: 'no_case' };
  const may =
    decides === 'bureau' ? BUREAU.has(by.role) : decides === 'school' && isItsPrincipal(file, by, concerned);
  if (!may) return { code: 'not_whose', values: { decides } };
  const missing = missingProof(file, body.reason);
  if (missing.length > 0) return { code: 'proof_missing', values: { reason: body.reason, missing } };
  return review && body.review === null ? { code: 'review_missing' } : null;
};

/**
 * Why the return cannot be confirmed as stable (T19); null when it can. 校长 for the school, the township in charge for the
 * other line. `followUps` are the titles of what the return began and nobody has ended.
 */
export const confirmationRefusal = (
  file: CaseFile,
  { line }: Of<'close_confirmation'>,
  by: Author,
  { settings, ...concerned }: Concerned & { settings: Settings },
  followUps: readonly string[],
): Refusal | null => {
  if (file.stage !== 'RETURNED') return { code: 'no_case' };
  if (line === 'school' && !isItsPrincipal(file, by, concerned))
    return { code: 'not_whose', values: { decides: 'school' } };
  const refused = line === 'township' ? townshipRefusal(file, by, concerned) : null;
  if (refused) return refused;
  const placed = placedReason(file);
  if (placed !== null) return { code: 'placed_elsewhere', values: { reason: placed } };
  if (file.stableOn === null)
    return { code: 'not_stable', values: { wanted: settings['observe.stable_sd'] } };
  if (file.away !== null) return { code: 'away_again' };
  if (followUps.length > 0) return { code: 'follow_ups_open', values: { titles: followUps.join('、') } };
  // A case may be dispatched before its ticket is told (P4.R1-DISPATCH); nobody can close one that never was.
  if (file.ticket !== null && isTicketOpen(file))
    return { code: 'ticket_open', values: { ticket: file.ticket } };
  return null;
};

/** T19: the principal and the township both confirm. */
export const confirm = (progress: Progress, fact: Fact, body: Of<'close_confirmation'>): void => {
  const { file } = progress;
  const closeConfirmed = { ...file.closeConfirmed, [body.line]: true };
  progress.set({ closeConfirmed });
  progress.signal(
    body.line === 'school' ? 'close_agreed_school' : 'close_agreed_township',
    fact.at,
    casePeriod(file),
  );
  if (closeConfirmed.school && closeConfirmed.township) end(progress, fact, 'BACK', null);
};

/** T21. */
export const close = (progress: Progress, fact: Fact, body: Of<'closing'>): void =>
  end(progress, fact, body.reason, body.review);

const end = (progress: Progress, fact: Fact, reason: ClosingReason, review: string | null): void => {
  const before = progress.file;
  progress.set({
    closing: { reason, on: dayOf(fact.at), by: fact.by.person, review },
    away: null,
    unreached: false,
    missing: false,
    notRegisteredSince: null,
  });
  progress.move('CLOSED', fact.at);
  progress.signal('closed', fact.at, casePeriod(progress.file), reason);
  askAfterClosing(progress, before, reason, fact.at);
  askToClose(progress, fact.at);
};

/** Why a case cannot be opened again by hand; a child who came back and is gone again opens it by the count (T20). */
export const reopeningRefusal = (file: CaseFile, body: Of<'reopening'>, by: Author): Refusal | null => {
  if (file.stage !== 'CLOSED') return { code: 'not_closed' };
  if (!BUREAU.has(by.role)) return { code: 'not_whose', values: { decides: 'bureau' } };
  return body.reason.trim() === '' ? { code: 'reason_missing' } : null;
};

/**
 * The bureau opens a closed case again: the same file, another number, the absence from that day on. A class that no longer
 * counts the child does not name it either: only a word about the child itself ends the absence. Whoever is in class is
 * missed by nobody: an attended day is a return (T18), and the child is observed anew.
 */
export const reopen = (progress: Progress, fact: Fact): void => {
  const today = dayOf(fact.at);
  const isToResume = wasSuspended(progress.file);
  const since = inClassSince(progress.file, today);
  if (since !== null) {
    const { placement } = progress.file;
    beginAnew(progress, fact.at, true);
    // The school that a child without one has entered still has it.
    progress.set({ before: null, ...(isPlacedElsewhere({ placement }) ? {} : { placement }) });
    comeBack(progress, fact.at, since);
    signalReopened(progress, fact.at, isToResume);
    return;
  }
  enterCase(progress, fact.at, today, true);
  progress.set({ away: today, before: null, reopened: true });
  signalReopened(progress, fact.at, isToResume);
};

const signalReopened = (progress: Progress, when: Instant, isToResume: boolean): void => {
  progress.signal('reopened', when, casePeriod(progress.file));
  // The 休学 is over, whatever comes of the child now.
  if (isToResume) progress.signal('enrolment_due_resumed', when, casePeriod(progress.file));
};

/** Why a 休学 or 缓学 does not go on: only the bureau extends it, to a day to come, on a new approval (§6.3 MEDICAL). */
export const extensionRefusal = (
  { stage, closing }: CaseFile,
  { until, approval }: Of<'review_extended'>,
  { by, at }: Pick<Fact, 'by' | 'at'>,
): Refusal | null => {
  if (stage !== 'CLOSED' || closing?.reason !== 'MEDICAL') return { code: 'not_deferred' };
  if (!BUREAU.has(by.role)) return { code: 'not_whose', values: { decides: 'bureau' } };
  if (until === null || until <= dayOf(at)) return { code: 'extension_missing' };
  return approval.trim() === '' ? { code: 'approval_missing' } : null;
};

export const extend = (
  progress: Progress,
  { at, by }: Fact,
  { until, approval }: Of<'review_extended'>,
): void => {
  const { closing, proofs } = progress.file;
  if (!closing) return;
  const { reviewAsked: _, ...kept } = closing;
  const proof = { proof: 'approval' as const, detail: approval, on: dayOf(at), by: by.person };
  progress.set({
    closing: { ...kept, review: until },
    proofs: [...proofs.filter((known) => known.proof !== 'approval'), proof],
  });
  progress.signal('review_settled', at, closing.review ?? dayOf(at));
  if (wasSuspended(progress.file)) progress.signal('enrolment_due_suspended', at, `until-${until}`);
};
