import { inParts } from '../../templates/in-parts.ts';

/** The most bytes of UTF-8 in one text message of the app, of a school notice and of a webhook. */
export const MOST_TEXT_BYTES = 2048;

/** Room for "（999/999）" and a line feed. */
const NUMBER_BYTES = 16;

/**
 * The text in messages that WeCom takes whole, nothing left out: as it is when it fits, else numbered. Cut after a line
 * where that is possible, else between two characters. Empty for an empty text, which WeCom refuses.
 */
export const textParts = (text: string, most: number = MOST_TEXT_BYTES): string[] => {
  const plain = plainText(text);
  if (plain.trim() === '') return [];
  if (Buffer.byteLength(plain) <= most) return [plain];
  const parts = inParts(plain, most - NUMBER_BYTES);
  return parts.map((part, index) => `（${index + 1}/${parts.length}）\n${part}`);
};

/** Without what JSON would have to escape: WeCom refuses that in places (40033), and clients may fail over it (82004). */
export const plainText = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(/(?![\t\n])\p{Cc}/gu, '')
    .replace(/\p{Cs}/gu, '');
