import type { Day } from '../../calendar/time.ts';
import { daysBetween, isDay } from '../../calendar/time.ts';
import { dayTold } from '../times/time-told.ts';
import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue, tokenOf } from '../tokens/tokens.ts';

/** No visit is entered in a list later than this. */
const LONGEST_AGO = 92;

/** "劝返台账: 甲 10/11 外出": in a list of visits two numbers beside a name are a date, and count no class. */
export function withVisitDates(tokens: readonly Token[], today: Day): readonly Token[] {
  if (!tokens.some(({ kind }) => kind === 'ratio')) return tokens;
  if (!tokens.some((token) => isCue(token, 'visit', 'persuasion'))) return tokens;
  if (tokens.some((token) => token.kind === 'class' || isCue(token, 'expected', 'actual', 'absent')))
    return tokens;
  const days = tokens.map((token, place) => dateOf(tokens, token, place, today));
  if (tokens.some(({ kind }, place) => kind === 'ratio' && days[place] === undefined)) return tokens;
  return tokens.map((token, place) => {
    const day = days[place];
    const { text, start, end } = token;
    return day === undefined ? token : tokenOf({ kind: 'time', told: dayTold(day) }, text, start, end);
  });
}

function dateOf(tokens: readonly Token[], token: Token, place: number, today: Day): Day | undefined {
  if (token.kind !== 'ratio' || !isBeside(tokens, place)) return undefined;
  const [month = '', date = ''] = token.text.split(/[/|]/);
  const day = `${today.slice(0, 4)}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (!isDay(day)) return undefined;
  const ago = daysBetween(day, today);
  return ago >= 0 && ago <= LONGEST_AGO ? day : undefined;
}

/** Beside a name or the word for a visit, or at the head of a line. */
function isBeside(tokens: readonly Token[], place: number): boolean {
  const before = tokens[isBreak(tokens[place - 1], 'space') ? place - 2 : place - 1];
  const after = tokens[isBreak(tokens[place + 1], 'space') ? place + 2 : place + 1];
  return (
    before?.kind === 'name' ||
    after?.kind === 'name' ||
    isCue(before, 'visit', 'persuasion') ||
    isCue(after, 'visit', 'persuasion')
  );
}
