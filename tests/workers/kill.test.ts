import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../bot/parts.ts';
import { SandboxClock } from '../../bot/sandbox/clock.ts';
import { at } from '../../domain/calendar/time.ts';
import { Directory, type Student } from '../../domain/people/directory.ts';
import type { Database } from '../../prisma/client.ts';
import { openSecrets, readOrMakeKey } from '../../prisma/secrets.ts';
import { verifyChains } from '../../prisma/stores/chain-store.ts';
import { demoCounty } from '../../seeds/demo/county.ts';
import { dice } from '../../seeds/demo/dice.ts';
import { testDatabase } from '../support/database.ts';
import { Child, freePort, hasRedis, startRedis } from '../support/process.ts';

const DAY = '2026-09-14';
/** So that the morning's own clocks (07:50, 08:00, 08:10) run out in the midst of it. */
const SPEED = 15;

const cleanUp: (() => void | Promise<void>)[] = [];
afterAll(async () => {
  for (const step of cleanUp) await step();
});

interface Message {
  id: string;
  from: string;
  text: string;
  /** What it must leave in the ledger, once. */
  fact: { kind: 'standing' | 'contact'; student: string };
}

/** Each teacher tells of one pupil after the other: missing, the family was reached, there after all. */
const messagesOf = (directory: Directory, count: number): Message[][] => {
  const teachers = directory.parts.posts.filter(({ role }) => role === 'homeroom_teacher');
  const each = Math.ceil(count / teachers.length);
  let left = count;
  return teachers.map(({ person, unit }) => {
    const mine = namedApart(directory.studentsOf(unit ?? '')).flatMap((student): Message[] => [
      { id: '', from: person, text: `${student.name}没来`, fact: { kind: 'standing', student: student.id } },
      {
        id: '',
        from: person,
        text: `${student.name}家长联系上了`,
        fact: { kind: 'contact', student: student.id },
      },
      { id: '', from: person, text: `${student.name}到了`, fact: { kind: 'standing', student: student.id } },
    ]);
    const taken = mine.slice(0, Math.min(each, left)).map((item, i) => ({ ...item, id: `${person}-${i}` }));
    left -= taken.length;
    return taken;
  });
};

/** Pupils whose names nobody could mistake for another's in the class. */
const namedApart = (students: readonly Student[]): Student[] =>
  students
    .filter(({ id, name }) => !students.some((other) => other.id !== id && other.name.includes(name)))
    .slice(0, 8);

/** Keeps one process alive and kills it again and again, at start-up or at work, as long as `more` says. */
const besiege = async (
  start: () => Child,
  random: () => number,
  more: () => boolean,
  crashes: string[],
): Promise<Child> => {
  let typical = 1500;
  for (;;) {
    const begun = performance.now();
    const child = start();
    if (!more()) return child;
    let killed = false;
    if (random() < 0.7) await Promise.race([pause(random() * typical), child.ended]);
    else {
      await Promise.race([child.ready, pause(8000)]);
      typical = (typical * 3 + Math.min(8000, performance.now() - begun)) / 4;
      await Promise.race([pause(random() * 300), child.ended]);
    }
    const end = child.ended.then((how) => {
      if (!killed || how !== 'SIGKILL') crashes.push(`${how}: ${child.complaints}`);
    });
    killed = true;
    child.kill();
    await end;
  }
};

/** Sends one message until the bot says that it has it; now and then once more, as a page does that heard no answer. */
const deliver = async (url: string, { id, from, text }: Message, random: () => number): Promise<void> => {
  for (let tries = random() < 0.1 ? 2 : 1; tries > 0; ) {
    const answer = await fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id, from, text }),
      signal: AbortSignal.timeout(5000),
    }).catch(() => null);
    if (answer?.ok) tries -= 1;
    else if (answer && answer.status < 500) throw new Error(`${id}: ${answer.status} ${await answer.text()}`);
    else await pause(40);
  }
};

/** Nothing unanswered, nothing due, nothing on its way. */
const restless = async (database: Database, now: number): Promise<Record<string, number>> => {
  const due = new Date(now);
  const [inbox, streams, notices] = await Promise.all([
    database.inbox.count({ where: { handledAt: null } }),
    database.stream.count({ where: { nextAt: { lte: due } } }),
    database.notice.count({
      where: { OR: [{ state: 'sending' }, { state: 'pending', sendAt: { lte: due } }] },
    }),
  ]);
  return { inbox, streams, notices };
};

const besiegeTown = async (kills: number, messages: number, redisUrl: string | null): Promise<void> => {
  const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);
  try {
    await siege(kills, messages, redisUrl, seed);
  } catch (error) {
    throw new Error(`KILL_SEED=${seed}`, { cause: error });
  }
};

const siege = async (kills: number, count: number, redisUrl: string | null, seed: number): Promise<void> => {
  const random = dice(`kill ${seed}`).next;
  const { url, prisma: database } = await testDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), 'not-one-less-kill-'));
  cleanUp.push(() => rm(folder, { recursive: true, force: true }));
  await seedDemo(database, openSecrets(readOrMakeKey(folder)));
  const clock = new SandboxClock(database);
  await clock.set(at(DAY, '07:46'));
  await clock.play(SPEED);

  const port = await freePort();
  const environment = {
    DATABASE_URL: url,
    DATA_DIR: folder,
    PORT: String(port),
    LOG_LEVEL: 'fatal',
    SWEEP_MS: '300',
    ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
  };
  const alive = new Set<Child>();
  let killed = -3;
  const start = (file: string) => (): Child => {
    killed += 1;
    const child = new Child(file, environment);
    alive.add(child);
    void child.ended.then(() => alive.delete(child));
    return child;
  };
  cleanUp.push(() => {
    for (const child of alive) child.kill();
  });
  const crashes: string[] = [];
  const more = (): boolean => killed < kills;
  const files = ['bot/main.ts', 'workers/main.ts', 'workers/main.ts'];
  const processes = Promise.all(files.map((file) => besiege(start(file), random, more, crashes)));

  const stories = messagesOf(new Directory(demoCounty().parts), count);
  let sent = 0;
  const telling = stories.map(async (story) => {
    for (const message of story) {
      // Spread over the whole siege, so that no kill falls into silence.
      while (more() && killed < (sent / count) * kills - 5) await pause(30);
      sent += 1;
      await deliver(`http://127.0.0.1:${port}`, message, random);
    }
  });
  const survivors = await processes;
  await Promise.all(telling);
  await clock.play(0);
  await Promise.all(survivors.map(({ ready }) => ready));

  const now = await clock.now();
  await pause(1500);
  // Whoever had taken these is dead; what follows need not wait the half minute that the living are given.
  await database.$executeRaw`
    UPDATE notice SET claimed_at = claimed_at - interval '31 seconds' WHERE state = 'sending'`;
  const still = { inbox: 0, streams: 0, notices: 0 };
  await expect.poll(() => restless(database, now), { interval: 300 }).toEqual(still);
  for (const child of survivors) child.kill('SIGTERM');
  expect(await Promise.all(survivors.map(({ ended }) => ended))).toEqual([0, 0, 0]);

  expect(crashes).toEqual([]);
  expect(killed).toBeGreaterThanOrEqual(kills);
  await judge(database, stories.flat(), now);
};

const judge = async (database: Database, messages: readonly Message[], now: number): Promise<void> => {
  const [inbox, lines, notices, facts, duties] = await Promise.all([
    database.inbox.findMany(),
    database.sandboxLine.findMany({ where: { from: 'bot' } }),
    database.notice.findMany(),
    database.fact.findMany(),
    database.duty.findMany(),
  ]);
  // every message answered exactly once
  const ids = messages.map(({ id }) => id).sort();
  expect(inbox.map(({ messageId }) => messageId).sort()).toEqual(ids);
  const replies = ids.map((id) => `reply:sandbox:${id}`);
  expect(sorted(notices.filter(({ kind }) => kind === 'reply').map(({ key }) => key))).toEqual(replies);
  expect(sorted(lines.filter(({ kind }) => kind === 'reply').map(({ key }) => key))).toEqual(replies);
  // no fact lost or doubled, the ledger whole
  const told = facts.filter(({ kind }) => kind === 'standing' || kind === 'contact');
  expect(sorted(told.map(({ key, kind, student }) => `${key.split(':')[1]} ${kind} ${student}`))).toEqual(
    sorted(messages.map(({ id, fact }) => `${id} ${fact.kind} ${fact.student}`)),
  );
  expect(await verifyChains(database)).toEqual([]);
  // nothing said twice, nothing left unsaid but what found no place in somebody's day and waits for the next gathering
  const waits = notices.filter(({ state, sendAt }) => state === 'pending' && sendAt.getTime() > now);
  const ended = notices.filter((notice) => !waits.includes(notice));
  expect(ended.filter(({ state }) => !['sent', 'gathered', 'dropped'].includes(state))).toEqual([]);
  const shown = new Set(lines.map(({ key }) => key));
  expect(
    notices.filter(({ state, key }) => state === 'sent' && !shown.has(key) && !shown.has(`${key}|digest`)),
  ).toEqual([]);
  const tellings = lines
    .filter(({ kind }) => kind !== 'reply')
    .map(({ person, text }) => `${person}: ${text}`);
  expect(tellings.filter((telling, i) => tellings.indexOf(telling) !== i)).toEqual([]);
  expect(tellings.length).toBeGreaterThan(0);
  // no duty missed
  const known = new Set(duties.map(({ id }) => id));
  const absent = messages.filter(({ text }) => text.endsWith('没来'));
  const missed = absent.filter(({ fact }) => !known.has(`P3.1-CHECK-1H|student:${fact.student}|${DAY}`));
  expect(missed).toEqual([]);
};

/** As many as a run may take minutes for; 200 on request. */
const KILLS = Number(process.env.KILLS ?? 24);

const sorted = (items: readonly string[]): string[] => [...items].sort();

describe('bot and workers killed at any moment lose nothing and say nothing twice', () => {
  test(`${KILLS} kills while ${KILLS * 2.5} messages flow, queue on PostgreSQL`, { timeout: 900_000 }, () =>
    besiegeTown(KILLS, KILLS * 2.5, null),
  );
  test.skipIf(!hasRedis)(
    '10 kills while 30 messages flow, queue on Redis',
    { timeout: 300_000 },
    async () => {
      const redis = await startRedis();
      cleanUp.push(() => redis.stop());
      await besiegeTown(10, 30, redis.redisUrl);
    },
  );
});
