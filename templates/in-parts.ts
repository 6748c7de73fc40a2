/**
 * A text in as many parts as it needs, each of at most so many bytes of UTF-8, nothing left out. Cut after a line where that
 * is possible; only a line that is too long by itself is cut within, between two characters.
 */
export const inParts = (text: string, most: number): string[] =>
  packed(
    text
      .split(/(?<=\n)/)
      .flatMap((line) => (Buffer.byteLength(line) <= most ? [line] : packed([...line], most))),
    most,
  );

/** Joins neighbours as long as they fit together. */
const packed = (pieces: readonly string[], most: number): string[] => {
  const result: string[] = [];
  let part = '';
  let bytes = 0;
  for (const piece of pieces) {
    const more = Buffer.byteLength(piece);
    if (part !== '' && bytes + more > most) {
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
