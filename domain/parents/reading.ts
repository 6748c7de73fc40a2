import { callName } from '../people/call-name.ts';
import type { Student } from '../people/directory.ts';
import { isMeant } from './around.ts';
import type { Entry, Lexicon, Meaning } from './lexicon.ts';
import { type Frames, placesOf } from './phrases.ts';

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
  // As long as what it stands for, so that places stay: 能不能 denies nothing.
  const marked = plain.replace(/(\p{Script=Han})[不没]\1/gu, '$1？$1');
  const found = new Map<Meaning, number>();
  for (const [meaning, entry] of lexicon.meanings) {
    const at = placeOf(marked, entry, lexicon);
    if (at !== null) found.set(meaning, at);
  }
  const hidden = new Set([...found.keys()].flatMap((meaning) => lexicon.meanings.get(meaning)?.hides ?? []));
  const means = [...found.keys()].filter((meaning) => !hidden.has(meaning));
  return { means, plain, at: found.get(means[0] ?? 'thanks') ?? 0 };
};

/** Where it is said first; null: nowhere. */
const placeOf = (marked: string, entry: Entry, { grammar }: Lexicon): number | null => {
  const { says, always, only, unless, of, even } = entry;
  const left = marked.replace(unless, (said) => '。'.repeat(said.length));
  if (only) return only.reduce((rest, phrase) => rest.replace(phrase, ''), left) === '' ? 0 : null;
  const places = ({ any, each }: Frames, whose: Entry['of']): number[] =>
    left.search(any) < 0
      ? []
      : each
          .flatMap((frame) => placesOf(left, marked, frame))
          .filter((place) => isMeant(marked, place, { of: whose, even }, grammar))
          .map(({ start }) => start);
  const all = [...places(says, of), ...places(always, null)];
  return all.length > 0 ? Math.min(...all) : null;
};

/** Dialect and slips put right, every stop and space a `，`, without the greeting. */
const plainOf = (text: string, { dialect, bySound }: Lexicon): string => {
  const stopped = joined(text.trim())
    .replace(/\[\p{Script=Han}{1,3}\]/gu, '🙏')
    .replace(/(?<![啊呀呢吗啦嘛])[？?]/gu, '吗，')
    .replace(/[\s，,。.；;！!？?、~～…:：“”"（）()]+/gu, '，')
    .replace(/^(?:(?:[\p{Script=Han}]{0,2}老师(?:早|[您你]?好|早上好)?|[您你]?好|早上好)，)+/u, '')
    .replace(/^，|，$/gu, '');
  return bySound(dialect.reduce((plain, [said, meant]) => plain.replaceAll(said, meant), stopped));
};

/** Who speaks to the telephone gets spaces between words, and not between sentences. */
const joined = (text: string): string => {
  const pieces = text.split(/\s+/u);
  return pieces.length > 2 && text.length / pieces.length < SHORTEST_SAID ? pieces.join('') : text;
};
const SHORTEST_SAID = 4;

/** Which of the family's children a message names: all, some, or none. */
export const childrenNamed = (
  { plain, at }: Pick<Reading, 'plain' | 'at'>,
  children: readonly Student[],
  { all }: Lexicon,
): readonly Student[] => {
  if (plain.search(all) >= 0) return children;
  const end = plain.indexOf('，', at);
  // Who is named beside it, or in the nearest part before; else anywhere.
  const clauses = plain.slice(0, end < 0 ? undefined : end).split('，');
  for (const clause of [...clauses.toReversed(), plain]) {
    const named = children.filter((child) => isNamed(clause, child));
    if (named.length > 0) return named;
  }
  return [];
};

/** What is said of one child, in the words of its own. */
export interface SaidOf {
  child: Student;
  text: string;
}

const CLAUSES = /[^，,。.；;！!？?\s]+[，,。.；;！!？?\s]*/gu;

/**
 * "建华发烧了，露露我已经送到学校了": what is said of each child where every clause names one of them, or goes on about the last.
 * Null where only one is spoken of, or what is said cannot be told apart.
 */
export const partsByChild = (
  text: string,
  children: readonly Student[],
  { all }: Lexicon,
): readonly SaidOf[] | null => {
  if (text.search(all) >= 0) return null;
  const parts = new Map<string, SaidOf>();
  let last: Student | undefined;
  let opening = '';
  for (const [clause] of text.matchAll(CLAUSES)) {
    const [child, another] = children.filter((each) => isNamed(clause, each));
    // "建华、露露都来不了", "建华，露露，都病了": two in one, and a name that stands alone.
    if (another || (child && isNameAlone(clause, child))) return null;
    last = child ?? last;
    if (!last) opening += clause;
    else {
      const before = parts.get(last.id)?.text ?? (parts.size === 0 ? opening : '');
      parts.set(last.id, { child: last, text: before + clause });
    }
  }
  return parts.size > 1 ? [...parts.values()] : null;
};

const isNamed = (clause: string, child: Student): boolean =>
  namesOf(child).some((name) => clause.includes(name));

const isNameAlone = (clause: string, child: Student): boolean =>
  namesOf(child).includes(clause.replace(/[^\p{Script=Han}]/gu, ''));

/** A word about one child that was about another. */
export interface Correction {
  /** Of whom it is true, and what is. */
  right: SaidOf;
  /** Of whom it is not, by name; null where nobody was named. */
  wrong: Student | null;
}

const CORRECTS =
  /^(?:老师|[您你]好|对不起|不好意思|抱歉|哎呀?|哦)*[，,。！!\s]*(?:不对|不是的|我?(?:说|写|打|发|搞|弄|讲)?错(?:人|娃|孩子|名字)?了|更正|纠正|(?:说|写|打|讲|搞|弄)错(?:人|娃|孩子|名字))(?:一下|哈|啊)?[，,。！!：:\s]*/u;

/** "不对，是建华发烧，不是张露", "说错了，是志强发烧", "发烧的是建华不是露露". Null where nothing is put right, or nobody named. */
export const readCorrection = (text: string, children: readonly Student[]): Correction | null => {
  if (children.length < 2 || text.includes('是不是')) return null;
  const rest = text.replace(CORRECTS, '');
  const clauses = rest
    .replace(/(?<![，,。！!\s])不是/gu, '，不是')
    .split(/[，,。；;！!？?\s]+/u)
    .filter(Boolean);
  const named = (some: readonly string[]): Student[] =>
    children.filter((child) => some.some((clause) => isNamed(clause, child)));
  const denied = clauses.filter((clause) => clause.startsWith('不是'));
  const said = clauses.filter((clause) => !clause.startsWith('不是'));
  const [child, another] = named(said);
  const [wrong = null, more] = named(denied);
  if (!child || another || more || child === wrong || (rest === text && !wrong)) return null;
  const plain = said.map((clause) => clause.replace(/^(?:应该|其实)?是/u, ''));
  return { right: { child, text: plain.join('，') }, wrong };
};

/** 张伟: 张伟, 伟伟, 小伟, 阿伟, 伟儿; 李思雨: also 思雨. */
const namesOf = ({ name }: Student): string[] => {
  const last = name.at(-1) ?? '';
  return [name, callName(name), `${last}${last}`, `小${last}`, `阿${last}`, `${last}儿`];
};
