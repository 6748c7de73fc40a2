import type { Weighed } from './grams.ts';
import { BEFORE, LONGEST, LONGEST_BEFORE, MOST_BEFORE, runsOf, SPEAKER } from './grams.ts';
import { RunTable } from './run-table.ts';

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

/** Weighs the grams of a text. The same text always comes to the same. */
export class Weights {
  readonly labels: readonly string[];
  private readonly bias: readonly number[];
  private readonly speakers = new Map<string, readonly number[]>();
  private readonly said: RunTable;
  private readonly before: RunTable;

  constructor({ labels, bias, grams }: Taught) {
    this.labels = labels;
    this.bias = bias;
    const runs: [string, readonly number[]][] = [];
    const runsBefore: [string, readonly number[]][] = [];
    for (const [gram, weights] of Object.entries(grams)) {
      if (gram.startsWith(SPEAKER)) this.speakers.set(gram.slice(SPEAKER.length), weights);
      else if (gram.startsWith(BEFORE)) runsBefore.push([gram.slice(BEFORE.length), weights]);
      else runs.push([gram, weights]);
    }
    this.said = new RunTable(runs, labels.length);
    this.before = new RunTable(runsBefore, labels.length);
  }

  /** How much of all that speaks for any label speaks for each, in the order of `labels`. */
  shares({ said, speaker, before }: Weighed): number[] {
    const own = this.speakers.get(speaker);
    const sums = this.labels.map((_, of) => own?.[of] ?? 0);
    const known =
      (own === undefined ? 0 : 1) +
      this.said.addTo(sums, said, said.length, LONGEST) +
      this.before.addTo(sums, before, MOST_BEFORE, LONGEST_BEFORE);
    const room = Math.sqrt(Math.max(1, known));
    return sharesOf(sums.map((sum, of) => ((this.bias[of] ?? 0) + sum / room) / HUNDREDTHS));
  }

  /** The runs of a text that speak most for one label against another, the strongest first. */
  foremost(said: string, label: string, rival: string, most: number): string[] {
    const [one, other] = [this.labels.indexOf(label), this.labels.indexOf(rival)];
    const lead = (run: string): number => this.said.weightOf(run, one) - this.said.weightOf(run, other);
    const runs = runsOf(said, said.length, LONGEST).filter((run) => lead(run) > 0);
    return [...new Set(runs)].toSorted((a, b) => lead(b) - lead(a)).slice(0, most);
  }

  likeliest(weighed: Weighed): Likeliest {
    const shares = this.shares(weighed);
    const share = Math.max(...shares);
    return { label: this.labels[shares.indexOf(share)] ?? '', share };
  }
}

/** Scores of any size as shares of one. */
export function sharesOf(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const grown = scores.map((score) => Math.exp(score - most));
  const sum = grown.reduce((all, one) => all + one, 0);
  return grown.map((one) => one / sum);
}
