import { NAMED_PARTS, RADICALS } from '../lexicon/radicals.ts';

const radicals = Array.from(RADICALS);
const points = radicals.map((radical) => radical.codePointAt(0) ?? 0);

const known = new Map<string, string>();

/** The radical under which a dictionary lists a character: Unicode keeps the dictionary's order. */
function radicalOf(char: string): string {
  const before = known.get(char);
  if (before !== undefined) return before;
  const point = char.codePointAt(0) ?? 0;
  const radical = radicals[points.findLastIndex((first) => first <= point)] ?? '';
  known.set(char, radical);
  return radical;
}

const PART = new RegExp(`(?:([\\u3400-\\u9fff])字(?:旁|头|底|边)|(${Object.keys(NAMED_PARTS).join('|')}))`);

/** "木字旁", "三点水" and what follows it: where a message describes a character by a part of it. */
export const PART_TOLD = new RegExp(`${PART.source}(?: *的? *(?:那个|这个)?)?`, 'y');

/** Whether a character has the part that these words name; undefined when they name none. */
export function partNamed(words: string): ((char: string) => boolean) | undefined {
  const [, simple, other] = PART.exec(words) ?? [];
  const radical = simple ?? NAMED_PARTS[other ?? ''];
  if (radical === undefined) return undefined;
  const own = radicalOf(radical);
  return (char) => radicalOf(char) === own;
}
