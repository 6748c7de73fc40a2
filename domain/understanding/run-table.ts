/** Runs of one to three characters with their weights, side by side in memory: every message looks up a hundred of them. */
export class RunTable {
  private readonly width: number;
  /** Of each slot the characters of its run, the first two in one number; no run begins with 0. */
  private readonly firstTwo: Uint32Array;
  private readonly third: Uint16Array;
  private readonly weights: Int16Array;
  /** In which text the run of a slot was met last: it counts once. */
  private readonly met: Uint32Array;
  private texts = 0;

  constructor(runs: readonly (readonly [string, readonly number[]])[], width: number) {
    const slots = 2 ** Math.ceil(Math.log2(2 * runs.length + 2));
    this.width = width;
    this.firstTwo = new Uint32Array(slots);
    this.third = new Uint16Array(slots);
    this.weights = new Int16Array(slots * width);
    this.met = new Uint32Array(slots);
    for (const [run, weights] of runs) {
      const firstTwo = pair(run.charCodeAt(0), run.charCodeAt(1) || 0);
      const third = run.charCodeAt(2) || 0;
      const slot = this.slotOf(firstTwo, third);
      this.firstTwo[slot] = firstTwo;
      this.third[slot] = third;
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

  private add(sums: number[], firstTwo: number, third: number): 0 | 1 {
    const slot = this.slotOf(firstTwo, third);
    if (this.firstTwo[slot] === 0 || this.met[slot] === this.texts) return 0;
    this.met[slot] = this.texts;
    const from = slot * this.width;
    for (let of = 0; of < this.width; of++) sums[of] = (sums[of] ?? 0) + (this.weights[from + of] ?? 0);
    return 1;
  }

  /** Where a run stands, or the free slot where it would. */
  private slotOf(firstTwo: number, third: number): number {
    const last = this.firstTwo.length - 1;
    let slot = (Math.imul(firstTwo, 0x9e3779b1) ^ Math.imul(third, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & last;
    while (this.firstTwo[slot] !== 0 && (this.firstTwo[slot] !== firstTwo || this.third[slot] !== third))
      slot = (slot + 1) & last;
    return slot;
  }
}

const pair = (one: number, other: number): number => ((one << 16) | other) >>> 0;
