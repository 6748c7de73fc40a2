import { soundsOf } from './sounds.ts';

const NOTHING: readonly never[] = [];

/** What is found by how two characters sound one after the other. */
export class SoundIndex<Item> {
  private readonly found = new Map<string, Map<string, Item[]>>();

  constructor(items: readonly Item[], spelling: (item: Item) => string) {
    for (const item of items) this.add(item, spelling(item));
  }

  /** Whether anything begins with a sound of this character or typed syllable. */
  begins(one: string): boolean {
    return soundsOf(one).some((sound) => this.found.has(sound));
  }

  /** All that sounds like the two, however each of them may be read. */
  alike(one: string, other: string): readonly Item[] {
    if (one === '' || other === '' || !this.begins(one)) return NOTHING;
    const [firsts, seconds] = [soundsOf(one), soundsOf(other)];
    if (firsts.length === 1 && seconds.length === 1)
      return this.found.get(firsts[0] ?? '')?.get(seconds[0] ?? '') ?? NOTHING;
    const alike = new Set<Item>();
    for (const first of firsts) {
      const begun = this.found.get(first);
      if (begun === undefined) continue;
      for (const second of seconds) for (const item of begun.get(second) ?? NOTHING) alike.add(item);
    }
    return alike.size === 0 ? NOTHING : [...alike];
  }

  private add(item: Item, spelling: string): void {
    const [one, other] = [spelling.charAt(0), spelling.charAt(1)];
    if (one === '' || other === '') return;
    for (const first of soundsOf(one)) {
      const begun = this.found.get(first) ?? new Map<string, Item[]>();
      this.found.set(first, begun);
      for (const second of soundsOf(other)) {
        const alike = begun.get(second);
        if (alike === undefined) begun.set(second, [item]);
        else alike.push(item);
      }
    }
  }
}
