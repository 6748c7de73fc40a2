/** Runs statements written as templates; values go as parameters, other `Prisma.sql` parts go in place. */
export interface Statements {
  $queryRaw<Rows extends readonly object[]>(text: TemplateStringsArray, ...values: unknown[]): Promise<Rows>;
  /** Returns how many rows were touched. */
  $executeRaw(text: TemplateStringsArray, ...values: unknown[]): Promise<number>;
}

/** Sends what several have given as one statement. */
export type Gathered<Item> = (tx: TransactionStatements, items: readonly Item[]) => void;

/** Answers what several have asked, in their order. */
export type Asked<Item, Found> = (
  tx: TransactionStatements,
  items: readonly Item[],
) => Promise<readonly Found[]>;

/** The statements of one transaction. */
export interface TransactionStatements extends Statements {
  /** Sends a statement on its way without waiting; the transaction ends well only if this did. */
  $send(text: TemplateStringsArray, ...values: unknown[]): void;
  /** Gives one more item to what goes out as one statement before anything else is asked, at the latest at the end. */
  $gather<Item>(send: Gathered<Item>, item: Item): void;
  /** Asks together with all work of this transaction that asks the same by the time nothing else can go on. */
  $ask<Item, Found>(load: Asked<Item, Found>, item: Item): Promise<Found>;
  /** The same transaction for one of several works that share it. */
  $apart(): TransactionStatements;
  /**
   * Takes something for this work until the transaction ends, as the database cannot keep works on one connection apart.
   * Throws `Entangled` where another work of the transaction has it: a work that has sent nothing by then may be left out, as if it
   * had never begun.
   */
  $hold(what: string): void;
  /** What this process remembers, taken out for this transaction and put back if that ends well. */
  readonly $memory: Memory;
}

/** Works that share a transaction want the same; each must be done by itself. */
export class Entangled extends Error {
  override readonly name = 'Entangled';
  /** Whether the work that came second has only asked so far. */
  readonly hasOnlyAsked: boolean;

  constructor(what: string, hasOnlyAsked: boolean) {
    super(`${what} is wanted twice`);
    this.hasOnlyAsked = hasOnlyAsked;
  }
}

/** What a process remembers beside the database, to be checked against it under a lock. */
export interface Memory {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
}

/** A transaction on one connection, with what its works have in common. */
export class OpenTransaction {
  readonly #statements: Statements & Pick<TransactionStatements, '$send'>;
  readonly #process: Map<string, unknown>;
  readonly #remembered = new Map<string, unknown>();
  readonly #given = new Map<Gathered<never>, unknown[]>();
  readonly #asked = new Map<Asked<never, unknown>, Question[]>();
  readonly #holders = new Map<string, object>();
  /** Statements whose answers somebody waits for. */
  #awaited = 0;
  #isLooking = false;
  #isOver = false;

  constructor(statements: Statements & Pick<TransactionStatements, '$send'>, process: Map<string, unknown>) {
    this.#statements = statements;
    this.#process = process;
  }

  /** The statements of one work. */
  work(): TransactionStatements {
    const { $queryRaw, $executeRaw, $send } = this.#statements;
    let hasOnlyAsked = true;
    // What a statement of its own does is not known here: it may write.
    const noted = <Result>(does: () => Result): Result => {
      hasOnlyAsked = false;
      return does();
    };
    const work: TransactionStatements = {
      $queryRaw: (text, ...values) => noted(() => this.#await(() => $queryRaw(text, ...values))),
      $executeRaw: (text, ...values) => noted(() => this.#await(() => $executeRaw(text, ...values))),
      $send: (text, ...values) => noted(() => this.#next(() => $send(text, ...values))),
      $gather: (send, item) => noted(() => this.#gather(send as Gathered<never>, item)),
      $ask: <Item, Found>(load: Asked<Item, Found>, item: Item) => this.#ask(load, item),
      $apart: () => this.work(),
      $hold: (what) => this.#hold(what, work, hasOnlyAsked),
      $memory: {
        get: (key) => this.#recall(key),
        set: (key, value) => noted(() => this.#remembered.set(key, value)),
      },
    };
    return work;
  }

  /** Sends what was given and not sent yet. */
  #flush(): void {
    const given = [...this.#given];
    this.#given.clear();
    const { $queryRaw, $executeRaw, $send } = this.#statements;
    const tx = { ...this.work(), $queryRaw, $executeRaw, $send };
    for (const [send, items] of given) send(tx, items as never[]);
  }

  /** Sends the last; what came after it would stand outside of the transaction. */
  close(): void {
    this.#flush();
    this.#isOver = true;
  }

  /** Nothing more is sent, not even what was given. */
  abandon(): void {
    this.#isOver = true;
  }

  /** The transaction has ended well. */
  remember(): void {
    for (const [key, value] of this.#remembered) this.#process.set(key, value);
  }

  #next<Result>(send: () => Result): Result {
    if (this.#isOver) throw new Error('a statement after the end of its transaction');
    this.#flush();
    return send();
  }

  #gather(send: Gathered<never>, item: unknown): void {
    const items = this.#given.get(send);
    if (items) items.push(item);
    else this.#given.set(send, [item]);
  }

  async #await<Result>(send: () => Promise<Result>): Promise<Result> {
    this.#awaited += 1;
    try {
      return await this.#next(send);
    } finally {
      this.#awaited -= 1;
      this.#whenNothingGoesOn();
    }
  }

  #ask<Item, Found>(load: Asked<Item, Found>, item: Item): Promise<Found> {
    return new Promise((resolve, reject) => {
      const question = { item, resolve: resolve as (found: unknown) => void, reject };
      const asked = this.#asked.get(load as Asked<never, unknown>);
      if (asked) asked.push(question);
      else this.#asked.set(load as Asked<never, unknown>, [question]);
      this.#whenNothingGoesOn();
    });
  }

  /**
   * Answers what was asked once whoever could go on has done so, and asks too or has ended: the works have one connection,
   * so that nobody would be answered sooner alone.
   */
  #whenNothingGoesOn(): void {
    if (this.#asked.size === 0 || this.#isLooking) return;
    this.#isLooking = true;
    setImmediate(() => {
      this.#isLooking = false;
      if (this.#awaited > 0) return;
      for (const load of [...this.#asked.keys()]) this.#answer(load);
    });
  }

  async #answer(load: Asked<never, unknown>): Promise<void> {
    const questions = this.#asked.get(load) ?? [];
    this.#asked.delete(load);
    try {
      const found = await load(this.work(), questions.map(({ item }) => item) as never[]);
      for (const [place, { resolve }] of questions.entries()) resolve(found[place]);
    } catch (error) {
      for (const { reject } of questions) reject(error);
    }
  }

  #hold(what: string, work: object, hasOnlyAsked: boolean): void {
    const holder = this.#holders.get(what) ?? work;
    if (holder !== work) throw new Entangled(what, hasOnlyAsked);
    this.#holders.set(what, work);
  }

  #recall(key: string): unknown {
    if (!this.#remembered.has(key)) {
      this.#remembered.set(key, this.#process.get(key));
      this.#process.delete(key);
    }
    return this.#remembered.get(key);
  }
}

interface Question {
  item: unknown;
  resolve(found: unknown): void;
  reject(error: unknown): void;
}
