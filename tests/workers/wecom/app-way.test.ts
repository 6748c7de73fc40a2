import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../domain/calendar/time.ts';
import type { Database } from '../../../prisma/client.ts';
import { cardOfTask } from '../../../prisma/stores/card-store.ts';
import { testDatabase } from '../../support/database.ts';
import { delivery, openCorp, openOffice, withButtons } from '../../support/wecom/sending.ts';

const SEND = '/cgi-bin/message/send';
const UPDATE = '/cgi-bin/message/update_template_card';

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
  corp.double.addMembers(wang);
});
afterEach(() => corp.double.close());

const paper = (id: string) => ({ paper: 'D1', student: 's1', id }) as const;

const types = () => corp.double.inboxOf(wang).map(({ msgtype }) => msgtype);

test('a notice without options is one plain message, said once however often it is given', async () => {
  const one = delivery();
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'accepted' });
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'accepted' });
  expect(corp.double.textsOf(wang)).toEqual([one.text]);
  expect(corp.double.callsOf(SEND)).toHaveLength(1);
  const request = JSON.parse(corp.double.callsOf(SEND)[0]?.body ?? '');
  expect(request).toMatchObject({ touser: wang, agentid: 1_000_002, enable_duplicate_check: 1 });
});

test('two notices of the same words are two messages', async () => {
  await corp.appWay.deliver(delivery(), wang);
  await corp.appWay.deliver(delivery(), wang);
  expect(corp.double.textsOf(wang)).toHaveLength(2);
});

test('words and buttons that fit together are one card, and the card is kept with what it is about', async () => {
  const one = withButtons();
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'accepted' });
  expect(types()).toEqual(['template_card']);
  const [shown] = corp.double.inboxOf(wang);
  expect(shown?.content).toMatchObject({
    card_type: 'button_interaction',
    main_title: { title: '张伟（三(1)班）：联系家长' },
    sub_title_text: one.text,
    button_list: [{ key: '1' }, { key: '2' }],
  });
  expect(await cardOfTask(database, String(shown?.content.task_id))).toMatchObject({
    channel: 'app',
    notice: one.key,
    person: 'wang',
    address: wang,
    title: '张伟（三(1)班）：联系家长',
    duties: ['duty:1'],
    code: expect.stringMatching(/^RC/),
    settledAt: null,
  });
});

test('words that fit no card go first, and the card has the buttons', async () => {
  const one = withButtons({ text: `${'字'.repeat(200)}\n回复：1 已联系上` });
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'accepted' });
  expect(types()).toEqual(['text', 'template_card']);
  expect(corp.double.textsOf(wang)).toEqual([one.text]);
  expect(corp.double.inboxOf(wang)[1]?.content).not.toHaveProperty('sub_title_text');
});

test('without a callback only the words go, since the numbers stand in them', async () => {
  const plain = openOffice({ database, double: corp.double, clock: corp.clock, app: { cards: false } });
  const one = withButtons();
  expect(await plain.appWay.deliver(one, wang)).toEqual({ kind: 'accepted' });
  expect(corp.double.textsOf(wang)).toEqual([one.text]);
});

test('a callback that is missing all the same: words instead, told once, and no card for an hour', async () => {
  corp.double.fail(SEND, 43012);
  const one = withButtons();
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'accepted' });
  const next = withButtons();
  expect(await corp.appWay.deliver(next, wang)).toEqual({ kind: 'accepted' });
  expect(types()).toEqual(['text', 'text']);
  expect(corp.told.map(({ code }) => code)).toEqual(['43012']);
  corp.clock.at += HOUR;
  await corp.appWay.deliver(withButtons(), wang);
  expect(types()).toEqual(['text', 'text', 'template_card']);
  const cards = await database.card.count({ where: { address: wang } });
  expect(cards).toBe(1);
});

test('a card that is refused after its words went needs nothing more', async () => {
  // A scripted 0 carries nothing out: the words are only said to be taken.
  corp.double.fail(SEND, 0, 42039);
  const one = withButtons({ text: '字'.repeat(200) });
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'accepted' });
  expect(corp.double.callsOf(SEND)).toHaveLength(2);
});

test('a long notice comes in numbered parts, and none is said twice when one of them fails', async () => {
  const lines = Array.from({ length: 120 }, (_, line) => `· 第${line}位学生，请今天内联系家长并回复`);
  const one = delivery({ text: lines.join('\n') });
  await corp.tokens.current();
  const lost = { kind: 'status', isDone: true } as const;
  // The first goes unconfirmed and is repeated; the second is refused, when a part of it is shown already.
  corp.double.fail(SEND, lost);
  corp.double.randomly((path) =>
    path === SEND && corp.double.callsOf(SEND).length === 3 ? { kind: 'code', code: 60020 } : null,
  );
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'unknown' });
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'accepted' });
  const texts = corp.double.textsOf(wang);
  expect(texts.length).toBeGreaterThan(2);
  expect(texts.map((text) => text.slice(0, 5))).toEqual(
    texts.map((_, at) => `（${at + 1}/${texts.length}）`),
  );
  expect(texts.map((text) => text.slice(6)).join('')).toBe(one.text);
  expect(corp.double.done.cut).toBe(0);
});

test('done and not confirmed: the same bytes again, shown once', async () => {
  corp.double.fail(SEND, { kind: 'reset', isDone: true });
  const one = delivery();
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'accepted' });
  const [first, second, ...others] = corp.double.callsOf(SEND);
  expect(second?.body).toBe(first?.body);
  expect(others).toEqual([]);
  expect(corp.double.textsOf(wang)).toEqual([one.text]);
  expect(corp.double.done.duplicates).toBe(1);
});

test('silent twice: unknown, and known the next time, worded as at first', async () => {
  const silent = { kind: 'status', isDone: true } as const;
  corp.double.fail(SEND, silent, silent);
  const one = delivery();
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'unknown' });
  expect(corp.double.callsOf(SEND)).toHaveLength(2);
  corp.clock.at += MINUTE;
  expect(await corp.appWay.deliver({ ...one, text: '昨天的话' }, wang)).toEqual({ kind: 'accepted' });
  expect(corp.double.textsOf(wang)).toEqual([one.text]);
});

test('a second process finds what the first had tried', async () => {
  const silent = { kind: 'reset', isDone: true } as const;
  corp.double.fail(SEND, silent, silent);
  const one = withButtons();
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'unknown' });
  const other = openOffice({ database, double: corp.double, clock: corp.clock });
  expect(await other.appWay.deliver(one, wang)).toEqual({ kind: 'accepted' });
  expect(types()).toEqual(['template_card']);
});

test('WeCom forgets after four hours: what is in doubt longer is never sent again', async () => {
  const silent = { kind: 'reset', isDone: true } as const;
  corp.double.fail(SEND, silent, silent);
  const one = delivery();
  await corp.appWay.deliver(one, wang);
  corp.clock.at += 3 * HOUR;
  const before = corp.double.calls.length;
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'unknown' });
  expect(corp.double.calls).toHaveLength(before);
  expect(corp.double.textsOf(wang)).toHaveLength(1);
});

test('in doubt, then busy: never said to be unsent', async () => {
  corp.double.fail(SEND, { kind: 'reset', isDone: true }, -1, -1);
  expect(await corp.appWay.deliver(delivery(), wang)).toEqual({ kind: 'unknown' });
});

test('in doubt since an earlier delivery, and busy now: still not said to be unsent', async () => {
  const silent = { kind: 'status', isDone: true } as const;
  corp.double.fail(SEND, silent, silent);
  const one = delivery();
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'unknown' });
  corp.double.fail(SEND, -1, -1, -1, 45009);
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'unknown' });
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'unknown' });
  corp.clock.at += MINUTE;
  expect(await corp.appWay.deliver({ ...one, text: '别的话' }, wang)).toEqual({ kind: 'accepted' });
  expect(corp.double.textsOf(wang)).toEqual([one.text]);
});

test('a paper in doubt that is over by now is not uploaded and shown again', async () => {
  const silent = { kind: 'status', isDone: true } as const;
  const one = delivery({ file: paper(`D1-doubt${people}-0`) });
  corp.double.fail(SEND, 0, silent, silent);
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'unknown' });
  corp.double.fail(SEND, 40007);
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'unknown' });
  expect(types()).toEqual(['file']);
});

test('a card in doubt whose task is taken was shown: no words in its stead', async () => {
  corp.double.fail(SEND, { kind: 'reset', isDone: true }, 42014);
  expect(await corp.appWay.deliver(withButtons(), wang)).toEqual({ kind: 'unknown' });
  expect(types()).toEqual(['template_card']);
});

test('never left: later, and worded afresh then', async () => {
  const one = delivery();
  const { url } = corp.double;
  await corp.double.close();
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'later', at: corp.clock.at + MINUTE / 2 });
  expect(url).toContain('127.0.0.1');
  expect(await database.wecomMessage.count({ where: { key: one.key } })).toBe(0);
  corp = await openCorp(database);
  corp.double.addMembers(wang);
  expect(await corp.appWay.deliver({ ...one, text: '新的话' }, wang)).toEqual({ kind: 'accepted' });
  expect(corp.double.textsOf(wang)).toEqual(['新的话']);
});

test('out of range, or without a licence: refused, and nothing stays behind', async () => {
  corp.double.members.set('qian', { inRange: false, licensed: true });
  corp.double.members.set('sun', { inRange: true, licensed: false });
  expect(await corp.appWay.deliver(delivery(), 'nobody')).toEqual({ kind: 'refused', reason: '81013' });
  expect(await corp.appWay.deliver(delivery(), 'qian')).toEqual({ kind: 'refused', reason: '81013' });
  expect(await corp.appWay.deliver(withButtons({ to: 'sun' }), 'sun')).toEqual({
    kind: 'refused',
    reason: 'unlicensed_user',
  });
  expect(corp.told.map(({ code }) => code)).toEqual(['unlicensed_user']);
  expect(await database.card.count({ where: { person: 'sun' } })).toBe(0);
});

test('a partial failure that says ok is a refusal, in whatever capitals', async () => {
  const one = delivery();
  corp.double.members.set('zhao', { inRange: true, licensed: true });
  const api = {
    get: corp.api.get,
    post: async (path: string, body: never, schema: { parse(answer: unknown): never }) =>
      path === SEND
        ? schema.parse({ errcode: 0, invaliduser: 'ZHAO', msgid: '' })
        : corp.api.post(path, body, schema as never),
  };
  const office = openOffice({ database, double: corp.double, clock: corp.clock, app: { api: api as never } });
  expect(await office.appWay.deliver(one, 'Zhao')).toEqual({ kind: 'refused', reason: 'invalid_user' });
});

test('an empty notice is refused before it is sent', async () => {
  expect(await corp.appWay.deliver(delivery({ text: ' \n' }), wang)).toEqual({
    kind: 'refused',
    reason: '44004',
  });
  expect(corp.double.calls).toEqual([]);
});

test('what JSON would escape is left out', async () => {
  await corp.appWay.deliver(delivery({ text: '张\u0007伟\ud800没来\r\n请联系' }), wang);
  expect(corp.double.textsOf(wang)).toEqual(['张伟没来\n请联系']);
});

test('a paper follows its words, with its Chinese name, uploaded once for all who get it', async () => {
  corp.double.addMembers('township1');
  const words = { kind: 'document', text: '书面报告草稿，请核对后盖章。' } as const;
  const file = paper('D1-s1-0');
  expect(await corp.appWay.deliver(delivery({ ...words, file }), wang)).toEqual({ kind: 'accepted' });
  expect(await corp.appWay.deliver(delivery({ ...words, file }), 'township1')).toEqual({ kind: 'accepted' });
  expect(types()).toEqual(['text', 'file']);
  expect([...corp.double.medias.values()]).toEqual([
    { name: 'D1-s1-0 疑似辍学书面报告.docx', content: Buffer.from('content of D1-s1-0'), at: corp.clock.at },
  ]);
});

test('a paper that WeCom has let go is uploaded again', async () => {
  const file = paper('D2-s1-0');
  await corp.appWay.deliver(delivery({ file }), wang);
  corp.clock.at += 72 * HOUR;
  await corp.appWay.deliver(delivery({ file }), wang);
  expect(corp.double.callsOf('/cgi-bin/media/upload')).toHaveLength(2);
  corp.double.medias.clear();
  expect(await corp.appWay.deliver(delivery({ file }), wang)).toEqual({ kind: 'accepted' });
  expect(types()).toEqual(['text', 'file', 'text', 'file', 'text', 'file']);
  corp.double.fail(SEND, 0, 40007, 40145);
  // Its words are shown, so it is neither refused nor said again from the start.
  expect(await corp.appWay.deliver(delivery({ file }), wang)).toEqual({ kind: 'unknown' });
});

test('an upload without an answer has sent nothing', async () => {
  const silent = { kind: 'reset', isDone: true } as const;
  corp.double.fail('/cgi-bin/media/upload', silent, silent);
  const one = delivery({ file: paper('D1-s9-0') });
  expect(await corp.appWay.deliver(one, wang)).toMatchObject({ kind: 'later' });
  expect(types()).toEqual([]);
  expect(await corp.appWay.deliver(one, wang)).toEqual({ kind: 'accepted' });
  expect(types()).toEqual(['text', 'file']);
});

const liveDuty = (id: string, state: string) =>
  database.duty.create({
    data: {
      ...{ id, state, name: '', rule: '', stream: '', period: '', role: '', policy: '', plan: {} },
      openedAt: new Date(),
      dueAt: new Date(),
    },
  });

test('a card is greyed when nothing on it is left to do, and once', async () => {
  await liveDuty(`a${people}`, 'done');
  await liveDuty(`b${people}`, 'open');
  await corp.appWay.deliver(withButtons({ duties: [`a${people}`, `b${people}`] }), wang);
  const [shown] = corp.double.cards.values();
  expect(await corp.appWay.settleCards([`a${people}`])).toBe(0);
  await database.duty.update({ where: { id: `b${people}` }, data: { state: 'done' } });
  corp.double.fail(UPDATE, -1, -1, -1);
  expect(await corp.appWay.settleCards([`b${people}`])).toBe(0);
  const asked = corp.double.calls.length;
  expect(await corp.appWay.settleCards([`b${people}`])).toBe(0);
  expect(corp.double.calls).toHaveLength(asked);
  corp.clock.at += MINUTE;
  expect(await corp.appWay.settleCards([`b${people}`])).toBe(1);
  expect(shown?.replaced).toBe('已办');
  expect(await corp.appWay.settleCards([`b${people}`])).toBe(0);
});

test.each([
  ['greyed without an answer', [{ kind: 'reset', isDone: true }], 0],
  ['that WeCom finds wrong', [42039], 0],
  ['whose code was used elsewhere', [60140], 0],
  ['older than three days', [], 73 * HOUR],
] as const)('a card %s is settled', async (_name, faults, age) => {
  await corp.appWay.deliver(withButtons({ duties: [`gone${people}`] }), wang);
  corp.clock.at += age;
  corp.double.fail(UPDATE, ...faults);
  expect(await corp.appWay.settleCards([`gone${people}`])).toBe(1);
});

test('a card whose code was lost with the answer is settled without being changed', async () => {
  corp.double.fail(SEND, { kind: 'reset', isDone: true });
  await corp.appWay.deliver(withButtons({ duties: [`lost${people}`] }), wang);
  expect(await corp.appWay.settleCards([`lost${people}`])).toBe(1);
  expect(corp.double.callsOf(UPDATE)).toEqual([]);
});

test('a notice is taken back with all its messages, within a day', async () => {
  const one = withButtons({ text: '字'.repeat(200) });
  await corp.appWay.deliver(one, wang);
  expect(await corp.appWay.recall(one.key)).toBe(2);
  expect(types()).toEqual([]);
  const old = delivery();
  await corp.appWay.deliver(old, wang);
  corp.clock.at += 24 * HOUR;
  expect(await corp.appWay.recall(old.key)).toBe(0);
  expect(types()).toEqual(['text']);
});

test('the same trouble is told once an hour, by all processes together', async () => {
  const other = openOffice({ database, double: corp.double, clock: corp.clock });
  corp.clock.at += 48 * HOUR;
  corp.double.whitelist(false);
  expect(await corp.appWay.deliver(delivery(), wang)).toEqual({ kind: 'refused', reason: '60020' });
  await other.appWay.deliver(delivery(), wang);
  corp.clock.at += HOUR - 1;
  await other.appWay.deliver(delivery(), wang);
  expect([...corp.told, ...other.told]).toHaveLength(1);
  corp.clock.at += MINUTE;
  await other.appWay.deliver(delivery(), wang);
  expect([...corp.told, ...other.told].map(({ code }) => code)).toEqual(['60020', '60020']);
  expect(corp.told[0]?.say).toContain('白名单');
});

test('nothing of a notice is left in the table once WeCom has it', async () => {
  const one = delivery();
  await corp.appWay.deliver(one, wang);
  const [row] = await database.wecomMessage.findMany({ where: { key: one.key } });
  expect(row).toMatchObject({ state: 'accepted', body: '', msgid: expect.stringMatching(/^msg/) });
  corp.clock.at += 8 * 24 * HOUR;
  await corp.appWay.deliver(delivery(), wang);
  expect(await database.wecomMessage.count({ where: { key: one.key } })).toBe(0);
});
