const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  壹: 1,
  贰: 2,
};

const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** Characters of which a number in words is made, for use in a pattern. */
export const NUMBER_CHARACTERS = '零一二两三四五六七八九十百';

/** "42", "四十二", "一百零三", "廿" are not all written; NaN for what is no number. */
export function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  let sum = 0;
  let digit = -1;
  for (const char of text) {
    const unit = UNITS[char];
    if (unit !== undefined) {
      sum += (digit < 0 ? 1 : digit) * unit;
      digit = -1;
    } else {
      const value = DIGITS[char];
      if (value === undefined || (digit > 0 && text.length === 2)) return Number.NaN;
      digit = value;
    }
  }
  return sum + Math.max(digit, 0);
}

const WORDS = '零一二三四五六七八九';

/** 1 to 9999 in Chinese characters, as classes and articles are numbered: 一百一十八, 一千零四十七. */
export function inChinese(value: number): string {
  for (const [unit, size] of [
    ['千', 1000],
    ['百', 100],
  ] as const) {
    if (value < size) continue;
    const rest = value % size;
    const gap = rest > 0 && rest < size / 10 ? '零' : '';
    const tail = rest === 0 ? '' : rest < 20 && rest >= 10 ? `一${inChinese(rest)}` : inChinese(rest);
    return `${WORDS.charAt(Math.floor(value / size))}${unit}${gap}${tail}`;
  }
  if (value < 10) return WORDS.charAt(value);
  const tens = Math.floor(value / 10);
  return `${tens === 1 ? '' : WORDS.charAt(tens)}十${value % 10 === 0 ? '' : WORDS.charAt(value % 10)}`;
}
