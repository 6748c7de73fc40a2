import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';

/** Where a message only supposes: "要是明天还不来", "差点迟到", "以为他在学校". */
export function supposed(tokens: readonly Token[]): ReadonlySet<number> {
  const places = new Set<number>();
  let until: 'clause' | 'sentence' | undefined;
  for (const [place, token] of tokens.entries()) {
    if (isBreak(token, 'hard', 'item', 'question')) until = undefined;
    else if (until === 'clause' && isBreak(token, 'soft', 'close')) until = undefined;
    else if (isCue(token, 'supposing')) until = 'clause';
    else if (isCue(token, 'condition')) until = 'sentence';
    else if (until !== undefined) places.add(place);
    if (THREATENS.test(token.text)) for (const threatened of threat(tokens, place)) places.add(threatened);
  }
  return places;
}

const THREATENS = /^(?:再|还敢?|敢)/;
/** What is threatened stands no further away. */
const NEAR = 16;

/** "再管就不给来了": that a family would keep the child at home, if it were spoken to again; the child is there as before. */
function threat(tokens: readonly Token[], place: number): number[] {
  const near = tokens.slice(place, place + NEAR);
  const end = near.findIndex((token) => token.kind === 'name' || isBreak(token, 'hard', 'item', 'question'));
  const sentence = end < 0 ? near : near.slice(0, end);
  const then = sentence.findIndex(
    (token, at) => at > 0 && /^就/.test(token.text) && /^就再?[不别莫]/.test(textFrom(sentence, at)),
  );
  return then < 0 ? [] : sentence.slice(then).map((_, at) => place + then + at);
}

const textFrom = (tokens: readonly Token[], place: number): string =>
  tokens
    .slice(place)
    .map(({ text }) => text)
    .join('');
