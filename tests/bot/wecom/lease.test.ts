import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { tryLease } from '../../../prisma/stores/lease-store.ts';
import { emptyDatabase } from '../../support/database.ts';

/** Asks until it is given; the test's own time-out is the limit. */
const eventually = async <Result>(ask: () => Promise<Result | null>): Promise<Result> => {
  for (;;) {
    const result = await ask();
    if (result !== null) return result;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

test('one holds it, names are apart, and what is given back can be taken', async () => {
  const url = await emptyDatabase();
  const first = await tryLease(url, 'aibot');
  expect(first).not.toBeNull();
  expect(await tryLease(url, 'aibot')).toBeNull();
  const other = await tryLease(url, 'wechaty');
  expect(other).not.toBeNull();
  await first?.release();
  await first?.ended;
  const second = await eventually(() => tryLease(url, 'aibot'));
  await second.release();
  await other?.release();
});

test('twenty at once: one gets it', async () => {
  const url = await emptyDatabase();
  const leases = await Promise.all(Array.from({ length: 20 }, () => tryLease(url, 'aibot')));
  const given = leases.filter((lease) => lease !== null);
  expect(given).toHaveLength(1);
  await given[0]?.release();
});

test('the holder learns that the server dropped its connection', async () => {
  const url = await emptyDatabase();
  const lease = await tryLease(url, 'aibot', { checkEvery: 20 });
  const killer = await tryLease(url, 'killer');
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()",
  );
  await lease?.ended;
  await killer?.ended;
  await client.end();
  const next = await eventually(() => tryLease(url, 'aibot'));
  await next.release();
});

test('when the process that holds it is killed, another takes over', async () => {
  const url = await emptyDatabase();
  const store = fileURLToPath(new URL('../../../prisma/stores/lease-store.ts', import.meta.url));
  const holder = spawn(process.execPath, [
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    `import { tryLease } from ${JSON.stringify(store)};
     const lease = await tryLease(${JSON.stringify(url)}, 'aibot');
     process.stdout.write(lease ? 'held' : 'refused');
     setInterval(() => undefined, 1000);`,
  ]);
  try {
    const [said] = await once(holder.stdout, 'data');
    expect(String(said)).toBe('held');
    expect(await tryLease(url, 'aibot')).toBeNull();
    holder.kill('SIGKILL');
    const lease = await eventually(() => tryLease(url, 'aibot'));
    await lease.release();
  } finally {
    holder.kill('SIGKILL');
  }
});

test('no server is a fault, not a lease held by somebody', async () => {
  await expect(tryLease('postgres://nobody@127.0.0.1:1/none', 'aibot')).rejects.toThrow();
});
