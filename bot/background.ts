/** Work behind the back of whoever waits for an answer: so many at a time, the rest in line. */
export class Background {
  readonly #most: number;
  readonly #onFault: (error: unknown) => void;
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #running = new Set<Promise<void>>();

  constructor(most: number, onFault: (error: unknown) => void) {
    this.#most = most;
    this.#onFault = onFault;
  }

  readonly add = (work: () => Promise<void>): void => {
    this.#waiting.push(work);
    this.#next();
  };

  /** Resolves when all is done. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #next(): void {
    while (this.#running.size < this.#most) {
      const work = this.#waiting.shift();
      if (!work) return;
      const done = work()
        .catch(this.#onFault)
        .finally(() => {
          this.#running.delete(done);
          this.#next();
        });
      this.#running.add(done);
    }
  }
}
