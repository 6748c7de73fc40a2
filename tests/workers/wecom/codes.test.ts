import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../domain/calendar/time.ts';
import { ANSWERS, type CodeClass } from '../../../seeds/load-wecom-codes.ts';
import { meaningOf } from '../../../workers/wecom/codes.ts';
import { testDatabase } from '../../support/database.ts';
import { codes, delivery, openCorp, withButtons } from '../../support/wecom/sending.ts';

const SEND = '/cgi-bin/message/send';

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** What the reference of WeCom's codes (§8.2, §1.9, §3.5, §5.5) asks for. */
const TABLE: readonly [CodeClass, readonly number[]][] = [
  ['retry', [-1, 6000, 45033, 45035, 846609]],
  ['pause', [45009]],
  ['token', [40014, 41001, 42001]],
  ['media', [40007, 40145]],
  ['configuration', [40001, 40013, 40091, 41002, 41004, 40056, 41011, 301002, 50003, 48006, 60020, 301042]],
  ['configuration', [48001, 48002, 40057, 85010, 85011, 60011, 81011, 60137, 93000, 86005, 86006, 86007]],
  ['configuration', [86207, 86216, 65000, 65001, 65003, 65004, 65014, 65018, 65022, 65023, 65024]],
  ['recipient', [40003, 40031, 60111, 301021, 50002, 60021, 92000, 81013, 40066, 60003, 60123, 40068, 40070]],
  ['recipient', [46004, 49008, 40050, 86001, 86003, 86008, 93001, 93004, 93006, 93008, 65010, 65013]],
  ['content', [40004, 40005, 40006, 40009, 40011, 44001, 45001, 301016, 301017, 44004, 45002, 93017, 93018]],
  ['content', [40201, 85002, 82004, 86004, 65002, 65007, 65008, 65009, 65015]],
  ['card', [43012, ...range(42014, 42020), ...range(42027, 42051)]],
  ['expired', [42052, 60140, 86215, 846605, 846608]],
  ['defect', [40008, 40033, 40035, 40058, 40063, 41016, 41033, 45008, 81012, 82001, 82002, 82003, 93050]],
  ['defect', [65011, 65012, 86500, 999_999]],
];

const rows = TABLE.flatMap(([name, all]) => all.map((code) => [code, name] as const));

test.each(rows)('%i is of class %s', (code, name) => {
  const { class: found, say } = meaningOf(codes, code);
  expect(found).toBe(name);
  expect(say).toMatch(/\p{Script=Han}/u);
});

test('every code of codes.yaml stands in the table, or in a range that it names', () => {
  const known = new Set(rows.map(([code]) => code));
  const single = codes.rules.filter(({ from, to }) => from === to).map(({ from }) => from);
  expect(single.filter((code) => !known.has(code))).toEqual([850_001, 851_008, 851_013, 851_014, 853_006]);
  for (const { from, to } of codes.rules)
    expect(range(from, Math.min(to, from + 999)).some((code) => known.has(code) || code > 850_000)).toBe(
      true,
    );
});

test('every reason of a receipt has a sentence for the administrator', () => {
  for (const answer of ANSWERS) expect(codes.answers[answer]).toMatch(/\p{Script=Han}/u);
  expect(meaningOf(codes, 81013).say).toContain('可见范围');
  expect(meaningOf(codes, 999_999).say).toBe(codes.answers.unknown_code);
});

let corp: Awaited<ReturnType<typeof openCorp>>;

beforeAll(async () => {
  corp = await openCorp((await testDatabase()).prisma);
  corp.double.addMembers('wang');
});
afterAll(() => corp.double.close());

/** Calls, and whether the administrator hears of it. */
const DONE: Record<CodeClass, { calls: number; told: number }> = {
  retry: { calls: 3, told: 0 },
  pause: { calls: 1, told: 0 },
  token: { calls: 2, told: 1 },
  media: { calls: 1, told: 1 },
  recipient: { calls: 1, told: 0 },
  content: { calls: 1, told: 1 },
  configuration: { calls: 1, told: 1 },
  card: { calls: 1, told: 1 },
  expired: { calls: 1, told: 0 },
  defect: { calls: 1, told: 1 },
};

const receiptFor = (code: number, name: CodeClass) => {
  if (name === 'retry') return { kind: 'later', at: corp.clock.at + MINUTE / 2 };
  if (name === 'pause') return { kind: 'later', at: corp.clock.at + MINUTE };
  return { kind: 'refused', reason: String(code) };
};

test.each(rows)('%i (%s) on words: what the way answers, and whom it tells', async (code, name) => {
  corp.clock.at += 2 * HOUR;
  await corp.tokens.current();
  const before = {
    calls: corp.double.callsOf(SEND).length,
    told: corp.told.length,
    shown: corp.double.inboxOf('wang').length,
  };
  const { calls, told } = DONE[name];
  corp.double.fail(SEND, ...Array<number>(calls).fill(code));
  const one = delivery();
  expect(await corp.appWay.deliver(one, 'wang')).toEqual(receiptFor(code, name));
  expect(corp.double.callsOf(SEND)).toHaveLength(before.calls + calls);
  expect(corp.told.slice(before.told)).toEqual(
    told ? [{ code: String(code), say: meaningOf(codes, code).say }] : [],
  );
  // Nothing of it hinders the next try.
  corp.clock.at += MINUTE;
  expect(await corp.appWay.deliver(one, 'wang')).toEqual({ kind: 'accepted' });
  expect(corp.double.inboxOf('wang')).toHaveLength(before.shown + 1);
});

const cards = rows.filter(([, name]) => name === 'card').map(([code]) => code);

test.each(cards)('%i on a card: the same words go plainly', async (code) => {
  corp.clock.at += 2 * HOUR;
  corp.double.fail(SEND, code);
  const one = withButtons();
  expect(await corp.appWay.deliver(one, 'wang')).toEqual({ kind: 'accepted' });
  expect(corp.double.textsOf('wang').at(-1)).toBe(one.text);
});
