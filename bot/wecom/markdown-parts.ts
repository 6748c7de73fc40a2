/** The most an AI bot's message may hold, in bytes of UTF-8. */
export const MOST_MARKDOWN_BYTES = 20_480;

/** As many messages as the text needs, cut between lines; only a line that is too long by itself is cut within. */
export const markdownParts = (text: string, most: number = MOST_MARKDOWN_BYTES): string[] => {
  const parts: string[] = [];
  let part = '';
  for (const piece of text.split(/(?<=\n)/).flatMap((line) => linePieces(line, most))) {
    if (Buffer.byteLength(part) + Buffer.byteLength(piece) > most) {
      parts.push(part);
      part = '';
    }
    part += piece;
  }
  return [...parts, part].filter((one) => one.trim() !== '');
};

const linePieces = (line: string, most: number): string[] => {
  if (Buffer.byteLength(line) <= most) return [line];
  const pieces: string[] = [];
  let piece = '';
  let bytes = 0;
  for (const character of line) {
    const more = Buffer.byteLength(character);
    if (bytes + more > most) {
      pieces.push(piece);
      piece = '';
      bytes = 0;
    }
    piece += character;
    bytes += more;
  }
  return [...pieces, piece];
};
