import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import PizZip from 'pizzip';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { sandboxApp } from '../../bot/sandbox/app.ts';
import { SandboxClock } from '../../bot/sandbox/clock.ts';
import type { SandboxDependencies, SandboxMessage, Upcoming } from '../../bot/sandbox/dependencies.ts';
import { at, type Instant, MINUTE } from '../../domain/calendar/time.ts';
import { emptyFile } from '../../domain/cases/file.ts';
import type { Duty } from '../../domain/duties/duty.ts';
import type { FactBody } from '../../domain/facts/fact.ts';
import { Directory, type DirectoryParts } from '../../domain/people/directory.ts';
import type { Database } from '../../prisma/client.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { paperPlace } from '../../prisma/stores/paper-store.ts';
import { loadPolicy } from '../../seeds/load-policy.ts';
import type { FieldsOf } from '../../templates/papers/catalogue.ts';
import { deliverToSandbox } from '../../workers/channels/sandbox.ts';
import { amr } from '../support/amr.ts';
import { testDatabase } from '../support/database.ts';

const DAY = '2026-09-14';
const MORNING = at(DAY, '07:00');
const PAPER = 'D1|student:zhangwei|case-0';

const post = (person: string, role: DirectoryParts['posts'][number]['role'], unit: string | null) => ({
  person,
  role,
  unit,
  from: '2026-09-01',
  until: null,
});

const parts: DirectoryParts = {
  district: { id: 'county', name: '东川区' },
  townships: [{ id: 'tangdan', name: '汤丹镇' }],
  schools: [
    { id: 'first', name: '汤丹中心小学', township: 'tangdan', firstLesson: '08:00' },
    { id: 'second', name: '汤丹二小', township: 'tangdan', firstLesson: '08:00' },
  ],
  classes: [
    { id: 'c31', name: '三(1)班', school: 'first' },
    { id: 'c32', name: '三(2)班', school: 'first' },
    { id: 'c41', name: '四(1)班', school: 'second' },
  ],
  students: [
    pupil('zhangwei', '张伟', 'c31', 'first', ['zhangdashan'], ['left_behind']),
    pupil('lisiyu', '李思雨', 'c31', 'first', ['lidaming']),
    pupil('yangjinhua', '杨金花', 'c32', 'first', ['yangfu']),
    pupil('zhaoyun', '赵云', 'c41', 'second', ['zhaofu']),
  ],
  people: [
    ['wang', '王老师'],
    ['liu', '刘老师'],
    ['zhao', '赵主任'],
    ['qian', '钱校长'],
    ['he', '何老师'],
    ['sun', '孙副镇长'],
    ['zhou', '周老师'],
    ['wu', '吴局长'],
    ['cadre', '李组长'],
    ['zhangdashan', '张大山'],
    ['lidaming', '李大明'],
    ['yangfu', '杨富'],
    ['zhaofu', '赵富'],
  ].map(([id = '', name = '']) => ({ id, name })),
  posts: [
    post('qian', 'principal', 'first'),
    post('zhou', 'bureau_officer', 'county'),
    post('wu', 'bureau_head', 'county'),
    post('sun', 'township_officer', 'tangdan'),
    post('liu', 'homeroom_teacher', 'c32'),
    post('wang', 'homeroom_teacher', 'c31'),
    post('zhao', 'academic_office', 'first'),
    post('he', 'homeroom_teacher', 'c41'),
    post('cadre', 'group_cadre', 'village'),
  ],
  leaves: [],
};

function pupil(
  id: string,
  name: string,
  classId: string,
  school: string,
  guardians: string[],
  flags: string[] = [],
) {
  return { id, name, class: classId, school, household: 'tangdan', village: 'village', flags, guardians };
}

const policy = loadPolicy('dongchuan');
const secrets = openSecrets(Buffer.alloc(32, 3));
const directory = new Directory(parts);

/** A world of doubles around the real app and database: the bot answers each message with one line. */
class World {
  readonly database: Database;
  readonly clock: SandboxClock;
  readonly app: FastifyInstance;
  readonly received: SandboxMessage[] = [];
  readonly stops: Instant[] = [];
  readonly resets: (Instant | undefined)[] = [];
  readonly drafted: object[] = [];
  next: Upcoming | null = null;
  failing = false;
  slowness = 0;
  moving = false;

  constructor(database: Database, pace = 1) {
    this.database = database;
    this.clock = new SandboxClock(database);
    this.app = sandboxApp(this.dependencies(pace));
  }

  dependencies(pace: number): SandboxDependencies {
    return {
      database: this.database,
      secrets,
      draftAnew: async (paper) => this.drafted.push(paper),
      policy: () => policy,
      directory: () => directory,
      now: () => this.clock.now(),
      runUntil: async (target) => {
        this.moving = true;
        await new Promise((resolve) => setTimeout(resolve, this.slowness));
        this.stops.push(target);
      },
      nextInstant: async () => this.next,
      receive: (message) => this.receive(message),
      stories: [STORY],
      reset: async (start) => {
        this.resets.push(start);
        await this.database.sandboxLine.deleteMany();
        await this.clock.set(start ?? MORNING);
      },
      pace,
    };
  }

  async receive(message: SandboxMessage): Promise<void> {
    if (this.failing) throw new Error('the bot is away');
    this.received.push(message);
    await deliverToSandbox(this.database, {
      ...bubble(`re:${message.id}`, message.from, '已记录'),
      at: message.at,
    });
  }

  async get(url: string, headers: Record<string, string> = {}) {
    const response = await this.app.inject({ url, headers });
    return { status: response.statusCode, headers: response.headers, body: jsonOf(response.body) };
  }

  async post(url: string, payload: object = {}, headers: Record<string, string> = {}) {
    const response = await this.app.inject({ method: 'POST', url, payload, headers });
    return { status: response.statusCode, body: jsonOf(response.body) };
  }
}

// biome-ignore lint/suspicious/noExplicitAny: the tests look into answers whose shape they judge
const jsonOf = (text: string): any => (text.startsWith('{') ? JSON.parse(text) : text);

const bubble = (key: string, to: string, text: string) => ({
  key,
  to,
  text,
  kind: 'reply' as const,
  rules: [],
  options: [],
  paper: null,
  recording: null,
  at: MORNING,
});

const STORY = {
  id: 'absent',
  title: '没来上学的第一天',
  about: '从点名到家访',
  start: at(DAY, '07:00'),
  end: at(DAY, '18:00'),
  messages: [
    { at: at(DAY, '08:05'), from: 'wang', text: '三(1)班应到2实到1，张伟没来', isRoutine: false },
    { at: at(DAY, '08:30'), from: 'liu', text: '三(2)班全到齐', isRoutine: true },
    { at: at(DAY, '08:40'), from: 'wang', text: '张伟家长电话打不通', isRoutine: false },
  ],
};

let database: Database;
let world: World;

beforeAll(async () => {
  database = (await testDatabase()).prisma;
});

beforeEach(async () => {
  world = new World(database);
  await world.clock.set(MORNING);
  await world.clock.play(0);
});

afterEach(async () => {
  await world.app.close();
  await database.sandboxLine.deleteMany();
});

const duty = (change: Partial<Duty> & Pick<Duty, 'name'>): Duty => ({
  id: `${change.name}|student:zhangwei|${DAY}`,
  rule: change.name.split('/')[0] ?? '',
  about: { student: 'zhangwei' },
  period: DAY,
  role: 'homeroom_teacher',
  actor: 'wang',
  delegate: null,
  acceptedAt: null,
  task: null,
  detail: null,
  hindrance: null,
  asked: null,
  openedAt: at(DAY, '08:05'),
  dueAt: at(DAY, '09:05'),
  lateAt: at(DAY, '09:05'),
  steps: [
    { at: at(DAY, '08:35'), does: 'remind', rung: 0 },
    { at: at(DAY, '09:05'), does: 'due', rung: 0 },
    { at: at(DAY, '10:05'), does: 'again', rung: 1 },
  ],
  ladder: ['academic_office', 'principal'],
  taken: 0,
  nextAt: at(DAY, '08:35'),
  state: 'open',
  doneAt: null,
  proof: null,
  policy: 'test',
  ...change,
});

const saveDuty = async (made: Duty): Promise<void> => {
  const {
    about,
    openedAt,
    dueAt,
    nextAt,
    doneAt,
    id,
    name,
    rule,
    period,
    role,
    actor,
    state,
    proof,
    policy,
    ...plan
  } = made;
  await database.duty.create({
    data: {
      ...{ id, name, rule, period, role, actor, state, proof, policy },
      stream: 'first',
      student: about.student ?? null,
      class: about.class ?? null,
      openedAt: new Date(openedAt),
      dueAt: new Date(dueAt),
      nextAt: nextAt === null ? null : new Date(nextAt),
      doneAt: doneAt === null ? null : new Date(doneAt),
      plan: JSON.parse(JSON.stringify({ ...plan, about })),
    },
  });
};

describe('who may ask', () => {
  test.each([
    ['its own name', { host: 'localhost:8080' }, 200],
    ['its number', { host: '127.0.0.1' }, 200],
    ['its number in version 6', { host: '[::1]:8080' }, 200],
    ['a name that another site points here', { host: 'evil.example:8080' }, 403],
    ['a name that begins like ours', { host: '127.0.0.1.evil.example' }, 403],
    ['a page of another site', { host: 'localhost:8080', origin: 'http://evil.example' }, 403],
    ['its own page', { host: 'localhost:8080', origin: 'http://localhost:8080' }, 200],
  ])('%s', async (_name, headers, status) => {
    const answer = await world.get('/api/clock', headers);
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body.message).toContain('127.0.0.1');
  });

  test('a form of another site cannot post, for it cannot say that it sends JSON', async () => {
    const response = await world.app.inject({
      method: 'POST',
      url: '/api/messages',
      headers: { 'content-type': 'text/plain' },
      payload: JSON.stringify({ id: '1', from: 'wang', text: '全到齐' }),
    });
    expect(response.statusCode).toBe(415);
    expect(world.received).toEqual([]);
  });
});

describe('the page', () => {
  test.each([
    ['/', 'text/html; charset=utf-8'],
    ['/main.js', 'text/javascript; charset=utf-8'],
    ['/style.css', 'text/css; charset=utf-8'],
    ['/icon.svg', 'image/svg+xml'],
  ])('%s', async (url, type) => {
    const { status, headers } = await world.get(url);
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type });
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['cache-control']).toBe('no-store');
  });

  test.each([
    '/../app.ts',
    '/..%2fapp.ts',
    '/%2e%2e%2fapp.ts',
    '/..%5capp.ts',
    '/tsconfig.json',
    '/constructor.constructor',
    '/nothing.js',
    '/api/nothing',
  ])('nothing is under %s', async (url) => {
    const { status, body } = await world.get(url);
    expect(status).toBe(404);
    expect(body.message).toMatch(/，/);
  });
});

test.each([
  ['an address that cannot be read', '/%zz', 400],
  ['an address without an end', `/api/chats/${'x'.repeat(500)}`, 414],
  ['a question with a field too many', '/api/students?q=a&all=1', 400],
])('%s gets a sentence', async (_name, url, status) => {
  const answer = await world.get(url);
  expect(answer.status).toBe(status);
  expect(answer.body.message).toMatch(/请/);
});

describe('people', () => {
  const shown = async () => {
    const { body } = await world.get('/api/people');
    return body.groups.map(({ name, people }: { name: string; people: { id: string }[] }) => [
      name,
      people.map(({ id }) => id),
    ]);
  };

  test('schools first, class teachers in the order of classes, then townships, villages, bureau and families', async () => {
    expect(await shown()).toEqual([
      ['汤丹中心小学', ['wang', 'liu', 'zhao', 'qian']],
      ['汤丹二小', ['he']],
      ['汤丹镇', ['sun']],
      ['村（居）和帮扶', ['cadre']],
      ['东川区', ['zhou', 'wu']],
      ['家长', ['zhangdashan', 'lidaming']],
    ]);
  });

  test('a family appears when something is going on with its child, or when it was spoken with', async () => {
    await database.caseFile.create({
      data: {
        student: 'yangjinhua',
        school: 'first',
        class: 'c32',
        stage: 'SUSPECTED',
        active: true,
        state: {},
      },
    });
    await deliverToSandbox(database, bubble('k1', 'zhaofu', '孩子今天没到校'));
    const families = (await shown()).at(-1);
    await database.caseFile.deleteMany();
    expect(families?.[1].toSorted()).toEqual(['lidaming', 'yangfu', 'zhangdashan', 'zhaofu']);
  });

  test('unread messages count until the chat is opened', async () => {
    await deliverToSandbox(database, bubble('k1', 'wang', '【点名】\n三(1)班请点名'));
    const wang = async () => {
      const { body } = await world.get('/api/people');
      return body.groups[0].people[0];
    };
    expect(await wang()).toEqual({
      id: 'wang',
      name: '王老师',
      title: '三(1)班班主任',
      unread: 1,
      preview: '【点名】 三(1)班请点名',
      lastAt: '2026-09-14T07:00:00+08:00',
    });
    await world.get('/api/chats/wang');
    expect((await wang()).unread).toBe(0);
  });

  test('a large county keeps its offices when there are too many teachers to show', async () => {
    const teachers = Array.from({ length: 400 }, (_, place) => `t${place}`);
    const large = new Directory({
      ...parts,
      classes: teachers.map((id) => ({ id: `class-${id}`, name: id, school: 'first' })),
      posts: [...parts.posts, ...teachers.map((id) => post(id, 'homeroom_teacher', `class-${id}`))],
    });
    const app = sandboxApp({ ...world.dependencies(1), directory: () => large });
    const { groups } = jsonOf((await app.inject('/api/people')).body);
    await app.close();
    const ids = groups.flatMap(({ people }: { people: { id: string }[] }) => people.map(({ id }) => id));
    expect(ids).toHaveLength(300);
    expect(ids).toEqual(expect.arrayContaining(['qian', 'sun', 'zhou', 't0']));
    expect(ids).not.toContain('t399');
  });
});

describe('chats', () => {
  test('a message is a bubble, goes to the bot, and the answer stands below it', async () => {
    const said = await world.post('/api/messages', { id: 'm-1', from: 'wang', text: '全到齐' });
    expect(said).toEqual({ status: 200, body: { accepted: true } });
    const { body } = await world.get('/api/chats/wang');
    expect(body.person).toEqual({ id: 'wang', name: '王老师', title: '三(1)班班主任' });
    expect(body.examples[0]).toBe('三(1)班应到2实到1，张伟没来');
    expect(body.lines).toMatchObject([
      { id: 'm-1', from: 'person', text: '全到齐', at: '2026-09-14T07:00:00+08:00', kind: null, rule: null },
      { from: 'bot', text: '已记录', kind: 'reply', options: [], file: null },
    ]);
  });

  test('what the bot delivers carries its rule and the answers to tap, once per key', async () => {
    const reminder = {
      ...bubble('r1', 'wang', '请联系家长'),
      kind: 'reminder' as const,
      rules: ['P3.1-CHECK-1H'],
      options: [{ key: '1', label: '已联系上' }],
    };
    expect(await deliverToSandbox(database, reminder)).toBe('accepted');
    expect(await deliverToSandbox(database, { ...reminder, text: '又一次' })).toBe('accepted');
    const { body } = await world.get('/api/chats/wang');
    expect(body.lines).toMatchObject([
      {
        text: '请联系家长',
        kind: 'reminder',
        rule: 'P3.1-CHECK-1H',
        options: [{ send: '1', label: '已联系上' }],
      },
    ]);
  });

  test('the same id twice is one bubble, and the bot hears the words of the first time', async () => {
    await world.post('/api/messages', { id: 'm-1', from: 'wang', text: '全到齐' });
    const again = await world.post('/api/messages', { id: 'm-1', from: 'liu', text: '张伟没来' });
    expect(again.status).toBe(200);
    expect(world.received.map(({ from, text }) => [from, text])).toEqual([
      ['wang', '全到齐'],
      ['wang', '全到齐'],
    ]);
    expect((await world.get('/api/chats/wang')).body.lines).toHaveLength(2);
    expect((await world.get('/api/chats/liu')).body.lines).toHaveLength(0);
  });

  test('a message that the bot could not take is not lost: sent again it arrives', async () => {
    world.failing = true;
    const first = await world.post('/api/messages', { id: 'm-1', from: 'wang', text: '全到齐' });
    expect(first.status).toBe(500);
    expect(first.body.message).toContain('再试一次');
    world.failing = false;
    await world.post('/api/messages', { id: 'm-1', from: 'wang', text: '全到齐' });
    expect(world.received).toHaveLength(1);
    expect((await world.get('/api/chats/wang')).body.lines).toHaveLength(2);
  });

  test.each([
    ['20,001 characters, which the bot answers itself', '长'.repeat(20_001), 200],
    ['more than 60 KB', '长'.repeat(20_481), 413],
    ['more than the server reads at all', 'x'.repeat(100_000), 413],
    ['nothing but spaces', ' \n ', 400],
  ])('a message of %s', async (_name, text, status) => {
    const answer = await world.post('/api/messages', { id: 'm-1', from: 'wang', text });
    expect(answer.status).toBe(status);
    expect(world.received).toHaveLength(status === 200 ? 1 : 0);
    if (status !== 200) expect(answer.body.message).toMatch(/，请/);
  });

  test.each([
    ['an unknown sender', { id: 'm-1', from: 'nobody', text: '全到齐' }, 404],
    ['no id', { from: 'wang', text: '全到齐' }, 400],
    ['an id that is no id', { id: 'in:张', from: 'wang', text: '全到齐' }, 400],
    ['a field too many', { id: 'm-1', from: 'wang', text: '全到齐', at: 0 }, 400],
    ['a text that is none', { id: 'm-1', from: 'wang', text: 42 }, 400],
  ])('refused: %s', async (_name, message, status) => {
    const answer = await world.post('/api/messages', message);
    expect(answer.status).toBe(status);
    expect(answer.body.message).toMatch(/请/);
    expect(world.received).toEqual([]);
  });

  test('zero characters are left out instead of breaking the database', async () => {
    const answer = await world.post('/api/messages', { id: 'm-1', from: 'wang', text: '全\u0000到齐' });
    expect(answer.status).toBe(200);
    expect(world.received[0]?.text).toBe('全到齐');
  });
});

describe('the clock', () => {
  test('ten minutes, a day, the next deadline: each runs through what lies between', async () => {
    world.next = { at: at(DAY, '07:50'), what: '点名提醒' };
    const ten = await world.post('/api/clock', { add: '10m' });
    expect(ten.body).toEqual({
      now: '2026-09-14T07:10:00+08:00',
      playing: false,
      next: { at: '2026-09-14T07:50:00+08:00', what: '点名提醒' },
    });
    await world.post('/api/clock', { to: 'next' });
    await world.post('/api/clock', { add: '1d' });
    expect(world.stops).toEqual([at(DAY, '07:10'), at(DAY, '07:50'), at('2026-09-15', '07:50')]);
  });

  test('a deadline that is already behind is caught up with, not travelled back to', async () => {
    world.next = { at: at(DAY, '06:00'), what: '点名提醒' };
    await world.post('/api/clock', { to: 'next' });
    expect(world.stops).toEqual([MORNING]);
  });

  test('nothing to come: a sentence', async () => {
    const answer = await world.post('/api/clock', { to: 'next' });
    expect(answer.status).toBe(409);
    expect(answer.body.message).toContain('没有等着到期的事');
  });

  test.each([
    [{ add: '2d' }],
    [{ play: true }],
    [{ play: true, speed: 0 }],
    [{ play: true, speed: 1e9 }],
    [{ add: '1d', to: 'next' }],
    [{}],
  ])('refused: %o', async (move) => {
    const answer = await world.post('/api/clock', move);
    expect(answer.status).toBe(400);
    expect(world.stops).toEqual([]);
  });

  test('a message sent while the clock moves is said when it has arrived', async () => {
    world.slowness = 100;
    const move = world.post('/api/clock', { add: '1d' });
    await expect.poll(() => world.moving, { interval: 5 }).toBe(true);
    await world.post('/api/messages', { id: 'm-1', from: 'wang', text: '全到齐' });
    await move;
    expect(world.received[0]?.at).toBe(at('2026-09-15', '07:00'));
  });

  test('it runs at its speed, keeps it over a move, and stands when stopped', async () => {
    let real = 1_000_000;
    const clock = new SandboxClock(database, () => real);
    await clock.set(MORNING);
    await clock.play(600);
    real += 2000;
    expect(await clock.now()).toBe(MORNING + 20 * MINUTE);
    await clock.set(at(DAY, '09:00'));
    real += 1000;
    expect(await clock.read()).toEqual({ now: at(DAY, '09:10'), speed: 600 });
    await clock.play(0);
    real += 5000;
    expect(await clock.now()).toBe(at(DAY, '09:10'));
  });

  test('playing is told, and goes on after a move', async () => {
    expect((await world.post('/api/clock', { play: true, speed: 60 })).body.playing).toBe(true);
    expect((await world.post('/api/clock', { add: '10m' })).body.playing).toBe(true);
    expect((await world.post('/api/clock', { play: false })).body.playing).toBe(false);
  });
});

describe('duties', () => {
  afterEach(async () => void (await database.duty.deleteMany()));

  test('who must do what until when, and whom silence has reached', async () => {
    await saveDuty(duty({ name: 'P3.1-CHECK-1H', taken: 2, state: 'overdue', nextAt: at(DAY, '10:05') }));
    const { body } = await world.get('/api/duties');
    expect(body.duties).toEqual([
      {
        id: `P3.1-CHECK-1H|student:zhangwei|${DAY}`,
        rule: 'P3.1-CHECK-1H',
        title: policy.named.get('P3.1-CHECK-1H')?.duty.title,
        subject: '张伟（三(1)班）',
        student: 'zhangwei',
        actor: { id: 'wang', name: '王老师', title: '三(1)班班主任' },
        openedAt: '2026-09-14T08:05:00+08:00',
        dueAt: '2026-09-14T09:05:00+08:00',
        nextAt: '2026-09-14T10:05:00+08:00',
        state: 'overdue',
        ladder: [
          { title: '教务处', name: '赵主任', told: true },
          { title: '校长', name: '钱校长', told: false },
        ],
      },
    ]);
  });

  test('by due time, the daily roll last while it is in time; what is settled is gone', async () => {
    const roll = { about: { class: 'c31' }, dueAt: at(DAY, '08:00') };
    await saveDuty(duty({ ...roll, name: 'P3.1-ROLL', id: 'roll' }));
    await saveDuty(
      duty({ ...roll, name: 'P3.1-ROLL', id: 'late roll', about: { class: 'c32' }, state: 'overdue' }),
    );
    await saveDuty(duty({ name: 'P3.1-CHECK-1H', id: 'later', dueAt: at(DAY, '12:00') }));
    await saveDuty(duty({ name: 'P3.1-CHECK-1H', id: 'sooner', dueAt: at(DAY, '11:00'), actor: null }));
    await saveDuty(duty({ name: 'P3.1-CHECK-1H', id: 'done', state: 'done', doneAt: at(DAY, '08:30') }));
    const { body } = await world.get('/api/duties');
    expect(body).toMatchObject({ open: 4, late: 1 });
    const wangs = await world.get('/api/duties?actor=wang');
    expect(wangs.body.duties.map(({ id }: { id: string }) => id)).toEqual(['late roll', 'later', 'roll']);
    expect(wangs.body).toMatchObject({ open: 3, late: 1 });
    expect(body.duties.map(({ id }: { id: string }) => id)).toEqual(['late roll', 'sooner', 'later', 'roll']);
    expect(body.duties[1].actor).toEqual({ id: '', name: '（空缺）', title: '班主任' });
    expect(body.duties[0].subject).toBe('三(2)班');
  });
});

describe('files', () => {
  beforeAll(async () => {
    const file = {
      ...emptyFile('zhangwei'),
      stage: 'SUSPECTED' as const,
      marks: { [DAY]: { standing: 'unaccounted' as const, source: 'm', unexcused: true } },
      firstMissed: DAY,
      persuasions: 1,
    };
    await database.caseFile.create({
      data: {
        student: 'zhangwei',
        school: 'first',
        class: 'c31',
        stage: 'SUSPECTED',
        active: true,
        state: { ...(file as object) },
      },
    });
    await tellFact({ kind: 'standing', student: 'zhangwei', day: DAY, standing: 'unaccounted', until: null });
    await tellFact({ kind: 'visit', student: 'zhangwei', day: DAY, purpose: 'visit', result: 'promised' });
    await tellFact({ kind: 'safeguard', student: 'zhangwei' });
    await saveDuty(duty({ name: 'P3.1-CHECK-1H' }));
    await saveDuty(duty({ name: 'P1.R4-HAZARD/safeguard', actor: 'qian', role: 'principal' }));
    await saveDuty(
      duty({ name: 'P3.1-REPORT-2H', state: 'done_late', doneAt: at(DAY, '11:00'), nextAt: null }),
    );
    await tellNotice('zhao', 'zhangwei', '联系家长', `P3.1-CHECK-1H|student:zhangwei|${DAY}`);
    await tellNotice('zhou', 'zhangwei', '安全保护', `P1.R4-HAZARD/safeguard|student:zhangwei|${DAY}`);
    await tellNotice('zhao', 'lisiyu', '别的学生', null);
    await database.paper.create({
      data: {
        id: PAPER,
        kind: 'D1',
        subject: 'student:zhangwei',
        period: 'case-0',
        issuer: 'first',
        series: '控辍',
        year: 2026,
        ordinal: 1,
        at: new Date(at(DAY, '12:00')),
        number: '2026-001',
        fields: secrets.seal(JSON.stringify(PAPER_FIELDS), paperPlace(PAPER)),
      },
    });
  });

  afterAll(async () => {
    for (const table of [database.caseFile, database.duty, database.notice, database.paper, database.look])
      await (table as typeof database.caseFile).deleteMany();
  });

  let told = 0;
  const tellFact = async (body: FactBody): Promise<void> => {
    told += 1;
    await database.fact.create({
      data: {
        stream: 'first',
        seq: told,
        key: `sandbox:m:${told}`,
        kind: body.kind,
        student: 'zhangwei',
        class: 'c31',
        author: 'wang',
        authorRole: 'homeroom_teacher',
        at: new Date(at(DAY, '08:05') + told * MINUTE),
        recordedAt: new Date(at(DAY, '08:05') + told * MINUTE),
        words: '张伟没来，李思雨病假',
        body: { ...body },
        previous: '',
        hash: String(told),
      },
    });
  };

  const tellNotice = async (to: string, student: string, title: string, dutyId: string | null) => {
    const item = { rule: 'P3.1-CHECK-1H', title, about: { student }, subject: student, duty: dutyId };
    await database.notice.create({
      data: {
        key: `${to}|${title}`,
        recipient: to,
        role: 'academic_office',
        kind: 'escalation',
        stream: 'first',
        matter: title,
        day: new Date(DAY),
        content: { words: 'escalation', rules: ['P3.1-CHECK-1H'], items: [item] },
        duties: [],
        at: new Date(at(DAY, '09:05')),
        sendAt: new Date(at(DAY, '09:05')),
        sentAt: new Date(at(DAY, '09:05')),
        urgent: false,
        state: 'sent',
      },
    });
  };

  const file = async (viewer: string, purpose?: string) =>
    world.get(`/api/files/zhangwei?${new URLSearchParams({ viewer, ...(purpose ? { purpose } : {}) })}`);

  const setSafeguard = async (safeguard: boolean) => {
    const { state } = await database.caseFile.findUniqueOrThrow({ where: { student: 'zhangwei' } });
    await database.caseFile.update({
      where: { student: 'zhangwei' },
      data: { state: { ...(state as object), safeguard } },
    });
  };

  test('the office sees who said and did what, in order, with the words of the message', async () => {
    const { status, body } = await file('zhao');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      student: { id: 'zhangwei', name: '张伟', class: '三(1)班', school: '汤丹中心小学' },
      stage: 'SUSPECTED',
      stageText: '疑似辍学',
      flags: [],
    });
    expect(body.counters).toEqual([
      { label: '首次缺课', value: '9月14日（周一）' },
      { label: '无故缺课', value: '1天' },
      { label: '劝返', value: '1次' },
    ]);
    const told = body.entries.map(({ at, who, what, words, kind }: Record<string, string>) =>
      [at?.slice(11, 16), kind, who, what, words].join('|'),
    );
    expect(told).toMatchInlineSnapshot(`
      [
        "08:05|duty|王老师|须办：联系家长|",
        "08:05|duty|王老师|须办：2小时内报教务处|",
        "08:06|fact|王老师（班主任）|记 9月14日（周一）没来|张伟没来，李思雨病假",
        "08:07|fact|王老师（班主任）|9月14日（周一）家访：答应返校|张伟没来，李思雨病假",
        "09:05|notice|赵主任|收到上报：联系家长|",
        "11:00|duty|王老师|超时办结：2小时内报教务处|",
        "12:00|paper|系统|拟好疑似辍学书面报告（初报），编号2026-001|",
      ]
    `);
    expect(body.duties.map(({ rule }: { rule: string }) => rule)).toEqual(['P3.1-CHECK-1H']);
  });

  test('the restricted section is open to the principal and to the bureau with a purpose', async () => {
    for (const answer of [await file('qian'), await file('zhou', '督办')]) {
      const entries = JSON.stringify(answer.body.entries);
      expect(entries).toContain('转入保护程序');
      expect(entries).toContain('安全保护');
    }
    const entries = JSON.stringify((await file('zhao')).body);
    expect(entries).not.toContain('保护');
  });

  test('in a case under protection only the restricted section shows what was said', async () => {
    await setSafeguard(true);
    const wordsFor = async (viewer: string) =>
      JSON.stringify((await file(viewer)).body).includes('张伟没来，李思雨病假');
    const seen = [await wordsFor('wang'), await wordsFor('zhao'), await wordsFor('qian')];
    const flags = [(await file('zhao')).body.flags, (await file('qian')).body.flags];
    await setSafeguard(false);
    expect(seen).toEqual([false, false, true]);
    expect(flags).toEqual([[], ['留守儿童', '保护程序']]);
  });

  test('a family sees its own child, without words about other children and without who was reminded', async () => {
    const { status, body } = await file('zhangdashan');
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain('李思雨');
    expect(body.duties).toEqual([]);
    expect(body.entries.map(({ kind }: { kind: string }) => kind)).toEqual(['fact', 'paper']);
  });

  test.each([
    ['another family', 'lidaming'],
    ['the teacher of another class', 'liu'],
    ['a school leader of another place', 'he'],
    ['a village cadre, who sees only that a visit is needed', 'cadre'],
    ['a stranger', 'nobody'],
  ])('closed to %s', async (_name, viewer) => {
    const { status, body } = await file(viewer, '想看看');
    expect(status).toBe(403);
    expect(body.message).toContain('看不到');
    expect(JSON.stringify(body)).not.toContain('张伟');
  });

  test('the bureau says what for, and the look is kept once', async () => {
    await database.look.deleteMany();
    for (const purpose of [undefined, '  '])
      expect(await file('wu', purpose)).toMatchObject({
        status: 403,
        body: { message: '查看个案要留记录，请说明用途。' },
      });
    expect(await database.look.count()).toBe(0);
    await file('wu', '督办');
    await file('wu', '督办');
    await file('wu', '复核');
    await file('zhao', '不用记');
    const looks = await database.look.findMany({ orderBy: { id: 'asc' } });
    expect(looks.map(({ viewer, role, student, purpose }) => [viewer, role, student, purpose])).toEqual([
      ['wu', 'bureau_head', 'zhangwei', '督办'],
      ['wu', 'bureau_head', 'zhangwei', '复核'],
    ]);
  });

  test('an unknown pupil, and a file asked for by nobody', async () => {
    expect((await world.get('/api/files/nobody?viewer=zhao')).status).toBe(404);
    expect((await world.get('/api/files/zhangwei')).status).toBe(400);
  });

  test('pupils are found by a part of their name; without one, those with something open', async () => {
    const found = async (query: string) =>
      (await world.get(`/api/students${query}`)).body.students.map(
        ({ name, stageText }: Record<string, string>) => [name, stageText],
      );
    // What a unit does by law beside a closed case leaves nothing open of the case itself.
    const closed = { ...emptyFile('lisiyu'), stage: 'CLOSED' as const };
    await database.caseFile.create({
      data: {
        ...{ student: 'lisiyu', school: 'first', class: 'c31', stage: 'CLOSED', active: false },
        state: { ...(closed as object) },
      },
    });
    const asked = { number: '0914-1', by: null, shows: '1名孩子' };
    const referred = duty({ name: 'A-HR-CHILD', about: { student: 'lisiyu' }, asked });
    await saveDuty({ ...referred, id: 'A-HR-CHILD|student:lisiyu|0914-1' });
    expect(await found('')).toEqual([['张伟', '疑似辍学']]);
    await database.caseFile.delete({ where: { student: 'lisiyu' } });
    expect(await found(`?q=${encodeURIComponent('思')}`)).toEqual([['李思雨', '在校']]);
    expect(await found('?q=%25')).toEqual([]);
  });

  test('a paper is a Word file for those who may see it or were sent it', async () => {
    const entry = (await file('qian')).body.entries.find(({ kind }: { kind: string }) => kind === 'paper');
    expect(entry.file.name).toBe('疑似辍学书面报告（初报）-张伟.docx');
    const response = await world.app.inject(entry.file.url);
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-disposition']).toContain(encodeURIComponent('初报'));
    expect(new PizZip(response.rawPayload).file('word/document.xml')?.asText()).toContain('张伟');

    // Until it is signed it says what the ledger tells when it is opened (policy §8).
    expect(world.drafted).toEqual([
      { is: 'paper', paper: 'D1', about: { student: 'zhangwei' }, period: expect.any(String) },
    ]);

    const closed = await world.get(`/api/papers/${encodeURIComponent(PAPER)}?viewer=lidaming`);
    expect(closed.status).toBe(403);
    await deliverToSandbox(database, { ...bubble('p1', 'lidaming', '请签收'), paper: PAPER });
    const [line] = (await world.get('/api/chats/lidaming')).body.lines;
    expect((await world.app.inject(line.file.url)).statusCode).toBe(200);
  });

  test('a recording comes after the words, to be downloaded by whoever it was sent to', async () => {
    const recording = path.join(mkdtempSync(path.join(tmpdir(), 'recording-')), 'L1.amr');
    writeFileSync(recording, amr(60));
    onTestFinished(() => rmSync(path.dirname(recording), { recursive: true }));
    await deliverToSandbox(database, { ...bubble('v1', 'zhaofu', '孩子今天没到校'), recording });
    const { lines } = (await world.get('/api/chats/zhaofu')).body;
    const { voice, text } = lines.at(-1);
    expect({ text, seconds: voice.seconds }).toEqual({ text: '孩子今天没到校', seconds: 2 });
    const answer = await world.app.inject(voice.url);
    expect(answer.headers['content-type']).toBe('audio/amr');
    expect(answer.rawPayload.equals(amr(60))).toBe(true);
    const others = voice.url.replace('zhaofu', 'wang');
    expect((await world.get(others)).status).toBe(404);
    expect((await world.get('/api/recordings/x?viewer=zhaofu')).status).toBe(404);
  });

  test('a paper that is not there', async () => {
    expect((await world.get('/api/papers/none?viewer=qian')).status).toBe(404);
  });
});

const PAPER_FIELDS: FieldsOf<'D1'> = {
  number: '2026-001',
  from: '汤丹中心小学',
  to: '汤丹镇人民政府',
  date: DAY,
  pupil: { name: '张伟', class: '三(1)班' },
  guardians: [{ name: '张大山', phone: '138****5678' }],
  missedDays: [],
  contacts: [],
  visits: [],
};

describe('stories', () => {
  const ended = async () => {
    await expect.poll(async () => (await world.get('/api/stories')).body.playing, { interval: 5 }).toBeNull();
  };

  test('one plays itself: from its start through all messages to its end', async () => {
    expect((await world.get('/api/stories')).body).toEqual({
      stories: [{ id: 'absent', title: '没来上学的第一天', about: '从点名到家访' }],
      playing: null,
    });
    expect((await world.post('/api/stories/absent')).status).toBe(200);
    await ended();
    expect(world.resets).toEqual([STORY.start]);
    expect(world.received.map(({ from, text, at }) => ({ from, text, at }))).toEqual(
      STORY.messages.map(({ from, text, at }) => ({ from, text, at })),
    );
    expect(world.stops.toSorted()).toEqual(world.stops);
    expect(await world.clock.now()).toBe(STORY.end);
    expect((await world.get('/api/chats/wang')).body.lines).toHaveLength(4);
  });

  test('between two messages it stops where something is due', async () => {
    world.next = { at: at(DAY, '07:50'), what: '点名提醒' };
    await world.post('/api/stories/absent');
    await ended();
    expect(world.stops[0]).toBe(at(DAY, '07:50'));
  });

  test('only one at a time; meanwhile the clock is not moved by hand; stop stands between two steps', async () => {
    await world.app.close();
    world = new World(database, 60_000);
    await world.post('/api/stories/absent');
    await expect.poll(() => world.received.length, { interval: 5 }).toBe(1);
    const { playing } = (await world.get('/api/stories')).body;
    expect(playing).toEqual({
      id: 'absent',
      step: 1,
      of: 3,
      what: '王老师：三(1)班应到2实到1，张伟没来',
      person: 'wang',
    });
    expect((await world.post('/api/stories/absent')).status).toBe(409);
    expect((await world.post('/api/clock', { add: '1d' })).status).toBe(409);
    expect((await world.post('/api/stories/stop')).status).toBe(200);
    expect((await world.get('/api/stories')).body.playing).toBeNull();
    expect(world.received).toHaveLength(1);
    expect((await world.post('/api/clock', { add: '1d' })).status).toBe(200);
  });

  test('beginning anew ends a story first', async () => {
    await world.app.close();
    world = new World(database, 60_000);
    await world.post('/api/stories/absent');
    await expect.poll(() => world.received.length, { interval: 5 }).toBe(1);
    expect((await world.post('/api/reset')).status).toBe(200);
    expect((await world.get('/api/stories')).body.playing).toBeNull();
    expect(world.resets).toEqual([STORY.start, undefined]);
    expect(await world.clock.now()).toBe(MORNING);
  });

  test('one that breaks ends, and another can begin', async () => {
    world.failing = true;
    await world.post('/api/stories/absent');
    await ended();
    world.failing = false;
    expect((await world.post('/api/stories/absent')).status).toBe(200);
    await ended();
    expect(world.received).toHaveLength(STORY.messages.length);
  });

  test('an unknown one', async () => {
    expect((await world.post('/api/stories/nothing')).status).toBe(404);
  });
});

describe('events', () => {
  /** Reads the stream until `enough`; the page is away afterwards. */
  const heard = async (enough: (what: ReadonlySet<string>) => boolean, act: () => Promise<unknown>) => {
    const url = await world.app.listen({ host: '127.0.0.1', port: 0 });
    const leave = new AbortController();
    const response = await fetch(`${url}/api/events`, { signal: leave.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    const what = new Set<string>();
    await act();
    for await (const chunk of response.body ?? []) {
      for (const [, data = '{}'] of Buffer.from(chunk)
        .toString()
        .matchAll(/event: changed\ndata: (.*)\n\n/g))
        for (const one of JSON.parse(data).what) what.add(one);
      if (enough(what)) break;
    }
    leave.abort();
    return what;
  };

  test('what this process does is told at once', async () => {
    const what = await heard(
      (all) => all.has('clock') && all.has('chat:wang'),
      async () => {
        await world.post('/api/clock', { add: '10m' });
        await world.post('/api/messages', { id: 'm-1', from: 'wang', text: '全到齐' });
      },
    );
    expect([...what]).toEqual(expect.arrayContaining(['clock', 'duties', 'people', 'chat:wang']));
  });

  test('what another process delivers is told within a second, and nothing else', async () => {
    await deliverToSandbox(database, bubble('old', 'qian', '早就在那里'));
    const what = await heard(
      (all) => all.size > 0,
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        await deliverToSandbox(database, bubble('new', 'zhao', '刚到'));
      },
    );
    expect([...what]).toEqual(['chat:zhao']);
  });

  test('the server closes although a page still listens', async () => {
    const url = await world.app.listen({ host: '127.0.0.1', port: 0 });
    const response = await fetch(`${url}/api/events`);
    await world.app.close();
    await response.text();
    const { port } = new URL(url);
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(Number(port), '127.0.0.1', resolve));
    await new Promise((resolve) => probe.close(resolve));
  });
});
