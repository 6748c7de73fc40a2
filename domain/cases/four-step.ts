import { type Day, dayOf, type Instant } from '../calendar/time.ts';
import { STEPS, type Step } from '../facts/case-fact.ts';
import type { Author, Fact, FactBody } from '../facts/fact.ts';
import type { Settings } from '../policy/settings.ts';
import {
  type CaseFile,
  casePeriod,
  dispatchOf,
  isOpenCase,
  type StepDocument,
  type StepRecord,
  workedSince,
} from './file.ts';
import { type Concerned, judicialRefusal, townshipRefusal } from './in-charge.ts';
import type { Progress } from './progress.ts';
import type { Refusal } from './refusal.ts';

type Of<Kind extends FactBody['kind']> = Extract<FactBody, { kind: Kind }>;

/**
 * 四步法 (P4.2-ORDER). Every change here comes with a fact that a named person of the township told: the clock's own
 * facts (`ClockBody`) cannot carry any, so no step is started, skipped or ended by a timer (policy.md §11.1).
 */

export const isInSteps = ({ fourStep }: CaseFile): boolean =>
  fourStep !== 'NONE' && fourStep !== 'DONE' && fourStep !== 'STOPPED';

/** Whether an order, or what follows it, was served on the family. */
export const isOrdered = (file: CaseFile): boolean =>
  isInSteps(file) && file.steps.some(({ step, document }) => step !== 'S1_EDU' && document !== null);

/** The step that may follow the open one; null where none is open or the last one is. */
export const nextStep = (file: CaseFile): Step | null =>
  isInSteps(file) ? (STEPS[STEPS.indexOf(file.fourStep as Step) + 1] ?? null) : null;

/** The record of a step since the track was last begun. */
export const recordOf = (file: CaseFile, step: Step): StepRecord | null =>
  file.steps.findLast((record) => record.step === step) ?? null;

/** Whether a guardian's or pupil's refusal was seen and recorded since the work began (anew); silence is none (policy.md §11.5). */
const isRefused = (file: CaseFile): boolean => {
  const since = workedSince(file);
  return since !== null && file.visits.some(({ result, on }) => result === 'refused' && on >= since);
};

const ORDERS: ReadonlySet<Step> = new Set(['S2_ORDER', 'S3_PENALTY']);

/** Why nobody has missed the limit of a paper by a day: it still runs, or an order was told without one (T17, 义务教育法 58). */
const limitRefusal = (step: Step, { until }: StepDocument, day: Day): Refusal | null => {
  if (until === null) return ORDERS.has(step) ? { code: 'limit_missing', values: { step } } : null;
  return until >= day ? { code: 'limit_running', values: { step, until } } : null;
};

/** Why a step cannot be opened now; null when it can. */
export const openingRefusal = (
  file: CaseFile,
  { step, way }: Of<'step_opened'>,
  { by, at }: Pick<Fact, 'by' | 'at'>,
  { settings, ...concerned }: Concerned & { settings: Settings },
): Refusal | null => {
  const refused = townshipRefusal(file, by, concerned);
  if (refused) return refused;
  if (!isOpenCase(file)) return { code: 'no_case' };
  if (dispatchOf(file) === null) return { code: 'not_dispatched' };
  if (file.stepsHeld) return { code: 'step_held' };
  if (file.fourStep === step) return { code: 'step_open' };
  const place = STEPS.indexOf(step);
  const before = STEPS[place - 1];
  if (before === undefined)
    return isInSteps(file) ? { code: 'step_order', values: { step: file.fourStep } } : null;
  if (file.fourStep !== before) return { code: 'step_order', values: { step: file.fourStep } };
  const lacking = before === 'S1_EDU' ? educationLacking(file, settings) : null;
  if (lacking) return lacking;
  const record = recordOf(file, before);
  if (!record?.document) return { code: 'document_missing', values: { step: before } };
  if (record.result?.complied) return { code: 'complied', values: { step: before } };
  const running = limitRefusal(before, record.document, dayOf(at));
  if (running) return running;
  if (!record.result) return { code: 'result_missing', values: { step: before } };
  if (step === 'S3_PENALTY' && !settings['fourstep.s3_enabled']) return { code: 'basis_missing' };
  if (file.checkedStep !== step) return { code: 'check_missing', values: { step } };
  return step === 'S4_COURT' && way === null ? { code: 'way_missing' } : null;
};

/** T16: three sessions, and a refusal seen by a named person. */
const educationLacking = (file: CaseFile, settings: Settings): Refusal | null => {
  const wanted = settings['edu3.count'];
  if (file.sessions < wanted) return { code: 'sessions_missing', values: { held: file.sessions, wanted } };
  return isRefused(file) ? null : { code: 'refusal_missing' };
};

/** T15–T17: a person of the township opens the step. */
export const openStep = (progress: Progress, fact: Fact, { step, way }: Of<'step_opened'>): void => {
  const { file } = progress;
  const record: StepRecord = {
    step,
    way,
    openedAt: fact.at,
    by: fact.by.person,
    document: null,
    result: null,
  };
  progress.set({ fourStep: step, steps: [...file.steps, record], checkedStep: null });
  progress.signalInCharge('step_opened', fact.at, stepPeriod(progress.file), `opened|${step}`);
};

/** Papers and results belong to the step that is open, told by the township; a check to the step that comes next. */
export const paperRefusal = (
  file: CaseFile,
  body: Of<'step_document'> | Of<'step_result'>,
  { by, at }: Pick<Fact, 'by' | 'at'>,
  concerned: Concerned,
): Refusal | null => {
  const refused = townshipRefusal(file, by, concerned);
  if (refused) return refused;
  if (file.fourStep !== body.step) return { code: 'step_order', values: { step: file.fourStep } };
  if (body.kind === 'step_document') return null;
  const document = recordOf(file, body.step)?.document;
  if (!document) return { code: 'document_missing', values: { step: body.step } };
  if (body.complied) return null;
  // A day that is told may be one to come.
  return limitRefusal(body.step, document, body.on) ?? limitRefusal(body.step, document, dayOf(at));
};

export const recordDocument = (progress: Progress, fact: Fact, body: Of<'step_document'>): void => {
  const { kind: _, student: __, step, ...document } = body;
  const { until } = document;
  amend(progress, step, { document });
  progress.signalInCharge('step_document', fact.at, stepPeriod(progress.file));
  if (body.step === 'S2_ORDER')
    progress.signalInCharge(
      until === null ? 'limit_missing' : 'limit_known',
      fact.at,
      stepPeriod(progress.file),
    );
};

export const recordResult = (progress: Progress, fact: Fact, body: Of<'step_result'>): void => {
  const { step, on, complied } = body;
  amend(progress, step, { result: { on, complied } });
  const note = `${complied ? 'complied' : 'not_complied'}|${step}|${on}`;
  progress.signalInCharge('step_result', fact.at, stepPeriod(progress.file), note);
  if (body.step !== 'S4_COURT') return;
  progress.set({ fourStep: 'DONE' });
  progress.signal('steps_ended', fact.at, casePeriod(progress.file));
};

const amend = (progress: Progress, step: Step, change: Partial<StepRecord>): void => {
  const { steps } = progress.file;
  const place = steps.findLastIndex((record) => record.step === step);
  progress.set({ steps: steps.map((record, at) => (at === place ? { ...record, ...change } : record)) });
};

/** The limit of the open step's document that runs or is over and was not asked about yet (T17). */
export const runningLimit = (file: CaseFile): Day | null => {
  if (!isOpenCase(file) || !isInSteps(file) || file.stepsHeld) return null;
  const { document, result } = recordOf(file, file.fourStep as Step) ?? {};
  return document && !document.passed && !result ? document.until : null;
};

/** The limit is over, and nothing is recorded of what came of it. */
export const endLimit = (progress: Progress, when: Instant): void => {
  const step = progress.file.fourStep as Step;
  const document = recordOf(progress.file, step)?.document;
  if (!document) return;
  amend(progress, step, { document: { ...document, passed: true } });
  progress.signalInCharge('limit_passed', when, `${stepPeriod(progress.file)}-${document.until}`);
};

/** The township asks for the check of the step that comes next. */
export const askRefusal = (
  file: CaseFile,
  { step }: Of<'law_asked'>,
  by: Author,
  concerned: Concerned,
): Refusal | null => {
  const refused = townshipRefusal(file, by, concerned);
  if (refused) return refused;
  return nextStep(file) === step ? null : { code: 'step_order', values: { step: file.fourStep } };
};

/** P4.SUPPORT-LAW: 司法所 of the township in charge, or 司法局, checks before step 2 and each later one. */
export const checkRefusal = (
  file: CaseFile,
  { step }: Of<'legal_check'>,
  by: Author,
  concerned: Concerned,
): Refusal | null => {
  const refused = by.role === 'unit' ? null : judicialRefusal(file, by, concerned);
  if (refused) return refused;
  return nextStep(file) === step ? null : { code: 'step_order', values: { step: file.fourStep } };
};

/** What was refused may be put right and asked for again, and then it is another check (P4.SUPPORT-LAW). */
export const checkPeriod = (file: CaseFile, step: Step): string => {
  const { refusedChecks = 0 } = file;
  return [casePeriod(file), step, ...(refusedChecks > 0 ? [refusedChecks + 1] : [])].join('-');
};

export const recordCheck = (progress: Progress, fact: Fact, { step, agreed }: Of<'legal_check'>): void => {
  const { refusedChecks = 0 } = progress.file;
  progress.set({
    checkedStep: agreed ? step : null,
    ...(agreed ? {} : { refusedChecks: refusedChecks + 1 }),
  });
  const note = `${agreed ? 'agreed' : 'refused'}|${step}`;
  progress.signalInCharge('legal_checked', fact.at, stepPeriod(progress.file), note);
};

/** The child is back (T18) or gone again (T20): the remaining steps wait for a person's decision. */
export const hold = (progress: Progress, when: number): void => {
  if (!isInSteps(progress.file)) return;
  progress.set({ stepsHeld: true });
  progress.signalInCharge('steps_held', when, `${stepPeriod(progress.file)}-${dayOf(when)}`);
};

export const decisionRefusal = (
  file: CaseFile,
  { go_on }: Of<'steps_decided'>,
  by: Author,
  concerned: Concerned,
): Refusal | null => {
  const refused = townshipRefusal(file, by, concerned);
  if (refused) return refused;
  if (!isInSteps(file) || (go_on && !file.stepsHeld)) return { code: 'step_not_held' };
  return go_on && !isOpenCase(file) ? { code: 'back_in_school' } : null;
};

export const decideSteps = (progress: Progress, fact: Fact, { go_on }: Of<'steps_decided'>): void => {
  progress.set({ stepsHeld: false, ...(go_on ? {} : { fourStep: 'STOPPED', checkedStep: null }) });
  const note = `${go_on ? 'go_on' : 'stopped'}|${progress.file.steps.at(-1)?.step ?? ''}`;
  progress.signalInCharge('steps_decided', fact.at, stepPeriod(progress.file), note);
  if (!go_on) progress.signal('steps_ended', fact.at, casePeriod(progress.file));
};

const stepPeriod = (file: CaseFile): string => `${casePeriod(file)}-${file.fourStep}`;
