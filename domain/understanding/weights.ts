/** What labelled messages have taught (`npm run learn`): how much each gram speaks for each label, in hundredths. */
export interface Taught {
  readonly labels: readonly string[];
  /** What speaks for each label before anything is read. */
  readonly bias: readonly number[];
  readonly grams: Readonly<Record<string, readonly number[]>>;
}

/** The label for which most speaks. */
export interface Likeliest {
  readonly label: string;
  /** Between 0 and 1: how much of all that speaks for any label speaks for this one. */
  readonly share: number;
}

const HUNDREDTHS = 100;

/** Weighs the grams of a text. The same grams always come to the same. */
export class Weights {
  private readonly taught: Taught;
  private readonly grams: ReadonlyMap<string, readonly number[]>;

  constructor(taught: Taught) {
    this.taught = taught;
    this.grams = new Map(Object.entries(taught.grams));
  }

  /** How much of all that speaks for any label speaks for each. */
  shares(grams: ReadonlySet<string>): number[] {
    const known = [...grams].flatMap((gram) => {
      const weights = this.grams.get(gram);
      return weights === undefined ? [] : [weights];
    });
    const room = HUNDREDTHS * Math.sqrt(Math.max(1, known.length));
    return sharesOf(
      this.taught.labels.map(
        (_, label) =>
          (this.taught.bias[label] ?? 0) / HUNDREDTHS +
          known.reduce((sum, weights) => sum + (weights[label] ?? 0), 0) / room,
      ),
    );
  }

  likeliest(grams: ReadonlySet<string>): Likeliest {
    const shares = this.shares(grams);
    const share = Math.max(...shares);
    return { label: this.taught.labels[shares.indexOf(share)] ?? '', share };
  }
}

/** Scores of any size as shares of one. */
export function sharesOf(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const grown = scores.map((score) => Math.exp(score - most));
  const sum = grown.reduce((all, one) => all + one, 0);
  return grown.map((one) => one / sum);
}
