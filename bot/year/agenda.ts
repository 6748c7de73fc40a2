import type { Instant } from '../../domain/calendar/time.ts';
import type { Said } from './life.ts';

/** What is still to be said, by the minute. */
export class Agenda {
  readonly #at = new Map<Instant, Said[]>();
  #next: Instant | null = null;

  add(said: Said): void {
    const known = this.#at.get(said.at);
    if (known) known.push(said);
    else this.#at.set(said.at, [said]);
    if (this.#next === null || said.at < this.#next) this.#next = said.at;
  }

  get next(): Instant | null {
    return this.#next;
  }

  /** Takes what is said at this instant out of it. */
  take(at: Instant): Said[] {
    const said = this.#at.get(at) ?? [];
    this.#at.delete(at);
    if (this.#next === at) this.#next = earliest(this.#at.keys());
    return said;
  }
}

const earliest = (instants: Iterable<Instant>): Instant | null => {
  let first: Instant | null = null;
  for (const instant of instants) if (first === null || instant < first) first = instant;
  return first;
};
