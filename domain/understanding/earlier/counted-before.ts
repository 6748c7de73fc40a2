import { isTelling } from '../clauses/facts.ts';
import { AMONG } from '../numbers/labels.ts';
import { countIn } from '../numbers/together.ts';
import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue, tokenOf } from '../tokens/tokens.ts';
import { pronounOf } from './pointed-back.ts';
import type { Standing } from './standing.ts';

/**
 * "俩都到了", "2个都来了", where nobody is named and so many were told of before: the number points back to them, as 他俩 does.
 */
export function countedBefore(tokens: readonly Token[], { lastNamed, entries }: Standing): readonly Token[] {
  if (entries.size === 0) return tokens;
  const some = tokens.findIndex((_, place) => isOneOfThose(tokens, place));
  if (some >= 0) return tokens.toSpliced(some, 2, pronounOf(tokens.slice(some, some + 2), '其中一个'));
  const number = lastNamed.length;
  if (number < 2) return tokens;
  const among = tokens.findIndex((token, place) => isAmongThem(tokens[place - 1], token, number));
  if (among > 0) return tokens.toSpliced(among - 1, 2, joined(tokens.slice(among - 1, among + 1)));
  if (tokens.some(({ kind }) => kind === 'name' || kind === 'class' || kind === 'ratio')) return tokens;
  const places = tokens.flatMap((token, place) => (counts(token) === undefined ? [] : [place]));
  const [place = -1] = places;
  const token = tokens[place];
  if (token === undefined || places.length > 1 || counts(token) !== number || !isOfAll(tokens, place))
    return tokens;
  return tokens.with(place, pronounOf([token]));
}

/** "三个里头只有甲还没到": the number is of those told of before, and tells of nobody yet. */
const isAmongThem = (counted: Token | undefined, next: Token, number: number): boolean =>
  counted?.kind === 'count' && counted.n === number && AMONG.test(next.text);

/** "有一个到了": of those told of before, and no number of the class. */
const isOneOfThose = (tokens: readonly Token[], place: number): boolean => {
  const [has, one, told] = tokens.slice(place, place + 3);
  const isOne = one?.kind === 'count' && one.n === 1 && one.unit;
  const begins = place === 0 || tokens[place - 1]?.kind === 'break';
  return begins && has?.text === '有' && isOne && isCue(told, 'present', 'late');
};

function joined([first, last]: readonly Token[]): Token {
  const [start, end] = [first?.start ?? 0, last?.end ?? 0];
  return tokenOf({ kind: 'cue', cue: 'particle' }, `${first?.text}${last?.text}`, start, end);
}

/** "俩", "两姐妹" */
const FEW = /^(?:(?:哥|姐|姊妹|兄弟|兄妹|姐妹|姐弟)?[俩仨]|[两三四](?:姊妹|姐妹|兄弟|弟兄|姐弟|兄妹|哥弟)$)/;

/** "两家都打不通" */
const FAMILIES = /^[两三四]家$/;

/** How many children a token counts; 0 for a number of anything else. */
function counts(token: Token): number | undefined {
  if (token.kind === 'count') return token.unit ? token.n : 0;
  const points = isCue(token, 'particle')
    ? FEW.test(token.text)
    : isCue(token, 'kin') && FAMILIES.test(token.text);
  return points ? countIn(token.text) : undefined;
}

/** Whether something is told next of all of them, or that they came. */
function isOfAll(tokens: readonly Token[], place: number): boolean {
  let all = false;
  let kin = false;
  let day = false;
  for (const token of tokens.slice(place + 1)) {
    if (isTelling(token) || isCue(token, 'reached', 'speak'))
      return (
        all || kin || /[都均皆仍还]|^(?:家长|父母)/.test(token.text) || isCue(token, 'all', 'present', 'late')
      );
    // "两个明天来"
    if (day && isCue(token, 'back')) return true;
    day ||= token.kind === 'time' && token.told.kind === 'day';
    kin ||= isCue(token, 'kin');
    if (token.kind === 'break' && !isBreak(token, 'space')) return false;
    if (/^[都均全]/.test(token.text)) all = true;
    else if (
      token.kind !== 'word' &&
      token.kind !== 'time' &&
      !isCue(token, 'particle', 'pronoun', 'copula', 'kin', 'to', 'place')
    )
      return false;
  }
  return false;
}
