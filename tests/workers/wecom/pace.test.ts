import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { at, HOUR, MINUTE } from '../../../domain/calendar/time.ts';
import { openPace, type Pace, TEMPOS, type Tempo, waitFor } from '../../../workers/wecom/pace.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { MORNING } from '../../support/wecom/sending.ts';

let database: TestDatabase;
let pace: Pace;
let members = 0;

beforeAll(async () => {
  database = await testDatabase();
  pace = openPace({ database: database.prisma, personTimesPerDay: null });
});

const member = () => ({ kind: 'member', app: '1', member: `m${++members}` }) as const;

test('what can wait has 24 a minute, what cannot has all 30', async () => {
  const one = member();
  const take = (urgent: boolean) => pace.take(one, { urgent, now: MORNING });
  for (let count = 0; count < 24; count += 1) expect(await take(false)).toEqual({ ok: true });
  expect(await take(false)).toMatchObject({ ok: false });
  for (let count = 0; count < 6; count += 1) expect(await take(true)).toEqual({ ok: true });
  // A request may be ten seconds under way, and is counted where it arrives.
  expect(await take(true)).toEqual({ ok: false, again: MORNING + 70_000 });
  expect(await pace.take(one, { urgent: true, now: MORNING + 70_000 })).toEqual({ ok: true });
});

test('a member is the same in capitals, a conversation is not', async () => {
  const app = '9';
  const now = MORNING;
  for (let count = 0; count < 30; count += 1)
    await pace.take({ kind: 'member', app, member: count % 2 ? 'Wang' : 'wang' }, { urgent: true, now });
  expect(await pace.take({ kind: 'member', app, member: 'WANG' }, { urgent: true, now })).toMatchObject({
    ok: false,
  });
  const talk = (conversation: string) => ({ kind: 'conversation', bot: 'b', conversation }) as const;
  for (let count = 0; count < 30; count += 1) await pace.take(talk('wrA'), { urgent: true, now });
  expect(await pace.take(talk('wrA'), { urgent: true, now })).toMatchObject({ ok: false });
  expect(await pace.take(talk('wra'), { urgent: true, now })).toEqual({ ok: true });
});

test('a thousand an hour, however they are spread', async () => {
  const one = member();
  let taken = 0;
  let now = MORNING;
  for (; now < MORNING + HOUR; now += 3500) if ((await pace.take(one, { urgent: true, now })).ok) taken += 1;
  expect(taken).toBe(1000);
  expect(await pace.take(one, { urgent: true, now })).toEqual({ ok: false, again: MORNING + HOUR + 10_000 });
});

test('a webhook takes one in 3.1 seconds', async () => {
  const hook = { kind: 'webhook', webhook: 'h' } as const;
  expect(await pace.take(hook, { urgent: true, now: MORNING })).toEqual({ ok: true });
  expect(await pace.take(hook, { urgent: true, now: MORNING + 3099 })).toEqual({
    ok: false,
    again: MORNING + 3100,
  });
  expect(await pace.take(hook, { urgent: true, now: MORNING + 3100 })).toEqual({ ok: true });
});

test('a member gets two hundred a minute in groups', async () => {
  const target = { kind: 'appchat_member', app: '1', member: 'zhao' } as const;
  expect(await pace.take(target, { urgent: true, now: MORNING, count: 200 })).toEqual({ ok: true });
  expect(await pace.take(target, { urgent: true, now: MORNING })).toMatchObject({ ok: false });
});

test('several together find room or none of them does', async () => {
  const one = member();
  await pace.take(one, { urgent: true, now: MORNING, count: 29 });
  expect(await pace.take(one, { urgent: true, now: MORNING, count: 2 })).toMatchObject({ ok: false });
  expect(await pace.take(one, { urgent: true, now: MORNING, count: 1 })).toEqual({ ok: true });
  const full = one;
  const free = member();
  expect(await pace.take([free, full], { urgent: true, now: MORNING })).toMatchObject({ ok: false });
  expect(await pace.take(free, { urgent: true, now: MORNING, count: 30 })).toEqual({ ok: true });
});

test('a day of the app ends at midnight in Shanghai, with a fifth kept for the urgent', async () => {
  const daily = openPace({ database: database.prisma, personTimesPerDay: 10 });
  const take = (urgent: boolean, now: number) =>
    daily.take({ kind: 'member', app: 'day', member: `m${++members}` }, { urgent, now });
  for (let count = 0; count < 8; count += 1) expect(await take(false, MORNING)).toEqual({ ok: true });
  const midnight = at('2026-09-15', '00:00');
  expect(await take(false, MORNING)).toEqual({ ok: false, again: midnight });
  expect(await take(true, MORNING)).toEqual({ ok: true });
  expect(await take(true, MORNING)).toEqual({ ok: true });
  expect(await take(true, MORNING)).toEqual({ ok: false, again: midnight });
  expect(await take(false, midnight)).toEqual({ ok: true });
});

test('what nobody was sent for a day is forgotten', async () => {
  const one = member();
  await pace.take(one, { urgent: false, now: MORNING + 100 * HOUR });
  await openPace({ database: database.prisma, personTimesPerDay: null }).take(member(), {
    urgent: false,
    now: MORNING + 126 * HOUR,
  });
  const rows = await database.prisma.wecomPace.findMany({
    where: { latest: { lt: new Date(MORNING + 126 * HOUR) } },
  });
  expect(rows).toEqual([]);
});

test('two processes at once give out no more than there is', async () => {
  const taker = fileURLToPath(new URL('../../support/wecom/pace-taker.ts', import.meta.url));
  const given = ['--import', 'tsx', taker, database.url, String(MORNING + 1000 * HOUR), '25'];
  const take = () =>
    new Promise<number>((resolve, reject) => {
      execFile(process.execPath, given, (error, stdout) => (error ? reject(error) : resolve(Number(stdout))));
    });
  const taken = await Promise.all([take(), take()]);
  expect(taken.reduce((sum, count) => sum + count)).toBe(30);
});

test('those who want the same in another order never wait for each other', async () => {
  const pair = [member(), member()] as const;
  const now = MORNING;
  const rooms = await Promise.all(
    Array.from({ length: 40 }, (_, ask) =>
      pace.take(ask % 2 ? pair : [pair[1], pair[0]], { urgent: true, now }),
    ),
  );
  expect(rooms.filter(({ ok }) => ok)).toHaveLength(30);
});

const spans = fc.array(fc.nat({ max: 5 * MINUTE }), { maxLength: 400 });

test('whoever waits as told finds room, and no span ever holds more than its limit', () => {
  fc.assert(
    fc.property(spans, fc.constantFrom(...Object.values(TEMPOS)), (gaps, tempo: Tempo) => {
      const taken: number[] = [];
      let now = MORNING;
      for (const gap of gaps) {
        now += gap % 7 === 0 ? gap : 0;
        const again = waitFor(taken, tempo, { urgent: true, now });
        if (again !== null) {
          expect(again).toBeGreaterThan(now);
          now = again;
          expect(waitFor(taken, tempo, { urgent: true, now })).toBeNull();
        }
        taken.push(now);
      }
      for (const { most, span } of tempo.limits)
        for (const [index, instant] of taken.entries()) {
          const last = taken[index + most];
          if (last !== undefined) expect(last - instant).toBeGreaterThanOrEqual(span);
        }
      for (const [index, instant] of taken.entries())
        if (index > 0) expect(instant - (taken[index - 1] ?? 0)).toBeGreaterThanOrEqual(tempo.apart);
    }),
  );
});
