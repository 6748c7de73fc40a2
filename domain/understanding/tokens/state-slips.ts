import { NOT_MISTYPED, OFTEN_MISTYPED } from '../lexicon/slips.ts';
import { isHanAt } from '../text/characters.ts';
import { SoundIndex } from '../text/sound-index.ts';
import { soundAlike } from '../text/sounds.ts';
import type { LookedUp } from './looked-up.ts';
import { firstWordLength, isOrdinaryWord } from './words.ts';

const bySound = new SoundIndex(OFTEN_MISTYPED, (word) => word);

/**
 * The word of state that is meant by what is typed at a place and sounds like it: 请价 for 请假. One character at least is
 * right, none that is wrong is a word here by itself, and a dictionary has no word in what is typed.
 */
export function mistypedState(message: LookedUp, start: number): string | undefined {
  const { speech } = message;
  if (!isHanAt(speech, start) || !isHanAt(speech, start + 1)) return undefined;
  return bySound.alike(speech.charAt(start), speech.charAt(start + 1)).find((word) => {
    const typed = speech.slice(start, start + word.length);
    return typed !== word && isMeant(word, typed, message, start);
  });
}

function isMeant(word: string, typed: string, message: LookedUp, start: number): boolean {
  if (NOT_MISTYPED.has(typed) || isOrdinaryWord(typed)) return false;
  let right = 0;
  for (let nth = 0; nth < word.length; nth++) {
    const [said, meant] = [typed.charAt(nth), word.charAt(nth)];
    if (said === meant) right++;
    else if (!soundAlike(said, meant) || message.phraseAt(start + nth) !== undefined) return false;
  }
  return right > 0 && isBounded(message, start + word.length);
}

/** No word goes on from what is typed into what follows. */
function isBounded(message: LookedUp, end: number): boolean {
  const { speech } = message;
  if (!isHanAt(speech, end) || speech.charAt(end) === '了') return true;
  if (firstWordLength(speech.slice(end - 1, end + 2)) > 1) return false;
  const time = message.timeAt(end)?.told.kind;
  if (time !== undefined && time !== 'clock') return true;
  return message.phraseAt(end) !== undefined;
}
