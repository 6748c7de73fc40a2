import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';

/** Somebody tells what they said to a family, or will say. */
const TO_FAMILY =
  /(?:告诉|转告|通知|警告|跟|和|对|给|向)[^，。；！？\n]{0,8}(?:家长|爸|妈|爷|奶|外公|外婆|监护人|家里)/u;

/** A teacher's own words to parents are not filtered; what law.md §8.1 would not have said is pointed out, with why. */
export const withToneWarning = (turn: Turn, outcome: Outcome): Outcome => {
  const { role } = turn.speaker;
  if (role === 'guardian' || role === 'unit' || !TO_FAMILY.test(turn.text)) return outcome;
  const warnings = turn.policy.parentTexts
    .harshIn(turn.text)
    .map(({ words, why }) => phrase(turn, 'tone_warning', { words, why }));
  return warnings.length === 0
    ? outcome
    : { ...outcome, reply: [outcome.reply, ...warnings].filter(Boolean).join('\n') };
};
