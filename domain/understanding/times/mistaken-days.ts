import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';

/** What is said on noticing that the day just told was not the one. */
const NOTICED =
  /^(?:哦|噢|喔|啊|呃|额|嗯|唉|哎|诶|不|是|应该|应该是|不对|不是|错了|说错了|记错了|记错|打错了|写错了)$/;
/** No more stands between the two days. */
const NEAR = 6;

/** "昨天, 哦前天": of two days the first does not hold, and is read as a word that tells nothing. */
export function withoutMistakenDays(tokens: readonly Token[]): Token[] {
  return tokens.map((token, place) =>
    isDay(token) && isPutRight(tokens, place)
      ? { kind: 'cue', cue: 'particle', text: token.text, start: token.start, end: token.end }
      : token,
  );
}

const isDay = (token: Token | undefined): boolean => token?.kind === 'time' && token.told.kind === 'day';

function isPutRight(tokens: readonly Token[], place: number): boolean {
  let noticed = false;
  for (let at = place + 1; at <= place + NEAR; at++) {
    const token = tokens[at];
    if (isDay(token)) return noticed;
    const says = isCue(token, 'particle', 'correct', 'negate', 'copula') && NOTICED.test(token?.text ?? '');
    if (!says && !isBreak(token, 'soft', 'space')) return false;
    noticed ||= says;
  }
  return false;
}
