import type { Token } from '../tokens/tokens.ts';
import { isCue } from '../tokens/tokens.ts';

const FEW = 3;

/** How many characters of a message mean nothing here. */
export const idleLength = (tokens: readonly Token[]): number =>
  tokens.reduce(
    (sum, token) =>
      token.kind === 'word' || isCue(token, 'chore')
        ? sum + token.text.replace(/[^\u3400-\u9fff]/g, '').length
        : sum,
    0,
  );

/** So little else is said that what is said of children is what the message is about. */
export const hasFewIdleWords = (tokens: readonly Token[]): boolean => idleLength(tokens) <= FEW;
