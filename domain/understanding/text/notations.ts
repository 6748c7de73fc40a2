import { blanks } from './characters.ts';
import { NUMBER_CHARACTERS, numberOf } from './chinese-number.ts';

/** Signs that stand for 到 and 缺 before a number: "✅21 ❌1". After a word of state they only adorn it. */
const TICK = /(?<![到缺勤席课假退来接音频请话:：] ?)(?<!\d)(?:[✅✔☑√✓]|([❌✘✗×✖]))\ufe0f?(?= ?\d)/gu;

/** "1️⃣9️⃣": digits in boxes. One alone after no word numbers a list. */
const BOXED = /(?:\d\ufe0f?\u20e3){2,}|(?<=[\u3400-\u9fff] ?)\d\ufe0f?\u20e3/gu;
const BOXED_ITEM = /\d\ufe0f?\u20e3/gu;
const MAYBE_SIGNED = /[✅✔☑√✓❌✘✗×✖\u2160-\u2168①-⑨]|\u20e3/u;

/** "病Ⅱ人", "缺①:": after what is counted; elsewhere such a sign numbers a list. */
const COUNTING_SIGN = /(?<=[病事假缺旷到席勤课])[\u2160-\u2168①-⑨](?=[人名个位:：(（,，;；。 ]|$)/gu;

const digitOf = (sign: string): string =>
  String(((sign.charCodeAt(0) - (sign < '①' ? 0x2160 : '①'.charCodeAt(0))) % 20) + 1);

/** Ticks, boxed digits and signs that count, in plain characters; to be read before other pictures are left out. */
export function withPlainSigns(given: string): string {
  const text = given
    .replace(GLOSSED, (_, name: string, _character: string, gloss: string) => name + blanks(gloss))
    .replace(SEXES, (_, girl: string | undefined) => (girl === undefined ? '男生' : '女生'));
  if (!MAYBE_SIGNED.test(text)) return text;
  return text
    .replace(TICK, (said, lacks: string | undefined) =>
      (lacks === undefined ? '到' : '缺').padEnd(said.length),
    )
    .replace(BOXED, (said) => said.replace(/[^\d]/gu, '').padEnd(said.length))
    .replace(BOXED_ITEM, (said) => '•'.padEnd(said.length))
    .replace(COUNTING_SIGN, digitOf);
}

/** "刘皓然 白告的那个皓": which character of the name it is, and nobody's name. */
const GLOSSED =
  /(([\u3400-\u9fff])[\u3400-\u9fff]{0,2}[\s,，。、!！(（]+)([\u3400-\u9fff]{1,3}的(?:那个)?\2字?)(?=[\s,，。、!！)）]|$)/gu;

/** "👧17 👦17": the two parts of a class. */
const SEXES = /(?:([👧👩])|[👦👨])(?=\ufe0f? ?\d)/gu;

/** "应到=20", "病假1=甲", but not "30-1=29" */
const EQUALS = /(?<=[\u3400-\u9fff] ?)=(?=[^=>])|(?<=\d ?)=(?= ?[\u3400-\u9fff])/g;

/** "应到(20)", "病假[2]:": how many are told under a label; "三(2)" is a class. */
const COUNT_IN_BRACKETS = /(?<=[假勤席到课退来数])[([](\d{1,3})人?[)\]](?!班)/g;

/** "全班13人(男7女6)全到": the two parts by the way. */
const PARTS_IN_BRACKETS = /\((?:其中)?[男女][生娃]?:?\d+[人个名]?[,、 和]?[男女][生娃]?:?\d+[人个名]?\)/g;

/** "30(29)" at the head of a line or after a class: how many there should be, and in brackets how many there are. */
const PAIR_IN_BRACKETS = /(?<=^|[\n 班:,)\d])(?<!\d)(\d{2})\((\d{2})\)(?!班)/g;

/** "二十减一", "22-1": what is taken away is away. */
const LESS = new RegExp(
  `(?<![\\d.:/-])(\\d{1,2}|[${NUMBER_CHARACTERS}]{1,3})(人|个|名)?( ?)(减去?|-)( ?)(\\d|[一二两三四五六七八九])(?![\\d.:月日号节页班栋楼年度岁-]|[${NUMBER_CHARACTERS}]| ?(?:=|等于|剩|得))`,
  'g',
);
/** There are no more months: "10-1" is a date. */
const MONTHS = 12;

const TENS = '[一二三四五六]';
const ONES = '[零一二三四五六七八九]';
const NO_NUMBER = '(?![\\d十百零一二三四五六七八九年月日号班点节])';
/** "三零到二九": two numbers digit by digit. */
const SPELLED_PAIR = new RegExp(
  `(${TENS}${ONES})((?:人|个)?(?:应到?)?[,、 ]?(?:实?到|来|在)了?)(${TENS}${ONES})${NO_NUMBER}`,
  'g',
);
/** "应到三零人" */
const SPELLED = new RegExp(`(?<=(?:应|实)(?:到|有)(?:人数)?[:是有]? ?)${TENS}${ONES}${NO_NUMBER}`, 'g');

const digits = (spelled: string): string => spelled.replace(/./g, (char) => String(numberOf(char)));

function spelledPair(said: string, one: string, between: string, other: string): string {
  const [larger, smaller] = [Number(digits(one)), Number(digits(other))];
  return larger < smaller || smaller * 2 < larger ? said : digits(one) + between + digits(other);
}

function pairInBrackets(said: string, one: string, other: string): string {
  return Number(one) < Number(other) || Number(other) * 2 < Number(one) ? said : `${one}/${other} `;
}

function less(
  said: string,
  all: string,
  unit = '',
  gap: string,
  sign: string,
  next: string,
  away: string,
): string {
  const [n, k] = [numberOf(all), numberOf(away)];
  if (!(k * 2 < n) || (sign === '-' && n <= MONTHS)) return said;
  return `${all}${unit}${gap}${'缺'.padEnd(sign.length)}${next}${away}`;
}

const MAYBE_IN_BRACKETS = /[([]/;
const MAYBE_LESS = /[减-]/;
const MAYBE_SPELLED = new RegExp(TENS + ONES);

/** Other ways to write a number or a pair of them, in the way that the lexicon reads; in text that has been folded. */
export function withPlainNotations(text: string): string {
  let plain = text;
  if (plain.includes('=')) plain = plain.replace(EQUALS, ':');
  if (MAYBE_IN_BRACKETS.test(plain))
    plain = plain
      .replace(COUNT_IN_BRACKETS, (said, number: string) => `${number}人`.padEnd(said.length))
      .replace(PARTS_IN_BRACKETS, blanks)
      .replace(PAIR_IN_BRACKETS, pairInBrackets);
  if (MAYBE_LESS.test(plain)) plain = plain.replace(LESS, less);
  return MAYBE_SPELLED.test(plain)
    ? plain.replace(SPELLED_PAIR, spelledPair).replace(SPELLED, digits)
    : plain;
}
