import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { at, MINUTE } from '../../domain/calendar/time.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import { type Database, openDatabase } from '../../prisma/client.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import { verifyChains } from '../../prisma/stores/chain-store.ts';
import { insertNotices, noticeRows } from '../../prisma/stores/notice-store.ts';
import { audit } from '../../workers/audit.ts';
import { deliverDue } from '../../workers/deliver.ts';
import { Field, MONDAY } from '../support/field.ts';

/** The code as well keeps these promises; here the code is left out and the database has to. */
let field: Field;
let one: Database;
let other: Database;

beforeAll(async () => {
  field = await Field.open();
  one = openDatabase(field.url, { poolSize: 1 });
  other = openDatabase(field.url, { poolSize: 1 });
});
afterAll(() => Promise.all([one.$disconnect(), other.$disconnect()]));

const EIGHT = at(MONDAY, '08:00');
const moment = new Date(EIGHT);

/** How many of two connections, let go at the same moment, got their row in; the rest met the constraint. */
const race = async (
  insert: (database: Database) => Promise<unknown>,
): Promise<{ kept: number; refusals: string[] }> => {
  const results = await Promise.allSettled([insert(one), insert(other)]);
  const refusals = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
  return { kept: 2 - refusals.length, refusals };
};

const fact = (key: string, seq: number) => (database: Database) =>
  database.$executeRaw`
    INSERT INTO fact (stream, seq, key, kind, author, author_role, at, recorded_at, body, previous, hash)
    VALUES ('tangdan', ${seq}, ${key}, 'marked', 'wang', 'homeroom_teacher', ${moment}, ${moment}, '{}', '', 'x')`;

const duty = (id: string) => (database: Database) =>
  database.$executeRaw`
    INSERT INTO duty (id, name, rule, stream, period, role, opened_at, due_at, state, policy, plan)
    VALUES (${id}, 'P3.1-ROLL', 'P3.1-ROLL', 'tangdan', ${MONDAY}, 'homeroom_teacher', ${moment}, ${moment},
      'done', '1', '{}')`;

const notice =
  (key: string, ordinal: number | null, matter = 'P3.1-ROLL|class:c31') =>
  (database: Database) =>
    database.$executeRaw`
    INSERT INTO notice (key, recipient, role, kind, stream, matter, day, ordinal, content, duties, at, send_at, urgent, state)
    VALUES (${key}, 'wang', 'homeroom_teacher', 'reminder', 'tangdan', ${matter}, ${MONDAY}::date, ${ordinal},
      '{}', '{}', ${moment}, ${moment}, false, 'sent')`;

const line = (key: string) => (database: Database) =>
  database.$executeRaw`
    INSERT INTO sandbox_line (key, person, "from", text, at) VALUES (${key}, 'wang', 'bot', '……', ${moment})`;

const message = (id: string) => (database: Database) =>
  database.$executeRaw`
    INSERT INTO inbox (channel, message_id, sender, text, sent_at, received_at)
    VALUES ('test', ${id}, 'wang', '全到齐', ${moment}, ${moment})`;

describe('two connections at once, and the database lets one of them in', () => {
  let turn = 0;
  test.each([
    ['a fact by its key', 'fact_key_key', (n: number) => fact(`k${n}`, 5000 + n)],
    ['a fact by its place in the chain', 'fact_pkey', (n: number) => fact(`place${n}-${Math.random()}`, n)],
    ['a duty by its id', 'duty_pkey', (n: number) => duty(`P3.1-ROLL|class:c31|${n}`)],
    ['a notice by its key', 'notice_key_key', (n: number) => notice(`k${n}`, null)],
    ['a line of a chat by its key', 'sandbox_line_key_key', (n: number) => line(`k${n}`)],
    ['a message by channel and id', 'inbox_channel_message_id_key', (n: number) => message(`m${n}`)],
  ])('%s', async (_, constraint, insert) => {
    for (let i = 0; i < 10; i++) {
      turn += 1;
      // Each race has a place of its own; a fact's two rows differ in all but what is to be unique.
      const { kept, refusals } = await race((database) => insert(turn + 100)(database));
      expect(kept).toBe(1);
      expect(refusals[0]).toMatch(
        constraint === 'fact_pkey' ? /fact_pkey|stream/ : /[Uu]nique|23505|already exists/,
      );
    }
  });

  test('the twelfth notice of a day about one matter has one place, the thirteenth none', async () => {
    const matter = 'P3.1-CHECK-1H|student:c31-1';
    for (let ordinal = 1; ordinal <= 11; ordinal++) await notice(`cap-${ordinal}`, ordinal, matter)(one);
    const names = ['cap-12a', 'cap-12b'];
    expect(await race((database) => notice(names.pop() ?? '', 12, matter)(database))).toMatchObject({
      kept: 1,
    });
    await expect(notice('cap-13', 13, matter)(one)).rejects.toThrow(/notice_daily_cap/);
    await expect(notice('cap-0', 0, matter)(one)).rejects.toThrow(/notice_daily_cap/);
  });
});

describe('a fact stays as it was told', () => {
  test.each([
    ['changed', 'UPDATE fact SET words = $$没人缺席$$'],
    ['taken out', 'DELETE FROM fact'],
    ['swept away with all others', 'TRUNCATE fact'],
  ])('it cannot be %s', async (_, statement) => {
    await expect(one.$executeRawUnsafe(statement)).rejects.toThrow(/append-only/);
  });
});

describe('over the cap', () => {
  beforeEach(async () => {
    field = await Field.open();
  });

  const reminder = (n: number): Notice => ({
    key: `reminder-${n}`,
    to: 'wang',
    role: 'homeroom_teacher',
    kind: 'reminder',
    words: 'reminder',
    rules: ['P3.1-CHECK-1H'],
    matter: 'P3.1-CHECK-1H|student:c31-1',
    items: [],
    options: [],
    values: {},
    at: EIGHT + n,
    sendAt: EIGHT + n,
    urgent: false,
    late: false,
    duties: [],
    file: null,
  });

  const put = (database: Database, notices: Notice[]) =>
    database.$executeRaw(
      insertNotices(Prisma.sql`SELECT ${JSON.stringify(noticeRows('tangdan', notices))}::jsonb`),
    );

  test('a notice is kept as capped, not sent, and the audit sees it', async () => {
    await put(field.database, [1, 2, 3, 4, 5, 6, 7, 8].map(reminder));
    await put(field.database, [9, 10, 11, 12, 13, 14].map(reminder));
    // said once more under a known key: nothing
    await put(field.database, [14].map(reminder));
    const states = await field.database.notice.groupBy({
      by: ['state'],
      _count: true,
      orderBy: { state: 'asc' },
    });
    expect(states.map(({ state, _count }) => [state, _count])).toEqual([
      ['capped', 2],
      ['pending', 12],
    ]);
    await deliverDue(null, EIGHT + MINUTE, field.dependencies());
    const capped = ['reminder-13', 'reminder-14'];
    expect(field.inboxes.delivered.length).toBeGreaterThan(0);
    expect(field.inboxes.delivered.filter(({ key }) => capped.includes(key))).toEqual([]);
    expect(await audit(field.database, EIGHT + MINUTE)).toContainEqual({
      what: 'capped',
      count: 2,
      oldestMs: expect.any(Number),
    });
    expect(await field.database.notice.count({ where: { state: 'capped', sentAt: null } })).toBe(2);
  });

  test('two writers at once never get a thirteenth through', async () => {
    const first = openDatabase(field.url, { poolSize: 1 });
    const second = openDatabase(field.url, { poolSize: 1 });
    await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => put(n % 2 === 0 ? first : second, [reminder(n)])),
    );
    await Promise.all([first.$disconnect(), second.$disconnect()]);
    const rows = await field.database.notice.findMany({ where: { recipient: 'wang' } });
    const ordinals = rows.flatMap(({ ordinal }) => (ordinal === null ? [] : [ordinal]));
    expect(new Set(ordinals).size).toBe(ordinals.length);
    expect(Math.max(...ordinals)).toBeLessThanOrEqual(12);
  });
});

test('the ledger of a town at work holds, and a changed line is found', async () => {
  const town = await Field.open();
  await town.goTo('07:50');
  await town.says('wang', '应到10实到9，张伟没来');
  await town.says('wang', '张伟家长联系上了');
  expect(await verifyChains(town.database)).toEqual([]);
  await town.database.$executeRaw`ALTER TABLE fact DISABLE TRIGGER fact_append_only`;
  await town.database.$executeRaw`UPDATE fact SET words = '全到齐' WHERE seq = 2 AND stream = 'tangdan'`;
  expect(await verifyChains(town.database)).toEqual([{ stream: 'tangdan', seq: 2, what: 'content' }]);
  await town.database.$executeRaw`DELETE FROM fact WHERE seq = 2 AND stream = 'tangdan'`;
  expect(await verifyChains(town.database)).toEqual([{ stream: 'tangdan', seq: 3, what: 'gap' }]);
});
