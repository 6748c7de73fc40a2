/** A small invented town on a real database: people say things, time goes on, and what reached them can be read. */

import { openGiven } from '../../bot/given-file.ts';
import { handleMessage } from '../../bot/handle.ts';
import { schoolCalendar } from '../../domain/calendar/school-calendar.ts';
import { at, type Day, dayOf, formatInstant, type Instant } from '../../domain/calendar/time.ts';
import { type CaseFile, completeFile, type KeptFile } from '../../domain/cases/file.ts';
import type { County } from '../../domain/decision.ts';
import type { DirectoryParts } from '../../domain/people/directory.ts';
import type { Database } from '../../prisma/client.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { loadDirectory, openPhones, saveDirectory } from '../../prisma/stores/directory-store.ts';
import { keepMessage } from '../../prisma/stores/inbox-store.ts';
import { loadNationalCalendar } from '../../seeds/load-calendar.ts';
import { loadPolicy } from '../../seeds/load-policy.ts';
import { makePlan } from '../../seeds/scenario.ts';
import { loadWords } from '../../templates/words.ts';
import type { Channel, Delivery, Receipt } from '../../workers/channel.ts';
import { deliverDue } from '../../workers/deliver.ts';
import { makeFile } from '../../workers/documents/make-file.ts';
import { type RunDependencies, runUntil } from '../../workers/run-until.ts';
import { testDatabase } from './database.ts';
import { fieldCounty } from './field-county.ts';

export const POLICY = loadPolicy('dongchuan');
export const WORDS = loadWords();
export const SECRETS = openSecrets(Buffer.alloc(32, 5));
const CALENDAR = schoolCalendar(makePlan(), loadNationalCalendar());
export const MONDAY: Day = '2026-09-14';

/** Keeps what it is given, each key once, as WeCom does. */
class Inboxes implements Channel {
  readonly delivered: Delivery[] = [];
  /** People whom no way reaches. */
  readonly refusing = new Set<string>();
  readonly #keys = new Set<string>();

  async deliver(delivery: Delivery): Promise<Receipt> {
    if (this.refusing.has(delivery.to)) return { kind: 'refused', reason: 'nobody' };
    if (!this.#keys.has(delivery.key)) this.delivered.push(delivery);
    this.#keys.add(delivery.key);
    return { kind: 'accepted', way: 'test' };
  }
}

/** Towns that still hold connections. */
const open = new Set<Field>();

/** For a hook after each test that opens towns of its own; a server has only so many connections. */
export const closeFields = async (): Promise<void> => {
  const all = [...open];
  open.clear();
  await Promise.all(all.map(({ database }) => database.$disconnect()));
};

export class Field {
  readonly database: Database;
  readonly url: string;
  readonly inboxes = new Inboxes();
  now: Instant;
  #county: County;
  #said = 0;
  readonly #read = new Map<string, number>();

  private constructor(database: Database, url: string, county: County, now: Instant) {
    this.database = database;
    this.url = url;
    this.#county = county;
    this.now = now;
  }

  /** A town of its own, on Monday at 07:20 unless told otherwise. */
  static async open(
    parts: DirectoryParts = fieldCounty(),
    start = at(MONDAY, '07:20'),
    sealed: Parameters<typeof saveDirectory>[2] = {},
  ): Promise<Field> {
    const { prisma, url } = await testDatabase();
    await saveDirectory(prisma, parts, sealed, SECRETS, start);
    const field = new Field(prisma, url, await countyOf(prisma), start);
    open.add(field);
    return field;
  }

  readonly county = (): County => this.#county;

  /** After people or posts were changed in the database. */
  async reload(): Promise<void> {
    this.#county = await countyOf(this.database);
  }

  dependencies(channel: Channel = this.inboxes): RunDependencies {
    const { database, county } = this;
    const make: RunDependencies['makeFile'] = (file, now) =>
      makeFile(file, now, { database, secrets: SECRETS, county });
    const phonesOf: RunDependencies['phonesOf'] = (people) => openPhones(database, SECRETS, people);
    return { database, channel, words: WORDS, county, makeFile: make, phonesOf };
  }

  /** Somebody writes to the bot now; the bot's answer, or an empty text when it has none. */
  async says(person: string, text: string, id = `m${this.#said}`): Promise<string> {
    this.#said += 1;
    const message = { channel: 'test', messageId: id, sender: person, text, sentAt: this.now };
    const kept = await keepMessage(this.database, message, this.now);
    if (kept === null) return '';
    await handleMessage(this.database, kept, this.now, {
      ...this.county(),
      words: WORDS,
      seal: SECRETS.seal,
    });
    const reply = await this.database.notice.findUnique({ where: { key: `reply:test:${id}` } });
    await deliverDue(null, this.now, this.dependencies());
    return reply?.text ?? '';
  }

  /** Lets time go on to `HH:MM` of the same day, or to `YYYY-MM-DD HH:MM`; everything due happens at its own instant. */
  async goTo(time: string): Promise<void> {
    const [day = '', clock = ''] = time.includes(' ') ? time.split(' ') : [dayOf(this.now), time];
    const target = at(day, clock);
    await runUntil(this.now, target, this.dependencies());
    this.now = target;
  }

  /** What reached a person since this was last asked, answers to their own messages left out. */
  news(person: string): string[] {
    const from = this.#read.get(person) ?? 0;
    this.#read.set(person, this.inboxes.delivered.length);
    return this.inboxes.delivered
      .slice(from)
      .filter(({ to, kind }) => to === person && kind !== 'reply')
      .map(({ text }) => text);
  }

  /** The latest file that reached a person, opened. Throws when there was none. */
  async given(person: string): Promise<{ id: string; name: string; content: Buffer }> {
    const last = this.inboxes.delivered.filter(({ to, file }) => to === person && file !== null).at(-1);
    if (!last?.file) throw new Error(`nothing was given to ${person}`);
    const { id } = last.file;
    const { directory } = this.county();
    return { id, ...(await openGiven({ database: this.database, secrets: SECRETS, directory }, id)) };
  }

  async file(student: string): Promise<CaseFile | undefined> {
    const row = await this.database.caseFile.findUnique({ where: { student } });
    return row ? completeFile(row.state as unknown as KeptFile) : undefined;
  }

  /** Duties as `name subject state`, in the order of their opening. */
  async duties(name?: string): Promise<string[]> {
    const rows = await this.database.duty.findMany({
      ...(name ? { where: { name } } : {}),
      orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
    });
    return rows.map((row) => `${row.name} ${row.student ?? row.class ?? ''} ${row.state}`);
  }

  async facts(kind: string): Promise<{ body: Record<string, unknown>; at: string }[]> {
    const rows = await this.database.fact.findMany({
      where: { kind },
      orderBy: [{ stream: 'asc' }, { seq: 'asc' }],
    });
    return rows.map((row) => ({
      body: row.body as Record<string, unknown>,
      at: formatInstant(row.at.getTime()),
    }));
  }
}

const countyOf = async (database: Database): Promise<County> => ({
  policy: POLICY,
  directory: await loadDirectory(database),
  calendarOf: () => CALENDAR,
});
