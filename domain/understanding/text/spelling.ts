import type { Pupil, RosterBook } from '../names/roster.ts';
import { PART_TOLD, partNamed } from './radicals.ts';
import { soundAlike } from './sounds.ts';

/** What a message says of a character of the name that is meant. */
export interface Spelling {
  readonly fits: (char: string) => boolean;
  /** Only a part of the character is told, which a surname may have by chance. */
  readonly part: boolean;
  /** Where in the message the explanation ends. */
  readonly end: number;
}

const SPELLED = [
  /(?<!不是[\u3400-\u9fff]{0,3})(?<word>[\u3400-\u9fff]{2,4}) *(?:[的呢之] *(?:那个|这个)?|那个|这个) *(?<char>[\u3400-\u9fff])/g,
  /(?<char>[\u3400-\u9fff])是(?<word>[\u3400-\u9fff]{2,4})的?(?:那个|这个)/g,
];
/** "彬, 不是斌", "不是斌是彬", "斌→彬": one character stands for another in a name told before. */
const CONTRASTED = [
  /(?<![\u3400-\u9fff])(?:(?:应该?)?[是为])?(?<char>[\u3400-\u9fff])[ ,]*(?:不是|非)[\u3400-\u9fff](?![\u3400-\u9fff])/g,
  /(?<![\u3400-\u9fff])不是[\u3400-\u9fff][ ,]*而?是(?<char>[\u3400-\u9fff])(?![\u3400-\u9fff])/g,
  /^ *(?:错了?[ ,]*)?[应该]*是 ?(?<char>[\u3400-\u9fff])(?=[ ,.!]|$)/g,
  /(?<![\u3400-\u9fff])[\u3400-\u9fff] ?(?:改[成为]|→|⇒|[-=]>) ?(?<char>[\u3400-\u9fff])(?![\u3400-\u9fff])/g,
];
/** "上日下天的昊": a character told by what stands in it. */
const COMPOSED = /[上左][\u3400-\u9fff][下右][\u3400-\u9fff] *的 *(?:那个|这个)? *(?<char>[\u3400-\u9fff])/g;
const PARTS = new RegExp(PART_TOLD.source, 'g');

const WORD_BEFORE = /(?:^|[^\u3400-\u9fff])([\u3400-\u9fff]{2,3})$/;
const DAY = /^[今明昨前后]/;

/** The words by which a message picks out one of those spoken of before: "冬天那个". */
export function pickedOut(text: string): Spelling[] {
  const picked = new Map<string, Spelling>();
  for (let at = text.indexOf('那个'); at >= 0; at = text.indexOf('那个', at + 1)) {
    const word = WORD_BEFORE.exec(text.slice(Math.max(0, at - 4), at))?.[1] ?? '';
    if (word !== '' && !DAY.test(word) && !picked.has(word))
      picked.set(word, { fits: (char) => word.includes(char), part: true, end: at });
  }
  return [...picked.values()].slice(0, MOST_SPELLED);
}

/** What is spelled out: "雨水的雨", "是燕子的那个燕", "火字旁那个". */
export function spellings(text: string): Spelling[] {
  const spelled = new Map<string, Spelling>();
  if (/不是|非|改|[→⇒>]|^ *(?:错了?[ ,]*)?[应该]*是/.test(text))
    for (const { groups, index, 0: told } of CONTRASTED.flatMap((pattern) => [...text.matchAll(pattern)]))
      if (groups?.char) spelled.set(groups.char, spellingOf(groups.char, index + told.length));
  if (!/[的呢之旁头底水]|[那这]个/.test(text)) return [...spelled.values()].slice(0, MOST_SPELLED);
  for (const { groups, index, 0: told } of SPELLED.flatMap((pattern) => [...text.matchAll(pattern)])) {
    const { word = '', char = '' } = groups ?? {};
    if (word.includes(char) && !isDenied(text, index + word.indexOf(char) - 1, index + told.length))
      spelled.set(char, spellingOf(char, index + told.length));
  }
  for (const { groups, index, 0: told } of text.matchAll(COMPOSED))
    if (groups?.char) spelled.set(groups.char, spellingOf(groups.char, index + told.length));
  for (const { 0: told, index } of text.matchAll(PARTS)) {
    const fits = partNamed(told);
    const end = index + told.length;
    const next = text.charAt(end);
    const named = fits?.(next) === true;
    if (fits === undefined || isDenied(text, index, named ? end + 1 : end)) continue;
    if (named) spelled.set(next, spellingOf(next, end + 1));
    else spelled.set(told, { fits, part: true, end });
  }
  return [...spelled.values()].slice(0, MOST_SPELLED);
}

/** Nobody spells out more; each is held against every name. */
const MOST_SPELLED = 8;

/** "不是雨字头的", "打成女字旁了" */
const DENIED_BEFORE = /(?:不是|不带|没有|[打写说报看填记当]成了?|误[写作]) ?(?:那个|这个)?[\u3400-\u9fff]?$/;
/** "文化的文打错了", "是新旧的新吧? 应该是…" */
const DENIED_AFTER =
  /^(?:那个|这个|字)? ?(?:[打写弄搞说记]错|不对)|^ ?[吧吗么]?\?[\u3400-\u9fff]?(?:不是|应该?是)/;

/** Whether what is spelled between these places is said not to be meant. */
const isDenied = (text: string, start: number, end: number): boolean =>
  DENIED_BEFORE.test(text.slice(Math.max(0, start - 6), start)) ||
  DENIED_AFTER.test(text.slice(end, end + 8));

const spellingOf = (char: string, end: number): Spelling => ({
  fits: (other) => other === char,
  part: false,
  end,
});

/** "我说的是紫色的紫, 王梓涵在教室": a character that was explained and done with before a name speaks of another. */
export const isDoneBefore = ({ end }: Spelling, text: string, at: number): boolean =>
  end <= at && /[,.;!\n]/.test(text.slice(end, at));

/** Whether a pupil's name has the character that is spelled. */
export const bears = ({ name, given }: Pupil, { fits, part }: Spelling): boolean =>
  [...(part ? given : name)].some(fits);

/** A character that is spelled, and all on the rosters in whose names it stands. */
export interface SpelledNames {
  readonly spelling: Spelling;
  readonly names: readonly Pupil[];
}

export const spelledNames = (spelling: Spelling, { pupils }: RosterBook): SpelledNames => ({
  spelling,
  names: pupils.filter(({ name }) => [...name].some(spelling.fits)),
});

/** Whom a name means, once the characters spelled out are heeded: they beat the ones that were typed. */
export function spelledOut(
  pupils: readonly Pupil[],
  said: string,
  told: readonly SpelledNames[],
): readonly Pupil[] {
  for (const { spelling, names } of told) {
    const bearers = pupils.filter((pupil) => bears(pupil, spelling));
    if (bearers.length === 1) return bearers;
    const meant = bearers.length > 1 ? [] : names.filter(({ name }) => isSpelling(name, said, spelling));
    if (meant.length === 1) return meant;
  }
  return pupils;
}

/** Whether a roster name is what was said but for the character spelled, which sounds like the one said. */
const isSpelling = (name: string, said: string, { fits }: Spelling): boolean =>
  name.length === said.length &&
  [...name].some((own, at) => fits(own) && own !== said[at]) &&
  [...name].every((own, at) => own === said[at] || (fits(own) && soundAlike(own, said[at] ?? '')));
