import type { Instant } from '../../domain/calendar/time.ts';
import { type Database, openDatabase } from '../../prisma/client.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { CountyKeeper } from '../../prisma/stores/county-store.ts';
import { openPhones } from '../../prisma/stores/directory-store.ts';
import { type IncomingMessage, keepMessages } from '../../prisma/stores/inbox-store.ts';
import { CLAIMED_TOGETHER } from '../../prisma/stores/notice-store.ts';
import { chunks } from '../../prisma/together.ts';
import { loadCountyCalendar } from '../../seeds/load-calendar.ts';
import { loadPolicy } from '../../seeds/load-policy.ts';
import { loadWords, type Words } from '../../templates/words.ts';
import type { Delivery } from '../../workers/channel.ts';
import { type DeliverDependencies, sendDue } from '../../workers/deliver.ts';
import { makeFile } from '../../workers/documents/make-file.ts';
import { tickSchools } from '../../workers/tick.ts';
import { handleWaiting } from '../handle-waiting.ts';
import { answerTo } from './answers.ts';
import type { Said } from './life.ts';
import type { Sent } from './message-counts.ts';

/** A message and when it arrives. */
export interface Incoming {
  message: IncomingMessage;
  now: Instant;
}

/** What went out to some people, and what they will answer to it. */
export interface Delivered {
  sent: Sent[];
  answers: Said[];
}

/** Connections of one part. */
const CONNECTIONS = 4;
/** While some of those who are told something wait for the database, others are written to. */
const TOLD_AT_ONCE = 2;

/** Of the throw-away database; nothing in it is anybody's. */
export const SECRETS = openSecrets(Buffer.alloc(32, 7));

/** What one process does of a rehearsed year: the product's own understanding, rules, stores and workers for some of its people. */
export class Part {
  readonly #database: Database;
  readonly #keeper: CountyKeeper;
  readonly #words: Words;
  readonly #seed: number;

  private constructor(database: Database, keeper: CountyKeeper, seed: number) {
    this.#database = database;
    this.#keeper = keeper;
    this.#words = loadWords();
    this.#seed = seed;
  }

  static async open(url: string, seed: number): Promise<Part> {
    const database = openDatabase(url, { poolSize: CONNECTIONS });
    const { terms, national } = loadCountyCalendar('dongchuan');
    const files = { policy: loadPolicy('dongchuan'), plan: terms, national };
    const keeper = await CountyKeeper.open(database, files);
    return new Part(database, keeper, seed);
  }

  /** Answers messages. Returns whether one of them changed the county, which the other parts must then read again. */
  async hear(incoming: readonly Incoming[]): Promise<boolean> {
    const county = this.#keeper.current();
    const ids = await keepMessages(this.#database, incoming);
    const waiting = incoming.flatMap(({ message: { sender }, now }, place) => {
      const id = ids[place] ?? null;
      return id === null ? [] : [{ id, sender, now }];
    });
    await handleWaiting(waiting, {
      database: this.#database,
      keeper: this.#keeper,
      words: this.#words,
      onFault: async (_, error) => {
        throw error;
      },
    });
    return this.#keeper.current() !== county;
  }

  /** Reads again what has changed of the county. */
  async refresh(): Promise<void> {
    await this.#keeper.refresh();
  }

  /** Lets the clock look at these streams. */
  async look(streams: readonly string[], now: Instant): Promise<void> {
    await tickSchools(this.#database, streams, now, this.#keeper.current());
  }

  /** Sends these people what is due to them. Returns what went out, and what they will answer to it. */
  async tell(people: readonly string[], now: Instant): Promise<Delivered> {
    const parts = chunks(people, Math.ceil(people.length / TOLD_AT_ONCE));
    const told = await Promise.all(parts.map((some) => this.#tell(some, now)));
    return {
      sent: told.flatMap(({ sent }) => sent),
      answers: told.flatMap(({ answers }) => answers),
    };
  }

  async #tell(people: readonly string[], now: Instant): Promise<Delivered> {
    const sent: Sent[] = [];
    const answers: Said[] = [];
    const deliver = async (delivery: Delivery) => {
      const { kind, to, role, urgent, at } = delivery;
      sent.push({ kind, to, role, urgent, at });
      const answer = answerTo(delivery, this.#keeper.current().policy, this.#seed);
      if (answer) answers.push(answer);
      return { kind: 'accepted' as const };
    };
    const dependencies: DeliverDependencies = {
      database: this.#database,
      channel: { deliver },
      words: this.#words,
      county: this.#keeper.current,
      makeFile: (file, at) =>
        makeFile(file, at, { database: this.#database, secrets: SECRETS, county: this.#keeper.current }),
      phonesOf: (some) => openPhones(this.#database, SECRETS, some),
    };
    const marks: Promise<void>[] = [];
    for (let taken = CLAIMED_TOGETHER; taken === CLAIMED_TOGETHER; ) {
      const batch = await sendDue(people, now, dependencies);
      taken = batch.taken;
      marks.push(batch.marked);
    }
    await Promise.all(marks);
    return { sent, answers };
  }

  async close(): Promise<void> {
    await this.#database.$disconnect();
  }
}
