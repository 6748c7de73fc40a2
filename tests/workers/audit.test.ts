import { beforeAll, expect, test } from 'vitest';
import { at, HOUR, type Instant } from '../../domain/calendar/time.ts';
import type { Database } from '../../prisma/client.ts';
import { audit } from '../../workers/audit.ts';
import { testDatabase } from '../support/database.ts';

const DAY = 24 * HOUR;
const NOW = at('2026-09-21', '08:00');

let database: Database;

beforeAll(async () => {
  database = (await testDatabase()).prisma;
});

const ended = async (state: string, decided: Instant) => {
  const key = `${state}|${decided}`;
  await database.$executeRaw`
    INSERT INTO notice (key, recipient, role, kind, stream, matter, day, content, duties, at, send_at, urgent, state)
    VALUES (${key}, 'wang', '', 'notice', '', ${key}, '2026-09-14'::date, '{}'::jsonb, '{}', ${new Date(decided)},
      ${new Date(decided)}, false, ${state})`;
};

test('what became of notices is told for a week, those that reached nobody too', async () => {
  for (const state of ['capped', 'unknown', 'refused']) {
    await ended(state, NOW - 7 * DAY);
    await ended(state, NOW - 6 * DAY);
    await ended(state, NOW - HOUR);
  }
  await ended('sent', NOW - HOUR);
  const found = await audit(database, NOW);
  expect(found.sort((one, other) => (one.what < other.what ? -1 : 1))).toEqual(
    ['capped', 'refused', 'unknown_sending'].map((what) => ({ what, count: 2, oldestMs: 6 * DAY })),
  );
  expect(await audit(database, NOW + 7 * DAY)).toEqual([]);
});
