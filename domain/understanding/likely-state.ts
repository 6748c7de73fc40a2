import type { Reading } from './reading.ts';
import type { Pupil } from './roster.ts';
import taught from './taught/states.json' with { type: 'json' };
import type { Status } from './types.ts';
import { Weights } from './weights.ts';

const weights = new Weights(taught);
const NONE = 'none';

/** How much the grammar's finding speaks for itself beside the labelled messages, in natural logarithms: as e⁵ to one. */
const GRAMMAR = 5;

/** The one child that a message names and tells of. */
export function childTold({ told }: Reading): Pupil | undefined {
  const [one, other] = told;
  const [child, namesake] = one?.pupils ?? [];
  const named = one !== undefined && other === undefined && one.at.length > 0;
  return named && namesake === undefined ? child : undefined;
}

/** What stands about the one child that a message tells of, by the grammar and the messages that were labelled (docs/decisions/021). */
export function likelyState({ shown, heard }: Reading, found: Status | undefined): Status | undefined {
  const shares = weights.shares({ said: shown, speaker: heard.sender.role, before: '' });
  const scores = weights.labels.map(
    (label, of) => Math.log(shares[of] ?? 0) + (label === (found ?? NONE) ? GRAMMAR : 0),
  );
  const label = weights.labels[scores.indexOf(Math.max(...scores))];
  return label === NONE ? undefined : (label as Status);
}
