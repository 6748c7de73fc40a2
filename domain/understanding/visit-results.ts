import { sticky } from './characters.ts';
import { PLACES } from './lexicon/places.ts';
import { RESULT_WORDS } from './lexicon/visits.ts';
import { VISIT_RESULTS } from './phrases.ts';
import { standardSpeech } from './speech.ts';
import type { Token } from './tokens.ts';
import type { VisitResult } from './types.ts';

/** What words tell of a visit; `failed` and `succeeded` hold only where nothing plainer is told. */
type Told = VisitResult | 'failed' | 'succeeded' | 'undecided';

export interface Heard {
  readonly result: Told;
  readonly at: number;
}

/** From the one that settles most to the one that settles least. */
const RANK: readonly VisitResult[] = ['returned', 'away', 'refused', 'promised', 'not_met'];

/** What all that was heard of one pupil comes to. */
export function resultOf(heard: readonly Heard[]): VisitResult {
  const last = heard.findLast(({ result }) => result === 'refused' || result === 'promised');
  const results = new Set(heard.map(({ result }) => result));
  if (last !== undefined && !results.has('returned') && !results.has('away'))
    return last.result === 'promised' ? 'promised' : 'refused';
  const plain = RANK.find((result) => results.has(result));
  if (plain !== undefined || results.has('undecided')) return plain ?? 'other';
  if (results.has('succeeded')) return 'returned';
  return results.has('failed') ? 'refused' : 'other';
}

const either = (words: string): string => `(?:${words.replaceAll(' ', '|')})`;

const CHILD = either(RESULT_WORDS.child);
const SPEAK = either(RESULT_WORDS.speak);
const SCHOOL = either(RESULT_WORDS.school);
const WORK = `${either(RESULT_WORDS.work)}(?!作)`;
const SOON = either(RESULT_WORDS.soon);
const SURE = either(RESULT_WORDS.sure);
const WANTS = either(RESULT_WORDS.wants);
const AT_SCHOOL = `(?:回|到|进|入|返)到?${SCHOOL}`;
const ELSEWHERE = either(`${PLACES.replace(' 东川', '')} ${RESULT_WORDS.elsewhere}`);
const HERE = either(RESULT_WORDS.here);
const CLAUSE = '[^,.;:!?\\n•]';
/** Neither the end of a clause nor a negation. */
const YES = '[^,.;:!?\\n•不没未无别拒]';
/** Nor a word for what is only said, wished or still to come. */
const DONE = '[^,.;:!?\\n•不没未无别拒承答应允意说讲言喊叫让劝将要会等愿肯想就再才明后下等送]';
const END = '(?=$|[^\\u3400-\\u9fff#]|了|嘛|吧|的|呢)';
const BRINGS = `(?:(?:送|领|带|喊|叫|让|把|给|催|放|陪)(?:${CHILD}|#+)?)`;
const GOES = '(?:送|来|去|回来|回去|回|返回|返|转来|转去|转|到|上|进)';
/** "送孩子到校", "来读书", "回学校上课", "复学" */
const COMES = `${BRINGS}{0,2}(?:${GOES}{1,2}(?:${SCHOOL}|来|去|上)*|复学|复课|上学|读书|入学|(?:继续|接着)(?:读|念|上))${END}`;

/** What says neither one nor the other, or tells of what is not so: taken out before the rest is read. */
const UNSAID: readonly [RegExp, Told | undefined][] = [
  // "答不答应", "来不来"
  [/([\u3400-\u9fff])[不没]\1[\u3400-\u9fff]?/g, 'undecided'],
  [/没有?(?:马上|立刻|当场|明确|直接)(?:答应|同意|表态|应允|拒绝)/g, 'undecided'],
  // "没再说不读", "不是不想来"
  [
    new RegExp(`(?:没有?|不|未)(?:再|提|敢)*${SPEAK}(?:不|没)${CLAUSE}{1,4}|不是不${CLAUSE}{1,4}`, 'g'),
    undefined,
  ],
  // "明天再去" is what the speaker plans.
  [
    new RegExp(
      `${SOON}(?:又|还)?(?:再|接着|继续)(?:去|跑|走|访|约|联系|上门|登门|劝)(?<!${SPEAK}${CLAUSE}{0,12})`,
      'g',
    ),
    undefined,
  ],
  [
    new RegExp(
      `(?:${WANTS}|(?:等|满)${CLAUSE}{1,8}就)(?:出去|外出|去|跟|在|留|到|下|进){0,2}${CLAUSE}{0,5}?${WORK}`,
      'g',
    ),
    'refused',
  ],
  // "不让她去打工了"
  [
    new RegExp(`(?:不|别)(?:准|让|给|许|再|会|想|要|叫|喊|放)*${CHILD}?(?:再|出|外|去|到|进)*${WORK}`, 'g'),
    undefined,
  ],
];

const FRAMES: readonly [Told, RegExp][] = [
  ['promised', new RegExp(`${SOON}${YES}{0,10}?${COMES}`, 'g')],
  [
    'promised',
    new RegExp(
      `${SURE}(?<![不别莫]${CLAUSE}{0,3}${SURE})${YES}{0,6}?${COMES}(?<=${SPEAK}[^.;!?\\n•]{0,40})`,
      'g',
    ),
  ],
  ['promised', new RegExp(`${SPEAK}[ :,]{0,2}${either(RESULT_WORDS.consent)}(?![空闲到去先等])`, 'g')],
  // "劝返某某: 同意", "某某劝返, 拒"
  ['promised', /(?<=[:, #])(?:允|诺|成|可|行|肯|ok)(?=$|[,.;!\n ])/g],
  ['promised', /(?<=#)[愿肯]?(?:来|读)(?=$|[,.;!\n ])/g],
  ['returned', /(?<=[:,] ?)(?:返校|复学|到校|归校|复课)(?=$|[,.;!\n ])/g],
  ['returned', /(?:今[天早日]|当[天日晚]|昨[天晚]|第二天|随后|后来)就(?:自己)?(?:来|回来|返校|到校|转来)了/g],
  ['refused', new RegExp(`${SPEAK}[ :]{0,2}(?:不可|不行|不成|不干|免谈|休想|没门|办不到)`, 'g')],
  ['refused', /(?<=[:, #])(?:拒|否|不|不行)(?=$|[,.;!\n ])/g],
  [
    'refused',
    new RegExp(
      `(?<![没别并])不(?:再|想|愿意|愿|肯|会|准|让|许|给|放|敢|要|用|打算|情愿|乐意)*(?:${CHILD}|#+)?再?(?:来|去|回|返|读|念|上学|送|转|复学|进校)(?!电|话|信|消息|微信|得|成|及)`,
      'g',
    ),
  ],
  ['away', new RegExp(`(?:去|到|下|上|赴|往|在|进|奔|搬|嫁)(?:了|到|去|往|在){0,2}${ELSEWHERE}`, 'g')],
  [
    'away',
    /跟(?![我你村校车]|[^,.;!\n]{0,4}(?:老师|校长|干部|工作|书记|主任))[^,.;!\n不没]{1,6}?(?:跑|走|私奔|出去)(?:出去|掉)?了/g,
  ],
  ['away', new RegExp(`(?:不在|离开|离了|走出)了?${HERE}`, 'g')],
  ['away', new RegExp(`(?:去|到|在|下|进)${CLAUSE}{0,6}?${WORK}`, 'g')],
  [
    'away',
    /(?:出去|外出|出门|走)了?(?:有|快|都)?[一二两三四五六七八九十几半好\d]{1,3}个?(?:多)?(?:月|年|星期|周)/g,
  ],
  [
    'returned',
    new RegExp(
      `(?:已|业[已于]|均已|都已|现已|已经|当[天日晚场]|当即|今[早天日]|刚刚?|现在?|总算|终于)${DONE}{0,8}?(?:归校|返校|复学|复课|入学|来校|在校|${AT_SCHOOL}|在(?:教室|班|学校|校)|(?:送|接|领|带)?(?:来|回来|转来|回学校|来学校|到学校|回到学校)了|坐进|跟班)`,
      'g',
    ),
  ],
  [
    'returned',
    new RegExp(
      `(?:送|接|带|领|劝|请|叫|喊|载|拉)(?:了|着|得)?(?:${CHILD}|#+)?(?:回|到|来|进|转|回到|进到)(?:${SCHOOL}|来)*了|(?:把|将)(?:${CHILD}|#+)${DONE}{0,4}(?:劝|带|接|领)?(?:回|来)(?:${SCHOOL}|来)+`,
      'g',
    ),
  ],
  [
    'returned',
    new RegExp(
      `(?:${CHILD}|自己|自行|本人)${DONE}{0,8}?(?:(?<![起出下上过])来|转来|回学校|来学校|到校|返校)了`,
      'g',
    ),
  ],
  [
    'returned',
    new RegExp(
      `(?:跟|随|坐|乘|搭)${DONE}{1,8}?(?:回来|转来|来学校|回学校|到学校|返校|回校|回班|进教室)`,
      'g',
    ),
  ],
];

/** Every word that tells of a result, in the order of the text. Names are passed over. */
export function resultsIn(text: string, tokens: readonly Token[]): Heard[] {
  const heard: Heard[] = [];
  let speech = blanked(
    standardSpeech(text),
    tokens.filter((token) => token.kind === 'name' && token.mention.pupils.length > 0),
    '#',
  );
  for (const [pattern, result] of UNSAID) {
    const said = [...speech.matchAll(pattern)].map(({ 0: words, index }) => ({
      start: index,
      end: index + words.length,
    }));
    if (result !== undefined) heard.push(...said.map(({ start }) => ({ result, at: start })));
    speech = blanked(speech, said, '_');
  }
  const read: Span[] = [];
  for (let place = 0; place < text.length; ) {
    const phrase = datedReturn(speech, place) ?? VISIT_RESULTS.longest(speech, place);
    if (phrase !== undefined && !isOfParents(text, place, phrase.tag) && !isWalk(text, phrase.end))
      heard.push({ result: isDenied(speech, place, phrase.tag) ? 'refused' : phrase.tag, at: place });
    if (phrase !== undefined) read.push({ start: place, end: phrase.end });
    place = phrase?.end ?? place + 1;
  }
  // "不准她来" was read whole: 准她来 within it promises nothing.
  const isRead = (at: number): boolean => read.some(({ start, end }) => at > start && at < end);
  for (const [result, pattern] of FRAMES)
    for (const { index } of speech.matchAll(pattern))
      if (!isRead(index) && !isOfParents(text, index, result)) heard.push({ result, at: index });
  heard.sort((one, other) => one.at - other.at);
  return withoutOnlySaid(text, heard);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Every UTF-16 unit keeps its place. */
function blanked(text: string, spans: readonly Span[], mark: string): string {
  const units = text.split('');
  for (const { start, end } of spans) units.fill(mark, start, end);
  return units.join('');
}

/** "没点头", "未曾应允" */
const isDenied = (speech: string, place: number, result: Told): boolean =>
  result === 'promised' &&
  /[不没未](?:有|曾|能|肯|见|获|蒙)?(?:开口|松口|点头|轻易)?$/.test(
    speech.slice(Math.max(0, place - 5), place),
  );

const BACK_SINCE = /已(?:经)?[于在](?=[^,.;:!\n]{1,12}[校学课])/y;
const LONGEST_DAY = 10;

/** "已于上周返校": the day stands within the words for a return. */
function datedReturn(speech: string, place: number): ReturnType<typeof VISIT_RESULTS.longest> {
  if (speech.charAt(place) !== '已') return undefined;
  const end = place + (sticky(BACK_SINCE, speech, place)?.[0].length ?? Number.NaN);
  for (let at = end + 1; at <= Math.min(end + LONGEST_DAY, speech.length); at++) {
    const told = VISIT_RESULTS.longest(`已${speech.slice(at, at + LONGEST_DAY)}`, 0);
    if (told?.tag === 'returned') return { tag: told.tag, end: at + told.end - 1 };
  }
  return undefined;
}

/** "走了两个小时" */
const isWalk = (text: string, end: number): boolean =>
  /[走跑去]了$/.test(text.slice(Math.max(0, end - 2), end)) &&
  /[\d一二两三四五六七八九十半好几趟]/.test(text.charAt(end));

const PARENTS =
  /(?<![随跟和与同及、][他她着]?[\u3400-\u9fff]?)(?:父母|爸妈|爸爸|妈妈|爸|妈|父亲|母亲|大人|家长|哥哥|姐姐|监护人)(?:都|也|均|还|常年|一直|长期|和妈妈|在[\u3400-\u9fff]{2,3}|在|双双)*$/;

// Parents who work elsewhere are why nobody else was met; they tell nothing of where the child is.
const isOfParents = (text: string, place: number, result: Told): boolean =>
  (result === 'away' || result === 'not_met') &&
  PARENTS.test(text.slice(Math.max(0, place - 12), place)) &&
  !/没人|无人/.test(text.slice(place, place + 3));

/** "答应明天来上课了" tells of a promise, not of a return; "说要考虑再送" of neither. */
function withoutOnlySaid(text: string, heard: readonly Heard[]): Heard[] {
  const apart = (one: Heard, other: Heard): boolean =>
    /[,.;!\n•]/.test(text.slice(Math.min(one.at, other.at), Math.max(one.at, other.at)));
  const promises = heard.filter(({ result }) => result === 'promised');
  const open = heard.filter(({ result }) => result === 'undecided');
  return heard.filter((one) => {
    if (one.result === 'returned') return promises.every((other) => other.at > one.at || apart(one, other));
    return one.result !== 'promised' || open.every((other) => apart(one, other));
  });
}
