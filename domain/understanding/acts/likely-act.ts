import type { Reading } from '../reading.ts';
import type { Act } from '../types.ts';
import { weighedAfter } from '../weights/grams.ts';
import taught from '../weights/taught/acts.json' with { type: 'json' };
import { Weights } from '../weights/weights.ts';

const weights = new Weights(taught);
const REPORT = weights.labels.indexOf('report');
const UPDATE = weights.labels.indexOf('update');

/** From here on the labelled messages are believed before the grammar. */
export const CERTAIN = 0.9;

/** Of marks, pictures and Latin letters alone no labelled message tells. */
const IN_CHINESE = /\p{Script=Han}/u;

/** What a message may be for, by the messages that were labelled, and how surely. */
export interface LikelyAct {
  /** Report and update are one here. */
  readonly act: Exclude<Act, 'report' | 'update'> | 'attendance';
  /** Between 0 and 1. */
  readonly share: number;
  /** Which of the two an attendance is, and how surely. */
  readonly attendance: { readonly act: 'report' | 'update'; readonly share: number };
}

/** What a message is for, by the messages that were labelled (docs/decisions/021); undefined without a Chinese character. */
export function likelyAct(reading: Reading): LikelyAct | undefined {
  if (!IN_CHINESE.test(reading.speech)) return undefined;
  const shares = weights.shares(weighedAfter(reading));
  const [report, update] = [shares[REPORT] ?? 0, shares[UPDATE] ?? 0];
  const others = shares.map((share, of) => (of === REPORT || of === UPDATE ? 0 : share));
  const most = Math.max(...others);
  const told = report + update;
  return {
    act: most > told ? (weights.labels[others.indexOf(most)] as LikelyAct['act']) : 'attendance',
    share: Math.max(most, told),
    attendance: { act: report > update ? 'report' : 'update', share: Math.max(report, update) / told },
  };
}
