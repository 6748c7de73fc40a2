import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Chat } from '../../domain/conversation/chat.ts';
import type { Database } from '../../prisma/client.ts';
import type { Delivery, Receipt } from '../../workers/channel.ts';
import { groupRecipient, openRoute, type WayName, type Ways } from '../../workers/route.ts';
import { testDatabase } from '../support/database.ts';

const AT = Date.parse('2026-09-14T08:05:00+08:00');
const REAL = Date.parse('2026-11-27T12:00:00+08:00');

let database: Database;
let said: string[];
let answers: Partial<Record<WayName, Receipt[]>>;

beforeAll(async () => {
  database = (await testDatabase()).prisma;
  await database.account.createMany({
    data: [
      { channel: 'member', id: 'wang01', person: 'wang' },
      { channel: 'member', id: 'wang02', person: 'wang' },
      { channel: 'parent', id: 'p-wang', person: 'wang', subscribed: true },
      { channel: 'wechaty', id: 'W1', person: 'wang' },
      { channel: 'parent', id: 'p-mother', person: 'mother', subscribed: true },
    ],
  });
});

beforeEach(() => {
  said = [];
  answers = {};
});

const way = (name: WayName) => ({
  deliver: async (_: Delivery, address: string): Promise<Receipt> => {
    said.push(`${name} ${address}`);
    return answers[name]?.shift() ?? { kind: 'accepted' };
  },
  sayInGroup: async (_: Delivery, place: Chat, text: string): Promise<Receipt> => {
    said.push(`${name} in ${place.id}: ${text}`);
    return answers[name]?.shift() ?? { kind: 'accepted' };
  },
});

const ALL: readonly WayName[] = ['app', 'aibot', 'school', 'wechaty', 'webhook', 'sandbox'];

const deliver = async (change: Partial<Delivery>, names: readonly WayName[] = ALL) => {
  const route = openRoute({
    database,
    ways: Object.fromEntries(names.map((name) => [name, way(name)])) as unknown as Ways,
    realNow: () => REAL,
    noPrivateWay: () => '请先私聊',
  });
  return route.deliver({
    ...{
      key: 'k',
      to: 'wang',
      role: 'homeroom_teacher',
      kind: 'reminder',
      rules: [],
      items: [],
      options: [],
    },
    ...{ text: '张伟没来', urgent: false, at: AT, since: AT, file: null, duties: [], answers: null },
    ...change,
  } as Delivery);
};

const in_ = (channel: Chat['channel'], kind: Chat['kind'], id: string, brief: string | null = '1人没到') => ({
  answers: { messageId: 'm1', place: { channel, kind, id }, brief },
});

describe('which way', () => {
  test('a reminder goes by the app', async () => {
    expect(await deliver({})).toEqual({ kind: 'accepted', way: 'app' });
    expect(said).toEqual(['app wang01']);
  });

  test('a refusal moves on: to the other account, then to the next way', async () => {
    const refused: Receipt = { kind: 'refused', reason: '81013' };
    answers = { app: [refused, refused], aibot: [refused] };
    await deliver({});
    expect(said).toEqual(['app wang01', 'app wang02', 'aibot wang01', 'aibot wang02']);
  });

  test('what may have been shown is not said elsewhere', async () => {
    answers = { app: [{ kind: 'unknown' }] };
    expect(await deliver({})).toEqual({ kind: 'unknown' });
    expect(said).toEqual(['app wang01']);
  });

  test('what must wait waits, in the product’s time', async () => {
    answers = { app: [{ kind: 'later', at: REAL + 60_000 }] };
    expect(await deliver({})).toEqual({ kind: 'later', at: AT + 60_000 });
  });

  test('an answer goes where the question was asked', async () => {
    await deliver({ kind: 'reply', ...in_('aibot', 'single', 'wang01') });
    await deliver({ kind: 'reply', ...in_('app', 'single', 'wang01') });
    await deliver({ kind: 'reply', ...in_('wechaty', 'single', 'W1') });
    expect(said).toEqual(['aibot wang01', 'app wang01', 'wechaty W1']);
  });

  test('a parent is told by the school’s notice, and never as a member', async () => {
    await deliver({ to: 'mother', role: 'guardian' });
    expect(said).toEqual(['school p-mother']);
  });

  test('a colleague who is a parent too hears nothing of work as a parent', async () => {
    const refused: Receipt = { kind: 'refused', reason: 'x' };
    answers = { app: [refused, refused], aibot: [refused, refused], wechaty: [refused], sandbox: [refused] };
    const receipt = await deliver({});
    expect(receipt.kind).toBe('refused');
    expect(said.some((line) => line.startsWith('school'))).toBe(false);
    expect(receipt).toMatchObject({ reason: expect.stringContaining('app:x aibot:x') });
  });

  test('an AI bot that nobody is connected as is waited for when there is no other way', async () => {
    answers = {
      aibot: [
        { kind: 'refused', reason: 'offline' },
        { kind: 'refused', reason: 'offline' },
      ],
    };
    expect(await deliver({}, ['aibot'])).toEqual({ kind: 'later', at: AT + 15_000 });
  });

  test('but not for ever: then it has reached nobody, and what is urgent sooner', async () => {
    const offline: Receipt = { kind: 'refused', reason: 'offline' };
    const waited = async (minutes: number, urgent: boolean) => {
      answers = { aibot: [offline, offline] };
      return (await deliver({ since: AT - minutes * 60_000, urgent }, ['aibot'])).kind;
    };
    expect([await waited(9, false), await waited(10, false)]).toEqual(['later', 'refused']);
    expect([await waited(0.5, true), await waited(1, true)]).toEqual(['later', 'refused']);
  });

  test('a parent who does not follow the notices is not written to in vain', async () => {
    await database.account.create({
      data: { channel: 'parent', id: 'p-father', person: 'father', subscribed: false },
    });
    expect(await deliver({ to: 'father', role: 'guardian' })).toMatchObject({
      kind: 'accepted',
    });
    expect(said).toEqual(['sandbox father']);
    said = [];
    expect(await deliver({ to: 'father', role: 'guardian' }, ['school'])).toEqual({
      kind: 'refused',
      reason: 'school:not_subscribed',
    });
    expect(said).toEqual([]);
  });

  test('a person without any way is reached by none', async () => {
    expect(await deliver({ to: 'mother', role: 'guardian' }, ['app'])).toEqual({
      kind: 'refused',
      reason: 'no_way',
    });
  });

  test('whoever has no account is tried under the id by which they are known', async () => {
    await deliver({ to: 'zhao' }, ['app']);
    expect(said).toEqual(['app zhao']);
  });

  test('a stranger is answered at the account they wrote from', async () => {
    await deliver({ to: 'member:nobody', role: '' as Delivery['role'], kind: 'reply' });
    expect(said).toEqual(['app nobody']);
  });
});

describe('in a group', () => {
  /** The line that waits for the group. */
  const lineFor = (key: string) => database.notice.findUnique({ where: { key: `${key}|group` } });

  test('the group hears numbers after the person heard names', async () => {
    await deliver({ key: 'g1', kind: 'reply', ...in_('aibot', 'group', 'wrG') });
    expect(said).toEqual(['aibot wang01']);
    expect(await lineFor('g1')).toMatchObject({
      recipient: 'group:aibot:wrG',
      text: '1人没到',
      kind: 'reply',
    });
  });

  test('where nobody can be told in private, the group hears how to change that, and no name', async () => {
    const refused: Receipt = { kind: 'refused', reason: 'never_spoken' };
    answers = { aibot: [refused, refused] };
    const receipt = await deliver({ key: 'g2', kind: 'reply', ...in_('aibot', 'group', 'wrG') }, ['aibot']);
    expect(receipt.kind).toBe('refused');
    expect((await lineFor('g2'))?.text).toBe('请先私聊');
  });

  test('an answer that may be read by all is read by all', async () => {
    const refused: Receipt = { kind: 'refused', reason: 'never_spoken' };
    answers = { aibot: [refused, refused] };
    await deliver(
      { key: 'g3', kind: 'reply', text: '本群已绑定', ...in_('aibot', 'group', 'wrG', '本群已绑定') },
      ['aibot'],
    );
    expect((await lineFor('g3'))?.text).toBe('本群已绑定');
  });

  test('nothing is said to the group while the private answer waits', async () => {
    answers = { aibot: [{ kind: 'later', at: REAL + 1000 }] };
    await deliver({ key: 'g4', kind: 'reply', ...in_('aibot', 'group', 'wrG') });
    expect(said).toEqual(['aibot wang01']);
    expect(await lineFor('g4')).toBeNull();
  });

  test('a group that takes posts is posted to', async () => {
    await deliver({ to: groupRecipient('webhook', 'webhook-1') });
    await deliver({ to: groupRecipient('aibot', 'wrG'), text: '数字' });
    expect(said).toEqual(['webhook webhook-1', 'aibot in wrG: 数字']);
  });

  test('a line for a group waits for the connection as others do', async () => {
    answers = { aibot: [{ kind: 'refused', reason: 'offline' }] };
    expect(await deliver({ to: groupRecipient('aibot', 'wrG'), text: '数字' })).toEqual({
      kind: 'later',
      at: AT + 15_000,
    });
  });
});
