import { type Day, dayOf } from '../../domain/calendar/time.ts';
import type { Role } from '../../domain/people/roles.ts';
import type { Delivery } from '../../workers/channel.ts';

/** How many messages people of a role got on the days on which they got any. */
export interface Spread {
  personDays: number;
  p50: number;
  p90: number;
  p99: number;
  most: number;
  /** Share of person-days over the limit of the role. */
  over: number;
}

/** What is counted of a delivery. */
export type Sent = Pick<Delivery, 'kind' | 'to' | 'role' | 'urgent' | 'at'>;

/** Counts what goes out, for each person and day, without keeping more than the day. */
export class MessageCounts {
  readonly kinds: Record<string, number> = {};
  readonly #limitOf: (role: Role) => number;
  readonly #histograms = new Map<Role, number[]>();
  readonly #today = new Map<string, { role: Role; count: number }>();
  #day: Day = '';

  constructor(limitOf: (role: Role) => number) {
    this.#limitOf = limitOf;
  }

  /** Answers are counted by kind alone: who asks is answered. So are urgent ones. */
  count({ kind, to, role, urgent, at }: Sent): void {
    this.kinds[kind] = (this.kinds[kind] ?? 0) + 1;
    const day = dayOf(at);
    if (day !== this.#day) this.#close(day);
    if (kind === 'reply' || urgent) return;
    const known = this.#today.get(to);
    if (known) known.count += 1;
    else this.#today.set(to, { role, count: 1 });
  }

  #close(day: Day): void {
    for (const { role, count } of this.#today.values()) {
      const histogram = this.#histograms.get(role) ?? [];
      histogram[count] = (histogram[count] ?? 0) + 1;
      this.#histograms.set(role, histogram);
    }
    this.#today.clear();
    this.#day = day;
  }

  spreads(): Record<string, Spread> {
    this.#close('');
    return Object.fromEntries(
      [...this.#histograms].map(([role, histogram]) => [role, spreadOf(histogram, this.#limitOf(role))]),
    );
  }
}

/** `histogram[count]` is on how many person-days somebody got `count` messages. */
const spreadOf = (histogram: readonly (number | undefined)[], limit: number): Spread => {
  const days = Array.from(histogram, (value) => value ?? 0);
  const all = sum(days);
  const below = (share: number): number => {
    let left = all * share;
    return days.findIndex((value) => {
      left -= value;
      return left < 0;
    });
  };
  const over = sum(days.slice(limit + 1)) / all;
  return { personDays: all, p50: below(0.5), p90: below(0.9), p99: below(0.99), most: days.length - 1, over };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
