import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { openFile } from '../../../bot/wecom/ai-bot-files.ts';
import { connected, NOW } from '../../support/wecom/ai-bot.ts';

const alone = { from: 'wang' };

test('a roster sent in a chat of two arrives decrypted, its name with it', async () => {
  const { gateway, taken, until } = await connected();
  const content = await writeXlsxFile([[{ value: '张伟' }, { value: '三(1)班' }]]).toBuffer();
  gateway.message(alone, { msgtype: 'file', file: gateway.keepFile('花名册 2026.xlsx', content) });
  await until(() => taken.length === 1);
  const [file] = taken[0]?.files ?? [];
  expect(file?.name).toBe('花名册 2026.xlsx');
  // Fetched already: WeCom may forget it.
  gateway.forgetFiles();
  expect(await file?.fetch()).toEqual(content);
});

test('pictures among words are fetched at once, nameless', async () => {
  const { gateway, taken, until } = await connected();
  const image = gateway.keepFile('1.jpg', Buffer.from('picture'));
  const msg_item = [
    { msgtype: 'text', text: { content: '假条' } },
    { msgtype: 'image', image },
  ];
  gateway.message({ ...alone, group: 'wrG' }, { msgtype: 'mixed', mixed: { msg_item } });
  await until(() => taken.length === 1);
  const { text, files } = taken[0] ?? expect.fail();
  expect([text, files.map(({ name }) => name)]).toEqual(['假条', [null]]);
  expect(String(await files[0]?.fetch())).toBe('picture');
});

test('a message whose file has expired is kept, and asking for the file fails', async () => {
  const { gateway, taken, until, clock } = await connected();
  const file = gateway.keepFile('花名册.xlsx', Buffer.from('x'));
  gateway.forgetFiles();
  gateway.message(alone, { msgtype: 'file', file });
  await until(() => taken.length === 1);
  expect(taken[0]?.files.map(({ name }) => name)).toEqual([null]);
  await expect(taken[0]?.files[0]?.fetch()).rejects.toThrow('HTTP 404');
  clock.now += 5 * 60_000;
  await expect(taken[0]?.files[0]?.fetch()).rejects.toThrow('HTTP 404');
});

const MOST = 20 * 1024 * 1024;

test('a file as large as WeCom takes is had, and a larger one is not', async () => {
  const { gateway, taken, until } = await connected();
  for (const bytes of [MOST, MOST + 64])
    gateway.message(alone, { msgtype: 'file', file: gateway.keepFile('a.xlsx', Buffer.alloc(bytes)) });
  await until(() => taken.length === 2);
  const files = taken.flatMap((message) => message.files);
  const [whole, larger] = files.toSorted((one) => (one.name === null ? 1 : -1));
  expect((await whole?.fetch())?.length).toBe(MOST);
  await expect(larger?.fetch()).rejects.toThrow('larger than');
});

/** A server of files that are not encrypted. */
const fileServer = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};
const utf8 = (text: string) => Buffer.from(text).toString('latin1');

test.each<[string, string | null]>([
  ['attachment; filename="x"; filename*=UTF-8\'\'%E8%8A%B1%E5%90%8D%E5%86%8C.xlsx', '花名册.xlsx'],
  ['attachment; filename="%E8%8A%B1.xlsx"', '花.xlsx'],
  [utf8('attachment; filename="花名册.xlsx"'), '花名册.xlsx'],
  [utf8('attachment; filename=出勤50%.xlsx'), '出勤50%.xlsx'],
  ['attachment; filename="../../etc/passwd"', 'passwd'],
  ['attachment; filename="C:\\\\temp\\\\a.xlsx"', 'a.xlsx'],
  ['attachment', null],
  ['attachment; filename=""', null],
])('the name in %j is %j', async (disposition, name) => {
  const url = await fileServer((_request, response) => {
    response.setHeader('content-disposition', disposition).end('content');
  });
  const file = await openFile({ kind: 'file', url, key: null }, () => NOW);
  expect(file.name).toBe(name);
  expect(String(await file.fetch())).toBe('content');
});

test('what failed at first is fetched when it is wanted, within its five minutes', async () => {
  const clock = { now: NOW };
  let asked = 0;
  const url = await fileServer((_request, response) => {
    asked++;
    response.statusCode = asked === 1 ? 503 : 200;
    response.end('content');
  });
  const file = await openFile({ kind: 'file', url, key: null }, () => clock.now);
  expect(String(await file.fetch())).toBe('content');
  expect(String(await file.fetch())).toBe('content');
  expect(asked).toBe(2);
});

test('content that its key does not open is a fault of that file alone', async () => {
  const { gateway, taken, until } = await connected();
  const { url } = gateway.keepFile('a.xlsx', Buffer.from('x'.repeat(100)));
  for (const aeskey of ['short', Buffer.alloc(32, 1).toString('base64')])
    gateway.message(alone, { msgtype: 'file', file: { url, aeskey } });
  await until(() => taken.length === 2);
  for (const { files } of taken) await expect(files[0]?.fetch()).rejects.toThrow();
});
