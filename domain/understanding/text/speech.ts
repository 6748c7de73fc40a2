import { DIALECT } from '../lexicon/dialect.ts';
import { MISTYPED } from '../lexicon/slips.ts';

const STANDARD = [...DIALECT, ...MISTYPED];

/** "(?<=…)", "(?!…)": what a pattern only looks at. */
const LOOKED_AT = /\(\?<?[=!](?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g;

/** The characters with which what a pattern finds may begin. */
const beginnings = (source: string): string =>
  source
    .replace(LOOKED_AT, '')
    .split('|')
    .map((choice) => /^(?:\(\?:)*(?:\[([^\]]*)\]|(.))/.exec(choice))
    .map((found) => found?.[1] ?? found?.[2] ?? '')
    .join('');

/** Most messages have no word of the region and no slip: one look tells, and only where one may begin. */
const SPOKEN_HERE = new RegExp(
  `(?=[${STANDARD.map(([said]) => beginnings(said.source)).join('')}])(?:${STANDARD.map(([said]) => said.source).join('|')})`,
);

/** The words of the region, and small words mistyped, in standard speech; every UTF-16 unit keeps its place. Names are read before it. */
export const standardSpeech = (text: string): string =>
  SPOKEN_HERE.test(text)
    ? STANDARD.reduce((plain, [said, standard]) => plain.replace(said, standard), text)
    : text;
