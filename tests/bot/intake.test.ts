import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Incoming } from '../../bot/incoming.ts';
import { drainSpool, type IntakeDependencies, takeIn } from '../../bot/intake.ts';
import { makeLog } from '../../bot/log.ts';
import { openSpool } from '../../bot/spool.ts';
import { hearCallback } from '../../bot/wecom/hear-callback.ts';
import { at, type Instant } from '../../domain/calendar/time.ts';
import type { Database } from '../../prisma/client.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { keepCard } from '../../prisma/stores/card-store.ts';
import { CountyKeeper } from '../../prisma/stores/county-store.ts';
import { saveDirectory } from '../../prisma/stores/directory-store.ts';
import { openHandout } from '../../prisma/stores/paper-store.ts';
import { loadNationalCalendar } from '../../seeds/load-calendar.ts';
import { makePlan } from '../../seeds/scenario.ts';
import { testDatabase } from '../support/database.ts';
import { POLICY, WORDS } from '../support/field.ts';
import { TOWN } from '../support/town.ts';
import { callbackSender, injected } from '../support/wecom/callback-sender.ts';

const secrets = openSecrets(Buffer.alloc(32, 4));
const NOW: Instant = at('2026-09-14', '08:05');
const GROUP = { kind: 'group', id: 'wrG' } as const;

let database: Database;
let intake: IntakeDependencies;
let folder: string;
let woken: string[];
let troubles: string[];
let serial = 0;

beforeAll(async () => {
  database = (await testDatabase()).prisma;
  await saveDirectory(database, TOWN, {}, secrets, at('2026-09-14', '07:00'));
  await database.account.create({ data: { channel: 'member', id: 'wang01', person: 'wang' } });
  folder = await mkdtemp(path.join(tmpdir(), 'intake-'));
  const keeper = await CountyKeeper.open(database, {
    policy: POLICY,
    plan: makePlan(),
    national: loadNationalCalendar(),
  });
  intake = {
    ...{ database, keeper, words: WORDS, now: async () => NOW },
    onTrouble: (what) => void troubles.push(what),
    spool: openSpool(path.join(folder, 'spool'), secrets, (what) => void troubles.push(what)),
    wake: async (person) => void woken.push(person),
    secrets,
    importRoster: async (file) => `读到${file.length}个字节`,
    takeSurvey: async () => null,
  };
});

afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(() => {
  woken = [];
  troubles = [];
});

const incoming = (change: Partial<Incoming> = {}): Incoming => ({
  ...{ channel: 'aibot', messageId: `m${++serial}`, conversation: { kind: 'single', id: 'Wang01' } },
  ...{ sender: 'wang01', text: '三(1)班全到齐', quote: null, tap: null, files: [], sentAt: NOW },
  ...change,
});

const answerTo = async ({ channel, messageId }: Incoming) =>
  database.notice.findUnique({ where: { key: `reply:${channel}:${messageId}` } });

const answersIn = (notice: { content: unknown } | null) => {
  if (!notice) throw new Error('it was not answered');
  return (notice.content as { answers: { place: object; brief: string } }).answers;
};

describe('whose message it is', () => {
  test('the person behind the account, however the userid is written', async () => {
    const message = incoming({ sender: 'WANG01' });
    expect(await takeIn(message, intake)).toEqual({ person: 'wang', card: null });
    expect((await answerTo(message))?.recipient).toBe('wang');
    expect(woken).toEqual(['wang']);
  });

  test('the id by which somebody is known, where no account is registered', async () => {
    expect((await takeIn(incoming({ sender: 'Zhao', text: '待办' }), intake))?.person).toBe('zhao');
  });

  test('a stranger, who is told what to do, and by whom', async () => {
    const message = incoming({ sender: 'nobody' });
    expect((await takeIn(message, intake))?.person).toBe('member:nobody');
    expect((await answerTo(message))?.text).toContain('没有登记');
  });
});

describe('in a group', () => {
  test('the answer knows where it was asked, and what may be said there', async () => {
    const message = incoming({ conversation: GROUP, text: '三(1)班应到6实到5，张伟没来' });
    await takeIn(message, intake);
    const answer = await answerTo(message);
    const answers = answersIn(answer);
    expect(answers.place).toEqual({ channel: 'aibot', ...GROUP });
    expect(answers.brief).toContain('1人没到');
    expect(answers.brief).not.toContain('张伟');
    expect(answers.brief).toContain('还没有绑定');
    expect(answer?.text).toContain('张伟');
  });

  test('a question is put in private, too', async () => {
    const message = incoming({ conversation: GROUP, text: '张小伟没来' });
    await takeIn(message, intake);
    expect(answersIn(await answerTo(message)).brief).not.toMatch(/张/);
  });
});

describe('a button', () => {
  test('means the question under which it stood, and nothing once that is over', async () => {
    const asked = incoming({ text: '陈号没来，还有张小伟' });
    await takeIn(asked, intake);
    const card = { task: 'k1', channel: 'aibot', notice: `reply:aibot:${asked.messageId}` } as const;
    await keepCard(database, {
      ...{ ...card, person: 'wang', address: 'Wang01', title: '哪一位', duties: [], code: null, at: NOW },
    });
    const later = incoming({ text: '李四光没来' });
    await takeIn(later, intake);
    const tap = incoming({ text: '', tap: { task: 'k1', key: '1' } });
    const taken = await takeIn(tap, intake);
    const asking = await database.notice.findUniqueOrThrow({ where: { key: card.notice } });
    const [option] = (asking.content as { options: { key: string; label: string }[] }).options;
    expect(option?.key).toBe('1');
    expect(taken?.card?.main_title.desc).toBe(`王老师 今天08:05 选了“${option?.label}”`);
    expect((await answerTo(tap))?.text).toContain('已经办好或者过去了');
  });

  test('of a card that was shown to somebody else says nothing', async () => {
    const before = await database.inbox.count();
    expect(await takeIn(incoming({ sender: 'zhao', tap: { task: 'k1', key: '1' } }), intake)).toEqual({
      person: 'zhao',
      card: null,
    });
    expect(await database.inbox.count()).toBe(before);
  });
});

type Content = Parameters<typeof WORDS.say>[1] & { file: object };

describe('a file', () => {
  const file = (name: string | null) => [{ name, fetch: async () => Buffer.from('1234') }];

  test('a table from the bureau is a list of people', async () => {
    const message = incoming({ sender: 'zhou', text: '', files: file('名单.xlsx') });
    await takeIn(message, intake);
    expect((await answerTo(message))?.text).toBe('读到4个字节');
  });

  test('a table from a class teacher is not taken, and it says whose task that is', async () => {
    const message = incoming({ text: '', files: file('名单.XLSX') });
    await takeIn(message, intake);
    expect((await answerTo(message))?.text).toContain('区教体局专干');
  });

  test('a picture cannot be read, and it says what to do', async () => {
    const message = incoming({ text: '', files: file(null) });
    await takeIn(message, intake);
    expect((await answerTo(message))?.text).toContain('请用文字说一句');
  });

  test('what a guardian sends instead of words goes to the class teacher, and is kept for some days', async () => {
    await database.account.create({ data: { channel: 'parent', id: 'p-li', person: 'g-li' } });
    const voice = { name: null, kind: 'voice' as const, fetch: async () => Buffer.from('#!AMR') };
    const message = incoming({ channel: 'app', sender: 'P-LI', text: '', files: [voice] });
    await takeIn(message, intake);
    expect((await answerTo(message))?.text).toContain('收到您发的语音，已转给王老师');
    const id = `sent-app:${message.messageId}`;
    const [notice] = await database.notice.findMany({
      where: { recipient: 'wang', key: { contains: `app:${message.messageId}` } },
    });
    const content = notice?.content as object as Content;
    expect(content.file).toEqual({ is: 'sent', id });
    const said = WORDS.say('guardian_says', { ...content, now: NOW });
    expect(said).toMatch(/李思雨（三\(1\)班）的家长发来一段语音。\n附在后面，七天后删除/);
    const kept = await openHandout({ database, secrets }, id);
    expect(kept).toEqual({ name: '语音.amr', content: Buffer.from('#!AMR') });
  });

  test('what cannot be fetched of it is passed on as that', async () => {
    const lost = { name: 'a.jpg', fetch: () => Promise.reject(new Error('over')) };
    const message = incoming({ channel: 'app', sender: 'p-li', text: '', files: [lost] });
    await takeIn(message, intake);
    const [notice] = await database.notice.findMany({
      where: { recipient: 'wang', key: { contains: `app:${message.messageId}` } },
    });
    const content = notice?.content as object as Content;
    expect(WORDS.say('guardian_says', { ...content, now: NOW })).toMatch(
      /发来一张图片。\n我这里没有取到，请打电话问家长/,
    );
    expect((await answerTo(message))?.text).toContain('已转给王老师');
  });

  test('a file that cannot be fetched is answered all the same', async () => {
    const broken = {
      name: '名单.xlsx',
      fetch: async (): Promise<Buffer> => {
        throw new Error('over after five minutes');
      },
    };
    const message = incoming({ sender: 'zhou', text: '', files: [broken] });
    await takeIn(message, intake);
    expect((await answerTo(message))?.text).toContain('请重发');
  });
});

/** As it is while nobody answers there. */
const databaseAway = () => {
  const fails = async () => Promise.reject(new Error('the database is away'));
  return new Proxy(database, {
    get: (target, name) =>
      name === 'hot' ? { $queryRaw: fails, $executeRaw: fails } : Reflect.get(target, name),
  });
};

test('a tap on the app’s card while the database is away is kept on disk, and whoever tapped sees that', async () => {
  const keys = {
    corpId: 'ww1',
    token: 'token1',
    encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  };
  const app = fastify();
  await app.register(
    hearCallback(keys, {
      intake: { ...intake, database: databaseAway() },
      fetchMedia: async () => Buffer.alloc(0),
      directoryChanged: async () => undefined,
      tellAdministrator: async () => undefined,
      log: makeLog('silent'),
    }),
  );
  const wecom = callbackSender({ ...keys, receiveId: keys.corpId }, Date.now, injected(app));
  const tap = { EventKey: '1', TaskId: 'k9', ResponseCode: 'RC' };
  const answer = await wecom.deliver(wecom.event('wang01', 'template_card_event', tap));
  expect(wecom.opened(answer.body)).toContain(
    '<Button><ReplaceName><![CDATA[已收到]]></ReplaceName></Button>',
  );
  expect(await readdir(path.join(folder, 'spool'))).toHaveLength(1);
  expect(await drainSpool(intake)).toBe(1);
});

test('while the database is away a message is kept on disk, and answered when it is back', async () => {
  const message = incoming({ text: '三(1)班应到6实到6' });
  expect(await takeIn(message, { ...intake, database: databaseAway() })).toBeNull();
  expect(await readdir(path.join(folder, 'spool'))).toHaveLength(1);
  expect(troubles).toEqual(['intake']);
  expect(await drainSpool(intake)).toBe(1);
  expect((await answerTo(message))?.text).toContain('已记');
  expect(await readdir(path.join(folder, 'spool'))).toEqual([]);
});
