import type { Day } from '../calendar/time.ts';
import { isBystander } from './bystanders.ts';
import { sticky } from './characters.ts';
import { VISIT_RESULTS } from './phrases.ts';
import type { Pupil } from './roster.ts';
import { standardSpeech } from './speech.ts';
import type { Token } from './tokens.ts';
import { isCue } from './tokens.ts';
import type { Visit, VisitResult } from './types.ts';

/** From the one that settles most to the one that settles least. */
const RANK: readonly VisitResult[] = ['returned', 'away', 'refused', 'promised', 'not_met', 'other'];

interface Heard {
  readonly result: VisitResult;
  readonly at: number;
}

/** What visits came to, one for each pupil named; words before a second name belong to the first. */
export function readVisits(
  text: string,
  tokens: readonly Token[],
  today: Day,
  lastNamed: readonly string[],
): Visit[] {
  const date = visitDay(text, tokens, today);
  const heard = resultsIn(text, tokens);
  const named = tokens.flatMap((token, place) => {
    if (isBesideTheWay(tokens, place)) return [];
    const pupil =
      token.kind === 'name' && token.mention.pupils.length === 1 ? token.mention.pupils[0] : undefined;
    return pupil === undefined ? [] : [{ pupil, at: token.start }];
  });
  const [only] = lastNamed;
  if (named.length === 0 && only !== undefined) return [{ student: only, date, result: best(heard) }];
  const own = byPupil(named, heard);
  const days = tokens.filter(({ kind }) => kind === 'time');
  const shared = heard.filter(({ at }) => at > (named.at(-1)?.at ?? 0));
  const places = new Map(named.map((one, place) => [one.pupil, place]).toReversed() as [Pupil, number][]);
  return [...new Set(named.map(({ pupil }) => pupil))].map((pupil) => ({
    student: pupil.name,
    date: dayBefore(places.get(pupil) ?? 0, named, text, days, today) ?? date,
    // What was told after all names, and of none alone, holds for those of whom nothing else was told.
    result: best(own.get(pupil) ?? (isListedLast(pupil, named, text) ? shared : [])),
  }));
}

interface Named {
  readonly pupil: Pupil;
  readonly at: number;
}

/** What was told since each name and before the next; what comes before all names, of the first. */
function byPupil(named: readonly Named[], heard: readonly Heard[]): Map<Pupil, Heard[]> {
  const own = new Map<Pupil, Heard[]>();
  let next = 0;
  for (const one of heard) {
    while ((named[next]?.at ?? one.at) < one.at) next++;
    const before = named[next - 1];
    for (const pupil of before === undefined ? new Set(named.map(({ pupil: any }) => any)) : [before.pupil])
      appendTo(own, pupil, one);
  }
  return own;
}

function appendTo<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/** A list of names with nothing else told between them is no longer. */
const LONGEST_LIST = 80;

/** Whether a name belongs to the list with which the names end: "甲、乙和丙家". */
function isListedLast(pupil: Pupil, named: readonly Named[], text: string): boolean {
  const end = named.at(-1)?.at ?? 0;
  const since = named.findLast((one) => one.pupil === pupil)?.at ?? 0;
  if (end - since > LONGEST_LIST) return false;
  const between = named
    .filter(({ at }) => at >= since)
    .reduce((said, one) => said.replace(one.pupil.name, ''), text.slice(since, end));
  return !/[;.\n•]|[\u3400-\u9fff]{5}/.test(between);
}

/** "他哥大强也在", "隔壁某某家": a relative or a neighbour is met, not visited. */
const isBesideTheWay = (tokens: readonly Token[], place: number): boolean =>
  isCue(tokens[place - 1], 'sibling', 'newcomer') || isBystander(tokens, place, place > 0);

function best(heard: readonly Heard[]): VisitResult {
  const last = heard.findLast(({ result }) => result === 'refused' || result === 'promised');
  const results = heard.map(({ result }) => result);
  if (last !== undefined && !results.includes('returned') && !results.includes('away')) return last.result;
  return RANK.find((result) => results.includes(result)) ?? 'other';
}

function resultsIn(text: string, tokens: readonly Token[]): Heard[] {
  const heard: Heard[] = [];
  const speech = standardSpeech(text);
  const names = tokens.filter(({ kind }) => kind === 'name');
  let next = 0;
  for (let place = 0; place < text.length; ) {
    while ((names[next]?.end ?? text.length) <= place) next++;
    const inName = (names[next]?.start ?? text.length) <= place ? names[next] : undefined;
    const phrase = inName ? undefined : (datedReturn(speech, place) ?? VISIT_RESULTS.longest(speech, place));
    if (phrase !== undefined && !isOfParents(text, place, phrase.tag) && !isWalk(text, phrase.end))
      heard.push({ result: phrase.tag, at: place });
    place = inName?.end ?? phrase?.end ?? place + 1;
  }
  return withoutPromisedReturns(text, heard);
}

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
  /(?<![随跟和与同][他她着]?[\u3400-\u9fff]?)(?:父母|爸妈|爸爸|妈妈|爸|妈|父亲|母亲|大人|家长|哥哥|姐姐|监护人)(?:都|也|均|还|常年|一直|长期|和妈妈|在[\u3400-\u9fff]{2,3}|在|双双)*$/;

// Parents who work elsewhere are why nobody else was met; they tell nothing of where the child is.
const isOfParents = (text: string, place: number, result: VisitResult): boolean =>
  (result === 'away' || result === 'not_met') &&
  PARENTS.test(text.slice(Math.max(0, place - 12), place)) &&
  !/没人|无人/.test(text.slice(place, place + 3));

/** "答应明天来上课了" tells of a promise, not of a return. */
function withoutPromisedReturns(text: string, heard: readonly Heard[]): Heard[] {
  return heard.filter((one, nth) => {
    const before = heard[nth - 1];
    if (one.result !== 'returned' || before?.result !== 'promised') return true;
    return /[,.;!\n•]/.test(text.slice(before.at, one.at));
  });
}

/** "周二劝返甲, 周三劝返乙": the day told since the name before. */
function dayBefore(
  place: number,
  named: readonly Named[],
  text: string,
  days: readonly Token[],
  today: Day,
): Day | undefined {
  const [from, to] = [named[place - 1]?.at ?? -1, named[place]?.at ?? 0];
  const between = place < 1 ? [] : days.filter(({ start }) => start > from && start < to);
  return dayIn(between, text, today);
}

// "承诺周四送回", "答应明天来": the day of what is promised is not the day of the visit.
const PROMISED_DAY = /(?:答应|应允|应承|同意|愿意|承诺|保证|说好|约好|表示|肯|说)[^,.;!\n]{0,6}$/;

/** "周五来校": a day on which somebody is still to come. "周五来了" is past. */
const COMES =
  /^(?:早上|上午|下午)?(?:就|再|才|能|会|可)?(?:回来|来校|来学校|来上[课学]|返校|返回|到校|回校|复课|上学)(?!了)/;

function dayIn(tokens: readonly Token[], text: string, today: Day): Day | undefined {
  const told = tokens.flatMap((token) =>
    token.kind === 'time' &&
    token.told.kind === 'day' &&
    !(token.told.open && COMES.test(text.slice(token.end, token.end + 8))) &&
    !PROMISED_DAY.test(text.slice(Math.max(0, token.start - 12), token.start))
      ? [token.told]
      : [],
  );
  return told.find(({ last }) => last <= today)?.last;
}

const visitDay = (text: string, tokens: readonly Token[], today: Day): Day =>
  dayIn(tokens, text, today) ?? today;
