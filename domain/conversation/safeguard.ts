import type { Policy } from '../policy/policy.ts';

/** The words in a message that lead it out of the ordinary way (policy.md §6.5); null when there are none. */
export const safeguardWord = (text: string, policy: Policy): string | null => {
  const rest = policy.safeguardExceptions.reduce((left, phrase) => left.replaceAll(phrase, ''), text);
  return policy.safeguardWords.find((word) => rest.includes(word)) ?? null;
};
