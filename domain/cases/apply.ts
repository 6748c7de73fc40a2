import { dayOf } from '../calendar/time.ts';
import type { Author, Fact, FactBody } from '../facts/fact.ts';
import { paperSignal, withStep } from '../papers/trail.ts';
import { applyAnswered, askForTheRest, hearGuardian } from '../parents/answer-apply.ts';
import {
  close,
  closingRefusal,
  confirm,
  confirmationRefusal,
  extend,
  extensionRefusal,
  reopen,
  reopeningRefusal,
} from './closing.ts';
import { askForProof, wantedToPlace } from './closing-proof.ts';
import { comeBack, contact, grantLeave, register, stand, verify } from './daily.ts';
import {
  accept,
  acceptanceRefusal,
  actedInCharge,
  closeTicket,
  dispatch,
  dispatchRefusal,
  enterOnline,
  found,
  stay,
  ticket,
  ticketClosingRefusal,
} from './dispatching.ts';
import { noteEnrolment } from './enrolment.ts';
import { type CaseFile, casePeriod, hasCase, isOpenCase, isPlacedElsewhere, placedReason } from './file.ts';
import {
  askRefusal,
  checkPeriod,
  checkRefusal,
  decideSteps,
  decisionRefusal,
  openingRefusal,
  openStep,
  paperRefusal,
  recordCheck,
  recordDocument,
  recordResult,
} from './four-step.ts';
import { assign, groupRefusal, noteVisit, seat, visit, withdrawVisit } from './persuading.ts';
import { type Change, Progress, type Setting } from './progress.ts';
import type { Refusal } from './refusal.ts';
import { applyYear, listAtRisk } from './year.ts';

type Of<Kind extends FactBody['kind']> = Extract<FactBody, { kind: Kind }>;

/**
 * Why a fact about a case does not hold now; null when it does. The bot asks before it records, and `applyFact` leaves
 * the file as it is all the same, so that no way of telling it passes by. `followUps`: `followUpsOf` the pupil.
 */
export const refusalOf = (
  file: CaseFile,
  body: FactBody,
  told: Pick<Fact, 'by' | 'at'>,
  setting: Pick<Setting, 'settings' | 'place'>,
  followUps: readonly string[] = [],
): Refusal | null => {
  const { by } = told;
  switch (body.kind) {
    case 'dropout_decision':
      return dropoutRefusal(file, body, by);
    case 'dispatch':
      return dispatchRefusal(file, body, by);
    case 'acceptance':
      return acceptanceRefusal(file, by, setting);
    case 'ticket_closed':
      return ticketClosingRefusal(file, by, setting);
    case 'group':
      return groupRefusal(file, by, setting);
    case 'step_opened':
      return openingRefusal(file, body, told, setting);
    case 'step_document':
    case 'step_result':
      return paperRefusal(file, body, told, setting);
    case 'law_asked':
      return askRefusal(file, body, by, setting);
    case 'legal_check':
      return checkRefusal(file, body, by, setting);
    case 'steps_decided':
      return decisionRefusal(file, body, by, setting);
    case 'placement':
      return placementRefusal(file, body, by);
    case 'proof':
    case 'assignment':
    case 'twelve':
    case 'team':
    case 'category':
      return hasCase(file) ? null : { code: 'no_case' };
    case 'close_confirmation':
      return confirmationRefusal(file, body, by, setting, followUps);
    case 'closing':
      return closingRefusal(file, body, by, setting);
    case 'reopening':
      return reopeningRefusal(file, body, by);
    case 'review_extended':
      return extensionRefusal(file, body, told);
    default:
      return null;
  }
};

/** T13: only the bureau, by a named person, with a reason; of a child who had a school and is not one already. */
const dropoutRefusal = (
  file: CaseFile,
  { reason = '' }: Of<'dropout_decision'>,
  by: Author,
): Refusal | null => {
  if (!isOpenCase(file)) return { code: 'no_case' };
  if (file.stage === 'NOT_ENROLLED') return { code: 'never_enrolled' };
  if (file.stage === 'DROPOUT') return { code: 'dropout_already' };
  if (by.role !== 'bureau_officer' && by.role !== 'bureau_head')
    return { code: 'not_whose', values: { decides: 'bureau' } };
  return reason.trim() === '' ? { code: 'reason_missing' } : null;
};

const OFFICE: ReadonlySet<string> = new Set([
  'academic_office',
  'principal',
  'bureau_officer',
  'bureau_head',
]);

/**
 * T18. Of a pupil in no case nobody asks for proof later: that it is taught in another place from now on the office says, with
 * what §6.3 wants of such a place (P5.4-SPED, P6.2-VOC).
 */
const placementRefusal = (
  file: CaseFile,
  { placement, proofs = [] }: Of<'placement'>,
  by: Author,
): Refusal | null => {
  if (hasCase(file)) return null;
  if (placement === 'own_class') return isPlacedElsewhere(file) ? null : { code: 'no_case' };
  const reason = placedReason({ placement });
  if (!reason || !isWithoutCase(file)) return { code: 'no_case' };
  if (!OFFICE.has(by.role)) return { code: 'not_whose', values: { decides: 'office' } };
  const missing = wantedToPlace(reason).filter((proof) => !proofs.includes(proof));
  return missing.length > 0 ? { code: 'placement_unproven', values: { reason, missing } } : null;
};

/** In no case, or back for good: the class accounts for it like for any other. */
const isWithoutCase = (file: CaseFile): boolean =>
  !hasCase(file) && (file.stage !== 'CLOSED' || file.closing?.reason === 'BACK');

/** What one fact does to the pupil's file it is about. Facts about other things leave it as it is. */
export const applyFact = (
  file: CaseFile,
  fact: Fact,
  setting: Setting,
  followUps: readonly string[] = [],
): Change => {
  const progress = new Progress(file);
  if (refusalOf(file, fact.body, fact, setting, followUps) === null) take(progress, fact, setting);
  return progress;
};

const take = (progress: Progress, fact: Fact, setting: Setting): void => {
  const { file } = progress;
  const { body } = fact;
  switch (body.kind) {
    case 'standing':
      stand(progress, fact, body, setting);
      askForTheRest(progress, fact, body, setting);
      break;
    case 'return_answer':
    case 'whereabouts':
      applyYear(progress, fact, body, setting);
      break;
    case 'at_risk':
      listAtRisk(progress, fact, body);
      break;
    case 'contact':
      contact(progress, fact, body);
      break;
    case 'guardian_words':
      hearGuardian(progress, fact, body, setting);
      break;
    case 'leave_answer':
    case 'data_request':
    case 'consent':
      applyAnswered(progress, fact, body, setting);
      break;
    case 'verification':
      verify(progress, fact, body, setting);
      break;
    case 'leave':
      grantLeave(progress, fact, body, setting);
      break;
    case 'registration':
      register(progress, fact, body);
      break;
    case 'visit':
      visit(progress, fact, body, setting);
      break;
    case 'visit_notes':
      noteVisit(progress, fact, body);
      break;
    case 'visit_withdrawn':
      withdrawVisit(progress, body);
      break;
    case 'paper':
      paper(progress, fact, body);
      break;
    case 'ticket':
      ticket(progress, fact, body);
      break;
    case 'dispatch':
      dispatch(progress, fact, body);
      break;
    case 'acceptance':
      accept(progress, fact);
      break;
    case 'ticket_closed':
      closeTicket(progress, fact);
      break;
    case 'online_entry':
      enterOnline(progress, fact);
      break;
    case 'stay':
      stay(progress, fact, body);
      break;
    case 'found':
      found(progress, fact, body);
      break;
    case 'group':
      seat(progress, fact, body);
      break;
    case 'assignment':
      assign(progress, fact, body);
      break;
    case 'step_opened':
      openStep(progress, fact, body);
      actedInCharge(progress, fact);
      break;
    case 'step_document':
      recordDocument(progress, fact, body);
      actedInCharge(progress, fact);
      break;
    case 'step_result':
      recordResult(progress, fact, body);
      actedInCharge(progress, fact);
      break;
    case 'law_asked':
      progress.signalInCharge('law_asked', fact.at, checkPeriod(file, body.step));
      break;
    case 'legal_check':
      recordCheck(progress, fact, body);
      break;
    case 'steps_decided':
      decideSteps(progress, fact, body);
      break;
    case 'close_confirmation':
      confirm(progress, fact, body);
      break;
    case 'closing':
      close(progress, fact, body);
      break;
    case 'reopening':
      reopen(progress, fact);
      break;
    case 'review_extended':
      extend(progress, fact, body);
      break;
    case 'placement':
      place(progress, fact, body);
      break;
    case 'enrolment_change':
      noteEnrolment(progress, fact, body);
      break;
    default:
      note(progress, fact, file);
      break;
  }
};

/**
 * T18: taught somewhere again. Another place than before is no second return; where it leaves the class, or is back in it, its
 * days count anew. A pupil in no case has nothing to come back from.
 */
const place = (
  progress: Progress,
  { at, by, words }: Fact,
  { placement, day, school, class: classId, proofs = [] }: Of<'placement'>,
): void => {
  const { file } = progress;
  progress.set({
    placement: placement === 'own_class' ? null : placement,
    placedIn: school ?? null,
    placedClass: classId ?? null,
    placementHeld: null,
    proofs: [
      ...file.proofs.filter(({ proof }) => !proofs.includes(proof)),
      ...proofs.map((proof) => ({ proof, detail: words ?? '', on: day, by: by.person })),
    ],
  });
  const [was, is] = [isPlacedElsewhere(file), isPlacedElsewhere(progress.file)];
  // Whoever is back, and missing today, is no less missing in another class.
  if (file.stage !== 'RETURNED' || was || is)
    progress.set({ away: null, unreached: false, notRegisteredSince: null });
  if (isWithoutCase(file)) {
    if (file.stage !== 'CLOSED') progress.move('ENROLLED', at);
  } else if (file.stage !== 'RETURNED') comeBack(progress, at, day);
  else if (was !== is)
    progress.set({ returnedOn: day, stableOn: null, closeConfirmed: { school: false, township: false } });
  // A child that no school had gets its 学籍 where it has entered.
  if (placement === 'ordinary_class') progress.signal('enrolment_due_created', at, casePeriod(file));
  if (is && !was) progress.signal('placed_elsewhere', at, casePeriod(file));
  if (was && !is) progress.signal('class_again', at, casePeriod(file));
};

/** Facts that leave one note on the file, or only tell the rules that something was done. */
const note = (progress: Progress, { at, by, body }: Fact, file: CaseFile): void => {
  const period = casePeriod(file);
  switch (body.kind) {
    case 'team':
      progress.set({ team: body.members });
      progress.signal('team_named', at, period);
      break;
    case 'twelve': {
      const told = { on: dayOf(at), by: by.person };
      const named = Object.entries(body.seats).map(([title, name]) => [title, { name, ...told }] as const);
      progress.set({ twelve: { ...file.twelve, ...Object.fromEntries(named) } });
      progress.signal('twelve_told', at, period);
      break;
    }
    case 'told_principal':
      progress.signal('principal_told', at, period);
      break;
    case 'talk':
      progress.signal('talked', at, period);
      if (isOpenCase(file)) progress.signal('case_contact', at, period);
      break;
    case 'sixteen':
      if (isOpenCase(file)) progress.signal('sixteen', at, period);
      break;
    case 'next_step':
      progress.signal('next_step_set', at, period);
      break;
    case 'category':
      progress.set({ category: body.category });
      if (Object.values(body.category).every((name) => name !== null))
        progress.signal('categorised', at, period);
      break;
    case 'proof': {
      const { proof, detail } = body;
      const others = file.proofs.filter((known) => known.proof !== proof);
      progress.set({ proofs: [...others, { proof, detail, on: dayOf(at), by: by.person }] });
      askForProof(progress, at);
      if (proof === 'county_receipt') progress.signal('county_receipted', at, period);
      break;
    }
    case 'not_enrolled':
      // T10: no counters; the clock of persuasion runs from the day the child was found.
      if (file.stage === 'CLOSED') return;
      progress.set({ opened: at });
      progress.move('NOT_ENROLLED', at);
      progress.signal('not_enrolled', at, period);
      progress.signal('ledger_opened', at, period);
      break;
    case 'dropout_decision':
      progress.move('DROPOUT', at);
      // The steps are the business of the township in charge (T13: FOUR_STEP review).
      progress.signalInCharge('dropout_decided', at, period);
      break;
    case 'hazard':
      progress.signal('hazard_found', at, `${body.hazard}-${dayOf(at)}`);
      break;
    case 'missing':
      if (!file.missing) progress.set({ missing: true, missingSince: dayOf(at) });
      progress.signal('missing_child', at, `missing-${at}`);
      break;
    case 'safeguard':
      progress.set({ safeguard: true });
      progress.signal('safeguard', at, `safeguard-${at}`);
      break;
    case 'safeguard_reported':
      progress.signal('safeguard_reported', at, period);
      break;
    default:
      break;
  }
};

const paper = (progress: Progress, fact: Fact, body: Of<'paper'>): void => {
  const { file } = progress;
  const trail = withStep(file.papers[body.paper] ?? { draftedAt: fact.at }, body, {
    at: fact.at,
    by: fact.by.person,
  });
  progress.set({ papers: { ...file.papers, [body.paper]: trail } });
  const signal = paperSignal(body);
  if (signal) progress.signal(signal, fact.at, casePeriod(file));
};
