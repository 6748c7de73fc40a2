import { SoundIndex } from '../understanding/text/sound-index.ts';
import { soundAlike } from '../understanding/text/sounds.ts';
import { isOrdinaryWord } from '../understanding/tokens/words.ts';

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Puts right what a keyboard or the telephone's ear took for another character: 请价 for 请假, 发骚 for 发烧. */
export const soundCorrector = (words: readonly string[]): ((text: string) => string) => {
  const index = new SoundIndex(words, (word) => word);
  return (text) => {
    const starts = wordStarts(text);
    let right = text;
    for (let at = 0; at + 1 < text.length; at += 1) {
      const said = (word: string): string => text.slice(at, at + word.length);
      const meant = index
        .alike(text.charAt(at), text.charAt(at + 1))
        .find((word) => isSlipOf(said(word), word) && starts.has(at) && starts.has(at + word.length));
      if (meant) right = right.slice(0, at) + meant + right.slice(at + meant.length);
    }
    return right;
  };
};

/** One character at least is right: two that only sound so may be any word. */
const isSlipOf = (said: string, word: string): boolean =>
  said.length === word.length &&
  !isOrdinaryWord(said) &&
  [...said].some((char, nth) => char === word.charAt(nth)) &&
  [...said].every((char, nth) => soundAlike(char, word.charAt(nth)));

/** Where a word of the dictionary begins or ends: 事情|假 is not heard as 请假. */
const wordStarts = (text: string): ReadonlySet<number> =>
  new Set([...[...segmenter.segment(text)].map(({ index }) => index), text.length]);
