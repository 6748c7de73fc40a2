import type { Instant } from '../../domain/calendar/time.ts';
import type { Database } from '../../prisma/client.ts';
import { readClock, writeClock } from '../../prisma/stores/sandbox-store.ts';

/** The sandbox's time: stands still, or runs at so many product seconds per real second. Shared by all processes. */
export class SandboxClock {
  readonly #database: Database;
  readonly #realNow: () => Instant;

  constructor(database: Database, realNow: () => Instant = Date.now) {
    this.#database = database;
    this.#realNow = realNow;
  }

  /** The product's time and speed now; throws when the clock was never set. */
  async read(): Promise<{ now: Instant; speed: number }> {
    const row = await readClock(this.#database);
    if (!row) throw new Error('the clock of the sandbox was never set');
    const passed = Math.max(0, this.#realNow() - row.real);
    return { now: row.at + passed * row.play, speed: row.play };
  }

  async now(): Promise<Instant> {
    return (await this.read()).now;
  }

  async isSet(): Promise<boolean> {
    return (await readClock(this.#database)) !== null;
  }

  /** Puts the hands to `at`; a running clock runs on from there. */
  async set(at: Instant): Promise<void> {
    await writeClock(this.#database, { at, real: this.#realNow() });
  }

  /** Lets the clock run from where it is; 0 stops it. */
  async play(speed: number): Promise<void> {
    await writeClock(this.#database, { at: await this.now(), real: this.#realNow(), play: speed });
  }
}
