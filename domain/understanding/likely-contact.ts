import { weighedAlone } from './grams.ts';
import type { Reading } from './reading.ts';
import taught from './taught/contacts.json' with { type: 'json' };
import type { Contact } from './types.ts';
import { Weights } from './weights.ts';

const weights = new Weights(taught);

/** From here on the labelled messages are believed before the words of the tables. */
const CERTAIN = 0.9;

/**
 * Whether school and guardian spoke, by the messages that were labelled and told of one child (docs/decisions/021); undefined where they
 * do not surely say.
 */
export function likelyContact(reading: Reading): Contact['result'] | 'none' | undefined {
  const { label, share } = weights.likeliest(weighedAlone(reading));
  return share < CERTAIN ? undefined : (label as Contact['result'] | 'none');
}
