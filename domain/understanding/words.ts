const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const known = new Map<string, readonly string[]>();
const REMEMBERED = 20_000;

/** The text cut into dictionary words. */
export function cut(text: string): readonly string[] {
  const before = known.get(text);
  if (before !== undefined) return before;
  const words = Array.from(segmenter.segment(text), ({ segment }) => segment);
  if (known.size >= REMEMBERED) known.clear();
  known.set(text, words);
  return words;
}

/** Whether a general dictionary has these characters as one word, as it has 周全 and 时代. */
export const isOrdinaryWord = (text: string): boolean => text.length > 1 && cut(text).length === 1;

/** Whether a word of two characters or more begins the text. */
export const beginsWithWord = (text: string): boolean => (cut(text)[0]?.length ?? 0) > 1;
