/**
 * The words and patterns of a table of this folder: any white space parts them. In a pattern `{a,b}` stands for either,
 * an empty choice for nothing, and after a comma a new line may begin.
 */
export const wordsOf = (table: string): readonly string[] => table.trim().replace(/,\s+/g, ',').split(/\s+/);

/** A table of single characters. */
export const charactersOf = (table: string): string => table.replace(/\s+/g, '');

/** A table as the source of a regular expression that finds any of its words. */
export const patternOf = (words: string): string =>
  wordsOf(words)
    .map((word) =>
      word.replace(/\{([^}]*)\}/g, (_, choices: string) => `(?:${choices.replaceAll(',', '|')})`),
    )
    .join('|');

/** One expression for whatever any of these finds: the first that fits at a place counts. */
export const anyOf = (...patterns: readonly (RegExp | string)[]): RegExp =>
  new RegExp(patterns.map((pattern) => (typeof pattern === 'string' ? pattern : pattern.source)).join('|'));
