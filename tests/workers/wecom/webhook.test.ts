import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../domain/calendar/time.ts';
import type { Database } from '../../../prisma/client.ts';
import { openWebhooks, webhookId } from '../../../workers/wecom/webhook.ts';
import { testDatabase } from '../../support/database.ts';
import { codes, delivery, openCorp, openOffice } from '../../support/wecom/sending.ts';

const SEND = '/cgi-bin/webhook/send';

let database: Database;
let corp: Awaited<ReturnType<typeof openCorp>>;
let hooks = 0;
let key = '';
let group = '';

beforeAll(async () => {
  database = (await testDatabase()).prisma;
});
beforeEach(async () => {
  key = `693a91f6-7xxx-4bc4-97a0-${++hooks}`;
  group = webhookId(`https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${key}`);
  corp = await openCorp(database, { webhooks: [key] });
  corp.double.addWebhook(key);
});
afterEach(() => corp.double.close());

const texts = () => corp.double.groupOf(key).map(({ content }) => content.content);

test('a key is one webhook by whatever address, known by a name that gives nothing away', () => {
  expect(webhookId(`http://gateway.invalid/wecom?debug=1&key=${key}`)).toBe(group);
  expect(group).toMatch(/^webhook-[0-9a-f]{16}$/);
  expect(group).not.toContain(key);
});

test('a post goes to the very address that was given', async () => {
  const address = `https://gateway.invalid:8443/county/cgi-bin/webhook/send?key=${key}`;
  const asked: string[] = [];
  const webhooks = openWebhooks({
    ...{ database, codes, pace: corp.pace, now: () => corp.clock.at, tellAdministrator: () => undefined },
    wire: {
      ask: async ({ url, schema }) => {
        asked.push(url);
        return schema.parse({ errcode: 0 });
      },
    },
    webhooks: [address],
  });
  expect(await webhooks.deliver(delivery(), webhookId(address))).toEqual({ kind: 'accepted' });
  expect(asked).toEqual([address]);
});

test('a group is told once, and the key stands nowhere', async () => {
  const one = delivery();
  expect(await corp.webhooks.deliver(one, group)).toEqual({ kind: 'accepted' });
  expect(await corp.webhooks.deliver(one, group)).toEqual({ kind: 'accepted' });
  expect(texts()).toEqual([one.text]);
  const rows = [await database.wecomMessage.findMany(), await database.wecomPace.findMany()];
  expect(
    JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
  ).not.toContain(key);
});

test('twenty a minute, 3.1 seconds apart: what comes sooner waits, and WeCom never has to say so', async () => {
  let waits = 0;
  for (let count = 0; count < 45; ) {
    const receipt = await corp.webhooks.deliver(delivery({ urgent: true }), group);
    if (receipt.kind === 'later') {
      waits += 1;
      corp.clock.at = receipt.at;
    } else count += 1;
  }
  expect(waits).toBe(44);
  expect(corp.double.done.tooOften).toBe(0);
  const times = corp.double.groupOf(key).map(({ at }) => at);
  for (const [index, at] of times.entries())
    if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(3100);
});

test('a long text comes in parts, each in its time and once', async () => {
  const one = delivery({ text: '字'.repeat(1500) });
  const receipts = [];
  for (let tries = 0; tries < 5; tries += 1) {
    const receipt = await corp.webhooks.deliver(one, group);
    receipts.push(receipt.kind);
    if (receipt.kind === 'later') corp.clock.at = receipt.at;
  }
  expect(receipts).toEqual(['later', 'later', 'accepted', 'accepted', 'accepted']);
  expect(texts()).toHaveLength(3);
});

test('what may have been shown is not sent again, by anybody', async () => {
  corp.double.fail(SEND, { kind: 'reset', isDone: true });
  const one = delivery();
  expect(await corp.webhooks.deliver(one, group)).toEqual({ kind: 'unknown' });
  corp.clock.at += MINUTE;
  const other = openOffice({ database, double: corp.double, clock: corp.clock, webhooks: [key] });
  expect(await other.webhooks.deliver(one, group)).toEqual({ kind: 'unknown' });
  expect(texts()).toEqual([one.text]);
});

test('two processes at once: one of them sends', async () => {
  const other = openOffice({ database, double: corp.double, clock: corp.clock, webhooks: [key] });
  const one = delivery();
  const receipts = await Promise.all([corp.webhooks.deliver(one, group), other.webhooks.deliver(one, group)]);
  expect(receipts).toContainEqual({ kind: 'accepted' });
  expect(texts()).toEqual([one.text]);
});

test('45009 is waited for', async () => {
  corp.double.fail(SEND, 45009);
  const one = delivery();
  expect(await corp.webhooks.deliver(one, group)).toEqual({ kind: 'later', at: corp.clock.at + MINUTE });
  corp.clock.at += MINUTE;
  expect(await corp.webhooks.deliver(one, group)).toEqual({ kind: 'accepted' });
});

test.each([
  [93000, 1],
  [93001, 0],
  [93004, 0],
  [93008, 0],
  [45002, 1],
  [40058, 1],
])('%i is a refusal, told %i times', async (code, told) => {
  corp.clock.at += code * HOUR;
  corp.double.fail(SEND, code);
  expect(await corp.webhooks.deliver(delivery(), group)).toEqual({ kind: 'refused', reason: String(code) });
  expect(corp.told).toHaveLength(told);
  expect(JSON.stringify(corp.told)).not.toContain(key);
});

test('a group whose webhook is not ours any more, a paper, an empty word', async () => {
  expect(await corp.webhooks.deliver(delivery(), 'webhook-0')).toEqual({ kind: 'refused', reason: '93000' });
  const file = { paper: 'D1', student: 's1', id: 'D1-s1-0' } as const;
  expect(await corp.webhooks.deliver(delivery({ file }), group)).toEqual({
    kind: 'refused',
    reason: 'no_files_in_group',
  });
  expect(await corp.webhooks.deliver(delivery({ text: ' ' }), group)).toEqual({
    kind: 'refused',
    reason: '44004',
  });
  expect(corp.double.calls).toEqual([]);
});
