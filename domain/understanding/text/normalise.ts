import { ILLNESS_PICTURES } from '../lexicon/illness.ts';
import { blanks } from './characters.ts';
import { withPlainNumbers } from './chinese-number.ts';
import { withoutPictures } from './courtesy.ts';
import { withPlainNotations, withPlainSigns } from './notations.ts';

const FOLDS: Readonly<Record<string, string>> = {
  '，': ',',
  '﹐': ',',
  '。': '.',
  '．': '.',
  '｡': '.',
  '；': ';',
  '：': ':',
  '！': '!',
  '？': '?',
  '（': '(',
  '）': ')',
  '【': '[',
  '】': ']',
  '〔': '(',
  '〕': ')',
  '［': '[',
  '］': ']',
  '〈': '(',
  '〉': ')',
  '／': '/',
  '～': ' ',
  '~': ' ',
  '　': ' ',
  '\t': ' ',
  '\r': ' ',
  '—': ' ',
  '–': '-',
  '－': '-',
  '−': '-',
  '∶': ':',
  '…': ' ',
  '·': ' ',
  '●': '•',
  '“': ' ',
  '”': ' ',
  '"': ' ',
  '「': ' ',
  '」': ' ',
  '《': ' ',
  '》': ' ',
  〇: '零',
  沒: '没',
  妳: '她',
};

/** Pictures that tell of illness stay; any other is a gap between words. */
const PICTURE = new RegExp(
  `(?![${ILLNESS_PICTURES}])\\p{Extended_Pictographic}[\\u{1f3fb}-\\u{1f3ff}\\ufe0f\\u200d]*`,
  'gu',
);

/** Asked first, since the pattern below looks back from every place. */
const MAYBE_LAUGHED = /555|666|888|233/;
/** "555" cries and "666" praises, where they count nobody. */
const LAUGHED = /(?<![\d到有共计总班级:：./-] ?)(?:5{3,}|6{3,}|8{3,}|23{3,})(?![\d人个名位/年月日号班.])/g;

/** Stands where an item of a list begins. */
const ITEM = '•';
const LIST_MARKS = '①-⑳⑴-⒇❶-❿';
const FULL_WIDTH = '\uff01-\uff5e';
const INVISIBLE = '\u200b-\u200f';
/** Whatever has another form; most characters have none. */
const FOLDED = new RegExp(`[A-Z${LIST_MARKS}${FULL_WIDTH}${INVISIBLE}${Object.keys(FOLDS).join('')}]`, 'g');

function fold(char: string): string {
  const told = FOLDS[char];
  if (told !== undefined) return told;
  const code = char.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
  if (code >= 0x200b && code <= 0x200f) return ' ';
  return code < 0x80 ? char.toLowerCase() : ITEM;
}

/** "应到|14", "| 实到 | 13 |": a line of two cells, or of several pairs that begin with such. */
const CELLS = /^[ \t]*\|?[ \t]*[^\d\n|]{2,8}\|[^\n|]+(?:\|[^\n|]+\|[^\n|]+)*\|?[ \t]*$/gm;
const LABELLED_CELLS = /^[ |]*(?:应到|实到|姓名|班级|学生|未到|缺勤|病假|事假)[^|\n]*\|/;

/** A label's cell ends with a colon, what it labels with a semicolon. */
function withLabelledCells(text: string): string {
  if (!text.includes('|')) return text;
  return text.replace(CELLS, (line) => {
    const bars = line.replace(/^[ |]+|[ |]+$/g, '').split('|').length;
    if (bars > 2 && !LABELLED_CELLS.test(line)) return line;
    let nth = 0;
    return line
      .replace(/^( *)\|/, '$1 ')
      .replace(/\|( *)$/, ' $1')
      .replace(/\|/g, () => (nth++ % 2 === 0 ? ':' : ';'));
  });
}

const withoutLaughter = (text: string): string => text.replace(LAUGHED, blanks);

/** One form for full-width letters, brackets and marks. Every UTF-16 unit keeps its place, so spans stay true. */
export function normalise(text: string): string {
  const plain = withPlainSigns(text)
    .replace(/(?<=[\d号日] ?)[~～—–－]+(?= ?\d)/g, (dash) => '-'.padEnd(dash.length))
    .replace(PICTURE, blanks)
    .replace(FOLDED, fold);
  const cells = withLabelledCells(plain);
  const counted = withPlainNumbers(MAYBE_LAUGHED.test(cells) ? withoutLaughter(cells) : cells);
  return withPlainNotations(withoutListNumbers(withoutPictures(counted)));
}

// "1." and "2、" at a line's head, after a blank or after a heading number a list; they count nobody.
const LIST_NUMBER =
  /(^|[\n ;]|(?<=[\u3400-\u9fff][,.!])(?=\d{1,2}[.、)])|(?<=假|课|席|缺勤|未到|没到|没来|退|迟到|名单|人员|学生|同学|如下|情况|因|的):)(\d{1,2})([.、)]|,(?=[^\d]))(?![\d(])/g;
/** "实到 35." counts, unless the list has come to 34: "1.甲 迟到 2.乙". */
const AFTER_LABEL = /[到来实应] ?$/;

/** "(1) 男生寝室" at a line's head; "(2)班" is a class. */
const IN_BRACKETS = /(?<=^|\n) *\(\d{1,2}\)(?!班)(?=[ ,、.]?[\u3400-\u9fff])/g;
const bracketless = (said: string): string => ITEM.padEnd(said.length);

function withoutListNumbers(text: string): string {
  let last = 0;
  const plain = text.includes('(') ? text.replace(IN_BRACKETS, bracketless) : text;
  return plain.replace(LIST_NUMBER, (said, before: string, number: string, mark: string, at: number) => {
    const goesOn = last > 0 && Number(number) === last + 1;
    // "43，缺2" begins with how many there should be.
    if (mark === ',' && Number(number) !== last + 1) return said;
    if (!goesOn && AFTER_LABEL.test(text.slice(Math.max(0, at - 1), at + before.length))) return said;
    last = Number(number);
    const kept = before === ':' ? `${before}${ITEM}` : ITEM;
    return kept.padEnd(before.length + number.length + mark.length);
  });
}
