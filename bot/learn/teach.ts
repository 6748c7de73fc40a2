import { sharesOf, type Taught } from '../../domain/understanding/weights/weights.ts';
import { dice } from '../../seeds/demo/dice.ts';

/** What a text was labelled as. */
export interface Lesson {
  grams: ReadonlySet<string>;
  label: string;
  /** How much it counts. */
  counts: number;
}

const ROUNDS = 8;
const STEP = 0.25;
const BIAS_STEP = 0.01;
/** So many of a text's grams are left out each time, that none is relied on alone. */
const LEFT_OUT = 0.3;
/** A gram of fewer texts teaches nothing. */
const FEWEST = 3;
/** Weights that are smaller than this for every label are not kept, in hundredths. */
const LEAST = 80;

/**
 * Weights for a linear choice between labels: multinomial logistic regression, learnt text by text with steps that shrink for
 * grams often seen (AdaGrad; Duchi, Hazan and Singer 2011), the weights of the last rounds averaged. The same lessons always teach the same.
 */
export function teach(lessons: readonly Lesson[]): Taught {
  const labels = [...new Set(lessons.map(({ label }) => label))].toSorted();
  const seen = new Map<string, number>();
  for (const { grams } of lessons) for (const gram of grams) seen.set(gram, (seen.get(gram) ?? 0) + 1);
  const names = [...seen].flatMap(([gram, times]) => (times < FEWEST ? [] : [gram]));
  const places = new Map(names.map((gram, place) => [gram, place]));
  const texts = lessons.map(({ grams, label, counts }) => ({
    grams: [...grams].flatMap((gram) => places.get(gram) ?? []),
    label: labels.indexOf(label),
    counts,
  }));
  const width = labels.length;
  const weights = new Float64Array(names.length * width);
  const squares = new Float64Array(names.length * width).fill(1e-6);
  const sums = new Float64Array(names.length * width);
  const bias = new Float64Array(width);
  const biasSums = new Float64Array(width);
  const chance = dice('lessons').next;
  for (let round = 0; round < ROUNDS; round++) {
    for (const { grams, label, counts } of shuffled(texts, chance)) {
      const some = grams.filter(() => chance() >= LEFT_OUT);
      if (some.length === 0) continue;
      const room = Math.sqrt(some.length);
      const scores = labels.map(
        (_, of) =>
          (bias[of] ?? 0) + some.reduce((sum, gram) => sum + (weights[gram * width + of] ?? 0), 0) / room,
      );
      for (const [of, share] of sharesOf(scores).entries()) {
        const off = (share - (of === label ? 1 : 0)) * counts;
        bias[of] = (bias[of] ?? 0) - BIAS_STEP * off;
        for (const gram of some) {
          const at = gram * width + of;
          const slope = off / room;
          const square = (squares[at] ?? 0) + slope * slope;
          squares[at] = square;
          weights[at] = (weights[at] ?? 0) - (STEP * slope) / Math.sqrt(square);
        }
      }
    }
    if (round < ROUNDS / 2) continue;
    for (const [at, weight] of weights.entries()) sums[at] = (sums[at] ?? 0) + weight;
    for (const [at, weight] of bias.entries()) biasSums[at] = (biasSums[at] ?? 0) + weight;
  }
  const hundredths = (sum: number): number => Math.round((100 * sum) / (ROUNDS / 2)) + 0;
  const kept = names.flatMap((gram, place): [string, number[]][] => {
    const own = Array.from(sums.subarray(place * width, (place + 1) * width), hundredths);
    return own.some((weight) => Math.abs(weight) >= LEAST) ? [[gram, own]] : [];
  });
  return { labels, bias: Array.from(biasSums, hundredths), grams: Object.fromEntries(kept.toSorted()) };
}

function shuffled<Item>(items: readonly Item[], chance: () => number): Item[] {
  const keys = items.map(() => chance());
  return [...items.keys()]
    .toSorted((one, other) => (keys[one] ?? 0) - (keys[other] ?? 0))
    .flatMap((place) => items[place] ?? []);
}
