import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { dayOf, type Instant, MINUTE, timeOfDay } from '../domain/calendar/time.ts';
import { worldOf } from '../domain/decision.ts';
import { subjectOf } from '../domain/notices/item.ts';
import { titleOf } from '../domain/policy/policy.ts';
import { type Database, openDatabase } from '../prisma/client.ts';
import { openSecrets, type Secrets } from '../prisma/secrets.ts';
import { CountyKeeper } from '../prisma/stores/county-store.ts';
import { openPhones, saveDirectory } from '../prisma/stores/directory-store.ts';
import { keepMessage } from '../prisma/stores/inbox-store.ts';
import { liveDuties } from '../prisma/stores/ledger-store.ts';
import { nextWake } from '../prisma/stores/school-store.ts';
import { type Demo, demoCounty } from '../seeds/demo/county.ts';
import { loadNationalCalendar } from '../seeds/load-calendar.ts';
import { loadPolicy } from '../seeds/load-policy.ts';
import { chatWords } from '../templates/chat.ts';
import { loadWords, sayDay } from '../templates/words.ts';
import type { Delivery } from '../workers/channel.ts';
import { deliverDue } from '../workers/deliver.ts';
import { makeFile } from '../workers/documents/make-file.ts';
import { type RunDependencies, runUntil } from '../workers/run-until.ts';
import { type Line, readLine } from './chat/line.ts';
import { scenarioText } from './chat/scenario-text.ts';
import { peopleMatching, peopleMeant } from './chat/who.ts';
import { fileName } from './given-file.ts';
import { handleMessage } from './handle.ts';
import { personView } from './sandbox/people.ts';
import { nextDuty } from './sandbox/upcoming.ts';
import { onThrowAwayDatabase } from './throw-away.ts';

const POLICY = 'dongchuan';
const SECOND = 1000;
const MOST_SHOWN = 30;
const MOST_DUTIES = 1000;

type Tell = (text: string) => void;
type Speech = { at: Instant; from: string; text: string };

/** The product on its own database, its clock moved by hand: what `npm run chat` talks to. */
class Room {
  readonly #database: Database;
  readonly #keeper: CountyKeeper;
  readonly #tell: Tell;
  readonly #words = loadWords();
  readonly #seal: Secrets['seal'];
  readonly #demo: Demo;
  readonly #spoken: Speech[] = [];
  readonly #run: RunDependencies;
  #person: string;
  #now: Instant;
  /** Up to when, inclusive, the clock has run. */
  #ranTo: Instant;

  private constructor(database: Database, keeper: CountyKeeper, demo: Demo, secrets: Secrets, tell: Tell) {
    this.#database = database;
    this.#keeper = keeper;
    this.#demo = demo;
    this.#seal = secrets.seal;
    this.#tell = tell;
    this.#now = demo.start;
    this.#ranTo = demo.start - 1;
    this.#person = firstTeacher(demo);
    const county = keeper.current;
    this.#run = {
      database,
      words: this.#words,
      county,
      makeFile: (file, now) => makeFile(file, now, { database, secrets, county }),
      phonesOf: (people) => openPhones(database, secrets, people),
      channel: {
        deliver: async (delivery) => {
          this.#show(delivery);
          return { kind: 'accepted' };
        },
      },
    };
  }

  static async open(database: Database, tell: Tell): Promise<Room> {
    const demo = demoCounty();
    const { parts, plan, phones, idNumbers, listeners, start } = demo;
    const secrets = openSecrets(Buffer.alloc(32, 7));
    await saveDirectory(database, parts, { phones, idNumbers, listeners }, secrets, start);
    const files = { policy: loadPolicy(POLICY), plan, national: loadNationalCalendar() };
    return new Room(database, await CountyKeeper.open(database, files), demo, secrets, tell);
  }

  get prompt(): string {
    return `${this.#directory.nameOf(this.#person)} ${timeOfDay(this.#now)}> `;
  }

  get #directory() {
    return this.#keeper.current().directory;
  }

  get #when(): string {
    return `${sayDay(dayOf(this.#now))} ${timeOfDay(this.#now)}`;
  }

  #view(person: string) {
    return personView(this.#directory, person, dayOf(this.#now));
  }

  welcome(): void {
    const { name, title } = this.#view(this.#person);
    this.#tell(chatWords.welcome(name, title));
    this.#tell(chatWords.now(this.#when));
  }

  /** Does what a line asks for; false when it was the last one. */
  async take(line: Line): Promise<boolean> {
    switch (line.does) {
      case 'nothing':
        return true;
      case 'say':
        await this.#say(line.text);
        return true;
      case 'as':
        this.#become(line.who);
        return true;
      case 'people':
        this.#find(line.filter);
        return true;
      case 'time':
        await this.#tellTime();
        return true;
      case 'wait':
        await this.#goTo(this.#now + line.milliseconds);
        return true;
      case 'next':
        await this.#goToNext();
        return true;
      case 'todo':
        await this.#todo();
        return true;
      case 'save':
        await this.#save(line.file);
        return true;
      case 'unknown':
        this.#tell(chatWords.unknown(line.text));
        return true;
      case 'quit':
        return false;
    }
  }

  #show({ to, text, file, at }: Delivery): void {
    const { name, title } = this.#view(to);
    const lines = [text, ...(file ? [chatWords.file(fileName(file.id))] : [])].join('\n').trim();
    this.#tell(`${timeOfDay(at)} → ${name}（${title}）\n${lines.replace(/^/gm, '    ')}`);
  }

  /**
   * What is said after the clock ran up to this very instant is said a second later, so that a rehearsal, which hears
   * people before the clock, hears both in the same order.
   */
  async #say(text: string): Promise<void> {
    const at = this.#ranTo >= this.#now ? this.#now + SECOND : this.#now;
    await runUntil(this.#now, at - 1, this.#run);
    this.#now = at;
    this.#ranTo = Math.max(this.#ranTo, at - 1);
    const speech = { at, from: this.#person, text };
    const incoming = { channel: 'chat', messageId: `${this.#spoken.length}`, sender: speech.from, text };
    this.#spoken.push(speech);
    const id = await keepMessage(this.#database, { ...incoming, sentAt: at }, at);
    const surroundings = { ...this.#keeper.current(), words: this.#words, seal: this.#seal };
    if (id !== null) await handleMessage(this.#database, id, at, surroundings);
    await deliverDue(null, at, this.#run);
    await this.#keeper.refresh();
  }

  async #goTo(target: Instant): Promise<void> {
    await runUntil(this.#now, target, this.#run);
    this.#now = target;
    this.#ranTo = target;
    this.#tell(chatWords.arrived(this.#when));
  }

  async #goToNext(): Promise<void> {
    const wake = await nextWake(this.#database);
    if (wake) await this.#goTo(Math.max(wake.at, this.#now));
    else this.#tell(chatWords.nothingNext);
  }

  async #tellTime(): Promise<void> {
    this.#tell(chatWords.now(this.#when));
    const next = await nextDuty(this.#database, this.#keeper.current(), nextWake);
    const when = next && `${sayDay(dayOf(next.at))} ${timeOfDay(next.at)}`;
    this.#tell(next && when ? chatWords.next(when, next.what) : chatWords.nothingNext);
  }

  #become(text: string): void {
    const [person, ...others] = peopleMeant(this.#directory, text, dayOf(this.#now));
    if (!person) {
      this.#tell(chatWords.noPerson(text));
      return;
    }
    if (others.length > 0) {
      this.#tell(chatWords.several(text));
      this.#list([person, ...others]);
      return;
    }
    this.#person = person.id;
    this.#tell(chatWords.speaks(person.name, person.title, person.id));
  }

  #find(filter: string): void {
    const found = peopleMatching(this.#directory, filter, dayOf(this.#now));
    if (found.length === 0) this.#tell(chatWords.noPerson(filter));
    this.#list(found);
  }

  #list(people: readonly { id: string; name: string; title: string }[]): void {
    for (const { id, name, title } of people.slice(0, MOST_SHOWN)) this.#tell(`  ${name}（${title}）　${id}`);
    if (people.length > MOST_SHOWN) this.#tell(chatWords.whoElse(people.length - MOST_SHOWN));
  }

  async #todo(): Promise<void> {
    const limit = MOST_DUTIES;
    const duties = await liveDuties(this.#database, { now: this.#now, routine: [], limit });
    const mine = duties.filter(({ actor }) => actor === this.#person);
    if (mine.length === 0) this.#tell(chatWords.nothingToDo);
    const county = this.#keeper.current();
    for (const duty of mine) {
      const { stream, dueAt, lateAt } = duty;
      const subject = subjectOf(duty, worldOf(county, stream, this.#now));
      const title = titleOf(county.policy, duty);
      const due = `${sayDay(dayOf(dueAt))} ${timeOfDay(dueAt)}`;
      this.#tell(chatWords.duty(due, subject, title, this.#now >= lateAt));
    }
  }

  async #save(file: string): Promise<void> {
    if (file === '') {
      this.#tell(chatWords.fileWanted);
      return;
    }
    const text = await this.scenario();
    try {
      writeFileSync(file, text);
      this.#tell(chatWords.saved(file));
    } catch (error) {
      this.#tell(chatWords.notSaved(file, error instanceof Error ? error.message : String(error)));
    }
  }

  /** The conversation so far as a scenario file. */
  async scenario(): Promise<string> {
    const { parts, start } = this.#demo;
    return scenarioText({
      name: chatWords.story(dayOf(start)),
      policy: POLICY,
      start,
      end: Math.max(this.#now, start + MINUTE),
      parts,
      schools: await this.#schoolsThatTookPart(),
      messages: this.#spoken,
    });
  }

  /** Those the speakers belong to, and those about which something was recorded. */
  async #schoolsThatTookPart(): Promise<Set<string>> {
    const { schools, posts, students, classes } = this.#demo.parts;
    const speakers = new Set(this.#spoken.map(({ from }) => from));
    const units = new Set(posts.filter(({ person }) => speakers.has(person)).map(({ unit }) => unit));
    const facts = await this.#database.fact.findMany({
      where: { author: { in: [...speakers] } },
      distinct: ['stream'],
      select: { stream: true },
    });
    const found = new Set([
      ...facts.map(({ stream }) => stream),
      ...schools.filter(({ id }) => units.has(id)).map(({ id }) => id),
      ...classes.filter(({ id }) => units.has(id)).map(({ school }) => school),
      ...students.filter(({ guardians }) => guardians.some((id) => speakers.has(id))).map((s) => s.school),
    ]);
    // A county without any school cannot be played.
    return found.size > 0 ? found : new Set(schools.slice(0, 1).map(({ id }) => id));
  }
}

/** Who begins: the teacher whose class the welcome speaks of. */
const firstTeacher = ({ parts: { posts } }: Demo): string =>
  posts.find(({ unit }) => unit === 'c-clear-31')?.person ?? posts[0]?.person ?? '';

/**
 * The conversation goes to stderr, the scenario that it makes to stdout:
 * `npm run -s chat > story.yaml` keeps the one and shows the other.
 */
const chat = async (url: string): Promise<void> => {
  const database = openDatabase(url, { poolSize: 4 });
  const tell: Tell = (text) => process.stderr.write(`${text}\n`);
  try {
    const room = await Room.open(database, tell);
    room.welcome();
    await listen(room);
    process.stdout.write(await room.scenario());
  } finally {
    await database.$disconnect();
  }
};

const listen = async (room: Room): Promise<void> => {
  const isTerminal = process.stdin.isTTY === true;
  const reader = createInterface({ input: process.stdin, output: process.stderr, terminal: isTerminal });
  reader.on('SIGINT', () => reader.close());
  const ask = (): void => {
    reader.setPrompt(room.prompt);
    if (isTerminal) reader.prompt();
  };
  ask();
  for await (const line of reader) {
    if (!(await room.take(readLine(line)))) break;
    ask();
  }
  reader.close();
};

if (process.argv[1] && import.meta.filename === process.argv[1]) await onThrowAwayDatabase(chat);
