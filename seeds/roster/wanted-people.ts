import type {
  AccountRow,
  Register,
  Wanted,
  WantedGuardian,
  WantedPerson,
  WantedPost,
} from '../../domain/people/register.ts';
import { guardianName } from '../../templates/directory.ts';
import { idOf } from './ids.ts';
import type { Marks } from './marks.ts';
import type { RosterGuardian } from './roster.ts';

/** Everybody whom a roster names, with their accounts and the children they are guardians of. */
export class RosterPeople {
  readonly #base: Wanted;
  readonly #marks: Marks;
  readonly #owners: ReadonlyMap<string, string>;
  readonly #subscribed: ReadonlyMap<string, boolean | null>;
  readonly #people = new Map<string, WantedPerson>();
  readonly #accounts = new Map<string, AccountRow>();
  readonly #guardians = new Map<string, WantedGuardian>();

  constructor(current: Register, base: Wanted, marks: Marks) {
    this.#base = base;
    this.#marks = marks;
    this.#owners = new Map(current.accounts.map(({ channel, id, person }) => [`${channel}/${id}`, person]));
    this.#subscribed = new Map(
      current.accounts.map(({ channel, id, subscribed }) => [`${channel}/${id}`, subscribed]),
    );
  }

  guardian(
    student: string,
    child: string,
    { name, phone, account, wechaty, relation, language, voice }: RosterGuardian,
  ): void {
    const person = this.person({
      name: name ?? guardianName(child, relation ?? ''),
      key: name,
      phone,
      account,
      wechaty,
      channel: 'parent',
      place: student,
    });
    this.keepGuardian({ student, person, relation, language, voice });
  }

  keepGuardian(pair: WantedGuardian): void {
    this.#guardians.set(`${pair.student}|${pair.person}`, pair);
  }

  /**
   * The bearer of an account that is known; else whoever has this name and phone. A teacher whose child is at the school
   * is one person that way; without a phone a name counts within its place alone.
   */
  person(told: {
    name: string;
    key: string | null;
    phone: string | null;
    account: string | null;
    wechaty: string | null;
    channel: 'member' | 'parent';
    place: string;
  }): string {
    const mark = this.#marks.of(told.phone, 'phone');
    const accounts = [
      { channel: told.channel, id: told.account },
      { channel: 'wechaty', id: told.wechaty },
    ].flatMap(({ channel, id: own }) => (own === null ? [] : [{ channel, own, key: `${channel}/${own}` }]));
    const known = accounts.map(({ key }) => this.#owners.get(key)).find((owner) => owner !== undefined);
    const id = known ?? idOf('person', mark ?? told.place, told.key ?? '');
    const before = this.#people.get(id);
    this.#people.set(id, {
      ...(before ?? {}),
      id,
      name: before?.name ?? told.name,
      ...(mark === null ? {} : { phone: mark }),
    });
    for (const { channel, own, key } of accounts)
      this.#accounts.set(key, {
        channel,
        id: own,
        person: id,
        subscribed: this.#subscribed.get(key) ?? null,
      });
    return id;
  }

  /** Whoever is told of, with those of before who hold one of these posts or are guardians still. */
  wanted(posts: readonly WantedPost[]): Pick<Wanted, 'people' | 'guardians' | 'accounts'> {
    const guardians = [...this.#guardians.values()];
    const named = new Set([...posts, ...guardians].map(({ person }) => person));
    for (const person of this.#base.people)
      if (named.has(person.id) && !this.#people.has(person.id)) this.#people.set(person.id, person);
    return { people: [...this.#people.values()], guardians, accounts: this.#accountsIn() };
  }

  /** A corrected account takes the place of the one before it; an empty cell tells nothing. */
  #accountsIn(): AccountRow[] {
    const told = [...this.#accounts.values()];
    const spoken = new Set(told.map(({ channel, person }) => `${channel}/${person}`));
    const kept = this.#base.accounts.filter(
      ({ channel, id, person }) =>
        this.#people.has(person) &&
        !this.#accounts.has(`${channel}/${id}`) &&
        !spoken.has(`${channel}/${person}`),
    );
    return [...told, ...kept];
  }
}
