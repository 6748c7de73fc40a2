/**
 * A county's phrases. Characters stand for themselves, and besides them:
 * `{词组}` any word of that set, `{,3}` up to three characters of the same part of the message with no negation among
 * them, `(甲|乙)` one of both, `?` and `*` after one of these (perhaps; up to four times), `^` and `$` the ends of the message.
 * `+` and `-` join phrases to a frame: the first says it where every `+` stands near, before or after it, and no `-` does.
 */
const PHRASE = /^(?:\{\p{L}+\}|\{,\d+\}|[\p{L}\p{N}\p{Extended_Pictographic}，？]|\uFE0F|[()|?*^$])+$/u;

const FRAME = /(?=[+-])/u;

const SET = /\{(\p{L}+)\}/gu;
const GAP = /\{,(\d+)\}/gu;

/** Sets of words by name. A word may be a phrase with other sets in it. */
export type WordSets = Readonly<Record<string, readonly string[]>>;

/** Why a phrase cannot be read; null when it can. */
export const phraseProblem = (
  phrase: string,
  sets: WordSets,
  within: readonly string[] = [],
): string | null => {
  const [first = '', ...more] = phrase.split(FRAME);
  if (more.length > 0 && within.length > 0) return `"${phrase}" is a frame, and no word of a set`;
  return (
    [first, ...more.map((piece) => piece.slice(1))]
      .map((piece) => pieceProblem(piece, sets, within))
      .find((problem) => problem !== null) ?? null
  );
};

const pieceProblem = (phrase: string, sets: WordSets, within: readonly string[]): string | null => {
  if (!PHRASE.test(phrase)) return `"${phrase}" has a sign that means nothing in a phrase`;
  for (const [, name = ''] of phrase.matchAll(SET)) {
    const words = sets[name];
    if (!words) return `"${phrase}" names {${name}}, which is no set of words`;
    if (within.includes(name)) return `{${name}} holds itself`;
    for (const word of words) {
      const problem = phraseProblem(word, sets, [...within, name]);
      if (problem) return problem;
    }
  }
  try {
    return new RegExp(sourceOf(phrase, {}), 'u') && null;
  } catch {
    return `"${phrase}" has a bracket or a sign too many`;
  }
};

/** A phrase, and what must and must not stand near it. */
export interface Frame {
  phrase: RegExp;
  beside: readonly RegExp[];
  without: readonly RegExp[];
}

const frameOf = (phrase: string, sets: WordSets): Frame => {
  const [first = '', ...more] = phrase.split(FRAME);
  const those = (sign: string): RegExp[] =>
    more.filter((piece) => piece.startsWith(sign)).map((piece) => finder([piece.slice(1)], sets));
  return { phrase: finder([first], sets), beside: those('+'), without: those('-') };
};

/** Several frames, and what finds any of their phrases: most messages have none of them. */
export interface Frames {
  any: RegExp;
  each: readonly Frame[];
}

export const framesOf = (phrases: readonly string[], sets: WordSets): Frames => ({
  any: finder(
    phrases.map((phrase) => phrase.split(FRAME)[0] ?? ''),
    sets,
  ),
  each: phrases.map((phrase) => frameOf(phrase, sets)),
});

/** Where a frame stands in `left`; what must not stand near it is looked for in the whole message, which is as long. */
export const placesOf = (
  left: string,
  whole: string,
  { phrase, beside, without }: Frame,
): { start: number; end: number }[] =>
  [...left.matchAll(phrase)]
    // A stop before a phrase belongs to what was said before it.
    .map((match) => ({
      start: match.index + Number(match[0].startsWith('，')),
      end: match.index + match[0].length,
    }))
    .filter((place) => {
      const near = around(left, place);
      const all = around(whole, place);
      return (
        beside.every((finder) => near.search(finder) >= 0) &&
        !without.some((finder) => all.search(finder) >= 0)
      );
    });

/** A phrase with what stands two parts of the message to either side; of whoever sets no stops, `REACH` characters. */
const around = (text: string, { start, end }: { start: number; end: number }): string => {
  const before = text
    .slice(Math.max(0, start - REACH), start)
    .split('，')
    .slice(-PARTS);
  const after = text
    .slice(end, end + REACH)
    .split('，')
    .slice(0, PARTS);
  return `${before.join('，')}${text.slice(start, end)}${after.join('，')}`;
};
const REACH = 30;
const PARTS = 3;

/** Finds any of the phrases. */
export const finder = (phrases: readonly string[], sets: WordSets): RegExp =>
  new RegExp(phrases.length > 0 ? anyOf(phrases, sets) : '(?!)', 'gu');

const anyOf = (phrases: readonly string[], sets: WordSets): string =>
  // The longest first, so that 他们 is not found as 他.
  `(?:${phrases
    .map((phrase) => sourceOf(phrase, sets))
    .toSorted((a, b) => b.length - a.length)
    .join('|')})`;

const sourceOf = (phrase: string, sets: WordSets): string =>
  phrase
    .replace(GAP, (_, most: string) => `[^，。不没未别]{0,${most}}?`)
    // Without a limit, words that hold one another would be tried in every order.
    .replaceAll('*', '{0,4}')
    .replace(SET, (_, name: string) => anyOf(sets[name] ?? [''], sets));
