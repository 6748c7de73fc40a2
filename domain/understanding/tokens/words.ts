const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const REMEMBERED = 20_000;

/** What the dictionary says of a text, asked once. */
function remembered<Answer>(ask: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const answer = ask(text);
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, answer);
    return answer;
  };
}

/** How long the dictionary word is with which a text begins. */
export const firstWordLength = remembered(
  (text) => segmenter.segment(text).containing(0)?.segment.length ?? 0,
);

/** Whether the dictionary has no word of two characters or more in a text. */
export const hasNoWord = remembered((text) => [...segmenter.segment(text)].length === text.length);

/** Whether a general dictionary has these characters as one word, as it has 周全 and 时代. */
export const isOrdinaryWord = (text: string): boolean =>
  text.length > 1 && firstWordLength(text) === text.length;

/** Whether a word of two characters or more begins the text. */
export const beginsWithWord = (text: string): boolean => firstWordLength(text) > 1;
