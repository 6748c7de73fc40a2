import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds that `work` takes. */
export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};

/**
 * Begins `work` with one item after the other at a fixed rate, whether the last is done or not, and returns how long
 * each took in milliseconds from the moment it should have begun: waiting in line counts.
 */
export const offered = async <Item>(
  items: readonly Item[],
  perSecond: number,
  work: (item: Item) => Promise<unknown>,
): Promise<number[]> => {
  const begun = performance.now();
  const running: Promise<number>[] = [];
  for (const [place, item] of items.entries()) {
    const due = begun + (place * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await pause(early);
    running.push(work(item).then(() => performance.now() - due));
  }
  return Promise.all(running);
};
