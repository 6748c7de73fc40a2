import { Characters } from '../text/characters.ts';

/** What stands before or after a whole name: a mark, a gap, or the end of the message. */
export const HEAD = /^$|[.,;:!?\n •\]]/;

/** What stands in words and not in given names. */
export const NEVER_IN_NAMES =
  /[了是过着的得第不就都也还要吗呢吧很太没们我你他她它这那把被让给说打查看找进怕请又再]|[女孙]儿|[儿孙]子|孙女/;

const QUANTITIES = new Set(['许多', '好多', '何许', '全体', '多少']);

const QUANTITIES_BEGIN = new Characters(QUANTITIES);

/** "茉莉的莉": a word that spells a character. */
export const isSpelling = (text: string, start: number): boolean => {
  const char = text.charAt(start + 2) === '的' ? text.charAt(start + 3) : '';
  return char !== '' && text.slice(start, start + 2).includes(char);
};

/** "许多同学" */
export const isQuantity = (text: string, start: number): boolean =>
  QUANTITIES_BEGIN.at(text, start) &&
  QUANTITIES.has(text.slice(start, start + 2)) &&
  /^(?:同学|学生|人|家长|孩子|娃|小朋)/.test(text.slice(start + 2, start + 4));
