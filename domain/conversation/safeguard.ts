import type { Policy } from '../policy/policy.ts';

/** The words in a message that lead it out of the ordinary way (policy.md §6.5); null when there are none. */
export const safeguardWord = (
  text: string,
  policy: Pick<Policy, 'safeguardWords' | 'safeguardExceptions' | 'safeguardPatterns'>,
): string | null => {
  const rest = policy.safeguardExceptions.reduce((left, phrase) => left.replaceAll(phrase, ''), text);
  const word = policy.safeguardWords.find((item) => rest.includes(item));
  if (word) return word;
  for (const pattern of policy.safeguardPatterns) {
    const match = pattern.exec(rest);
    if (match) return match[0];
  }
  return null;
};
