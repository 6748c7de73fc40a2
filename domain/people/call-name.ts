import { COMPOUND_SURNAMES, SURNAMES } from '../understanding/lexicon/people.ts';

/**
 * What a child is called in a message to the family: the given name, which says least to whoever looks over a shoulder
 * (law.md §7.2). A given name of one character is no way to speak of a child, so then the whole name.
 */
export const callName = (name: string): string => {
  const compound = COMPOUND_SURNAMES.some((surname) => name.startsWith(surname));
  const given = name.slice(compound ? 2 : SURNAMES.includes(name.charAt(0)) ? 1 : 0);
  return given.length > 1 ? given : name;
};
