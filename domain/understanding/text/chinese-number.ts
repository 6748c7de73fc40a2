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
};

const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** Tens in one character. */
const TENS: Readonly<Record<string, number>> = { 廿: 20, 卅: 30, 卌: 40 };

const FORMAL: Readonly<Record<string, string>> = Object.fromEntries(
  [...'壹贰叁肆伍陆柒捌玖拾佰'].map((char, place) => [char, '一二三四五六七八九十百'.charAt(place)]),
);
const MAYBE_FORMAL = /[壹贰叁肆伍陆柒捌玖拾佰]/;
/** 陆 and 伍 are surnames too: alone they count only between what is counted and a measure. 拾金不昧 counts nobody. */
const FORMAL_NUMBER =
  /[壹贰叁肆伍陆柒捌玖零]*[拾佰](?![金掇])[壹贰叁肆伍陆柒捌玖拾零]*|[壹贰叁肆柒捌玖](?=[人名位个日天周月年节号次])|(?<=[到缺席假课少共计第请:.])[伍陆](?=[人名位个日天周月节])/g;

/** "那2个", "2个都": of how many children is spoken together. */
const FEW = /(?<=[那这]|另外|剩下的?)[234](?=[个位名])|(?<![\d+-])[234](?=个人?(?:都|的家长))/g;
const FEW_WORDS: Readonly<Record<string, string>> = { '2': '两', '3': '三', '4': '四' };

/** 叁拾陆 as 三十六, 那2个 as 那两个. */
export const withPlainNumbers = (text: string): string =>
  (MAYBE_FORMAL.test(text)
    ? text.replace(FORMAL_NUMBER, (number) => number.replace(/./g, (char) => FORMAL[char] ?? char))
    : text
  ).replace(FEW, (digit) => FEW_WORDS[digit] ?? digit);

/** Characters of which a number in words is made, for use in a pattern. */
export const NUMBER_CHARACTERS = '零一二两三四五六七八九十百廿卅卌';

/** "42", "四十二", "一百零三", "廿二"; NaN for what is no number. */
export function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  let sum = 0;
  let digit = -1;
  for (const char of text) {
    const unit = UNITS[char];
    sum += TENS[char] ?? 0;
    if (TENS[char] !== undefined) continue;
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
