import { DIALECT } from './lexicon/dialect.ts';

/** The words of the region in standard speech; every UTF-16 unit keeps its place. Names are read before it. */
export const standardSpeech = (text: string): string =>
  DIALECT.reduce((plain, [said, standard]) => plain.replace(said, standard), text);
