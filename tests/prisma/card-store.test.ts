import { expect, test } from 'vitest';
import {
  cardOfTask,
  forgetCards,
  keepCard,
  type ShownCard,
  settleCard,
} from '../../prisma/stores/card-store.ts';
import { testDatabase } from '../support/database.ts';

const DAY = 24 * 3_600_000;
const NOW = Date.parse('2026-09-14T02:30:00+08:00');

const card = (task: string, at: number): ShownCard => ({
  ...{ task, channel: 'app', notice: 'n', person: 'wang', address: 'wang01', title: '张伟' },
  ...{ duties: [], code: null, at },
});

test('cards are forgotten by their age, settled or not', async () => {
  const { prisma } = await testDatabase();
  await keepCard(prisma, card('old', NOW - 8 * DAY));
  await keepCard(prisma, card('old-settled', NOW - 8 * DAY));
  await settleCard(prisma, 'old-settled', NOW - 7 * DAY);
  await keepCard(prisma, card('edge', NOW - 7 * DAY));
  expect(await forgetCards(prisma, NOW - 7 * DAY)).toBe(2);
  expect(await cardOfTask(prisma, 'old')).toBeNull();
  expect(await cardOfTask(prisma, 'edge')).not.toBeNull();
  expect(await forgetCards(prisma, NOW - 7 * DAY)).toBe(0);
});
