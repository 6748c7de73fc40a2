/** Chance that falls the same way on every run. */
export interface Dice {
  /** At least 0, less than 1. */
  next(): number;
  /** One of the items; the earlier ones more often when `steep`. Throws when there is none. */
  pick<Item>(items: readonly Item[], steep?: boolean): Item;
  /** True in about `share` of all throws. */
  hits(share: number): boolean;
}

const seedOf = (text: string): number =>
  [...text].reduce((hash, char) => Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193), 0x811c9dc5);

/** Dice for one matter; another name throws otherwise (mulberry32). */
export function dice(name: string): Dice {
  let state = seedOf(name);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const pick = <Item>(items: readonly Item[], steep = false): Item => {
    const thrown = next();
    const item = items[Math.floor((steep ? thrown ** 1.5 : thrown) * items.length)];
    if (item === undefined) throw new Error(`nothing to pick from for ${name}`);
    return item;
  };
  return { next, pick, hits: (share) => next() < share };
}
