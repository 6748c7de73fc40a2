import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue, tokenOf } from '../tokens/tokens.ts';
import type { SpeakerRole } from '../types.ts';

const NUMBER = /^(?:\d{1,2}|[二三四五]?十?[一二三四五六七八九]|[二三四五]?十)号$/;
const WHO = /^(?:那|个|位|的|那个|那位|同学|学生|孩子|娃)$/;
/** "8号也没来" goes on about a child, "8号没来的是…" names it. */
const OF_A_DAY = /^也|的$/;
const CALLS_ROLLS: ReadonlySet<SpeakerRole> = new Set(['homeroom_teacher', 'academic_office', 'principal']);

/**
 * "8号没来 其他都在", "25号那个没来": who sits on that number, and no day of the month. No roster has seats, so that it is read as a
 * name that nobody knows, and asked about.
 */
export function withSeatNumbers(tokens: readonly Token[], role: SpeakerRole): readonly Token[] {
  if (!CALLS_ROLLS.has(role) || !tokens.some(isNumber)) return tokens;
  const isRoll = tokens.some((token) => isCue(token, 'rest', 'all', 'expected', 'actual'));
  const isNamed = tokens.some(({ kind }) => kind === 'name');
  if (isNamed && !isRoll) return tokens;
  const read: Token[] = [];
  for (let place = 0; place < tokens.length; ) {
    const last =
      isNumber(tokens[place]) && tokens[place - 1]?.kind !== 'name' ? lastOf(tokens, place) : undefined;
    const meant = tokens.slice(place, (last ?? place) + 1);
    read.push(...(last === undefined ? meant : [unknown(meant)]));
    place += meant.length;
  }
  return read;
}

/** Whether a name that is asked about is such a number. */
export const isSeatNumber = (said: string): boolean => /^[\d一二三四五六七八九十]{1,3}号/u.test(said);

const isNumber = (token: Token | undefined): boolean => token?.kind === 'time' && NUMBER.test(token.text);

/** The last of the tokens that mean whoever sits there, where that child is told to be away; of several numbers at once too. */
function lastOf(tokens: readonly Token[], place: number): number | undefined {
  let last = place;
  while (WHO.test(tokens[last + 1]?.text ?? '')) last++;
  const [next, beyond] = tokens.slice(last + 1);
  if ((isCue(next, 'and') || isBreak(next, 'soft')) && isNumber(beyond))
    return lastOf(tokens, last + 2) === undefined ? undefined : last;
  const isAway =
    isCue(next, 'absent') || (last > place && isCue(next, 'sick', 'leave', 'personal', 'unexcused'));
  if (!isAway || OF_A_DAY.test(next?.text ?? '')) return undefined;
  const goesOn = beyond?.kind === 'name' || beyond?.text === '的' || isCue(beyond, 'all', 'copula');
  return goesOn || isBreak(beyond, 'colon') ? undefined : last;
}

function unknown(tokens: readonly Token[]): Token {
  const said = tokens.map(({ text }) => text).join('');
  const start = tokens[0]?.start ?? 0;
  return tokenOf({ kind: 'name', mention: { said, pupils: [] } }, said, start, start + said.length);
}
