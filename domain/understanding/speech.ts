import { DIALECT } from './lexicon/dialect.ts';
import { MISTYPED } from './lexicon/slips.ts';

const STANDARD = [...DIALECT, ...MISTYPED];

/** Most messages have no word of the region and no slip: one look tells. */
const SPOKEN_HERE = new RegExp(STANDARD.map(([said]) => said.source).join('|'));

/** The words of the region, and small words mistyped, in standard speech; every UTF-16 unit keeps its place. Names are read before it. */
export const standardSpeech = (text: string): string =>
  SPOKEN_HERE.test(text)
    ? STANDARD.reduce((plain, [said, standard]) => plain.replace(said, standard), text)
    : text;
