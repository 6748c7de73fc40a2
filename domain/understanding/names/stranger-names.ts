import { COMPOUND_SURNAMES, NICKNAME_PREFIXES, SURNAMED_WORDS, SURNAMES, TITLES } from '../lexicon/people.ts';
import { isHanAt } from '../text/characters.ts';
import { firstWordLength, hasNoWord, isOrdinaryWord } from '../tokens/words.ts';
import type { NameMatch, NamePlace } from './name-place.ts';
import { HEAD, isQuantity, NEVER_IN_NAMES } from './name-words.ts';

const NUMERALS = /[一二两三四五六七八九十几]/;
const CHILD = /^[娃孩]/;
const VILLAGE = /^[\u3400-\u9fff]{1,4}(?:村|寨|镇|乡|屯|社区|小组)家访/;
/** "文艺队", "舞蹈社", "坡头村" */
const GROUP = /[队团社组部站厂店局所院村寨屯镇]$/;
/** "雨大", "路滑": what keeps one from coming. */
const HINDRANCE = /^[雨雪雾风路水浪][大急滑烂远堵黑浓深猛]/;
/** With these nobody's name begins. */
const LEADS = /^[响按算作属因由被把给让跟从往]/;
/** Doubled, these are sounds, children in general, or words of their own. */
const NOT_DOUBLED = /[明呜哈呵嘻嘿嗯哦噢啊唉哎囡宝乖娃仔妞刚常偏往渐慢快早好多少天个人明全一白悄偷匆急马]/;
const LISTED = /^$|[,.;!\n 、(]/;
const HAN_RUN = /^[\u3400-\u9fff]{2,4}/;
/** "代八(5)班报": a class that is on no roster. */
const BEFORE_CLASS = /^[\u3400-\u9fff]{1,2}[一二三四五六七八九] ?(?:\(\d{1,2}\)|\d{1,2}) ?班/;

/** A name that is on no roster: a surname and a given name, or a nickname, where a name may stand. */
export function strangerName(place: NamePlace): NameMatch | undefined {
  const { text, start } = place;
  if (!isHanAt(text, start) || !place.strangerSlot || place.phraseEnd(start) > start + 1) return undefined;
  const run = HAN_RUN.exec(text.slice(start, start + 4))?.[0];
  if (run === undefined) return undefined;
  if (isQuantity(text, start)) return undefined;
  // "有关规定": what is cut in the middle of a word is no name; 劝返 was read whole.
  if (!place.isAfterWord && isOrdinaryWord(text.slice(start - 1, start + 1))) return undefined;
  if (BEFORE_CLASS.test(text.slice(start))) return undefined;
  const end =
    surnamed(run, place) ??
    nicknamed(run, place) ??
    doubled(run, place) ??
    unheard(run, place) ??
    visited(place);
  if (end === undefined || TITLES.some((title) => text.startsWith(title, end))) return undefined;
  // "文武斌的斌" spells a character.
  if (/^的[那这]个/.test(text.slice(end)) && /[\u3400-\u9fff]是$/.test(text.slice(0, start)))
    return undefined;
  if (spellsWhatFollows(text.slice(start, end), end, place)) return undefined;
  return { mention: { said: text.slice(start, end), pupils: [] }, end };
}

/** "文武斌的斌", "文武斌的杨文斌": a character of what follows is told. */
function spellsWhatFollows(said: string, end: number, place: NamePlace): boolean {
  const [link, next = ''] = /^ *的 *([\u3400-\u9fff])/.exec(place.text.slice(end, end + 8)) ?? [''];
  if (next === '') return false;
  const at = end + link.length - 1;
  const isNamed = [2, 3, 4].some(
    (length) =>
      place.namesAt(at, at + length) &&
      [...place.text.slice(at, at + length)].some((char) => said.includes(char)),
  );
  return said.includes(next) || isNamed;
}

function surnamed(run: string, place: NamePlace): number | undefined {
  const { text, start } = place;
  const compound = COMPOUND_SURNAMES.some((surname) => run.startsWith(surname));
  if (!compound && !SURNAMES.includes(run.charAt(0))) return undefined;
  // "向大家": what is longer than a surname and one character.
  if (SURNAMED_WORDS.some((word) => word.length > 2 && run.startsWith(word))) return undefined;
  // "到石坎村家访": where they went, and nobody's home.
  if (place.towards && VILLAGE.test(text.slice(start, start + 6))) return undefined;
  const least = compound ? 3 : 2;
  for (let length = least; length <= Math.min(run.length, least + 1); length++) {
    const said = run.slice(0, length);
    if (NEVER_IN_NAMES.test(said.slice(1))) return undefined;
    if (TITLES.some((title) => said.includes(title) || text.startsWith(title, start + 1))) return undefined;
    // "去赵建国家": the home is that of the longer name.
    if (place.towards && length === least && text.charAt(start + length + 1) === '家') continue;
    if (!place.bounded(start + length)) continue;
    if (length === 3 && GROUP.test(said)) return undefined;
    // "路断了": what has an aspect is a verb.
    if (/[了着]/.test(text.charAt(start + length))) return undefined;
    const loose = length === 2 && place.phraseEnd(start + 1) > start + 1 && !place.toldAt(start + length);
    if (SURNAMED_WORDS.includes(said)) return undefined;
    const told = isOrdinaryWord(said) && HEAD.test(text.charAt(start - 1)) && place.toldAt(start + length);
    // "缺秦岭 阑尾炎": what a mark parts from all else is a name, though it is a word.
    const lacking = place.afterLack && length === 2 && LISTED.test(text.charAt(start + length));
    return loose || (!told && !lacking && isWordy(said, text, start)) ? undefined : start + length;
  }
  return undefined;
}

// 方便, 高兴, 金黄: what a dictionary has as a word is no name, nor is what it joins to the character after.
const isWordy = (said: string, text: string, start: number): boolean =>
  isOrdinaryWord(said) || firstWordLength(text.slice(start, start + said.length + 2)) > said.length;

function nicknamed(run: string, place: NamePlace): number | undefined {
  const { text, start, afterAbsence } = place;
  if (!NICKNAME_PREFIXES.includes(run.charAt(0))) return undefined;
  const end = start + 2;
  if (SURNAMED_WORDS.includes(text.slice(start, end))) return undefined;
  const alone = afterAbsence && HEAD.test(text.charAt(end)) && !isOrdinaryWord(text.slice(start, end));
  if (alone || place.toldAt(end) || text.charAt(end) === '家') return end;
  // "小石头没来上学", but not 小朋友 or 小学生.
  const isPet = run.startsWith('小') && !place.isCounted && firstWordLength(text.slice(start, end + 2)) < 3;
  return isPet && isOrdinaryWord(run.slice(1, 3)) && place.toldAt(end + 1) ? end + 1 : undefined;
}

/** "豆豆今天请假": what a small child is called. */
function doubled(run: string, place: NamePlace): number | undefined {
  const [first = '', second] = run;
  const end = place.start + 2;
  const isPet = first === second && !NOT_DOUBLED.test(first) && !place.isInNames(first);
  return isPet && place.isFirstNamed && place.toldAt(end) ? end : undefined;
}

/** "今天家访钏文军家, 未遇": whose home it is, with a surname that few bear. */
function visited({ text, start, introduced }: NamePlace): number | undefined {
  const said = introduced ? WHOSE_HOME.exec(text.slice(start, start + 5))?.[1] : undefined;
  if (said === undefined || NEVER_IN_NAMES.test(said) || !hasNoWord(said)) return undefined;
  return start + said.length;
}

const WHOSE_HOME = /^([\u3400-\u9fff]{2,3})家(?=[,.;!\n ]|$)/;

function unheard(run: string, place: NamePlace): number | undefined {
  const { start, text } = place;
  const slot = /[.;:\n•、 ]|^$/.test(text.charAt(start - 1)) || place.afterSibling;
  if (!slot || place.isBesideName || CHILD.test(run) || HINDRANCE.test(run) || LEADS.test(run))
    return undefined;
  if (SURNAMED_WORDS.some((word) => run.startsWith(word))) return undefined;
  for (let length = 2; length <= run.length; length++) {
    if (place.phraseEnd(start + length - 2) > start + length - 2 || NUMERALS.test(run)) return undefined;
    if (NEVER_IN_NAMES.test(run.slice(0, length))) return undefined;
    // "督导组到了"
    if (length === 3 && GROUP.test(run.slice(0, length))) return undefined;
    // "路断了来不了"
    if (!place.toldAt(start + length) || /[了着]/.test(text.charAt(start + length))) continue;
    return hasNoWord(run.slice(0, length)) ? start + length : undefined;
  }
  return undefined;
}
