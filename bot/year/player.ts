/** The process of one part: does what it is asked, one after the other, and answers. */
import type { Ask, Asks } from './company.ts';
import { Part } from './part.ts';

let part: Part | null = null;

const opened = (): Part => {
  if (!part) throw new Error('asked before it was opened');
  return part;
};

const works: Asks = {
  open: async (url, seed) => {
    await part?.close();
    part = await Part.open(url, seed);
  },
  hear: (incoming) => opened().hear(incoming),
  refresh: () => opened().refresh(),
  look: (streams, now) => opened().look(streams, now),
  tell: (people, now) => opened().tell(people, now),
};

process.on('message', async ({ what, given }: Ask) => {
  const work = works[what] as (...given: unknown[]) => Promise<unknown>;
  process.send?.({ answer: await work(...given) });
});
process.on('disconnect', () => part?.close());
