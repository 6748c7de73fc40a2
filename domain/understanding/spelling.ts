import type { Pupil, RosterBook } from './roster.ts';
import { soundAlike } from './sounds.ts';

const SPELLED = [
  /(?<!不是[\u3400-\u9fff]{0,3})(?<word>[\u3400-\u9fff]{2,4}) *[的呢] *(?:那个|这个)? *(?<char>[\u3400-\u9fff])/g,
  /(?<char>[\u3400-\u9fff])是(?<word>[\u3400-\u9fff]{2,4})的?(?:那个|这个)/g,
];

/** The characters that a message spells out: "雨水的雨", "是燕子的那个燕". */
export const spelledCharacters = (text: string): string[] =>
  SPELLED.flatMap((pattern) => [...text.matchAll(pattern)]).flatMap(({ groups }) => {
    const { word = '', char = '' } = groups ?? {};
    return word.includes(char) ? [char] : [];
  });

/** Whom a name means, once the characters spelled out are heeded: they beat the ones that were typed. */
export function spelledOut(
  pupils: readonly Pupil[],
  said: string,
  characters: readonly string[],
  book: RosterBook,
): readonly Pupil[] {
  for (const char of characters) {
    const bearers = pupils.filter(({ name }) => name.includes(char));
    if (bearers.length === 1) return bearers;
    const meant = bearers.length > 1 ? [] : book.pupils.filter(({ name }) => isSpelling(name, said, char));
    if (meant.length === 1) return meant;
  }
  return pupils;
}

/** Whether a roster name is what was said but for this character, which sounds like the one said. */
const isSpelling = (name: string, said: string, char: string): boolean =>
  name.length === said.length &&
  name.includes(char) &&
  [...name].every((own, at) => own === said[at] || (own === char && soundAlike(char, said[at] ?? '')));
