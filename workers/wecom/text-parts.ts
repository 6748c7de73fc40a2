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
  const parts = packed(pieces(plain, most - NUMBER_BYTES), most - NUMBER_BYTES);
  return parts.map((part, index) => `（${index + 1}/${parts.length}）\n${part}`);
};

/** Without what JSON would have to escape: WeCom refuses that in places (40033), and clients may fail over it (82004). */
export const plainText = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(/(?![\t\n])\p{Cc}/gu, '')
    .replace(/\p{Cs}/gu, '');

/** Lines with their line feed; a line that is too long by itself, in pieces. */
const pieces = (text: string, most: number): string[] =>
  text
    .split(/(?<=\n)/)
    .flatMap((line) => (Buffer.byteLength(line) <= most ? [line] : packed([...line], most)));

/** Joins neighbours as long as they fit together. */
const packed = (pieces: readonly string[], most: number): string[] => {
  const result: string[] = [];
  let part = '';
  let bytes = 0;
  for (const piece of pieces) {
    const more = Buffer.byteLength(piece);
    if (bytes + more > most) {
      result.push(part);
      part = '';
      bytes = 0;
    }
    part += piece;
    bytes += more;
  }
  if (part !== '') result.push(part);
  return result;
};
