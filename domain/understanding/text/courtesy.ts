import { CLOSINGS, GREETINGS, HESITATIONS, PICTURE_NAMES, SOFT_ENDINGS } from '../lexicon/courtesy.ts';
import { patternOf, wordsOf } from '../lexicon/layout.ts';
import type { RosterBook } from '../names/roster.ts';
import { blanks, Characters } from './characters.ts';

/** A last clause of courtesy, with whatever marks stand around it. */
const CLOSING = new RegExp(
  `(?:[,.;!\\n ]{1,3}|(?<=[^\\u3400-\\u9fff]))(?:${patternOf(CLOSINGS)})[${SOFT_ENDINGS}]*$`,
);
const MOST_CLOSINGS = 3;
/** No such clause is longer, so that a long message is not gone through for it. */
const LONGEST_CLOSING = 24;
const AFTER_CLOSING = new Characters(' .!,');

const PICTURE = new RegExp(`\\[(?:${wordsOf(PICTURE_NAMES).join('|')})\\]`, 'g');
/** Whom the message is shown to, at its head. */
const MENTION = /^\s*@[^\s@]{1,20}[ \u2005]/;
const HESITATION = new RegExp(`^ *(?:(?:${wordsOf(HESITATIONS).join('|')})[,. ]{1,3}){1,4}(?=[^ ])`);
const GREETING = new RegExp(`^\\s*(?:${patternOf(GREETINGS)})[,.!;:\\s]{1,3}(?=[^\\s])`);
const SOFT_ENDING = new RegExp(`[${SOFT_ENDINGS}]+(?=[ ,.;!\\n]|$)`, 'g');

/** Pictures that are written in words are gaps, as drawn ones are. Takes and gives normal text. */
export const withoutPictures = (text: string): string =>
  text.includes('[') ? text.replace(PICTURE, blanks) : text;

function withoutLast(text: string): string | undefined {
  let end = text.length;
  while (end > 0 && AFTER_CLOSING.at(text, end - 1)) end--;
  const from = Math.max(0, end - LONGEST_CLOSING);
  const found = CLOSING.exec(text.slice(from, end));
  return found === null ? undefined : text.slice(0, from + found.index).padEnd(text.length);
}

/**
 * Blanks whom it is shown to, a greeting, thanks at the end and what only softens a clause, so that a word that tells something stands at
 * the end of its clause. A message of nothing else is left as it is, and so is a name that ends like this.
 */
export function withoutCourtesy(text: string, { pupils }: RosterBook): string {
  let plain = text.replace(MENTION, blanks).replace(GREETING, blanks).replace(HESITATION, blanks);
  for (let time = 0; time < MOST_CLOSINGS; time++) {
    const next = withoutLast(plain);
    if (next === undefined || next.trim() === '') break;
    plain = next;
  }
  return plain.replace(SOFT_ENDING, (said, at: number) => {
    const head = plain.slice(0, at + 1);
    const isName = pupils.some(
      ({ name, given }) => head.endsWith(name) || (given !== '' && head.endsWith(given)),
    );
    return isName ? said : blanks(said);
  });
}
