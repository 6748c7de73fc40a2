import type { Because, Words } from '../types.ts';
import type { Told } from './told.ts';

/** Which words of a message made what is recorded of each pupil, in their order. Words of earlier messages are left out. */
export const explanation = (told: readonly Told[], text: string): Because[] =>
  told.flatMap(({ pupils, said, at, facts, extents, contacts }) => {
    const [pupil] = pupils;
    if (pupil === undefined || pupils.length > 1) return [];
    const names = at.map((place) => ({ at: place, text: said }));
    const reach = extents.flatMap(({ words }) => words ?? []);
    const all = [...names, ...facts, ...reach, ...contacts];
    return [{ student: pupil.name, words: asWritten(all, text) }];
  });

/** Each place once, in the characters that stand there. */
function asWritten(words: readonly Words[], text: string): Words[] {
  const here = words.filter((one) => one.at >= 0 && one.text !== '');
  const lengths = new Map(here.map((one) => [one.at, one.text.length]));
  return [...lengths]
    .toSorted(([one], [other]) => one - other)
    .map(([at, length]) => ({ at, text: text.slice(at, at + length) }));
}
