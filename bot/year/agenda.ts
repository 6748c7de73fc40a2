import type { Instant } from '../../domain/calendar/time.ts';
import type { Said } from './life.ts';

/** What is still to be said. */
export class Agenda {
  readonly #at = new Map<Instant, Said[]>();

  add(said: Said): void {
    const known = this.#at.get(said.at);
    if (known) known.push(said);
    else this.#at.set(said.at, [said]);
  }

  /** When something is said next; infinitely late when nothing is. */
  get next(): Instant {
    let first = Number.POSITIVE_INFINITY;
    for (const instant of this.#at.keys()) first = Math.min(first, instant);
    return first;
  }

  /** Takes out what is said before `end`, in order of time. */
  takeBefore(end: Instant): Said[] {
    const instants = [...this.#at.keys()].filter((instant) => instant < end).sort((a, b) => a - b);
    return instants.flatMap((instant) => {
      const said = this.#at.get(instant) ?? [];
      this.#at.delete(instant);
      return said;
    });
  }
}
