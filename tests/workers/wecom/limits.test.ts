import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../domain/calendar/time.ts';
import type { Database } from '../../../prisma/client.ts';
import type { Receipt } from '../../../workers/channel.ts';
import { bodies, openMessages } from '../../../workers/wecom/message-api.ts';
import { testDatabase } from '../../support/database.ts';
import { delivery, openCorp, openOffice } from '../../support/wecom/sending.ts';

let database: Database;
let corp: Awaited<ReturnType<typeof openCorp>>;
let people = 0;
let wang = '';

beforeAll(async () => {
  database = (await testDatabase()).prisma;
});
beforeEach(async () => {
  wang = `wang${++people}`;
  corp = await openCorp(database);
  corp.double.addMembers(wang, 'zhao', 'qian');
});
afterEach(() => corp.double.close());

const messages = () => openMessages(corp.api, 1_000_002);
const kinds = (receipts: readonly Receipt[], kind: Receipt['kind']) =>
  receipts.filter((one) => one.kind === kind);

test('the double drops what is over thirty a minute, as WeCom does: with a yes', async () => {
  for (let count = 0; count < 31; count += 1)
    await messages().send(bodies.text({ agentId: 1_000_002, to: wang, salt: `${count}` }, `第${count}条`));
  expect(corp.double.inboxOf(wang)).toHaveLength(30);
  expect(corp.double.done.dropped).toBe(1);
});

test('a member in a storm of a hundred notices gets all of them, none dropped', async () => {
  const other = openOffice({ database, double: corp.double, clock: corp.clock });
  let waiting = Array.from({ length: 100 }, (_, count) =>
    delivery({ text: `第${count}条`, urgent: count % 10 === 0 }),
  );
  while (waiting.length > 0) {
    const receipts = await Promise.all(
      waiting.map((one, index) => (index % 2 ? corp : other).appWay.deliver(one, wang)),
    );
    waiting = waiting.filter((_, index) => receipts[index]?.kind !== 'accepted');
    corp.clock.at += 5000;
  }
  expect(corp.double.inboxOf(wang)).toHaveLength(100);
  expect(corp.double.done.dropped).toBe(0);
  expect(corp.clock.at - (corp.double.inboxOf(wang)[0]?.at ?? 0)).toBeGreaterThan(3 * MINUTE);
});

test('of forty that can wait 24 go at once, and an answer to the member still goes', async () => {
  const receipts = [];
  for (let count = 0; count < 40; count += 1)
    receipts.push(await corp.appWay.deliver(delivery({ text: `第${count}条` }), wang));
  expect(kinds(receipts, 'accepted')).toHaveLength(24);
  expect(kinds(receipts, 'later')).toHaveLength(16);
  expect(await corp.appWay.deliver(delivery({ kind: 'reply', text: '已记' }), wang)).toEqual({
    kind: 'accepted',
  });
});

test('what an app may send in a day is not exceeded', async () => {
  const office = openOffice({ database, double: corp.double, clock: corp.clock, personTimesPerDay: 10 });
  corp.clock.at += 1000 * HOUR;
  const receipts = [];
  for (let count = 0; count < 12; count += 1)
    receipts.push(await office.appWay.deliver(delivery({ text: `第${count}条`, urgent: true }), wang));
  expect(kinds(receipts, 'accepted')).toHaveLength(10);
});

test('bytes: a text of 2048 goes whole, WeCom would cut a longer one', async () => {
  const whole = `${'字'.repeat(682)}ab`;
  await corp.appWay.deliver(delivery({ text: whole }), wang);
  await corp.appWay.deliver(delivery({ text: `${whole}c` }), wang);
  expect(corp.double.done.cut).toBe(0);
  expect(corp.double.textsOf(wang)[0]).toBe(whole);
  expect(corp.double.textsOf(wang)).toHaveLength(3);
  const send = (text: string) =>
    messages().send(bodies.text({ agentId: 1_000_002, to: wang, salt: text }, text));
  await send(`${whole}c`);
  expect(corp.double.done.cut).toBe(1);
  await expect(send('')).rejects.toMatchObject({ code: 44004 });
});

test('files: five bytes are too few, 20 MB and a byte too many', async () => {
  await expect(messages().upload('a.txt', Buffer.alloc(5))).rejects.toMatchObject({ code: 40006 });
  await expect(messages().upload('a.txt', Buffer.alloc(20 * 1024 * 1024 + 1))).rejects.toMatchObject({
    code: 45001,
  });
  const media = await messages().upload('书面报告 "草稿".docx', Buffer.alloc(6, 1));
  expect(corp.double.medias.get(media)).toMatchObject({
    name: '书面报告 _草稿_.docx',
    content: Buffer.alloc(6, 1),
  });
  const file = (salt: string) => bodies.file({ agentId: 1_000_002, to: wang, salt }, media);
  await messages().send(file('in time'));
  corp.clock.at += 72 * HOUR;
  await expect(messages().send(file('late'))).rejects.toMatchObject({ code: 40007 });
});

test('a card is changed once and within three days, a message taken back within one', async () => {
  const card = {
    card_type: 'button_interaction',
    main_title: { title: '联系家长' },
    button_list: [{ text: '1 已联系上', style: 1, key: '1' }],
  } as const;
  const send = async (task: string) => {
    const body = bodies.card(
      { agentId: 1_000_002, to: wang, salt: task },
      { ...card, button_list: [...card.button_list], task_id: task },
    );
    return messages().send(body);
  };
  const first = await send(`a${people}`);
  const change = { users: [wang], responseCode: first.responseCode ?? '' };
  await messages().replaceButton({ ...change, word: '已办' });
  await expect(messages().replaceButton({ ...change, word: '已办' })).rejects.toMatchObject({ code: 60140 });
  const second = await send(`b${people}`);
  corp.clock.at += 24 * HOUR;
  await expect(messages().recall(second.msgid ?? '')).rejects.toMatchObject({ code: 42052 });
  corp.clock.at += 48 * HOUR;
  await expect(
    messages().replaceButton({ users: [wang], responseCode: second.responseCode ?? '', word: '已办' }),
  ).rejects.toMatchObject({ code: 60140 });
});

test('a repetition is recognised for the interval it names, and shown again after', async () => {
  const body = bodies.text({ agentId: 1_000_002, to: wang, salt: 'x' }, '一次');
  const interval = (JSON.parse(body) as { duplicate_check_interval: number }).duplicate_check_interval;
  expect(interval).toBeGreaterThan(10_800);
  expect(interval).toBeLessThanOrEqual(14_400);
  await messages().send(body);
  corp.clock.at += interval * 1000 - 1;
  await messages().send(body);
  expect(corp.double.textsOf(wang)).toHaveLength(1);
  corp.clock.at += 1;
  await messages().send(body);
  expect(corp.double.textsOf(wang)).toHaveLength(2);
});

test('a group of the app is made once under our own id, changed, read and written to', async () => {
  const chat = { chatid: `school${people}`, name: '汤丹中心小学', owner: wang, members: [wang, 'zhao'] };
  await messages().createChat(chat);
  await messages().createChat(chat);
  await messages().changeChat({
    chatid: chat.chatid,
    name: '汤丹中心小学控辍群',
    add: ['qian'],
    remove: ['zhao'],
  });
  expect(await messages().chat(chat.chatid)).toEqual({
    chatid: chat.chatid,
    name: '汤丹中心小学控辍群',
    owner: wang,
    members: [wang, 'qian'],
  });
  await messages().sendToChat(chat.chatid, { kind: 'text', text: '今天应到120，实到118。' });
  expect(corp.double.chats.get(chat.chatid)?.shown).toHaveLength(1);
  await expect(messages().createChat({ ...chat, chatid: 'no group!' })).rejects.toMatchObject({
    code: 86001,
  });
  await expect(messages().chat('none')).rejects.toMatchObject({ code: 86003 });
});

test('an answer in a group may have been read: it is not written twice', async () => {
  const chat = { chatid: `quiet${people}`, name: '群', owner: wang, members: [wang, 'zhao'] };
  await messages().createChat(chat);
  corp.double.fail('/cgi-bin/appchat/send', { kind: 'reset', isDone: true });
  await expect(messages().sendToChat(chat.chatid, { kind: 'text', text: '一次' })).rejects.toMatchObject({
    isAmbiguous: true,
  });
  expect(corp.double.chats.get(chat.chatid)?.shown).toHaveLength(1);
});

test('who the app may not reach, and whom it is not', async () => {
  await expect(messages().send(bodies.text({ agentId: 7, to: wang, salt: '' }, 'x'))).rejects.toMatchObject({
    code: 301002,
  });
  const partly = await messages().send(
    bodies.text({ agentId: 1_000_002, to: `${wang}|NoBody|zhao`, salt: '' }, 'x'),
  );
  expect(partly.invalidUsers).toEqual(['nobody']);
  expect(corp.double.inboxOf('zhao')).toHaveLength(1);
  corp.double.whitelist(false);
  await expect(messages().upload('a', Buffer.alloc(9))).rejects.toMatchObject({ code: 60020 });
});
