import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { MINUTE } from '../../../domain/calendar/time.ts';
import { WecomRefusal, WecomSilence } from '../../../workers/wecom/codes.ts';
import { openWire, type Request } from '../../../workers/wecom/wire.ts';
import { type Fault, startWecom, type WecomDouble } from '../../support/wecom/api-double.ts';
import { codes, MORNING } from '../../support/wecom/sending.ts';

const PATH = '/cgi-bin/any';
const schema = z.looseObject({ errcode: z.literal(0) });

let double: WecomDouble;
let clock: number;
let slept: number[];

beforeEach(async () => {
  clock = MORNING;
  slept = [];
  double = await startWecom({ now: () => clock });
});
afterEach(() => double.close());

const wireWith = (timeoutMs = 10_000) =>
  openWire({
    codes,
    now: () => clock,
    sleep: async (milliseconds) => void slept.push(milliseconds),
    random: () => 0.5,
    timeoutMs,
  });

const request = (given: Partial<Request<unknown>> = {}): Request<unknown> => ({
  api: PATH,
  url: `${double.url}${PATH}`,
  body: '{}',
  schema,
  isRepeatable: true,
  lane: PATH,
  ...given,
});
const ended = (given?: Partial<Request<unknown>>, timeoutMs?: number) =>
  wireWith(timeoutMs)
    .ask(request(given))
    .catch((fault: unknown) => fault);
const fail = (...faults: (number | Fault)[]) => double.fail(PATH, ...faults);
const tries = () => double.callsOf(PATH).length;

test.each([-1, 6000, 45033, 45035])(
  '%i is asked again, three times in all, with growing pauses',
  async (code) => {
    fail(code, code, 0);
    expect(await ended()).toEqual({ errcode: 0, errmsg: 'error 0' });
    expect(slept).toEqual([500, 1000]);
    fail(code, code, code);
    expect(await ended()).toMatchObject({ code, again: clock + 30_000, isDoubtful: false });
  },
);

test('45009 rests the interface for a minute, and that one alone', async () => {
  const wire = wireWith();
  fail(45009);
  await expect(wire.ask(request())).rejects.toMatchObject({ code: 45009, again: clock + MINUTE });
  await expect(wire.ask(request())).rejects.toMatchObject({ code: 45009, again: clock + MINUTE });
  expect(tries()).toBe(1);
  double.fail('/cgi-bin/other', 0);
  await wire.ask(request({ url: `${double.url}/cgi-bin/other`, lane: 'other' }));
  clock += MINUTE;
  fail(0);
  await wire.ask(request());
  expect(tries()).toBe(2);
});

const SILENCES: readonly Fault[] = [
  { kind: 'status', isDone: false },
  { kind: 'status', isDone: true },
  { kind: 'reset', isDone: false },
  { kind: 'reset', isDone: true },
  { kind: 'nonsense', isDone: true },
];

test.each(SILENCES)('$kind (done: $isDone) leaves a doubt', async (fault) => {
  fail(fault, fault, fault);
  expect(await ended()).toMatchObject({ name: 'WecomSilence', isAmbiguous: true });
  expect(tries()).toBe(2);
});

test('no answer in time leaves a doubt', async () => {
  fail({ kind: 'hang', isDone: true }, { kind: 'hang', isDone: true });
  expect(await ended({}, 60)).toMatchObject({ name: 'WecomSilence', isAmbiguous: true });
});

test('silence is met with one repetition of what may be done twice, three tries of a read, none of the rest', async () => {
  const silent = { kind: 'reset', isDone: true } as const;
  for (const [given, expected] of [
    [{ isRepeatable: true }, 2],
    [{ isRepeatable: true, body: null }, 3],
    [{ isRepeatable: false }, 1],
  ] as const) {
    const before = tries();
    fail(silent, silent, silent);
    expect(await ended(given)).toBeInstanceOf(WecomSilence);
    expect(tries() - before).toBe(expected);
    fail(...Array.from({ length: 3 - expected }, () => 0));
    for (let left = 3 - expected; left > 0; left -= 1) await ended();
  }
});

test('an answer of another shape is none', async () => {
  fail(0, 0);
  const fault = await ended({ schema: z.object({ media_id: z.string() }) });
  expect(fault).toMatchObject({ name: 'WecomSilence', isAmbiguous: true });
  expect((fault as Error).cause).toMatchObject({ message: expect.stringContaining('media_id') });
});

test('nobody listens: surely not done, and tried three times', async () => {
  const { url } = double;
  await double.close();
  expect(await ended({ url: `${url}${PATH}`, isRepeatable: false })).toMatchObject({ isAmbiguous: false });
  expect(slept).toHaveLength(2);
  double = await startWecom();
});

test('a doubt stays one, whatever the later tries bring', async () => {
  fail({ kind: 'reset', isDone: true }, -1, -1);
  expect(await ended()).toMatchObject({ name: 'WecomRefusal', code: -1, isDoubtful: true });
  fail({ kind: 'reset', isDone: true }, 45009);
  expect(await ended()).toMatchObject({ code: 45009, isDoubtful: true });
});

test('whoever sends may end the tries', async () => {
  fail(-1);
  const answer = await ended({ mayRepeat: async () => false });
  expect(answer).toBeInstanceOf(WecomRefusal);
  expect(tries()).toBe(1);
});
