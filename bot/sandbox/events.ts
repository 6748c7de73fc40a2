import type { Database } from '../../prisma/client.ts';
import { linesAfter, readPulse } from '../../prisma/stores/sandbox-store.ts';

/** Who is told that something changed; gets `chat:wang`, `people`, `duties`, `clock`, `story`. */
export type Listener = (what: readonly string[]) => void;

const POLL_MS = 500;

/** Ids are given before a transaction ends, so a smaller one may appear late; so far back is looked again. */
const OVERLAP = 100n;

/**
 * Tells pages what changed: at once what this process did, and within half a second what another one wrote into
 * the database. Looks only while somebody listens.
 */
export class Changes {
  readonly #database: Database;
  readonly #onFault: (error: unknown) => void;
  readonly #listeners = new Set<Listener>();
  #timer: ReturnType<typeof setInterval> | null = null;
  #looking: Promise<void> | null = null;
  #known = new Set<bigint>();
  #newest = 0n;
  #ledger: string | null = null;
  #clock: string | null = null;

  constructor(database: Database, onFault: (error: unknown) => void) {
    this.#database = database;
    this.#onFault = onFault;
  }

  /** Listens from now on; call the result to stop. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (!this.#timer) {
      this.#ledger = null;
      this.#timer = setInterval(() => this.#poll(), POLL_MS);
      this.#timer.unref();
      this.#poll();
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#rest();
    };
  }

  tell(...what: string[]): void {
    for (const listener of this.#listeners) listener(what);
  }

  /** Ends the looking; resolves when the last look is over. */
  async stop(): Promise<void> {
    this.#rest();
    this.#listeners.clear();
    await this.#looking;
  }

  #rest(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  #poll(): void {
    this.#looking ??= this.#look()
      .catch(this.#onFault)
      .finally(() => {
        this.#looking = null;
      });
  }

  async #look(): Promise<void> {
    const pulse = await readPulse(this.#database);
    const first = this.#ledger === null;
    const changed: string[] = [];
    if (pulse.ledger !== this.#ledger) changed.push('duties', 'people');
    if (pulse.clock !== this.#clock) changed.push('clock');
    const chats = await this.#spokenIn(pulse.line);
    this.#ledger = pulse.ledger;
    this.#clock = pulse.clock;
    // The first look only learns how things stand.
    if (!first && changed.length + chats.length > 0) this.tell(...changed, ...chats);
  }

  async #spokenIn(newest: bigint): Promise<string[]> {
    // After a new beginning the ids may start again below.
    if (newest < this.#newest) this.#known.clear();
    const from = newest < this.#newest ? 0n : this.#newest - OVERLAP;
    const lines = await linesAfter(this.#database, from);
    const fresh = lines.filter(({ id }) => !this.#known.has(id));
    this.#newest = lines.at(-1)?.id ?? newest;
    this.#known = new Set(lines.map(({ id }) => id).filter((id) => id > this.#newest - OVERLAP));
    return [...new Set(fresh.map(({ person }) => `chat:${person}`))];
  }
}
