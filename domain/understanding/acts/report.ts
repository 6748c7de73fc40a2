import { isTold } from '../attendance/pupils.ts';
import { isTelling } from '../clauses/facts.ts';
import { isLackOfThing } from '../clauses/of-things.ts';
import { anyOf } from '../lexicon/layout.ts';
import type { Tally } from '../numbers/tally.ts';
import { hasNumbers, isSized } from '../numbers/tally.ts';
import type { Reading } from '../reading.ts';
import type { Token } from '../tokens/tokens.ts';
import { isAdded, isCue } from '../tokens/tokens.ts';

/** Whether what is told is the roll of a class anew, and does not come to the one that stands. */
export function isReport(reading: Reading): boolean {
  const { statements, tallies, told, heard } = reading;
  if (heard.sender.role === 'guardian') return false;
  if (isOfPart(reading)) return false;
  // "是甲还是乙有一个没来" counts nobody.
  const either = told.some((one) => one.either);
  const counted = tallies.filter((one) => (either ? one.expected !== null : hasNumbers(one)));
  // Numbers put right, and nobody named.
  if (statements.corrects && told.length === 0) return statements.whole || isAmendedAtOnce(reading);
  // "实到改为39, 还有甲没来" adds to the report that stands.
  // "那就是实到23": what follows from the messages before.
  const follows = statements.renumbers || /^ *那(?:就|么|现在|实到)/.test(reading.text);
  const amends = follows && counted.every((one) => one.away.length === 0 && !isFull(one));
  return (
    statements.whole ||
    isRollCall(reading) ||
    lacksSoMany(reading) ||
    (counted.length > 0 && !amends && !isSupplement(reading))
  );
}

/** "今天缺甲一人", "缺甲、乙二人": those who are away are counted as well as named. */
function lacksSoMany({ tokens }: Reading): boolean {
  const lack = tokens.findIndex((token) => isCue(token, 'absent') && /^[缺少差欠]/.test(token.text));
  if (lack < 0 || isLackOfThing(tokens, lack) || isAdded(tokens, lack)) return false;
  let at = lack + 1;
  while (tokens[at]?.kind === 'name' || isCue(tokens[at], 'and')) at++;
  const named = tokens.slice(lack + 1, at).filter(({ kind }) => kind === 'name').length;
  const counted = tokens[at];
  return (
    counted?.kind === 'count' &&
    /[人名]$/.test(counted.text) &&
    counted.n === named &&
    (tokens[at + 1]?.kind ?? 'break') === 'break'
  );
}

/** So few may also be told of one by one. */
const FEW = 3;

/** "甲√ 乙× 丙√ …": every child of a class is told of, one by one. */
export function isRollCall({ told, heard }: Reading): boolean {
  const named = new Set(told.flatMap((one) => (one.pupils.length === 1 && isTold(one) ? one.pupils : [])));
  if (named.size <= FEW) return false;
  return heard.classes.some(
    (roster) =>
      roster.students.length > FEW &&
      [...named].filter((pupil) => pupil.roster === roster).length === roster.students.length,
  );
}

/** "考勤补充: 旷课1(甲)" comes to the report that stands. */
const isSupplement = (reading: Reading): boolean =>
  !isSized(reading.tallies) && SUPPLEMENT.test(reading.text);

const SUPPLEMENT = anyOf(
  /补[充报录](?=[\]:|;,. ]|$)|\[补\]/,
  // "又差一个"
  /又(?:差|少|缺)了?[一两1-3]个/,
  // "还有两个没写"
  /(?:还|又|另外?)(?:差|有|漏|少|掉)了?[一二两三1-3]个(?:人|娃|学生|同学)?(?:没有?|忘记?了?|漏)(?:写|报|填|登|打|说|录|记)/,
);

const isFull = ({ expected, present }: Tally): boolean => expected !== null && present !== null;

/** One part of a class alone: a dormitory, the girls. */
export function isOfPart({ tokens, tallies }: Reading): boolean {
  const parts = new Set(tokens.filter((token) => isCue(token, 'part')).map(({ text }) => partOf(text)));
  const both =
    (parts.has('girls') && parts.has('boys')) ||
    (parts.has('boarders') && parts.has('day') && isLastPartTold(tokens));
  if (parts.size === 0 || both) return false;
  // "应到30, 实到25, 5个住校生下午到": numbers told before are the class's.
  const counted = tokens.findIndex(({ kind }) => kind === 'count' || kind === 'ratio');
  const named = tokens.findIndex((token) => isCue(token, 'part'));
  return named < counted || tallies.every(({ present }) => present === null);
}

/** "走读的都来了, 住校的还没查": of the part named last nothing is told. */
const isLastPartTold = (tokens: readonly Token[]): boolean =>
  tokens
    .slice(tokens.findLastIndex((token) => isCue(token, 'part')))
    .some((token) => token.kind === 'count' || isTelling(token));

/** "应到31, 不对, 30, 实到30": all of it is told here. */
function isAmendedAtOnce({ tokens, tallies }: Reading): boolean {
  const counted = tokens.findIndex(({ kind }) => kind === 'count' || kind === 'ratio');
  const taken = tokens.findIndex((token) => isCue(token, 'correct'));
  return taken > counted && tallies.some(({ expected, present }) => expected !== null && present !== null);
}

function partOf(text: string): 'girls' | 'boys' | 'boarders' | 'day' | 'house' {
  if (text.startsWith('女')) return 'girls';
  if (/^(?:走读|通校|外宿)/.test(text)) return 'day';
  if (/^(?:住校|住宿生|内宿)/.test(text)) return 'boarders';
  return text.startsWith('男') ? 'boys' : 'house';
}
