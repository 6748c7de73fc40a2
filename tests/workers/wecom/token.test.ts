import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { HOUR, MINUTE } from '../../../domain/calendar/time.ts';
import type { Database } from '../../../prisma/client.ts';
import { WecomRefusal, WecomSilence } from '../../../workers/wecom/codes.ts';
import { testDatabase } from '../../support/database.ts';
import { openCorp, openOffice } from '../../support/wecom/sending.ts';

const TOKEN = '/cgi-bin/gettoken';
const READ = '/cgi-bin/appchat/get';
const anything = z.looseObject({});

let database: Database;
let corp: Awaited<ReturnType<typeof openCorp>>;

beforeAll(async () => {
  database = (await testDatabase()).prisma;
});
const open = async (double = {}) => {
  corp = await openCorp(database, { double: { ...double, routes: () => ({ errcode: 0 }) } });
};
beforeEach(() => open());
afterEach(() => corp.double.close());

const read = (office: { api: typeof corp.api } = corp) => office.api.get('/cgi-bin/anything', anything);
const asked = () => corp.double.callsOf(TOKEN).length;

test('two processes, forty calls at once: one token is asked for', async () => {
  const other = openOffice({ database, double: corp.double, clock: corp.clock });
  await Promise.all(Array.from({ length: 40 }, (_, call) => read(call % 2 ? corp : other)));
  expect(asked()).toBe(1);
});

test('what is kept is sealed', async () => {
  const token = await corp.tokens.current();
  const rows = await database.wecomToken.findMany();
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('it is renewed five minutes before its end, by one process for both', async () => {
  const other = openOffice({ database, double: corp.double, clock: corp.clock });
  await read();
  await read(other);
  corp.clock.at += 2 * HOUR - 5 * MINUTE - 1;
  await read();
  expect(asked()).toBe(1);
  corp.clock.at += 1;
  await Promise.all([read(), read(other)]);
  expect(asked()).toBe(2);
});

test('where WeCom gives the same token until its end, it is not asked for with every call', async () => {
  await corp.double.close();
  await open({ repeatsToken: true });
  await read();
  corp.clock.at += 2 * HOUR - 4 * MINUTE;
  for (let call = 0; call < 10; call += 1) await read();
  expect(asked()).toBe(2);
  corp.clock.at += 4 * MINUTE;
  await read();
  expect(asked()).toBe(3);
});

test('when no new one can be had, what is left of the old one is used', async () => {
  await read();
  corp.clock.at += 2 * HOUR - 2 * MINUTE;
  corp.double.fail(TOKEN, 40001);
  await read();
  expect(asked()).toBe(2);
});

test.each([40014, 41001, 42001])('%i: a new token and once more, exactly once', async (code) => {
  await read();
  corp.double.fail(READ, code);
  await corp.api.get(READ, anything).catch(() => undefined);
  expect(corp.double.callsOf(READ)).toHaveLength(2);
  corp.double.fail(READ, code, code);
  await expect(corp.api.get(READ, anything)).rejects.toMatchObject({ code, meaning: { class: 'token' } });
  expect(corp.double.callsOf(READ)).toHaveLength(4);
});

test('tokens that WeCom ended early are replaced once for all who held one', async () => {
  const other = openOffice({ database, double: corp.double, clock: corp.clock });
  await Promise.all([read(), read(other)]);
  corp.double.revokeTokens();
  await Promise.all(Array.from({ length: 20 }, (_, call) => read(call % 2 ? corp : other)));
  expect(asked()).toBe(2);
});

test('a wrong secret is asked about once a minute, whoever calls', async () => {
  corp.double.fail(TOKEN, 40001, 40001);
  for (let call = 0; call < 10; call += 1) await expect(read()).rejects.toMatchObject({ code: 40001 });
  expect(asked()).toBe(1);
  corp.clock.at += MINUTE;
  await expect(read()).rejects.toBeInstanceOf(WecomRefusal);
  await expect(read()).rejects.toBeInstanceOf(WecomRefusal);
  expect(asked()).toBe(2);
});

test('no token, so nothing was asked: a silence there leaves no doubt here', async () => {
  const silent = { kind: 'reset', isDone: true } as const;
  corp.double.fail(TOKEN, silent, silent, silent);
  const fault = await corp.api.post('/cgi-bin/message/send', '{}', anything).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(WecomSilence);
  expect(fault).toMatchObject({ isAmbiguous: false });
});

test('faults name the interface and never the secret, the token or an address', async () => {
  const token = await corp.tokens.current();
  corp.double.fail('/cgi-bin/anything', { kind: 'reset', isDone: true }, 40058);
  corp.double.fail(TOKEN, { kind: 'status', isDone: false }, 40013);
  const faults = [
    await read().catch((error: unknown) => error),
    await corp.wire
      .ask({
        api: TOKEN,
        url: `http://127.0.0.1:9/x?corpsecret=S3CRET`,
        body: null,
        schema: anything,
        isRepeatable: false,
        lane: 'x',
      })
      .catch((error: unknown) => error),
  ];
  const said = faults.map((fault) => {
    const { message, stack, cause } = fault as Error;
    return [
      message,
      stack,
      (cause as Error | undefined)?.message,
      (cause as Error | undefined)?.stack,
    ].join();
  });
  expect(said.join()).not.toMatch(new RegExp(`S3CRET|${token}|127\\.0\\.0\\.1|access_token=`));
});
