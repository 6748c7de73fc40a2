/** Lets one piece of work run after the other: the clock does not move while a message is being answered. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#last.then(work);
    // The next turn waits for this one, not for its success; the caller hears of a failure by `turn`.
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
