import type { Instant } from '../domain/calendar/time.ts';
import type { Database } from '../prisma/client.ts';
import type { Secrets } from '../prisma/secrets.ts';
import { finishErrand, takeErrands } from '../prisma/stores/errand-store.ts';
import { type ErrandBody, errandKey, errandSchema } from '../workers/errands.ts';
import type { Receipt } from './incoming.ts';
import { NotSent } from './not-sent.ts';

export interface ErrandDependencies {
  database: Database;
  secrets: Secrets;
  channel: 'aibot' | 'wechaty';
  /** Whether it is for this process to be connected; offline for a moment, it says so of each errand. */
  owns(): boolean;
  /** Throws `NotSent` for what surely was not said. */
  perform(errand: ErrandBody): Promise<Receipt>;
  now(): Instant;
  onTrouble(what: string, error: unknown): void;
}

/** Errands of one connection under way at a time: one that waits for WeCom holds up no other. */
const MOST_AT_ONCE = 20;

/** Does what workers have left for the process that holds a connection; nothing where that is another. */
export class ErrandRunner {
  readonly #uses: ErrandDependencies;
  readonly #running = new Set<Promise<void>>();

  constructor(dependencies: ErrandDependencies) {
    this.#uses = dependencies;
  }

  /** Begins what is open. Called again and again; does not wait for the end of any. */
  async look(): Promise<void> {
    const { owns, database, secrets, channel, now, onTrouble } = this.#uses;
    const room = MOST_AT_ONCE - this.#running.size;
    if (!owns() || room <= 0) return;
    for (const { key, body } of await takeErrands(
      { database, secrets },
      errandKey(channel, ''),
      now(),
      room,
    )) {
      const done = runErrand(key, body, this.#uses)
        .catch((error: unknown) => onTrouble('errand', error))
        .finally(() => this.#running.delete(done));
      this.#running.add(done);
    }
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }
}

const runErrand = async (
  key: string,
  body: unknown,
  { perform, database, onTrouble }: ErrandDependencies,
): Promise<void> => {
  const parsed = errandSchema.safeParse(body);
  if (!parsed.success) return finishErrand(database, key, 'refused', 'not an errand');
  try {
    const receipt = await perform(parsed.data);
    await finishErrand(database, key, receipt.kind, receipt.kind === 'refused' ? receipt.reason : null);
  } catch (error) {
    // Surely not said: whoever asked may leave it once more, or take another way.
    if (error instanceof NotSent) return finishErrand(database, key, 'later', error.code);
    onTrouble('errand', error);
    await finishErrand(database, key, 'unknown', null);
  }
};
