import type { Reading } from '../reading.ts';
import type { VisitResult } from '../types.ts';
import { weighedAlone } from '../weights/grams.ts';
import taught from '../weights/taught/visits.json' with { type: 'json' };
import { Weights } from '../weights/weights.ts';

const weights = new Weights(taught);

/** Less than this speaks for too many results: the words of the tables decide. */
const LIKELY = 0.8;

/** What a visit came to by the visits that were labelled (docs/decisions/021); undefined where they do not agree. */
export function likelyResult(reading: Reading): VisitResult | undefined {
  const { label, share } = weights.likeliest(weighedAlone(reading));
  return share < LIKELY ? undefined : (label as VisitResult);
}
