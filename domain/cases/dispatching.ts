import { dayOf, type Instant } from '../calendar/time.ts';
import type { Author, Fact, FactBody } from '../facts/fact.ts';
import {
  type CaseFile,
  casePeriod,
  type Dispatch,
  dispatchOf,
  hasMoved,
  isGroupComplete,
  isHandedOver,
  isHandOver,
  isOpenCase,
  isTicketOpen,
  whereOf,
} from './file.ts';
import { type Concerned, townshipRefusal } from './in-charge.ts';
import type { Progress } from './progress.ts';
import type { Refusal } from './refusal.ts';

type Of<Kind extends FactBody['kind']> = Extract<FactBody, { kind: Kind }>;

const BUREAU: ReadonlySet<string> = new Set(['bureau_officer', 'bureau_head']);

/** Tells one dispatch of a case from the next, in the keys of its duties. */
export const dispatchPeriod = (file: CaseFile): string => `${casePeriod(file)}-d${file.dispatches.length}`;

/**
 * Which papers are of one opening of the case, and of one dispatch of it. That of the first dispatch is called as the case is,
 * as it was before a second could have one of its own (§6.4).
 */
export const paperPeriods = (file: CaseFile): { case: string; dispatch: string } => ({
  case: casePeriod(file),
  dispatch: file.dispatches.length > 1 ? dispatchPeriod(file) : casePeriod(file),
});

/** The number of the platform's ticket; the first one of a case begins its way there (T14). */
export const ticket = (progress: Progress, fact: Fact, body: Of<'ticket'>): void => {
  const { file } = progress;
  // The number of a ticket that has been closed, told once more, begins nothing.
  const enters = !isTicketOpen(file) && !(file.platform === 'CLOSED' && file.ticket === body.number);
  progress.set({ ticket: body.number, ...(enters ? { platform: 'ENTERED' } : {}) });
  progress.signal('ticket_recorded', fact.at, casePeriod(file));
  // Of a child without a school the bureau was asked when it was found (T10); written down late, when nobody is to be
  // persuaded any more, a ticket has only to be closed.
  if (enters && file.stage !== 'NOT_ENROLLED') {
    if (isDispatchable(file)) progress.signal('platform_entered', fact.at, casePeriod(file));
    else if (file.away === null && (file.stage !== 'RETURNED' || file.stableOn !== null))
      askToClose(progress, fact.at);
  }
  if (body.confirmed || file.monthOn !== null) progress.signal('ticket_confirmed', fact.at, casePeriod(file));
};

const isDispatchable = (file: CaseFile): boolean => isOpenCase(file) || file.stage === 'NOT_REGISTERED';

/** Why a dispatch does not hold. Naming another township than the proposed one wants a reason (P4.R1-JURIS). */
export const dispatchRefusal = (file: CaseFile, body: Of<'dispatch'>, by: Author): Refusal | null => {
  if (!BUREAU.has(by.role)) return { code: 'not_whose', values: { decides: 'bureau' } };
  if (!isDispatchable(file)) return { code: 'no_case' };
  const running = dispatchOf(file);
  // Whoever agrees to the same township once more has decided anew where the child has moved (policy.md §6.4).
  if (running?.township === body.township && running.row === body.row && !hasMoved(file))
    return { code: 'already_there' };
  return body.row === null && !body.reason ? { code: 'reason_missing' } : null;
};

/**
 * T14. When the child has moved, the old dispatch is closed as transferred; what was held stays on record, the week starts
 * anew. Where the township stays the same, so does its week. What goes to the county of registration is dispatched to
 * nobody: the township of the school only keeps it (policy.md §6.4).
 */
export const dispatch = (progress: Progress, fact: Fact, body: Of<'dispatch'>): void => {
  const { township, row, reason, tasks = [] } = body;
  const decided = { by: fact.by.person, row, reason, where: whereOf(progress.file), tasks };
  const running = dispatchOf(progress.file);
  if (running?.township === township && isHandOver(running) === isHandOver(decided)) {
    amend(progress, running, decided);
    progress.signalInCharge('dispatch_kept', fact.at, dispatchPeriod(progress.file));
    askBeside(progress, fact.at, `${dispatchPeriod(progress.file)}-${fact.key}`);
    return;
  }
  transfer(progress, fact.at);
  const made = { ...decided, township, at: fact.at };
  progress.set({
    township,
    dispatches: [...progress.file.dispatches, { ...made, acceptedAt: null, transferredAt: null }],
    sessionDays: [],
    sessions: 0,
    group: {},
    // Each township has its papers checked by its own judicial office (P4.SUPPORT-LAW).
    checkedStep: null,
  });
  begin(progress, fact.at);
};

/** What the township in charge is asked from the decision on, and what was decided with it. */
const begin = (progress: Progress, when: Instant): void => {
  const period = dispatchPeriod(progress.file);
  const handedOver = isHandedOver(progress.file);
  const kept = isTicketOpen(progress.file) ? 'ENTERED' : progress.file.platform;
  progress.set({ platform: handedOver ? kept : 'DISPATCHED' });
  progress.signalInCharge(handedOver ? 'handed_over' : 'dispatched', when, period);
  askBeside(progress, when, period);
};

/** The tasks of the running decision that are duties of the bureau or of the township in charge (policy.md §6.4). */
const askBeside = (progress: Progress, when: Instant, period: string): void => {
  const tasks = dispatchOf(progress.file)?.tasks ?? [];
  if (tasks.includes('write_to_stay')) progress.signalInCharge('stay_to_write', when, period);
  if (tasks.includes('find_child') && isUnseen(progress.file)) seek(progress, when, period);
};

/** T22: since it stays away nobody has met the child or its family, nor reached the guardians. */
const isUnseen = ({ firstMissed, away, contacts, visits }: CaseFile): boolean => {
  const since = firstMissed ?? away ?? '';
  return (
    !contacts.some(({ at, result }) => result === 'reached' && dayOf(at) >= since) &&
    !visits.some(({ on, result }) => result !== 'not_met' && on >= since)
  );
};

/** Where is the child? Not asked while it is looked for as missing. */
const seek = (progress: Progress, when: Instant, period: string): void => {
  const { file } = progress;
  if (whereOf(file).kind === 'unknown' && !file.missing)
    progress.signalInCharge('child_unplaced', when, period);
};

/** A missing child was found: where it stays is asked, and then the bureau decides anew (policy.md §6.4). */
export const found = (
  progress: Progress,
  fact: Fact,
  { said = null, inPerson }: Pick<Of<'found'>, 'said' | 'inPerson'>,
): void => {
  progress.set({ missing: false, lastFound: { at: fact.at, said, ...(inPerson ? { inPerson } : {}) } });
  progress.signal('found', fact.at, casePeriod(progress.file));
  if (isDispatchable(progress.file) && dispatchOf(progress.file)?.where?.kind === 'unknown')
    seek(progress, fact.at, `${dispatchPeriod(progress.file)}-${fact.key}`);
};

/** Ends the running dispatch, with every duty of its township. */
export const transfer = (progress: Progress, when: Instant): void => {
  const running = dispatchOf(progress.file);
  if (!running) return;
  progress.signal('transferred', when, dispatchPeriod(progress.file));
  amend(progress, running, { transferredAt: when });
};

const amend = (progress: Progress, running: Dispatch | null, change: Partial<Dispatch>): void =>
  progress.set({
    dispatches: progress.file.dispatches.map((item) => (item === running ? { ...item, ...change } : item)),
  });

/**
 * A case opens again whose ticket still stands in the platform: the township that has it takes it on anew, and the week of
 * the three sessions begins anew (T20); what nobody has dispatched yet waits for that (T14).
 */
export const takeUpAgain = (progress: Progress, when: Instant, again: boolean): void => {
  if (!isTicketOpen(progress.file)) return;
  const running = dispatchOf(progress.file);
  if (!running) {
    progress.signal('platform_entered', when, casePeriod(progress.file));
    return;
  }
  if (!again) return;
  amend(progress, running, { acceptedAt: null });
  begin(progress, when);
  if (isGroupComplete(progress.file)) progress.signal('group_complete', when, dispatchPeriod(progress.file));
  if (hasMoved(progress.file)) progress.signal('moved', when, dispatchPeriod(progress.file));
};

export const acceptanceRefusal = (file: CaseFile, by: Author, concerned: Concerned): Refusal | null => {
  const refused = townshipRefusal(file, by, concerned);
  if (refused) return refused;
  const running = dispatchOf(file);
  if (!running || isHandedOver(file)) return { code: 'not_dispatched' };
  return running.acceptedAt === null ? null : { code: 'already_accepted' };
};

/** P3.R3-TOWN-ONLINE. */
export const accept = (progress: Progress, fact: Fact): void => {
  const running = dispatchOf(progress.file);
  amend(progress, running, { acceptedAt: fact.at });
  // Whoever accepts late does not open the ticket again.
  progress.set({ platform: progress.file.platform === 'CLOSED' ? 'CLOSED' : 'ACCEPTED' });
  progress.signalInCharge('accepted', fact.at, dispatchPeriod(progress.file));
};

/** The township in charge, or the school where nothing was dispatched, confirms that the ticket was closed in the platform. */
export const ticketClosingRefusal = (file: CaseFile, by: Author, concerned: Concerned): Refusal | null => {
  if (!isTicketOpen(file)) return { code: 'not_registered_here' };
  if (BUREAU.has(by.role) || (file.township === null && by.role === 'academic_office')) return null;
  return townshipRefusal(file, by, concerned);
};

/** Nobody is to be persuaded any more: a ticket that still stands in the platform is to be closed there. */
export const askToClose = (progress: Progress, when: Instant): void => {
  const { file } = progress;
  // A ticket told after another was closed is closed for itself.
  if (isTicketOpen(file))
    progress.signalInCharge(
      'ticket_to_close',
      when,
      [casePeriod(file), file.ticket].filter(Boolean).join('-'),
    );
};

export const closeTicket = (progress: Progress, fact: Fact): void => {
  progress.set({ platform: 'CLOSED' });
  progress.signal('ticket_closed', fact.at, casePeriod(progress.file));
};

/** What the township did must be entered in the platform too (P3.R3-TOWN-ONLINE, P4.R2-ONLINE); no longer once the case is closed. */
export const actedInCharge = (progress: Progress, fact: Fact): void => {
  const { platform, stage } = progress.file;
  if (stage === 'CLOSED' || (platform !== 'DISPATCHED' && platform !== 'ACCEPTED')) return;
  progress.signalInCharge('acted_in_charge', fact.at, `${dispatchPeriod(progress.file)}-${fact.key}`);
};

export const enterOnline = (progress: Progress, fact: Fact): void =>
  progress.signal('online_entered', fact.at, casePeriod(progress.file));

export const stay = (progress: Progress, fact: Fact, { where, place, day }: Of<'stay'>): void => {
  const before = whereOf(progress.file);
  progress.set({ stays: [...progress.file.stays, { where, place, on: day, by: fact.by.person }] });
  if (!isDispatchable(progress.file) || !dispatchOf(progress.file)) return;
  if (JSON.stringify(before) === JSON.stringify(where)) return;
  // Where the child is decides who persuades; a move is looked at again by the bureau (policy.md §6.4).
  const name = hasMoved(progress.file) ? 'moved' : 'moved_back';
  progress.signal(name, fact.at, `${casePeriod(progress.file)}-${fact.key}`);
};
