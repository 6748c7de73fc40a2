import { weighedAlone } from './grams.ts';
import type { Reading } from './reading.ts';
import taught from './taught/states.json' with { type: 'json' };
import type { Outweighed, Status } from './types.ts';
import { Weights } from './weights.ts';

const weights = new Weights(taught);
const NONE = 'none';
/** So many runs show why. */
const SHOWN = 5;

/** How much the grammar's finding speaks for itself beside the labelled messages, in natural logarithms: as e⁵ to one. */
const GRAMMAR = 5;

/** Whether all of whom a message tells are certain and named in it. */
export const isNamedHere = ({ told }: Reading): boolean =>
  told.length > 0 && told.every(({ at, pupils }) => at.length > 0 && pupils.length === 1);

/** What stands about the children of whom a message tells one thing, by the grammar and the messages that were labelled (docs/decisions/021). */
export function likelyState(reading: Reading, found: Status | undefined): Status | undefined {
  const shares = weights.shares(weighedAlone(reading));
  const scores = weights.labels.map(
    (label, of) => Math.log(shares[of] ?? 0) + (label === (found ?? NONE) ? GRAMMAR : 0),
  );
  const label = weights.labels[scores.indexOf(Math.max(...scores))];
  return label === NONE ? undefined : (label as Status);
}

/** Why the labelled messages make another state of what the grammar has found; undefined where they do not. */
export function outweighing(reading: Reading, found: Status | undefined): Outweighed | undefined {
  const weighed = likelyState(reading, found);
  if (weighed === found) return undefined;
  const [label, rival] = [weighed ?? NONE, found ?? NONE] as const;
  return { found: rival, weighed: label, runs: weights.foremost(reading.shown, label, rival, SHOWN) };
}
