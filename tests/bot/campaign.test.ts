import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemo } from '../../bot/parts.ts';
import { SandboxClock } from '../../bot/sandbox/clock.ts';
import { at } from '../../domain/calendar/time.ts';
import { Directory } from '../../domain/people/directory.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { demoCounty } from '../../seeds/demo/county.ts';
import { openTerminal, runCommand } from '../support/command.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const KEY = 'ab'.repeat(32);

const terminal = openTerminal();
afterAll(terminal.close);

let database: TestDatabase;
const directory = new Directory(demoCounty().parts);
const [school] = directory.parts.schools;
const [principal] = directory.holders('principal', { school: school?.id ?? '' }, '2026-09-14');
const named = ['--school', school?.name ?? '', '--by', directory.nameOf(principal?.person ?? '')];

const guardians = new Set(
  directory.parts.students
    .filter((student) => student.school === school?.id && student.class !== null)
    .flatMap((student) => student.guardians),
);

const settings = () => ({ DATABASE_URL: database.url, DATA_KEY: KEY, SANDBOX: 'on' });
const run = (...args: string[]) => terminal.run('bot/campaign.ts', args, settings());

beforeAll(async () => {
  database = await testDatabase();
  await seedDemo(database.prisma, openSecrets(Buffer.from(KEY, 'hex')));
  await new SandboxClock(database.prisma).set(at('2026-09-14', '12:00'));
});

const lines = () => database.prisma.sandboxLine.count();

test('called the wrong way it says how', async () => {
  expect(await run('--text', 'C-term-start')).toMatchObject({
    code: 2,
    err: expect.stringContaining('用法'),
  });
});

test.each([
  ['a text that is not there', ['--text', 'C-none', ...named], '没有“C-none”这条文本'],
  ['a text about one child', ['--text', 'L3', ...named], '只能发给这个孩子的家长'],
  [
    'a place that is not there',
    ['--text', 'C-term-start', '--school', '没有的学校', '--by', '谁'],
    '没有找到“没有的学校”',
  ],
  [
    'a person who may not',
    ['--text', 'C-term-start', '--school', school?.name ?? '', '--by', '路人'],
    '路人不是',
  ],
  ['a day that is over', ['--text', 'C-term-start', ...named, '--from', '2026-01-01'], '已经过去'],
])('%s is said in a sentence, and nothing is sent', async (_, args, sentence) => {
  expect(await run(...args)).toMatchObject({ code: 1, err: expect.stringContaining(sentence) });
  expect(await lines()).toBe(0);
});

test('it is seen before it goes out', async () => {
  const seen = await run('--text', 'C-term-start', ...named, '--days', '1', '--dry-run');
  expect(seen).toMatchObject({ code: 0, err: '' });
  expect(seen.out).toMatch(
    /家长您好[\s\S]*家长\d+位，几个孩子的家长只收一次[\s\S]*9月14日（周一）12:00[\s\S]*这是预览/,
  );
  expect(await lines()).toBe(0);
});

test('what is due goes out', async () => {
  const args = ['--text', 'C-term-start', ...named, '--days', '1'];
  const sent = await runCommand('bot/campaign.ts', args, settings());
  expect(sent.err).toMatch(/已处理 0%/);
  expect(sent.out).toMatch(/企业微信已接收[\s\S]*还没轮到[\s\S]*由运行中的系统接着发/);
  expect(await lines()).toBeGreaterThan(0);
});

test('called again it sends the rest, each parent once', async () => {
  await new SandboxClock(database.prisma).set(at('2026-09-14', '19:39'));
  const rest = await run('--text', 'C-term-start', ...named);
  expect(rest.out).toMatch(/正在发，接着发/);
  expect(rest.err).toMatch(/已处理 100%/);
  const texts = await database.prisma.sandboxLine.findMany({ where: { key: { startsWith: 'campaign|' } } });
  expect(new Set(texts.map(({ person }) => person))).toEqual(guardians);
  expect(texts).toHaveLength(guardians.size);
  // It cites the law, so it is in the ledger as publicity, and the principal need not tell of it again.
  const facts = await database.prisma.fact.findMany({ where: { kind: 'publicity' } });
  expect(facts.map(({ body }) => JSON.stringify(body))).toEqual([
    expect.stringContaining(`发给${guardians.size}位家长`),
  ]);
});

test('once more, it goes to nobody', async () => {
  expect((await run('--text', 'C-term-start', ...named)).err).toMatch(/没有要发的家长/);
});

test('the list tells whom it reached', async () => {
  expect((await run('--list')).out).toMatch(new RegExp(`${school?.name}“.*”，家长${guardians.size}位`));
});
