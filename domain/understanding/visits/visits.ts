import type { Day } from '../../calendar/time.ts';
import { isPlural } from '../earlier/pointing.ts';
import { isBystander } from '../names/bystanders.ts';
import type { Pupil } from '../names/roster.ts';
import type { Reading } from '../reading.ts';
import type { Token } from '../tokens/tokens.ts';
import { isCue } from '../tokens/tokens.ts';
import type { Visit, VisitResult } from '../types.ts';
import { likelyResult } from './likely-result.ts';
import type { Heard } from './results.ts';
import { resultOf, resultsIn } from './results.ts';

/** What visits came to, one for each pupil named; words before a second name belong to the first. */
export function readVisits(reading: Reading): Visit[] {
  const { text, speech, tokens, today, standing } = reading;
  const date = visitDay(text, tokens, today);
  const heard = resultsIn(text, speech, tokens);
  const named = namedIn(tokens);
  const { lastNamed } = standing;
  const [only] = lastNamed;
  const result = (words: readonly Heard[]): VisitResult => {
    const likely = likelyResult(reading);
    const isUnheard = likely === 'away' && words.every((one) => one.result !== likely);
    return likely === undefined || isUnheard ? resultOf(words) : likely;
  };
  const isStrange = reading.told.some(({ pupils }) => pupils.length === 0);
  if (named.length === 0 && only !== undefined && !isStrange) {
    // "到他俩家里家访, 都没人"
    const areAll =
      tokens.some((token) => isCue(token, 'pronoun') && isPlural(token.text)) ||
      /[两二三四俩](?:[户家]|个?人)/.test(text);
    return (areAll ? lastNamed : [only]).map((student) => ({ student, date, result: result(heard) }));
  }
  const own = byPupil(named, heard);
  const days = tokens.filter(({ kind }) => kind === 'time');
  const places = new Map(named.map((one, place) => [one.pupil, place]).toReversed() as [Pupil, number][]);
  const several = places.size > 1;
  const visited: Visited = { named, text, days, today };
  return [...places.keys()].map((pupil) => {
    const words = own.get(pupil) ?? ofNextListed(pupil, named, own, text);
    return {
      student: pupil.name,
      date:
        (several ? dayBehind(visited, places.get(pupil) ?? 0) : undefined) ??
        dayBefore(visited, places.get(pupil) ?? 0) ??
        date,
      result: several ? resultOf(words) : result(words),
    };
  });
}

interface Named {
  readonly pupil: Pupil;
  readonly at: number;
  readonly end: number;
}

/** Who is named, and who is meant by 前者 and 后者. */
function namedIn(tokens: readonly Token[]): Named[] {
  const named: Named[] = [];
  for (const [place, token] of tokens.entries()) {
    const pupil = isCue(token, 'former')
      ? named[0]?.pupil
      : isCue(token, 'latter')
        ? named.find((one) => one.pupil !== named[0]?.pupil)?.pupil
        : namedAt(tokens, place);
    if (pupil !== undefined) named.push({ pupil, at: token.start, end: token.end });
  }
  return named;
}

function namedAt(tokens: readonly Token[], place: number): Pupil | undefined {
  const token = tokens[place];
  if (token?.kind !== 'name' || token.mention.pupils.length !== 1 || isBesideTheWay(tokens, place))
    return undefined;
  return token.mention.pupils[0];
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

/** What stands between the names of a list: "甲家、乙和丙同学". */
const LISTED = /^(?:家|同学|和|与|跟|及|以及|还有|[、,/ &+])*$/;

/** "甲、乙和丙家没人": what was told of the list after its last name holds for each. */
function ofNextListed(
  pupil: Pupil,
  named: readonly Named[],
  own: ReadonlyMap<Pupil, readonly Heard[]>,
  text: string,
): readonly Heard[] {
  const since = named.slice(named.findLastIndex((one) => one.pupil === pupil));
  for (const [nth, next] of since.entries()) {
    const before = since[nth - 1];
    if (before !== undefined && !LISTED.test(text.slice(before.end, next.at))) break;
    const heard = own.get(next.pupil);
    if (heard !== undefined) return heard;
  }
  return [];
}

/** "他哥大强也在", "隔壁某某家": a relative or a neighbour is met, not visited. */
const isBesideTheWay = (tokens: readonly Token[], place: number): boolean =>
  (isCue(tokens[place - 1], 'sibling', 'newcomer') && !isVisitedToo(tokens, place)) ||
  isBystander(tokens, place, place > 0);

/** "隔壁某某家也家访了" */
function isVisitedToo(tokens: readonly Token[], place: number): boolean {
  let at = place + 1;
  while (isCue(tokens[at], 'particle', 'to')) at++;
  return at > place + 1 && isCue(tokens[at], 'visit', 'persuasion');
}

/** Who is named in an account of visits, and the days told beside them. */
interface Visited {
  readonly named: readonly Named[];
  readonly text: string;
  readonly days: readonly Token[];
  readonly today: Day;
}

/** "周二劝返甲, 周三劝返乙": the day told since the name before. */
function dayBefore({ named, text, days, today }: Visited, place: number): Day | undefined {
  const [from, to] = [named[place - 1]?.at ?? -1, named[place]?.at ?? 0];
  const between = place < 1 ? [] : days.filter(({ start }) => start > from && start < to);
  return dayIn(between, text, today);
}

/** "… 9月13日家访乙": the day begins what is told of the next. */
const NEXT_VISIT = /^ ?(?:家访|走访|劝返|入户|上门|[去到])/;

/** "甲 10月11日 锁着门": the day that stands right behind a name in a list. */
function dayBehind({ named, text, days, today }: Visited, place: number): Day | undefined {
  const end = named[place]?.end ?? 0;
  const behind = days.find(({ start }) => start >= end && /^[ :(]?$/.test(text.slice(end, start)));
  if (behind?.kind !== 'time' || behind.told.kind !== 'day') return undefined;
  if (NEXT_VISIT.test(text.slice(behind.end, behind.end + 5))) return undefined;
  const toCome = behind.told.open && COMES.test(text.slice(behind.end, behind.end + 8));
  return toCome || behind.told.last > today ? undefined : behind.told.last;
}

// "承诺周四送回", "答应明天来": the day of what is promised is not the day of the visit.
const PROMISED_DAY =
  /(?:答应|应允|应承|同意|愿意|承诺|保证|说好|约好|表示|肯|说|讲|言|称|期以|限|晓得|知道|得知)[^,.;!\n]*$/;

/** "周五来校": a day on which somebody is still to come. "周五来了" is past. */
const COMES =
  /^(?:早上|上午|下午|晚上)?(?:就|再|才|能|会|可|一定|保证|肯定)?(?:[送带领][^,.;!\n了]{0,4}(?:来|去|到|回|返)|来读|来(?=$|[,.;!\n])|回来|来校|来学校|来上[课学]|返校|返回|到校|回校|复课|上学)(?!了)/;

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
