import type { Day } from '../../calendar/time.ts';
import type { DayTold } from '../times/time-told.ts';
import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';

/** A time that is past. */
const BEFORE =
  /昨|前[天晚几两段阵些久]|上个?(?:周|星期|礼拜|月|学期|半天)|之前|原来|原先|先前|早先|早上|今早|一早|清早|刚才|那[天久阵段]|路上|半路|途中/;
const SLIGHTLY = /^(?:还?有?[点些]|略|稍微|微微)$/;
/** A clause has no more tokens. */
const NEAR = 10;

/**
 * "来了(昨天拉肚子的)", "回来了, 上周切阑尾那个", "来了, 说早上去打针了": whether the reason told at `place`, of somebody who is in school,
 * is that of an absence that is over.
 */
export function isOfTimeBefore(
  tokens: readonly Token[],
  place: number,
  days: readonly DayTold[],
  today: Day,
): boolean {
  const said = clauseBefore(tokens, place);
  if (BEFORE.test(said.map(({ text }) => text).join(''))) return true;
  // "来了, 还有点咳"
  if (SLIGHTLY.test(said.at(-1)?.text ?? '')) return true;
  // Which child it is: "拉肚子那个"
  if (isCue(tokens[place + 1], 'pronoun') && /^[那这]个/.test(tokens[place + 1]?.text ?? '')) return true;
  const past = days.length > 0 && days.every(({ last }) => last < today);
  return past && said.some(({ kind }) => kind === 'time');
}

function clauseBefore(tokens: readonly Token[], place: number): readonly Token[] {
  const near = tokens.slice(Math.max(0, place - NEAR), place);
  return near.slice(near.findLastIndex(endsClause) + 1);
}

const endsClause = (token: Token): boolean =>
  token.kind === 'name' || (token.kind === 'break' && !isBreak(token, 'space', 'colon'));
