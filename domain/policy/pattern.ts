/** Whether a text of the county's files is a regular expression, and one that asks for something. */
export const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text, 'u').source.length > 0;
  } catch {
    return false;
  }
};

/** A text as a pattern of just this text. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const SET = /〔([^〕]+)〕/gu;

/** Writes out patterns in which 〔亲〕 stands for the set of that name; a set may stand in one that comes after it. */
export const writtenWith = (sets: Readonly<Record<string, string>>): ((text: string) => string) => {
  const known = new Map<string, string>();
  const written = (text: string): string =>
    text.replace(SET, (whole, name: string) => known.get(name) ?? whole);
  for (const [name, text] of Object.entries(sets)) known.set(name, `(?:${written(text)})`);
  return written;
};

/** Whether what was written out is a regular expression, and no set in it is missing. */
export const isWritten = (text: string): boolean => isPattern(text) && text.search(SET) < 0;
