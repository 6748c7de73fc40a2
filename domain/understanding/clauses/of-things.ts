import { wordsOf } from '../lexicon/layout.ts';
import { THING_MEASURES, THINGS } from '../lexicon/things.ts';
import type { Reading } from '../reading.ts';
import { NUMBER_CHARACTERS } from '../text/chinese-number.ts';
import type { Token } from '../tokens/tokens.ts';
import { isCue } from '../tokens/tokens.ts';

const COUNTED_THINGS = new RegExp(`(?:\\d|[${NUMBER_CHARACTERS}])[${THING_MEASURES}](?!子)`);
const OF_PEOPLE = /人(?:倒是?|数)?(?:都|全|一个)[^,.;!?\n]{0,2}(?:[到来在齐]|[没不]缺|[没不]少)/;
const NAMED_THINGS = new RegExp(wordsOf(THINGS).join('|'));

/** Said of things as well: 到了, 差一本, 全到. */
const OF_ANYTHING = /^[还只就]?(?:[缺少差欠]|[到来在])(?:了|的|到)?$/;

/** Whether a word tells of a child alone. */
const tellsOfChild = (token: Token): boolean =>
  isCue(token, 'sick', 'personal', 'leave', 'unexcused', 'late', 'left', 'later', 'home') ||
  isCue(token, 'attended', 'expected', 'unreachable', 'reached', 'rest', 'brought') ||
  (isCue(token, 'absent', 'present', 'actual') && !OF_ANYTHING.test(token.text));

const tellsOfAnything = (token: Token): boolean => isCue(token, 'absent', 'present', 'actual', 'all');

/** "20个小可爱全来了" */
const isOfChildren = (tokens: readonly Token[], place: number): boolean =>
  tokens[place]?.kind === 'count' &&
  /[娃崽孩宝]|学生|小朋友|小可爱/.test(tokens[place]?.text ?? '') &&
  isCue(tokens[place + 1], 'all');

/** "体检没做完的：甲、乙": who has not done something yet, which is no absence. */
const UNDONE =
  /^[ ,.]*(?:今天)?(?:体检|疫苗|作业|练习|试卷|表|回执|保险|证件|照片|信息|资料)[^,.;!?\n]{0,4}(?:没|未|还没)(?:做|交|打|体检|填|拍|采集|完成|写|检|补)[^,.;!?\n]{0,3}的[^,.;!?\n]{0,4}:/;

/** "20套桌椅到齐", "试卷改完, 差甲", "全班20人, 及格19": things or marks are counted, and no word tells of a child alone. */
export function isOfThings({ tokens, text }: Reading): boolean {
  if (UNDONE.test(text)) return true;
  if (tokens.some(tellsOfChild) || tokens.some((_, place) => isOfChildren(tokens, place))) return false;
  const things = Math.min(placeOf(COUNTED_THINGS, text), placeOf(NAMED_THINGS, text));
  // "忘带红领巾, 人倒是都到齐了"
  if (things === Number.POSITIVE_INFINITY || OF_PEOPLE.test(text)) return false;
  const told = tokens.find(tellsOfAnything);
  // "全到齐, 作业也交了"
  return told === undefined || told.start > things;
}

function placeOf(pattern: RegExp, text: string): number {
  const place = text.search(pattern);
  return place < 0 ? Number.POSITIVE_INFINITY : place;
}

const TO_COME = /集合|务必|请(?:各|大家|全体|同学|准时|按时)|[别不]要?迟到|准时|[点\d前]前到/;

const ENDS_WITH_THING = new RegExp(`(?:${wordsOf(THINGS).join('|')})(?:还|只|就|就只)?$`);

/** "书包": what lies somewhere, where a child would be. */
export const isThing = (token: Token | undefined): boolean =>
  token?.kind === 'word' && ENDS_WITH_THING.test(token.text);

/** "作业差甲" */
export const isLackOfThing = (tokens: readonly Token[], place: number): boolean =>
  OF_ANYTHING.test(tokens[place]?.text ?? '') && ENDS_WITH_THING.test(tokens[place - 1]?.text ?? '');

/** "明早7点, 全班30人到操场集合": who should come is told, and nothing of who came. */
export function isAppointment({ tallies, told, statements, text }: Reading): boolean {
  if (told.length > 0 || statements.whole || !TO_COME.test(text)) return false;
  return tallies.every(({ present, away }) => present === null && away.length === 0);
}
