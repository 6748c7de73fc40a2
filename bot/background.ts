/** Work behind the back of whoever waits for an answer: one after the other for a person, so many people at a time. */
export class Background {
  readonly #most: number;
  readonly #onFault: (error: unknown) => void;
  readonly #waiting: { whose: string; work: () => Promise<void> }[] = [];
  readonly #running = new Map<string, Promise<void>>();

  constructor(most: number, onFault: (error: unknown) => void) {
    this.#most = most;
    this.#onFault = onFault;
  }

  readonly add = (whose: string, work: () => Promise<void>): void => {
    this.#waiting.push({ whose, work });
    this.#next();
  };

  /** Resolves when all is done. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  #next(): void {
    while (this.#running.size < this.#most) {
      const place = this.#waiting.findIndex(({ whose }) => !this.#running.has(whose));
      const [next] = place < 0 ? [] : this.#waiting.splice(place, 1);
      if (!next) return;
      const done = next
        .work()
        .catch(this.#onFault)
        .finally(() => {
          this.#running.delete(next.whose);
          this.#next();
        });
      this.#running.set(next.whose, done);
    }
  }
}
