import type { Reading } from '../reading.ts';
import type { Contact } from '../types.ts';
import { weighedAlone } from '../weights/grams.ts';
import taught from '../weights/taught/contacts.json' with { type: 'json' };
import { Weights } from '../weights/weights.ts';

const weights = new Weights(taught);

/** From here on the labelled messages are believed where the tables have found nothing. */
const CERTAIN = 0.95;
/** The same against what they have found. */
const SURELY = 0.98;

type Result = Contact['result'] | 'none';

/**
 * Whether school and guardian spoke, by the messages that were labelled and told of one child (docs/decisions/021), where the tables have
 * `found` something or nothing; undefined where the messages do not surely say.
 */
export function likelyContact(reading: Reading, found: Result): Result | undefined {
  const { label, share } = weights.likeliest(weighedAlone(reading));
  return share < (found === 'none' ? CERTAIN : SURELY) ? undefined : (label as Result);
}
