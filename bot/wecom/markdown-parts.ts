import { inParts } from '../../templates/in-parts.ts';

/** The most an AI bot's message may hold, in bytes of UTF-8. */
export const MOST_MARKDOWN_BYTES = 20_480;

/** As many messages as the text needs; none of blanks alone, which WeCom refuses. */
export const markdownParts = (text: string, most: number = MOST_MARKDOWN_BYTES): string[] =>
  inParts(text, most).filter((part) => part.trim() !== '');
