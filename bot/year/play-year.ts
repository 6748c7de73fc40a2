import { schoolCalendar } from '../../domain/calendar/school-calendar.ts';
import { addDays, at, type Day, type Instant, MINUTE } from '../../domain/calendar/time.ts';
import { Directory, type DirectoryParts } from '../../domain/people/directory.ts';
import type { Role } from '../../domain/people/roles.ts';
import type { Settings } from '../../domain/policy/settings.ts';
import type { Database } from '../../prisma/client.ts';
import { saveDirectory } from '../../prisma/stores/directory-store.ts';
import { waitingRecipients } from '../../prisma/stores/notice-store.ts';
import { dueStreams, nextWake } from '../../prisma/stores/school-store.ts';
import { loadCountyCalendar } from '../../seeds/load-calendar.ts';
import { loadPolicy } from '../../seeds/load-policy.ts';
import { placeOf } from '../lanes.ts';
import type { Progress } from '../progress.ts';
import { Agenda } from './agenda.ts';
import type { Company } from './company.ts';
import { type Chance, Life, type Said } from './life.ts';
import { MessageCounts } from './message-counts.ts';
import { type Incoming, SECRETS } from './part.ts';

/** How often the clock looks: a slow sweep, so that a year is not played minute by minute. */
const SWEEP = 15 * MINUTE;
const ALL = 1_000_000;

export interface Year {
  parts: DirectoryParts;
  chance: Chance;
  from: Day;
  to: Day;
}

/** Plays a school year on an empty, migrated database. Returns how many messages came in, and what went out. */
export const playYear = async (
  { parts, chance, from, to }: Year,
  { url, database, company }: { url: string; database: Database; company: Company },
  progress: Progress,
): Promise<{ messages: number; counts: MessageCounts }> => {
  await saveDirectory(database, parts, {}, SECRETS, at(from, '00:00'));
  await company.all('open', url, chance.seed);
  const stage = new Stage(parts, chance, database, company);
  const days = daysOf(from, to);
  for (const [place, day] of days.entries()) {
    await stage.play(day);
    progress('year', place + 1, days.length);
  }
  return stage;
};

/** Where a year is played: what people are about to say, and the clock. */
class Stage {
  messages = 0;
  readonly counts: MessageCounts;
  readonly #database: Database;
  readonly #company: Company;
  readonly #directory: Directory;
  readonly #life: Life;
  readonly #agenda = new Agenda();
  /** Townships by number, and with each its schools, as they are shared out: whoever decides about a school remembers it. */
  readonly #numbers: ReadonlyMap<string, number>;
  /** Who is about to answer: of several messages about one thing the first is answered. */
  readonly #answering = new Set<string>();
  /** How much each person has said. */
  readonly #saidBy = new Map<string, number>();

  constructor(parts: DirectoryParts, chance: Chance, database: Database, company: Company) {
    this.#database = database;
    this.#company = company;
    this.#directory = new Directory(parts);
    const townships = new Map(parts.townships.map(({ id }, number) => [id, number]));
    const schools = parts.schools.map(({ id, township }) => [id, townships.get(township) ?? 0] as const);
    this.#numbers = new Map([...townships, ...schools]);
    const { terms, national } = loadCountyCalendar('dongchuan');
    const calendar = schoolCalendar(terms, national);
    this.#life = new Life(this.#directory, () => calendar, chance);
    this.counts = new MessageCounts(limitOf(loadPolicy('dongchuan').settings));
  }

  async play(day: Day): Promise<void> {
    for (const one of this.#life.saidOn(day)) this.#agenda.add(one);
    const midnight = at(addDays(day, 1), '00:00');
    for (;;) {
      const wake = await nextWake(this.#database);
      const first = Math.min(wake?.at ?? midnight, this.#agenda.next);
      if (first >= midnight) break;
      await this.#sweep(Math.min(midnight, (Math.floor(first / SWEEP) + 1) * SWEEP));
    }
  }

  /** One sweep: what people have said since the last, then the clock, then what is to be told. */
  async #sweep(end: Instant): Promise<void> {
    const now = end - 1;
    const incoming = this.#agenda.takeBefore(end).map((said) => this.#numbered(said));
    this.messages += incoming.length;
    await this.#hear(incoming);
    await this.#look(await dueStreams(this.#database, now, ALL), now);
    await this.#tell(now);
  }

  async #hear(incoming: readonly Incoming[]): Promise<void> {
    const place = ({ message }: Incoming) => placeOf(message.sender, this.#directory);
    for (const some of this.#byLevel(incoming, place)) {
      const changed = await this.#company.shared(some, this.#numberOf(place), (player, share) =>
        player.ask('hear', share),
      );
      if (changed.includes(true)) await this.#company.all('refresh');
    }
  }

  async #look(streams: readonly string[], now: Instant): Promise<void> {
    const place = (id: string) => id;
    for (const some of this.#byLevel(streams, place))
      await this.#company.shared(some, this.#numberOf(place), (player, share) =>
        player.ask('look', share, now),
      );
  }

  /**
   * The schools, then the townships, and then what touches all of them, so that a year falls the same way each time. A township may
   * speak of another's child: those of one player come after those of the other, lest both wait for each other's schools.
   */
  #byLevel<Item>(items: readonly Item[], place: (item: Item) => string): Item[][] {
    const { schools, townships } = this.#directory;
    const { size } = this.#company;
    const level = (item: Item): number => {
      if (schools.has(place(item))) return 0;
      return townships.has(place(item)) ? 1 + (this.#numberOf(place)(item) % size) : 1 + size;
    };
    return Array.from({ length: size + 2 }, (_, wanted) => items.filter((item) => level(item) === wanted));
  }

  #numberOf<Item>(place: (item: Item) => string): (item: Item) => number {
    return (item) => this.#numbers.get(place(item)) ?? 0;
  }

  async #tell(now: Instant): Promise<void> {
    const waiting = await waitingRecipients(this.#database, now, ALL);
    const people = waiting.map(({ person }, number) => ({ person, number }));
    const told = await this.#company.shared(
      people,
      ({ number }) => number,
      (player, share) =>
        player.ask(
          'tell',
          share.map(({ person }) => person),
          now,
        ),
    );
    for (const { sent, answers } of told) {
      for (const one of sent) this.counts.count(one);
      for (const answer of answers) this.#answer(answer);
    }
  }

  #answer(answer: Said): void {
    if (this.#answering.has(answer.from)) return;
    this.#answering.add(answer.from);
    this.#agenda.add(answer);
  }

  /** Message by message of a person, so that a year falls the same way in whichever order people are heard. */
  #numbered({ at: now, from: sender, text }: Said): Incoming {
    this.#answering.delete(sender);
    const count = (this.#saidBy.get(sender) ?? 0) + 1;
    this.#saidBy.set(sender, count);
    return { now, message: { channel: 'year', messageId: `${sender}.${count}`, sender, text, sentAt: now } };
  }
}

const limitOf = (settings: Settings) => (role: Role) =>
  role === 'homeroom_teacher' ? settings['daily.most_homeroom'] : settings['daily.most_others'];

const daysOf = (from: Day, to: Day): Day[] => {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
};
