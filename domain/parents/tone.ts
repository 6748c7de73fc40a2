/** Something that is not said to parents, and why: for whoever wrote it (law.md §8.1). */
export interface ToneRule {
  say: RegExp;
  why: string;
}

/** What of a text should not be said to parents. */
export interface Harsh {
  /** The words as they stand. */
  words: string;
  why: string;
}

/** What law.md §8.1 would not have said; a person's own words are not filtered, only warned about. */
export const harshIn = (text: string, rules: readonly ToneRule[]): Harsh[] =>
  rules.flatMap(({ say, why }) => {
    const [words] = say.exec(text) ?? [];
    return words === undefined ? [] : [{ words, why }];
  });
