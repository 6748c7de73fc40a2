import { DIALECT } from './lexicon/dialect.ts';

/** Most messages have no word of the region: one look tells. */
const SPOKEN_HERE = new RegExp(DIALECT.map(([said]) => said.source).join('|'));

/** The words of the region in standard speech; every UTF-16 unit keeps its place. Names are read before it. */
export const standardSpeech = (text: string): string =>
  SPOKEN_HERE.test(text)
    ? DIALECT.reduce((plain, [said, standard]) => plain.replace(said, standard), text)
    : text;
