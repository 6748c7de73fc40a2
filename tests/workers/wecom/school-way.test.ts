import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Database } from '../../../prisma/client.ts';
import { amr } from '../../support/amr.ts';
import { testDatabase } from '../../support/database.ts';
import { delivery, openCorp, openOffice } from '../../support/wecom/sending.ts';

const NOTIFY = '/cgi-bin/externalcontact/message/send';

let database: Database;
let corp: Awaited<ReturnType<typeof openCorp>>;

beforeAll(async () => {
  database = (await testDatabase()).prisma;
});
beforeEach(async () => {
  corp = await openCorp(database);
  corp.double.addParents('zhang-ma');
});
afterEach(() => corp.double.close());

const notice = (given: Parameters<typeof delivery>[0] = {}) =>
  delivery({
    to: 'g1',
    role: 'guardian',
    kind: 'notice',
    text: '张伟今天没有到校，请与班主任联系。',
    ...given,
  });
const texts = () => corp.double.parentInboxOf('zhang-ma').map(({ content }) => content.content);

test('a parent who follows the notices is told once', async () => {
  const one = notice();
  expect(await corp.schoolWay.deliver(one, 'Zhang-Ma')).toEqual({ kind: 'accepted' });
  const other = openOffice({ database, double: corp.double, clock: corp.clock });
  expect(await other.schoolWay.deliver(one, 'zhang-ma')).toEqual({ kind: 'accepted' });
  expect(texts()).toEqual([one.text]);
  expect(JSON.parse(corp.double.callsOf(NOTIFY)[0]?.body ?? '')).toMatchObject({
    recv_scope: 0,
    msgtype: 'text',
    agentid: 1_000_002,
    enable_duplicate_check: 1,
  });
});

test('a parent who does not follow them, or is not in the book, is a case for the phone', async () => {
  corp.double.parents.set('li-ba', { subscribed: false });
  expect(await corp.schoolWay.deliver(notice(), 'li-ba')).toEqual({
    kind: 'refused',
    reason: 'invalid_parent',
  });
  expect(await corp.schoolWay.deliver(notice(), 'nobody')).toEqual({ kind: 'refused', reason: '81013' });
  expect(corp.told).toEqual([]);
});

test('2048 bytes go, one more does not, and nothing is cut', async () => {
  const most = `${'字'.repeat(682)}ab`;
  expect(await corp.schoolWay.deliver(notice({ text: most }), 'zhang-ma')).toEqual({ kind: 'accepted' });
  expect(await corp.schoolWay.deliver(notice({ text: `${most}c` }), 'zhang-ma')).toEqual({
    kind: 'refused',
    reason: 'too_long_for_parents',
  });
  expect(texts()).toEqual([most]);
  expect(corp.double.done.cut).toBe(0);
  expect(corp.told.map(({ code }) => code)).toEqual(['too_long_for_parents']);
});

test('papers are not for parents', async () => {
  const file = { paper: 'D1', student: 's1', id: 'D1-s1-0' } as const;
  expect(await corp.schoolWay.deliver(notice({ file }), 'zhang-ma')).toEqual({
    kind: 'refused',
    reason: 'no_files_for_parents',
  });
  expect(corp.double.calls).toEqual([]);
});

test('done and not confirmed: shown once, and unknown only when nothing ever comes back', async () => {
  const silent = { kind: 'reset', isDone: true } as const;
  corp.double.fail(NOTIFY, silent);
  expect(await corp.schoolWay.deliver(notice(), 'zhang-ma')).toEqual({ kind: 'accepted' });
  corp.double.fail(NOTIFY, silent, silent, silent, silent);
  const one = notice();
  expect(await corp.schoolWay.deliver(one, 'zhang-ma')).toEqual({ kind: 'unknown' });
  expect(await corp.schoolWay.deliver(one, 'zhang-ma')).toEqual({ kind: 'unknown' });
  expect(texts()).toHaveLength(2);
});

test('an app that parents may not use is told to the administrator', async () => {
  await corp.double.close();
  corp = await openCorp(database, { double: { apps: [{ secret: 'S', agentId: 7 }] } });
  corp.double.addParents('zhang-ma');
  expect(await corp.schoolWay.deliver(notice(), 'zhang-ma')).toEqual({ kind: 'refused', reason: '48002' });
  expect(corp.told[0]).toMatchObject({ code: '48002', say: expect.stringContaining('家长可使用的应用') });
});

const recording = (content: Buffer): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'recording-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'L4a.amr');
  writeFileSync(file, content);
  return file;
};
const kinds = () => corp.double.parentInboxOf('zhang-ma').map(({ msgtype }) => msgtype);

test('whoever likes to listen gets the words and after them the recording, each once', async () => {
  const one = notice({ recording: recording(amr(50)) });
  expect(await corp.schoolWay.deliver(one, 'zhang-ma')).toEqual({ kind: 'accepted' });
  expect(await corp.schoolWay.deliver(one, 'zhang-ma')).toEqual({ kind: 'accepted' });
  expect(kinds()).toEqual(['text', 'voice']);
});

test('a recording that WeCom does not take keeps nobody from the words', async () => {
  const one = notice({ recording: recording(Buffer.from('no recording')) });
  expect(await corp.schoolWay.deliver(one, 'zhang-ma')).toEqual({ kind: 'accepted' });
  expect(kinds()).toEqual(['text']);
});

const UPLOAD = '/cgi-bin/media/upload';

test('words wait for no recording that WeCom is silent about', async () => {
  const silent = { kind: 'reset', isDone: false } as const;
  corp.double.fail(UPLOAD, silent, silent, silent, silent, silent, silent);
  const one = notice({ recording: recording(amr(50)) });
  expect(await corp.schoolWay.deliver(one, 'zhang-ma')).toEqual({ kind: 'accepted' });
  expect(kinds()).toEqual(['text']);
});

test('a recording whose file is gone keeps nobody from the words, and is told', async () => {
  const file = recording(amr(50));
  rmSync(file);
  expect(await corp.schoolWay.deliver(notice({ recording: file }), 'zhang-ma')).toEqual({ kind: 'accepted' });
  expect(kinds()).toEqual(['text']);
  expect(corp.told.map(({ code }) => code)).toEqual(['recording_gone']);
});
