import { sticky } from '../text/characters.ts';
import { VISIT_RESULTS } from '../tokens/phrases.ts';
import type { Token } from '../tokens/tokens.ts';
import type { VisitResult } from '../types.ts';
import type { ResultTold } from './frames.ts';
import { FRAMES, TAKEN_OUT } from './frames.ts';

export interface Heard {
  readonly result: ResultTold;
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

/** Every word that tells of a result, in the order of the text. Names are passed over. */
export function resultsIn(text: string, said: string, tokens: readonly Token[]): Heard[] {
  const heard: Heard[] = [];
  const named = tokens.filter((token) => token.kind === 'name' && token.mention.pupils.length > 0);
  let speech = blanked(said, named, '#');
  for (const [pattern, result] of TAKEN_OUT) {
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
  for (const [result, patterns] of Object.entries(FRAMES) as [ResultTold, RegExp[]][]) {
    for (const { 0: said, index } of patterns.flatMap((pattern) => [...speech.matchAll(pattern)])) {
      // What begins with a name is told after it.
      const at = index + said.search(/[^#]/);
      if (!isRead(at) && !isOfParents(text, at, result)) heard.push({ result, at });
    }
  }
  heard.sort((one, other) => one.at - other.at);
  return withoutOnlySaid(text, heard);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Every UTF-16 unit keeps its place. */
function blanked(text: string, spans: readonly Span[], mark: string): string {
  if (spans.length === 0) return text;
  const units = text.split('');
  for (const { start, end } of spans) units.fill(mark, start, end);
  return units.join('');
}

/** "没点头", "未曾应允" */
const isDenied = (speech: string, place: number, result: ResultTold): boolean =>
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
  /(?<![随跟和与同及、][他她着]?[\u3400-\u9fff]?)(?:父母|爸妈|爸爸|妈妈|爸|妈|父亲|母亲|大人|家长|哥哥|姐姐|监护人|父|母|双亲|哥|姐|兄长?|嫂子?|叔叔?|舅舅?|伯伯?|爷爷|奶奶|外公|外婆|姑姑|姨妈)(?:都|也|均|还|常年|一直|长期|和妈妈|双双|了|[开坐]车|[在去到往赴]了?(?:(?![说讲称告诉娃孩他她])[\u3400-\u9fff]){0,5})*$/;

// Parents who work elsewhere are why nobody else was met; they tell nothing of where the child is.
const isOfParents = (text: string, place: number, result: ResultTold): boolean =>
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
