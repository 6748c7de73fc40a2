import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { offered } from '../../bot/bench/pace.ts';
import { percentile, table } from '../../bot/bench/table.ts';
import { together } from '../../prisma/together.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const ROWS = [
  /^understand, class of 45 +[\d,.]+\/s {2}one core$/,
  /^understand, office with 2,025 pupils +[\d,.]+\/s {2}[\d.]+ of a teacher's$/,
  /^understand, 20,000 characters +[\d,.]+ ms {2}one core; at most [\d.]+ times that of 5,000$/,
  /^messages end to end +[\d,.]+\/s {2}[\d.]+ of plain one-row commits \([\d,.]+\/s\)$/,
  /^message latency, p50 +[\d,.]+ ms {2}at 100\/s offered$/,
  /^message latency, p99 +[\d,.]+ ms {2}at 100\/s offered$/,
  /^callback answered, p99 +[\d,.]+ ms {2}at 200\/s offered, p50 [\d,.]+ ms, \d+ answered and \d+ delivered meanwhile$/,
  /^due duties told +[\d,.]+\/s {2}[\d,.]+ notices\/s, [\d,]+ open$/,
  /^notices delivered, queue on PostgreSQL +[\d,.]+\/s {2}[\d.]+ of jobs that do nothing \([\d,.]+\/s\)$/,
  /^notices delivered, queue on Redis +([\d,.]+\/s {2}[\d.]+ of jobs that do nothing|– {2}no redis-server)/,
  /^one tick, [\d,]+ duties open +[\d,.]+ ms {2}10 duties due$/,
  /^one tick, [\d,]+ duties open +[\d,.]+ ms {2}[\d.]+ times that$/,
  /^all figures of a month +[\d,.]+ ms {2}[\d,]+ pupils, [\d,]+ duties, [\d,]+ facts$/,
  /^one number opened +[\d,.]+ ms {2}the same county$/,
  /^peak memory of this process +[\d,]+ MB/,
];

test('the quick run measures everything and prints every row, with a figure in it', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'bot/bench.ts', '--quick'],
    { cwd: ROOT },
  );
  const printed = stdout.split('\n\n')[0]?.split('\n') ?? [];
  expect(printed).toHaveLength(ROWS.length);
  for (const [place, row] of ROWS.entries()) expect(printed[place]).toMatch(row);
});

describe('what the figures are made with', () => {
  test.each([
    [0.5, 51],
    [0.99, 100],
    [1, 100],
    [0, 1],
  ])('the value below which a share of %d of 1 … 100 lies is %d', (share, value) => {
    const values = Array.from({ length: 100 }, (_, place) => 100 - place);
    expect(percentile(values, share)).toBe(value);
  });

  test('columns are aligned, and nothing trails', () => {
    const rows = [
      { what: 'a', figure: '1/s', beside: '' },
      { what: 'bcd', figure: '12/s', beside: 'x' },
    ];
    expect(table(rows)).toBe('a     1/s\nbcd  12/s  x');
  });

  test('no more than so many run at a time, and each item once', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await together([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      done.push(item);
    });
    expect(most).toBe(3);
    expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('what waits in line behind slow work counts as latency', async () => {
    let free: Promise<unknown> = Promise.resolve();
    const inLine = () => {
      free = free.then(() => new Promise((resolve) => setTimeout(resolve, 20)));
      return free;
    };
    const latencies = await offered([1, 2, 3, 4], 1000, inLine);
    expect(latencies[3]).toBeGreaterThan(latencies[0] ?? 0);
    expect(latencies[3]).toBeGreaterThan(60);
  });
});
