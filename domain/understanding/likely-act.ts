import { gramsOf } from './grams.ts';
import taught from './taught/acts.json' with { type: 'json' };
import type { Token } from './tokens.ts';
import type { Act, SpeakerRole } from './types.ts';
import { Weights } from './weights.ts';

const weights = new Weights(taught);

/** Less than this speaks for too many acts: the message is left alone. */
const SURE = 0.6;

/** Marks and pictures alone ask for nothing. */
const IN_WORDS = /\p{L}/u;

/**
 * What a message in which the grammar found nothing is for, by the messages that were labelled: a query, help, taking back; else nothing
 * for the bot (docs/decisions/021).
 */
export function likelyAct(speech: string, tokens: readonly Token[], speaker: SpeakerRole): Act {
  if (!IN_WORDS.test(speech)) return 'other';
  const { label, share } = weights.likeliest(gramsOf(speech, tokens, speaker));
  const isFor = label === 'query' || label === 'help' || label === 'withdraw';
  return isFor && share >= SURE ? label : 'other';
}

/** Whether a message surely tells of attendance, whatever words that ask stand in it. */
export const tellsOfAttendance = (
  speech: string,
  tokens: readonly Token[],
  speaker: SpeakerRole,
): boolean => {
  const { label, share } = weights.likeliest(gramsOf(speech, tokens, speaker));
  return label === 'attendance' && share >= CERTAIN;
};

const CERTAIN = 0.9;
