import { countIn } from '../numbers/together.ts';
import { Characters, sticky } from '../text/characters.ts';
import type { SlipFit } from '../text/slips.ts';
import { fullNameSlips, givenNameSlips, maySlipAt, unitsAt } from '../text/slips.ts';
import { beginsWithWord, firstWordLength, isOrdinaryWord } from '../tokens/words.ts';
import type { ClassRoster } from '../types.ts';
import type { NameMatch, NamePlace } from './name-place.ts';
import { HEAD, isQuantity, isSpelling, NEVER_IN_NAMES } from './name-words.ts';
import { nicknameKey } from './nicknames.ts';
import type { Pupil, RosterBook } from './roster.ts';

const DAY_WORDS = new Set([
  '明天',
  '今天',
  '昨天',
  '后天',
  '前天',
  '今日',
  '今早',
  '今晚',
  '明早',
  '明日',
  '早上',
  '下午',
  '中午',
  '晚上',
]);

const isHeadOf = (text: string, start: number): boolean => HEAD.test(text.charAt(start - 1));

/** Full names as they stand on a roster; one that is an ordinary word counts only where a name may stand. */
export function exactName(book: RosterBook, place: NamePlace): NameMatch | undefined {
  const { text, start } = place;
  if (!book.begins.at(text, start)) return undefined;
  for (let length = book.longestName; length > 1; length--) {
    const said = text.slice(start, start + length);
    const bearers = said.length === length ? book.full.get(said) : undefined;
    if (bearers === undefined) continue;
    const end = start + length;
    if (DAY_WORDS.has(said) && !isNamedDay(place, end)) continue;
    if (
      length === 2 &&
      !place.bounded(end) &&
      !isWhole(book, bearers, place, end) &&
      !headsClause(place, end)
    )
      continue;
    if (isOrdinaryWord(said) && isPredicate(text, start, end)) continue;
    // "成功了", "高兴了" tell of no child.
    if (/[了啦]/.test(text.charAt(end)) && isOrdinaryWord(said)) continue;
    if (isQuantity(text, start) || isOfSomethingElse(place, end)) continue;
    if (length === 2 && isOrdinaryWord(said) && !isNameHere(place, end)) continue;
    return match(said, bearers, end, place.section);
  }
  return undefined;
}

/** "余波打篮球扭到脚": though it is also a word, nothing but a name begins such a clause. */
const headsClause = (place: NamePlace, end: number): boolean =>
  isHeadOf(place.text, place.start) && place.toldOfItAlone(end);

/** "黄河路", "黄河大桥": a street or a building bears the name. */
const NAMED_PLACE =
  /路(?![上远滑太途断不难口])|街(?![上天])|大桥|大道|大街|广场|公园|水库|商店|超市|酒店|宾馆|小区/y;

/** What ends at `end` is a name elsewhere, and here part of a street's or a word for how something was done. */
const isOfSomethingElse = (place: NamePlace, end: number): boolean =>
  sticky(NAMED_PLACE, place.text, end) !== null ||
  isOfWeekday(place, end) ||
  isManner(place, end) ||
  (isOrdinaryWord(place.text.slice(place.start, end)) && place.isHowSomebodyElseWasReached(end));

/** What is said of a degree or a lot, or supposes: "高兴得不得了", "万一有人迟到". */
const isWordHere = (place: NamePlace, end: number): boolean =>
  isPredicate(place.text, place.start, end) || (place.supposes && !place.toldAt(end));

/** "周一正常上课": what is done on that day, though a child is called so. */
const isOfWeekday = ({ text, start }: NamePlace, end: number): boolean =>
  /^周[一二三四五六日]$/.test(text.slice(start, end)) &&
  /^(?:正常|照常|补课|开始|放假|上课|升旗|考试|开会|开学)/.test(text.slice(end, end + 2));

/** "平安到家", "已经安心上课了": how something was done, by nobody who was named before. */
const isManner = ({ text, start, named }: NamePlace, end: number): boolean =>
  /^(?:平安|安心|顺利|开心|专心|安静)$/.test(text.slice(start, end)) &&
  /^(?:到家|回家|返家|上课|上学|读书|学习)/.test(text.slice(end, end + 2)) &&
  !named.has(text.slice(start, end));

/** "福生的红领巾找不到了": whose thing is spoken of. */
const ownsAtHead = ({ text, start }: NamePlace, end: number): boolean =>
  isHeadOf(text, start) && text.charAt(end) === '的' && beginsWithWord(text.slice(end + 1, end + 4));

/** "蔡香未果", "杜红经医院": no word goes on from the name into what follows. */
function isWhole(book: RosterBook, bearers: readonly Pupil[], place: NamePlace, end: number): boolean {
  const { text, start } = place;
  return (
    place.slot &&
    !isOrdinaryWord(text.slice(start, end)) &&
    firstWordLength(text.slice(start, end + 2)) <= end - start &&
    !isOrdinaryWord(text.slice(end - 1, end + 1)) &&
    // "赵鑫怡" may be a slip for somebody else's longer name.
    fullNameSlips(book, unitsAt(text, start, book.longestName + 1)).every(
      (fit) => fit.end <= end || bearers.includes(fit.pupil),
    )
  );
}

/** Whether what might be an ordinary word is a name: by what was said before it, or by what is told of it. */
function isNameHere(place: NamePlace, end: number): boolean {
  const { text, start } = place;
  if (isDoubled(text, start, end)) return false;
  if (place.awayAt(end) && !isOrdinaryWord(text.slice(start - 1, start + 1))) return true;
  if (!place.slot || (isWordHere(place, end) && !isListed(text, start, end))) return false;
  return (
    place.named.has(text.slice(start, end)) ||
    place.introduced ||
    place.followed(end) ||
    (isHeadOf(text, start) && place.toldInClause(end))
  );
}

/** "很高兴", "高兴得不得了": what has a degree is no name. */
const isPredicate = (text: string, start: number, end: number): boolean =>
  /[很太真好挺蛮更最不]$|[全都满尽]是$|非常$|特别$|十分$|多么$/.test(
    text.slice(Math.max(0, start - 2), start),
  ) || /^(?:得[很不要]|极了|坏了|死了|地)/.test(text.slice(end, end + 2));

/** "高兴高兴" */
const isDoubled = (text: string, start: number, end: number): boolean => {
  const said = text.slice(start, end);
  return text.startsWith(said, end) || (text.endsWith(said, start) && !DAY_WORDS.has(said));
};

/** What nobody tells of a day to come. */
const HAPPENED =
  /^(?:还|又|也)?(?:没[来到有]|未到|迟到|旷课|早退|逃学|拉肚子|发[烧热]|感冒|生病|病了|头[疼痛晕]|肚子|牙|咳|吐|流鼻血|住院|摔)/;

// A child named 明天 is meant in "明天明天请假" (the second) and in lists, not in "明天请假".
const isNamedDay = ({ text, start }: NamePlace, end: number): boolean =>
  DAY_WORDS.has(text.slice(start - 2, start)) ||
  // One day told beside another is a name.
  (isHeadOf(text, start) &&
    DAY_WORDS.has(text.slice(end, end + 2)) &&
    !/^[早上下中晚]/.test(text.slice(end))) ||
  (/^[明后]/.test(text.slice(start, end)) && HAPPENED.test(text.slice(end, end + 4))) ||
  /[、:(]/.test(text.charAt(start - 1)) ||
  /[、]/.test(text.charAt(end));

function match(
  said: string,
  pupils: readonly Pupil[],
  end: number,
  section: ClassRoster | undefined,
): NameMatch {
  const here = section === undefined ? [] : pupils.filter(({ roster }) => roster === section);
  return { mention: { said, pupils: here.length > 0 ? here : pupils }, end };
}

const SURNAME_ONLY =
  /姓([\u3400-\u9fff])(?:[的呢哩]|那个)(?:那个|这个|那?[两三俩][个位]?)?(?:[男女](?:娃娃|娃|生|同学|孩子|孩)?|学生|同学|娃娃|娃|孩子)?/y;

const SURNAMED = new Characters('姓');
const HOME = new Characters('家');
const OF_FAMILY = /([\u3400-\u9fff]{1,2})家[的呢哩]?(?:那个)?/y;

/** "卢家的晨曦": the surname, and the given name of one who bears it. */
function ofFamily(book: RosterBook, text: string, start: number): NameMatch | undefined {
  if (!HOME.at(text, start + 1) && !HOME.at(text, start + 2)) return undefined;
  const [family = '', surname = ''] = sticky(OF_FAMILY, text, start) ?? [];
  if (family === '') return undefined;
  return givenAt(book, text, start, start + family.length, surname);
}

/** The given name at `given` of whom the surname was told before it: "姓李的那个一诺". */
function givenAt(
  book: RosterBook,
  text: string,
  start: number,
  given: number,
  surname: string,
): NameMatch | undefined {
  for (let length = book.longestName - 1; length > 1; length--) {
    const end = given + length;
    const pupils = (book.given.get(text.slice(given, end)) ?? []).filter(
      (pupil) => pupil.surname === surname,
    );
    if (pupils.length > 0) return { mention: { said: text.slice(start, end), pupils }, end };
  }
  return undefined;
}

const SIBLINGS =
  /老?([\u3400-\u9fff]{1,2})家的?([那这])?(?:([两俩三2-4])个?)?(?:姐妹|姊妹|兄弟|弟兄|姐弟|兄妹|哥弟|双胞胎|龙凤胎|个(?:娃娃|娃|孩子)?)([俩仨])?/y;

/** "何家两兄弟", "普家姐妹": all who bear the surname, if they are as many; else which of them must be asked. */
function siblings(book: RosterBook, text: string, start: number): NameMatch | undefined {
  if (!HOME.at(text, start + 1) && !HOME.at(text, start + 2) && !HOME.at(text, start + 3)) return undefined;
  const [said = '', surname = '', that, before, after] = sticky(SIBLINGS, text, start) ?? [];
  const pupils = book.surname.get(surname) ?? [];
  const one = that === undefined ? 0 : 1;
  const number = countIn(before ?? after ?? '') ?? (/家的?[那这]?个/.test(said) ? one : 2);
  if (pupils.length === 0 || number === 0) return undefined;
  return { mention: { said, pupils, together: pupils.length === number }, end: start + said.length };
}

/** "姓刘的女娃娃": all who bear the surname may be meant. */
export function surnameOnly(book: RosterBook, text: string, start: number): NameMatch | undefined {
  if (!SURNAMED.at(text, start)) return ofFamily(book, text, start) ?? siblings(book, text, start);
  const told = sticky(SURNAME_ONLY, text, start);
  if (told === null) return undefined;
  const pupils = book.surname.get(told[1] ?? '') ?? [];
  const end = start + told[0].length;
  // "姓谢的两个"
  const together = countIn(told[0]) !== undefined;
  return (
    givenAt(book, text, start, end, told[1] ?? '') ?? {
      mention: { said: told[0], pupils, together },
      end,
    }
  );
}

/** Given names, shortened names, nicknames and slips, in the order in which one outranks another. */
export function looseName(book: RosterBook, place: NamePlace): NameMatch | undefined {
  if (!place.slot || isQuantity(place.text, place.start) || isSpelling(place.text, place.start))
    return undefined;
  const short = shortName(book, place) ?? nickname(book, place);
  if (short !== undefined && book.given.has(short.mention.said)) return short;
  // "陈思其" is no 陈思 and a particle.
  const slipped = slip(book, place);
  return slipped !== undefined && slipped.end > (short?.end ?? 0) ? slipped : (short ?? slipped);
}

function shortName(book: RosterBook, place: NamePlace): NameMatch | undefined {
  const { text, start } = place;
  if (!book.beginsShort.at(text, start)) return undefined;
  for (let length = Math.max(book.longestName - 1, 0); length > 1; length--) {
    const said = text.slice(start, start + length);
    const given = book.given.get(said);
    const bearers = given ?? book.shortened.get(said);
    if (bearers === undefined || said.length < length) continue;
    const end = endOfPetName(place, start + length);
    const isFirst = given !== undefined && isHeadOf(text, start);
    if (!place.bounded(end) && !(isFirst && isWhole(book, bearers, place, end))) continue;
    if (place.phraseEnd(start) > start + 1 && !place.toldAt(end)) continue;
    const told =
      place.toldAt(end) ||
      place.speaksAt(end) ||
      place.introduced ||
      (given !== undefined && HOME_VISITED.test(text.slice(end, end + 6))) ||
      (place.announced && HEAD.test(text.charAt(end))) ||
      isListed(text, start, end) ||
      (isFirst && isToldOn(place, end)) ||
      (bearers.length === 1 && (headsClause(place, end) || ownsAtHead(place, end))) ||
      isNamedBefore(place, bearers);
    if (isOrdinaryWord(said) && !told && !isBesideGiven(book, text, start, end)) continue;
    return match(text.slice(start, end), bearers, end, place.section);
  }
  return undefined;
}

/** "小妹家去家访", "金花家家访": whose home was visited. */
const HOME_VISITED = /^家(?:里|头|中)?(?:去|跑|走|做|搞)?(?:了|过)?(?:[家走]访|一[趟次回转]|两[趟次回转])/;

/** "小果子又赖床": behind a given name. */
const PET = new Characters('子儿');

const endOfPetName = (place: NamePlace, end: number): number =>
  PET.at(place.text, end) && place.bounded(end + 1) ? end + 1 : end;

/** "小龙第一节上到一半头晕": what is told stands further on in the clause. */
const isToldOn = (place: NamePlace, end: number): boolean =>
  !/[的得地了着过们]/.test(place.text.charAt(end)) && place.toldInClause(end);

/** "马小林没来, 小林家锁着门", "不是小林": the given name of whoever was named, where a name is said. */
const isNamedBefore = ({ named, text, start, meantNext }: NamePlace, bearers: readonly Pupil[]): boolean =>
  bearers.length === 1 &&
  bearers.every(({ name }) => named.has(name)) &&
  (isHeadOf(text, start) || meantNext);

const isListed = (text: string, start: number, end: number): boolean =>
  /[、:( ,.;!\n•和跟与及\udc00-\udfff]|^$/.test(text.charAt(start - 1)) &&
  /[、):( ,.;\n•和跟与及]|^$/.test(text.charAt(end));

/** "大宝二宝": given names without a mark between them. */
function isBesideGiven(book: RosterBook, text: string, start: number, end: number): boolean {
  for (let length = 2; length < book.longestName; length++) {
    if (book.given.has(text.slice(end, end + length)) || book.given.has(text.slice(start - length, start)))
      return true;
  }
  return false;
}

const COUNTED_BEFORE = /[\d两二三四五六七八九十几][个位名]$/;

function nickname(book: RosterBook, place: NamePlace): NameMatch | undefined {
  const { text, start } = place;
  const first = text.charAt(start);
  const second = text.charAt(start + 1);
  const key = second === '' ? undefined : nicknameKey(first, second);
  const bearers =
    key === undefined ? [] : [...(book.character.get(key) ?? []), ...ofSurname(book, first, key)];
  if (bearers.length === 0 || !place.bounded(start + 2) || place.phraseEnd(start) > start + 1)
    return undefined;
  // "另外两个宝宝" counts them.
  if (COUNTED_BEFORE.test(text.slice(Math.max(0, start - 2), start))) return undefined;
  if (isOrdinaryWord(first + second) && !place.toldAt(start + 2)) return undefined;
  // By a character it may mean one, by its sound another.
  const alike = givenNameSlips(book, unitsAt(text, start, 2)).map(({ pupil }) => pupil);
  return match(first + second, [...new Set([...bearers, ...alike])], start + 2, place.section);
}

/** "小何" may be anybody called He. */
const ofSurname = (book: RosterBook, first: string, key: string): readonly Pupil[] =>
  first === '小' ? (book.surname.get(key) ?? []) : [];

function slip(book: RosterBook, place: NamePlace): NameMatch | undefined {
  if (!maySlipAt(book, place.text, place.start)) return undefined;
  const units = unitsAt(place.text, place.start, book.longestName + 1);
  if (units.length < 2) return undefined;
  const fits = sound(fullNameSlips(book, units), place);
  // Nobody else is near, and that does not make this one meant: a name on no roster is asked about.
  if (fits.length === 1 && fits[0]?.far) return undefined;
  if (fits.length > 0) return slipMatch(fits, place);
  const alike = givenNameSlips(book, units);
  if (alike.length === 0) return undefined;
  const ordinary = isOrdinaryWord(place.text.slice(place.start, place.start + 2));
  if (ordinary && !place.toldAt(place.start + 2)) return undefined;
  const given = sound(alike, place).filter(
    ({ pupil, end, differsAt }) =>
      differsAt.length < pupil.given.length || place.toldAt(end) || isListed(place.text, place.start, end),
  );
  return given.length > 0 ? slipMatch(given, place) : undefined;
}

const standsAlone = (place: NamePlace, end: number): boolean =>
  isListed(place.text, place.start, end) ||
  (place.afterAbsence && HEAD.test(place.text.charAt(end))) ||
  ((isHeadOf(place.text, place.start) || place.announced) && place.toldAt(end));

/** Whether the first character is a word that leads to the name after it: 是, 让. What is a surname too must be one of the words that join. */
const isLedTo = (place: NamePlace, end: number): boolean => {
  const { text, start } = place;
  if (place.phraseEnd(start) <= start || !place.namesAt(start + 1, end)) return false;
  return place.joinsAt(start) || !(place.bearsSurname(start) || isOrdinaryWord(text.slice(start + 1, end)));
};

const PHRASE_IN_NAME = 2;

function sound(fits: readonly SlipFit[], place: NamePlace): SlipFit[] {
  const { text, start } = place;
  return fits.filter(({ pupil, end, differsAt, rightSurname }) => {
    if (
      !place.bounded(end) ||
      (end - start > pupil.name.length && differsAt.some((at) => NEVER_IN_NAMES.test(text.charAt(at))))
    )
      return false;
    if (isOfSomethingElse(place, start + pupil.name.length)) return false;
    // "山上全是白雪", "万一有人迟到": no name here, so that it is no slip for one either.
    if (differsAt.length === 0 && isOrdinaryWord(text.slice(start, end)) && isWordHere(place, end))
      return false;
    // "背起来的" is no 来弟 who was mistyped.
    if (differsAt.some((at) => /[的了着过]/.test(text.charAt(at))) && !standsAlone(place, end)) return false;
    // "苏醒赤到": the character too many begins a word of state that is typed wrong.
    if (end - start > pupil.name.length && place.mistypedAt(end - 1)) return false;
    // "是佳仪" may sound like a surname and the given name that is spelled out.
    if (differsAt[0] === start && isLedTo(place, end)) return false;
    // "实系" sounds like a given name and is a word of another kind.
    if (differsAt.length === end - start && place.phraseEnd(start) >= end) return false;
    // "回家参加" holds what sounds like 贾晨: a name of which no character is right stands by itself.
    if (differsAt.length === end - start && !standsAlone(place, end)) return false;
    // "暂未" may sound like a name.
    if (differsAt.length === end - start && /[未没不]/.test(text.slice(start, end))) return false;
    // "自行车" reaches beyond what sounds like a name.
    if (end - start < 3 && place.phraseEnd(start) > end) return false;
    // "谢天谢地" is one word and no slip for a name within it.
    if (firstWordLength(text.slice(start, end + 2)) > end - start) return false;
    if (place.phraseEnd(start) >= start + PHRASE_IN_NAME && !(rightSurname && place.toldAt(end)))
      return false;
    if (differsAt.some((at) => at > start && place.phraseEnd(at) >= Math.max(at + PHRASE_IN_NAME, end)))
      return false;
    return (
      pupil.name.length > 2 ||
      !isOrdinaryWord(text.slice(start, end)) ||
      place.toldAt(end) ||
      place.afterAbsence ||
      place.introduced ||
      (rightSurname && place.towards && text.charAt(end) === '家') ||
      place.announced
    );
  });
}

function slipMatch(found: readonly SlipFit[], { text, start, section }: NamePlace): NameMatch {
  // Whoever is named without a slip is meant, and not the same name with the next character as one too many.
  const exact = found.filter(({ differsAt }) => differsAt.length === 0);
  const fits = exact.length > 0 ? exact : found;
  const end = Math.max(...fits.map((fit) => fit.end));
  return match(
    text.slice(start, end),
    fits.map(({ pupil }) => pupil),
    end,
    section,
  );
}
