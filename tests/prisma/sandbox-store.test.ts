import { expect, test } from 'vitest';
import { seedDemo } from '../../bot/parts.ts';
import { at } from '../../domain/calendar/time.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { wipeSandbox } from '../../prisma/stores/sandbox-store.ts';
import { testDatabase } from '../support/database.ts';

test('wiped, each school has the start itself still before it: a roll that opens then is opened', async () => {
  const { prisma } = await testDatabase();
  await seedDemo(prisma, openSecrets(Buffer.alloc(32, 3)));
  const start = at('2026-09-15', '07:20');
  await wipeSandbox(prisma, start);
  const streams = await prisma.stream.findMany();
  expect(streams.length).toBeGreaterThan(3);
  for (const { tickedAt, nextAt } of streams) {
    expect(tickedAt.getTime()).toBeLessThan(start);
    expect(nextAt.getTime()).toBe(start);
  }
});
