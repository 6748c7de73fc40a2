import type { Instant } from '../../domain/calendar/time.ts';
import type { Chat } from '../../domain/conversation/chat.ts';
import type { Database } from '../client.ts';

/** The books in which people have accounts: WeCom's members, parents of its school book, Wechaty's contacts. */
export type Book = 'member' | 'parent' | 'wechaty';

/** Where a person can be reached in one book. */
export interface Account {
  book: Book;
  id: string;
  /** Whether a parent follows the school's notices; null where nothing says. */
  subscribed: boolean | null;
}

/** WeCom compares userids without heed of case; a Wechaty id is as it is. */
const accountId = (book: Book, id: string): string => (book === 'wechaty' ? id : id.toLowerCase());

/** What a person is called whose account nobody has registered; an answer still finds the way back. */
const strangerId = (book: Book, id: string): string => `${book}:${accountId(book, id)}`;

const STRANGER = /^(member|parent|wechaty):(.+)$/s;

/**
 * Beginnings of the ids that the address books and rosters give (a member's, a parent's, a pupil's, a roster's). Such an id
 * is nobody's userid: a member who was given the userid `m-wang` would otherwise speak for the person of that id.
 */
const GIVEN_IDS = ['m-', 'p-', 's-', 'x-'];
const isGiven = (id: string): boolean => GIVEN_IDS.some((prefix) => id.startsWith(prefix));

/**
 * The person behind an account; a stranger's name of its own when there is none. A member's userid may be the very id under
 * which somebody is known, unless an account says already where that person is reached. An app that parents may use
 * (家长可使用的应用) hears them by their ids in the school's book; where a member has the same id, the member is meant.
 */
export const personOf = async (database: Database, book: Book, id: string): Promise<string> => {
  const own = accountId(book, id);
  const [row] = await database.hot.$queryRaw<{ person: string }[]>`
    SELECT person FROM account WHERE channel = ${book} AND id = ${own}
    UNION ALL SELECT id FROM person WHERE ${book === 'member' && !isGiven(own)} AND lower(id) = ${own}
      AND NOT EXISTS (SELECT 1 FROM account WHERE account.person = person.id AND channel = 'member')
    UNION ALL SELECT person FROM account WHERE ${book === 'member'} AND channel = 'parent' AND id = ${own}
    LIMIT 1`;
  return row?.person ?? strangerId(book, id);
};

/**
 * The accounts of a person. Staff of whom no member's account is registered may be known under their very userid, which
 * spares a county whose list was made with userids a second list; `personOf` finds the same people by it.
 */
export const accountsOf = async (database: Database, person: string): Promise<Account[]> => {
  const [, book, id] = STRANGER.exec(person) ?? [];
  if (book && id) return [{ book: book as Book, id, subscribed: null }];
  const rows = await database.hot.$queryRaw<{ channel: Book; id: string; subscribed: boolean | null }[]>`
    SELECT channel, id, subscribed FROM account WHERE person = ${person} ORDER BY channel, id`;
  const accounts = rows.map(({ channel, ...account }) => ({ book: channel, ...account }));
  return accounts.some(({ book: own }) => own === 'member') || isGiven(person.toLowerCase())
    ? accounts
    : [...accounts, { book: 'member', id: person, subscribed: null }];
};

/** Somebody has spoken to the bot here, so from now on it may speak here first. */
export const rememberTalk = async (
  database: Database,
  { channel, kind, id }: Chat,
  now: Instant,
): Promise<void> => {
  await database.hot.$executeRaw`
    INSERT INTO talk (channel, kind, id, at) VALUES (${channel}, ${kind}, ${id}, ${new Date(now)})
    ON CONFLICT (channel, kind, id) DO UPDATE SET at = excluded.at WHERE talk.at < excluded.at - interval '1 hour'`;
};

/** Where the bot was spoken to in a single chat, by a member's id in lower case; null where it never was. */
export const singleTalk = async (
  database: Database,
  channel: Chat['channel'],
  id: string,
): Promise<string | null> => {
  const [row] = await database.hot.$queryRaw<{ id: string }[]>`
    SELECT id FROM talk WHERE channel = ${channel} AND kind = 'single' AND lower(id) = lower(${id}) LIMIT 1`;
  return row?.id ?? null;
};
