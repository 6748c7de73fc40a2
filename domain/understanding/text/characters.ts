/** Characters that a reader asks for at a place in a text. By their codes, so that no string is made to ask. */
export class Characters {
  private readonly codes: ReadonlySet<number>;

  constructor(all: Iterable<string>) {
    this.codes = new Set(Array.from(all, (char) => char.charCodeAt(0)));
  }

  at(text: string, place: number): boolean {
    return this.codes.has(text.charCodeAt(place));
  }
}

/** Whether a Chinese character stands at a place. */
export function isHanAt(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  return code >= 0x3400 && code <= 0x9fff;
}

/** Runs a sticky pattern at a place. */
export function sticky(pattern: RegExp, text: string, start: number): RegExpExecArray | null {
  pattern.lastIndex = start;
  return pattern.exec(text);
}

/** As many blanks, so that all after it keeps its place. */
export const blanks = (said: string): string => ' '.repeat(said.length);
