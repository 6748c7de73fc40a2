import type { Instant } from '../calendar/time.ts';
import type { SignalName } from '../signals.ts';
import type { PaperKind } from './kinds.ts';

/** What is done to a drafted paper, in this order, each by a named person (policy §8). */
export const PAPER_STEPS = ['checked', 'signed', 'sent', 'receipted'] as const;
export type PaperStep = (typeof PAPER_STEPS)[number];

/** A step as somebody told it. */
export interface PaperStepTold {
  paper: PaperKind;
  step: PaperStep;
  number: string | null;
  /** Which paper of its kind; the latest, where nothing is said. */
  period?: string;
  /** Who signed or receipted, when it was not the one who tells. */
  person?: string | null;
}

/** How far one paper is. `…By` is a person's id, or a name where it is somebody the directory does not have. */
export interface PaperTrail {
  draftedAt: Instant;
  checkedAt?: Instant;
  checkedBy?: string;
  signedAt?: Instant;
  signedBy?: string;
  sentAt?: Instant;
  sentBy?: string;
  receiptedAt?: Instant;
  receiptedBy?: string;
  number?: string;
}

/** The trail after one more step. What was sent counts as signed by whoever sent it: the reply says 已签字送出. */
export const withStep = (
  trail: PaperTrail,
  { step, number, person }: PaperStepTold,
  told: { at: Instant; by: string },
): PaperTrail => {
  const who = person ?? told.by;
  const signed =
    step === 'sent' && trail.signedAt === undefined ? { signedAt: told.at, signedBy: told.by } : {};
  return { ...trail, ...signed, [`${step}At`]: told.at, [`${step}By`]: who, ...(number ? { number } : {}) };
};

/** What must have come before a step may be told. */
const BEFORE: Readonly<Record<PaperStep, keyof PaperTrail | null>> = {
  checked: null,
  signed: null,
  sent: 'signedAt',
  receipted: 'sentAt',
};

/** The step that is still missing before this one; null when it may be told. */
export const missingBefore = (trail: PaperTrail, step: PaperStep): PaperStep | null => {
  const needed = BEFORE[step];
  if (needed === null || trail[needed] !== undefined) return null;
  return step === 'sent' ? 'signed' : 'sent';
};

/** The trail of one drafted paper, of all that was told about its subject's papers. */
export const trailOf = (
  paper: { kind: PaperKind; period: string; at: Instant; number: string | null },
  steps: readonly { at: Instant; by: string; told: PaperStepTold }[],
): PaperTrail =>
  steps
    .filter(
      ({ at, told }) =>
        told.paper === paper.kind && (told.period ?? paper.period) === paper.period && at >= paper.at,
    )
    .reduce((trail, { at, by, told }) => withStep(trail, told, { at, by }), {
      draftedAt: paper.at,
      ...(paper.number ? { number: paper.number } : {}),
    } as PaperTrail);

/** What a step of a paper means to duties, if anything. */
export const paperSignal = ({ paper, step }: PaperStepTold): SignalName | undefined =>
  PAPER_SIGNALS[`${paper} ${step}`];

const PAPER_SIGNALS: Readonly<Record<string, SignalName>> = {
  'D1 checked': 'd1_checked',
  'D1 sent': 'd1_sent',
  'D1 receipted': 'd1_receipted',
  'D2 sent': 'd2_sent',
  'D2 receipted': 'd2_receipted',
  'D3 sent': 'd3_sent',
  'D3 receipted': 'd3_receipted',
  'D4 sent': 'd4_sent',
  'D4 receipted': 'd4_receipted',
  'D14-3 sent': 'letter_sent',
};
