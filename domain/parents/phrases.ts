/**
 * A county's phrases. Characters stand for themselves, and besides them:
 * `{词组}` any word of that set, `{,3}` up to three characters of the same part of the message with no negation among
 * them, `(甲|乙)` one of both, `?` and `*` after one of these (perhaps; up to four times), `^` and `$` the ends of the message.
 */
const PHRASE = /^(?:\{\p{L}+\}|\{,\d+\}|[\p{L}\p{N}\p{Extended_Pictographic}，？]|\uFE0F|[()|?*^$])+$/u;

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
    .replace(GAP, (_, most: string) => `[^，不没未别]{0,${most}}?`)
    // Without a limit, words that hold one another would be tried in every order.
    .replaceAll('*', '{0,4}')
    .replace(SET, (_, name: string) => anyOf(sets[name] ?? [''], sets));
