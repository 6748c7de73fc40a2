import type { Day } from '../../calendar/time.ts';
import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue, tokenOf } from '../tokens/tokens.ts';

const ONE = /^那(?:个|位)(?:同学|学生|娃娃?|孩子)?$/;
const LISTS = /[缺差少]$|的(?:是|有|:)?$/;

/**
 * "缺两个, 甲和昨天住院那个": another child beside Jia, whom only an earlier day's record can name. It is read as a name that is not
 * known, so that nothing of it is told of Jia.
 */
export function withPointedByDay(tokens: readonly Token[], today: Day): readonly Token[] {
  const read: Token[] = [];
  for (let place = 0; place < tokens.length; ) {
    const last = lastOf(tokens, place, today);
    const meant = tokens.slice(place, (last ?? place) + 1);
    read.push(...(last === undefined ? meant : [unknown(meant)]));
    place += meant.length;
  }
  return read;
}

function lastOf(tokens: readonly Token[], place: number, today: Day): number | undefined {
  const day = tokens[place];
  if (day?.kind !== 'time' || day.told.kind !== 'day' || day.told.last >= today) return undefined;
  const before = tokens[place - 1];
  const isListed =
    isCue(before, 'and', 'copula') || isBreak(before, 'colon') || LISTS.test(before?.text ?? '');
  if (!isListed || !isCue(tokens[place + 1], 'sick', 'leave', 'personal', 'absent', 'unexcused', 'late'))
    return undefined;
  const which = tokens[place + 2]?.text === '的' ? place + 3 : place + 2;
  const next = tokens[which + 1];
  const isNamed = next?.kind === 'name' || isCue(next, 'copula') || isBreak(next, 'colon');
  return ONE.test(tokens[which]?.text ?? '') && !isNamed ? which : undefined;
}

function unknown(tokens: readonly Token[]): Token {
  const said = tokens.map(({ text }) => text).join('');
  const start = tokens[0]?.start ?? 0;
  return tokenOf({ kind: 'name', mention: { said, pupils: [] } }, said, start, start + said.length);
}
