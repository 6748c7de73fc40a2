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
  }
  return places;
}
