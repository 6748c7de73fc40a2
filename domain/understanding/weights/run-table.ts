/** Of each slot: the first two characters of its run in one number, the third, and in which text it was met last. */
const FIRST_TWO = 0;
const THIRD = 1;
const MET = 2;
/** A power of two, so that a slot never lies across two lines of the processor's memory. */
const SLOT = 4;

/** Runs of one to three characters with their weights, side by side in memory: every message looks up a hundred of them. */
export class RunTable {
  private readonly width: number;
  /** No run begins with 0, which marks a free slot. */
  private readonly slots: Uint32Array;
  private readonly weights: Int16Array;
  private texts = 0;

  constructor(runs: readonly (readonly [string, readonly number[]])[], width: number) {
    const slots = 2 ** Math.ceil(Math.log2(1.4 * runs.length + 2));
    this.width = width;
    this.slots = new Uint32Array(slots * SLOT);
    this.weights = new Int16Array(slots * width);
    for (const [run, weights] of runs) {
      const firstTwo = pair(run.charCodeAt(0), run.charCodeAt(1) || 0);
      const third = run.charCodeAt(2) || 0;
      const slot = this.slotOf(firstTwo, third);
      this.slots[slot * SLOT + FIRST_TWO] = firstTwo;
      this.slots[slot * SLOT + THIRD] = third;
      this.weights.set(weights, slot * width);
    }
  }

  /**
   * Adds the weights of every run of up to `longest` characters that begins before `last`, each run once. Returns how many of
   * them it knows.
   */
  addTo(sums: number[], text: string, last: number, longest: number): number {
    this.texts++;
    let known = 0;
    for (let start = 0; start < Math.min(last, text.length); start++) {
      const one = text.charCodeAt(start);
      known += this.add(sums, pair(one, 0), 0);
      if (longest < 2 || start + 1 >= text.length) continue;
      const two = pair(one, text.charCodeAt(start + 1));
      known += this.add(sums, two, 0);
      if (longest < 3 || start + 2 >= text.length) continue;
      known += this.add(sums, two, text.charCodeAt(start + 2));
    }
    return known;
  }

  /** What a run weighs for one label; 0 for a run that it does not know. */
  weightOf(run: string, of: number): number {
    const slot = this.slotOf(pair(run.charCodeAt(0), run.charCodeAt(1) || 0), run.charCodeAt(2) || 0);
    return this.slots[slot * SLOT + FIRST_TWO] === 0 ? 0 : (this.weights[slot * this.width + of] ?? 0);
  }

  private add(sums: number[], firstTwo: number, third: number): 0 | 1 {
    const slot = this.slotOf(firstTwo, third);
    const at = slot * SLOT;
    if (this.slots[at + FIRST_TWO] === 0 || this.slots[at + MET] === this.texts) return 0;
    this.slots[at + MET] = this.texts;
    const from = slot * this.width;
    for (let of = 0; of < this.width; of++) sums[of] = (sums[of] ?? 0) + (this.weights[from + of] ?? 0);
    return 1;
  }

  /** Where a run stands, or the free slot where it would. */
  private slotOf(firstTwo: number, third: number): number {
    const last = this.slots.length / SLOT - 1;
    let slot = (Math.imul(firstTwo, 0x9e3779b1) ^ Math.imul(third, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & last;
    for (;;) {
      const found = this.slots[slot * SLOT + FIRST_TWO];
      if (found === 0 || (found === firstTwo && this.slots[slot * SLOT + THIRD] === third)) return slot;
      slot = (slot + 1) & last;
    }
  }
}

const pair = (one: number, other: number): number => ((one << 16) | other) >>> 0;
