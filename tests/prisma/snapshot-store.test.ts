import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { count } from '../../domain/figures/figure.ts';
import { sheetsDue } from '../../domain/figures/sheets.ts';
import {
  cellsOfSnapshot,
  correctionsSince,
  freeze,
  newestSnapshot,
  snapshotOfKey,
} from '../../prisma/stores/snapshot-store.ts';
import { freezeDue } from '../../workers/snapshots.ts';
import { closeFields, Field } from '../support/field.ts';

const DISTRICT = { district: 'district' };
let field: Field;

/** 张伟 is gone from Monday on; on Wednesday afternoon the case is open and the day's roll-up is due. */
beforeEach(async () => {
  field = await Field.open();
  for (const day of ['14', '15', '16']) {
    await field.goTo(`2026-09-${day} 07:50`);
    await field.says('wang', '三(1)班应到10实到9，张伟没来');
    for (const [who, name] of [
      ['liu', '三(2)班'],
      ['he', '七(1)班'],
    ] as const)
      await field.says(who, `${name}全到齐`);
  }
});
afterEach(closeFields);

const freezeNow = () => freezeDue(field.now, field);

test('P3.R1-ROLLUP: the day is frozen at 15:30, once, with suspected pupils by place and school', async () => {
  await field.goTo('2026-09-16 15:29');
  await freezeNow();
  // Until then the latest roll-up is that of the day before.
  expect((await newestSnapshot(field.database.hot, 'day'))?.key).toBe('day:2026-09-15');
  await field.goTo('2026-09-16 15:40');
  await freezeNow();
  await freezeNow();
  const sheet = await newestSnapshot(field.database.hot, 'day');
  expect(sheet).toMatchObject({
    ...{ key: 'day:2026-09-16', takenBy: 'clock', takenAt: field.now },
    span: { first: '2026-09-16', last: '2026-09-16', at: at('2026-09-16', '15:30') },
  });
  const cells = await cellsOfSnapshot(field.database.hot, sheet?.id ?? 0n, ['open_at_end']);
  expect(cells.filter(({ figure }) => figure === 'open_at_end')).toEqual([
    {
      ...{ figure: 'open_at_end', by: 'SUSPECTED', township: 't1', school: 'tangdan', count: 1 },
      rows: ['c31-1'],
    },
  ]);
  expect(await field.database.snapshot.count({ where: { key: 'day:2026-09-16' } })).toBe(1);
});

test('a frozen number stays, opens its rows, and says since when it is corrected', async () => {
  await field.goTo('2026-09-16 15:40');
  await freezeNow();
  await field.goTo('2026-09-17 09:00');
  // Leave recorded afterwards covers a day that was counted (补假).
  await field.says('qian', '张伟9月16日到9月17日请病假');
  await field.says('qian', '日报');
  const sheet = await newestSnapshot(field.database.hot, 'day');
  if (!sheet) throw new Error('nothing was frozen');
  const cells = await cellsOfSnapshot(field.database.hot, sheet.id, ['absence_days']);
  expect(count(cells, 'absence_days', DISTRICT)).toBe(1);
  expect(cells.flatMap(({ rows }) => rows)).toEqual(['c31-1@2026-09-16']);
  const corrections = await correctionsSince(field.database.hot, sheet);
  expect(corrections.map(({ figure, change, row, on }) => [figure, change, row, on])).toEqual([
    ['absence_days', 'gone', 'c31-1@2026-09-16', '2026-09-17'],
    ['leave_days', 'added', 'c31-1@2026-09-16', '2026-09-17'],
  ]);
});

test('what was frozen cannot be changed, taken out or frozen again', async () => {
  await field.goTo('2026-09-16 15:40');
  await freezeNow();
  for (const statement of [
    'UPDATE snapshot_cell SET count = 0',
    'DELETE FROM snapshot_cell',
    'TRUNCATE snapshot',
    'UPDATE snapshot SET taken_by = $$wang$$',
  ])
    await expect(field.database.$executeRawUnsafe(statement)).rejects.toThrow(/append-only/);
  const [day] = sheetsDue(field.now, () => true, '15:30');
  if (!day) throw new Error('no sheet is due');
  expect(await field.database.hot.transaction((tx) => freeze(tx, day, 'zhou', field.now))).toBe(false);
});

test('P3.1-MONTH-ZERO: the month is frozen when it is over; one before anything ran is not', async () => {
  await field.goTo('2026-10-01 08:00');
  await freezeNow();
  expect(await snapshotOfKey(field.database.hot, 'month:2026-08')).toBeNull();
  const sheet = await snapshotOfKey(field.database.hot, 'month:2026-09');
  const cells = await cellsOfSnapshot(field.database.hot, sheet?.id ?? 0n, ['open_at_end']);
  expect(count(cells, 'open_at_end', DISTRICT)).toBe(1);
  expect(sheet?.span.last).toBe('2026-09-30');
});
