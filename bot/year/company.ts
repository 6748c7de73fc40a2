import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Part } from './part.ts';

/** What a player can be asked. */
export interface Asks extends Pick<Part, 'hear' | 'refresh' | 'look' | 'tell'> {
  open(url: string, seed: number): Promise<void>;
}

/** A question on its way to a player. */
export interface Ask {
  what: keyof Asks;
  given: readonly unknown[];
}

/**
 * What a moment needs is gone after it: with so many megabytes for it little of it is ever carried over. What lasts is some 400
 * megabytes in April; the rest is swept before a player has twice that. And the players have the cores to themselves: what sweeps
 * beside one would take them from the other.
 */
const MEMORY = ['--max-semi-space-size=64', '--max-old-space-size=900', '--single-threaded-gc'];

/** A process that plays one part of the county, beside others on the same database as the product's own processes are. */
class Player {
  readonly #process: ChildProcess;
  readonly #gone: Promise<never>;

  constructor() {
    this.#process = fork(new URL('./player.ts', import.meta.url), {
      execArgv: [...MEMORY, '--import', 'tsx'],
      serialization: 'advanced',
    });
    this.#gone = once(this.#process, 'exit').then(([code]) => {
      throw new Error(`a process of the rehearsal ended with ${code}; its own words stand above`);
    });
    this.#gone.catch(() => undefined);
  }

  /** One question at a time. */
  async ask<What extends keyof Asks>(what: What, ...given: Parameters<Asks[What]>): Answered<What> {
    this.#process.send({ what, given } satisfies Ask);
    const [{ answer }] = await Promise.race([once(this.#process, 'message'), this.#gone]);
    return answer;
  }

  async end(): Promise<void> {
    if (this.#process.connected) this.#process.disconnect();
    await this.#gone.catch(() => undefined);
  }
}

type Answered<What extends keyof Asks> = Promise<Awaited<ReturnType<Asks[What]>>>;

/** As many as the cores on which the time of a year is asked for. */
const PLAYERS = 2;

/** The players of a year, between whom the work of each moment is shared out. */
export class Company {
  readonly #players: readonly Player[] = Array.from({ length: PLAYERS }, () => new Player());

  get size(): number {
    return this.#players.length;
  }

  /** Asks everybody the same. */
  async all<What extends keyof Asks>(what: What, ...given: Parameters<Asks[What]>): Promise<void> {
    await Promise.all(this.#players.map((player) => player.ask(what, ...given)));
  }

  /**
   * Asks each about its share of the items, whoever has none not at all. Items of one number always go to the same
   * player, so that it remembers its own schools.
   */
  async shared<Item, Found>(
    items: readonly Item[],
    numberOf: (item: Item) => number,
    ask: (player: Player, share: readonly Item[]) => Promise<Found>,
  ): Promise<Found[]> {
    const shares = this.#players.map((player, place) => ({
      player,
      share: items.filter((item) => numberOf(item) % this.#players.length === place),
    }));
    return Promise.all(
      shares.filter(({ share }) => share.length > 0).map(({ player, share }) => ask(player, share)),
    );
  }

  async end(): Promise<void> {
    await Promise.all(this.#players.map((player) => player.end()));
  }
}
