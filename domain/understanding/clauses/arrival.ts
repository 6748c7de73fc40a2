import type { Day } from '../../calendar/time.ts';
import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';

/** What may stand between the word for what is to come and the arrival: how much later, and how surely. */
const BETWEEN =
  /^(?:[说讲约]好|答应|要|会|可能|能|得|还|有|估计|恐怕|怕|是|晚|迟|来得|点|些|时候|左右|以?后|大概|大约|差不多|再|过|就|才|肯定|今|歇|休息|养|住|治|躺|预计|预期|约|前后)+$/;
const TO_COME = /[说讲约]好|答应|要|可能|预计|预期|会|才能|估计|恐怕|怕|(?:^|估计|可能|还)得|再过|还有/;
const ARRIVES = /[到来校晚迟]$/;
/** The child is here: "已到校", "刚到". */
const HERE = /^(?:已|刚|现|后来|在)/;
/** A clause has no more tokens between the name and the arrival. */
const NEAR = 8;

/**
 * Whether the arrival told at `place` is only asked for or expected: "要晚半个小时才到", "会来晚". A guardian, who knows how the child
 * travels, also says "晚半个小时到"; from a teacher that may be what has happened.
 */
export function isStillToCome(tokens: readonly Token[], place: number, byGuardian: boolean): boolean {
  if (isOrdered(tokens, place)) return true;
  const token = tokens[place];
  if (token === undefined || !isCue(token, 'late', 'present', 'actual', 'to', 'back')) return false;
  if (!ARRIVES.test(token.text.replace(/学校$/, '校')) || HERE.test(token.text)) return false;
  const next = tokens[place + 1];
  const said = saidBefore(tokens, place);
  if (/^[了的过]/.test(next?.text ?? '') && !/[要会]$/.test(said)) return false;
  if (TO_COME.test(said) && (isCue(token, 'late') || /[晚迟才\d]/.test(said))) return true;
  const ends = next === undefined || next.kind === 'break';
  return ends && !/才/.test(said + token.text) && (byGuardian ? /\d/ : /\d后$/).test(said);
}

/** "还没到, 他爸说骑车送着来了": of a child that is missed a guardian says that it has set out. */
export function isHearsay(tokens: readonly Token[], place: number): boolean {
  if (!isCue(tokens[place], 'present', 'brought')) return false;
  const near = tokens.slice(Math.max(0, place - NEAR), place);
  const clause = near.slice(near.findLastIndex(({ kind }) => kind === 'break') + 1);
  const kin = clause.findIndex((token) => isCue(token, 'kin'));
  return kin >= 0 && clause.slice(kin).some((token) => isCue(token, 'speak') && /[说讲称]/.test(token.text));
}

const ASKED_TO = /(?:喊|叫|让|请|催|通知|要求)了?$/;
const FETCHES = /^(?:把|给|他|她|其|家|的|赶紧|赶快|快点?|马上|亲自|带|领|[\u3400-\u9fff]{0,3}送)$/;

/** "喊他爸送来了", "叫他家大人带过来": who was asked to bring the child; that the child came is not told. */
function isOrdered(tokens: readonly Token[], place: number): boolean {
  if (!isCue(tokens[place], 'brought', 'present', 'back')) return false;
  let family = false;
  for (let at = place - 1; at >= Math.max(0, place - NEAR); at--) {
    const token = tokens[at];
    if (token === undefined || token.kind === 'break' || token.kind === 'name') return false;
    if (ASKED_TO.test(token.text)) return family;
    if (isCue(token, 'kin') || token.text === '家') family = true;
    else if (!isCue(token, 'particle', 'pronoun') && !FETCHES.test(token.text)) return false;
  }
  return false;
}

const KEPT = /不(?:再|肯|敢|同意)?(?:给|让|准|许|放|叫|喊|送|带)(?:他们?|她们?|孩子|娃娃?|其|去|再)*$/;
/** What stands between the word that keeps the child and the arrival. */
const FEW = 4;

/** "他爸说不给来了", "奶奶不让他到校": the family keeps the child at home. */
export function isKeptAway(tokens: readonly Token[], place: number): boolean {
  if (!isCue(tokens[place], 'present', 'actual', 'back', 'brought')) return false;
  const before = tokens.slice(Math.max(0, place - FEW), place);
  const said = before.map(({ text }) => text).join('');
  return KEPT.test(said) || (isCue(tokens[place], 'brought') && /[不没]$/.test(said));
}

/** What stands before the arrival in its clause; a clock time or part of a day is written 1. */
function saidBefore(tokens: readonly Token[], place: number): string {
  let said = '';
  for (let at = place - 1; at >= Math.max(0, place - NEAR); at--) {
    const token = tokens[at];
    if (token?.kind === 'time') said = timeSaid(token) + said;
    else if (token !== undefined && token.kind !== 'name' && BETWEEN.test(token.text))
      said = token.text + said;
    else break;
  }
  return said;
}

const timeSaid = ({ told }: Extract<Token, { kind: 'time' }>): string =>
  told.kind === 'clock' ||
  (told.kind === 'length' && told.schoolDays === null && told.calendarDays === undefined)
    ? '1'
    : '';

/** "没休满，今天就来了", "打完针就来了": the day on which a child came has begun, or what kept it away is done. */
export function hasComeOn(tokens: readonly Token[], place: number, today: Day): boolean {
  const [day, token, next] = tokens.slice(Math.max(0, place - 1), place + 2);
  if (!isCue(token, 'later', 'back') || !/^就[来到回返]/.test(token?.text ?? '') || next?.text !== '了')
    return false;
  return (day?.kind === 'time' && day.told.kind === 'day' && day.told.last <= today) || isDone(tokens, place);
}

/** "拔完牙" */
const isDone = (tokens: readonly Token[], place: number): boolean => {
  const near = tokens.slice(Math.max(0, place - 4), place);
  const clause = near.slice(near.findLastIndex(({ kind }) => kind === 'name' || kind === 'break') + 1);
  return clause.some(({ text }) => /.[完过]/.test(text));
};

const RETURNED =
  /^(?:返校|到校|来校|回校|归校|复学|复课|回班|返回|上学|来上课|来上学|回来上课|返校上课|恢复上课|正常)/;
const BEFORE_RETURN = /^(?:也|都|均|已|已经|又|刚|现|今|正常)$/;

/** "甲返校", "病愈, 今晨返校": said at a clause's end, with nothing before it that makes it one of days to come. */
export function hasReturned(tokens: readonly Token[], place: number): boolean {
  const [token, next] = [tokens[place], tokens[place + 1]];
  if (token === undefined || !RETURNED.test(token.text)) return false;
  if (next !== undefined && !isBreak(next, 'soft', 'hard', 'item', 'space')) return false;
  let at = place - 1;
  while (
    isToday(tokens[at]) ||
    BEFORE_RETURN.test(tokens[at]?.text ?? '') ||
    isBreak(tokens[at], 'soft', 'space')
  )
    at--;
  // "今天复学", and nothing more, is of whoever was spoken of before; "今天返校", "今天复课" may be of all.
  if (at < 0)
    return (
      token.text === '复学' &&
      isToday(tokens[place - 1]) &&
      tokens.slice(place + 1).every(({ kind }) => kind === 'break')
    );
  return tokens[at]?.kind === 'name' || isCue(tokens[at], 'present') || isOver(tokens, at);
}

const isToday = (token: Token | undefined): boolean =>
  token?.kind === 'time' && token.told.kind === 'day' && /^今/.test(token.text);

/** "丧事办完了, 返校", "水痘刚好, 今天返校" */
const isOver = (tokens: readonly Token[], place: number): boolean =>
  /[完好愈满]了?$/.test(`${tokens[place - 1]?.text ?? ''}${tokens[place]?.text ?? ''}`);
