import { type Instant, MINUTE } from '../../domain/calendar/time.ts';
import type { Receipt } from '../channel.ts';
import { WecomRefusal, WecomSilence } from './codes.ts';

/** When nothing says how long to wait. */
const REST = MINUTE / 2;

/** Whether what was asked may have been carried out although it ended in this fault. */
export const isDoubtful = (fault: unknown): boolean =>
  fault instanceof WecomRefusal ? fault.isDoubtful : fault instanceof WecomSilence && fault.isAmbiguous;

/** The task of a card is taken: by its own first try, if there was one that may have been carried out. */
const TASK_TAKEN = { from: 42014, to: 42020 };

/**
 * The receipt for a fault. Where an earlier try may have been carried out, only an answer that every try would have got
 * counts as a refusal. What is not WeCom's fault is thrown on.
 */
export const receiptOf = (fault: unknown, isInDoubt: boolean, now: Instant): Receipt => {
  if (fault instanceof WecomSilence)
    return isInDoubt || fault.isAmbiguous ? { kind: 'unknown' } : { kind: 'later', at: now + REST };
  if (!(fault instanceof WecomRefusal)) throw fault;
  const { code } = fault;
  switch (fault.meaning.class) {
    case 'retry':
    case 'pause':
      return isInDoubt ? { kind: 'unknown' } : { kind: 'later', at: fault.again ?? now + REST };
    case 'media':
      // The file may have been good when it was tried before.
      if (isInDoubt) return { kind: 'unknown' };
      break;
    case 'card':
      if (isInDoubt && TASK_TAKEN.from <= code && code <= TASK_TAKEN.to) return { kind: 'unknown' };
      break;
    default:
  }
  return { kind: 'refused', reason: String(code) };
};
