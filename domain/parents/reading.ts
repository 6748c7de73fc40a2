import { callName } from '../people/call-name.ts';
import type { Student } from '../people/directory.ts';
import type { Lexicon, Meaning } from './lexicon.ts';

/** What a guardian's message says, and where in it. */
export interface Reading {
  /** In the order of `MEANINGS`: what is most pressing first. */
  means: readonly Meaning[];
  /** The message in plain words, its parts divided by `，`. */
  plain: string;
  /** Where the first meaning stands in `plain`. */
  at: number;
}

/** Reads a guardian's message by the county's words. Nothing that is known in it: no meanings. */
export const readGuardian = (text: string, lexicon: Lexicon): Reading => {
  const plain = plainOf(text, lexicon);
  const found = new Map<Meaning, number>();
  for (const [meaning, { says, unless }] of lexicon.meanings) {
    // As long as what it stands for, so that places stay.
    const left = unless.reduce((rest, pattern) => rest.replace(pattern, blank), plain);
    const places = says.map((pattern) => left.search(pattern)).filter((place) => place >= 0);
    if (places.length > 0) found.set(meaning, Math.min(...places));
  }
  const hidden = new Set([...found.keys()].flatMap((meaning) => lexicon.meanings.get(meaning)?.hides ?? []));
  const means = [...found.keys()].filter((meaning) => !hidden.has(meaning));
  return { means, plain, at: found.get(means[0] ?? 'thanks') ?? 0 };
};

const blank = (said: string): string => '。'.repeat(said.length);

/** Dialect and slips put right, every stop and space a `，`, without the greeting. */
const plainOf = (text: string, { dialect }: Lexicon): string => {
  const stopped = text
    .trim()
    .replace(/[\s，,。.；;！!？?、~～…:：]+/gu, '，')
    .replace(/^(?:(?:[\p{Script=Han}]{0,2}老师|您好|你好|老师您?好|您?好)，)+/u, '')
    .replace(/^，|，$/gu, '');
  return dialect.reduce((plain, [said, meant]) => plain.replaceAll(said, meant), stopped);
};

/** Which of the family's children a message names: all, some, or none. */
export const childrenNamed = (
  { plain, at }: Pick<Reading, 'plain' | 'at'>,
  children: readonly Student[],
  { all }: Lexicon,
): readonly Student[] => {
  if (all.some((pattern) => plain.search(pattern) >= 0)) return children;
  const end = plain.indexOf('，', at);
  // Who is named beside it, or in the nearest part before; else anywhere.
  const clauses = plain.slice(0, end < 0 ? undefined : end).split('，');
  for (const clause of [...clauses.toReversed(), plain]) {
    const named = children.filter((child) => namesOf(child).some((name) => clause.includes(name)));
    if (named.length > 0) return named;
  }
  return [];
};

/** 张伟: 张伟, 伟伟, 小伟, 阿伟, 伟儿; 李思雨: also 思雨. */
const namesOf = ({ name }: Student): string[] => {
  const last = name.at(-1) ?? '';
  return [name, callName(name), `${last}${last}`, `小${last}`, `阿${last}`, `${last}儿`];
};
