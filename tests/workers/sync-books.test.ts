import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { DemoCounty } from '../../seeds/demo/loaded.ts';
import { deliverDue } from '../../workers/deliver.ts';
import { syncBooks } from '../../workers/sync-books.ts';
import type { SyncReport } from '../../workers/wecom/sync/keeping.ts';
import type { Sync } from '../../workers/wecom/sync/sync.ts';
import { closeFields, Field, MONDAY } from '../support/field.ts';

const CHANGE = { book: 'staff', change: 'update_user', newId: null } as const;
const QUIET: SyncReport = {
  places: { added: [], renamed: [], closed: [] },
  ...{ moved: [], filled: [], vacated: [] },
  ...{ staff: { added: [], left: [] }, pupils: { added: [], moved: [], joined: [], left: [] } },
  ...{ guardians: { added: [], left: [] }, subscribed: [], unsubscribed: [], size: 0, notes: [] },
};
const filled = (person: string): SyncReport => ({
  ...QUIET,
  size: 1,
  filled: [{ person, role: 'academic_office', place: '汤丹小学' }],
});

let town: Field;
afterEach(closeFields);
beforeEach(async () => {
  town = await Field.open();
});

/** The books say this, at this time of Monday. */
const read = async (
  time: string,
  said: SyncReport | Error,
  payload: Parameters<typeof syncBooks>[0] = { whole: true },
): Promise<void> => {
  const say = async (): Promise<SyncReport> => {
    if (said instanceof Error) throw said;
    return said;
  };
  const sync: Sync = { full: say, one: say };
  await syncBooks(payload, {
    database: town.database,
    keeper: { current: town.county, refresh: async () => undefined },
    sync,
    now: async () => at(MONDAY, time),
  });
};

/** What the bureau's officer, who stands in for an administrator, was told by this time. */
const toldBy = async (time: string): Promise<string[]> => {
  await deliverDue(null, at(MONDAY, time), town.dependencies());
  return town.news('zhou');
};

test('a report of the whole is told each time, and nobody is woken by it', async () => {
  await read('02:30', filled('夜里'));
  expect(await toldBy('06:29')).toEqual([]);
  expect((await toldBy('06:30')).join()).toContain('夜里');
  for (const hour of ['07', '08', '09', '10', '11']) {
    await read(`${hour}:00`, filled(`第${hour}次`));
    expect((await toldBy(`${hour}:00`)).join()).toContain(`第${hour}次`);
  }
});

test('reports beyond the places of a day come gathered, and none is lost', async () => {
  const hours = ['07', '08', '09', '10', '11', '12', '13'];
  await read('06:30', filled('清早'));
  expect(await toldBy('06:30')).toHaveLength(1);
  const told: string[] = [];
  for (const hour of hours) {
    await read(`${hour}:00`, filled(`第${hour}次`));
    told.push(...(await toldBy(`${hour}:00`)));
  }
  expect(told.join()).not.toContain('第13次');
  told.push(...(await toldBy('14:40')));
  expect(told.at(-1)).toMatch(/^【汇总】/);
  for (const hour of hours) expect(told.join()).toContain(`第${hour}次`);
});

test('the single changes of an hour are one message, and none is lost', async () => {
  const names = Array.from({ length: 9 }, (_, index) => `老师${index}号`);
  for (const [index, name] of names.entries())
    await read(`10:0${index}`, filled(name), { ...CHANGE, id: `m${index}` });
  expect(await toldBy('10:59')).toEqual([]);
  const told = await toldBy('11:00');
  expect(told).toHaveLength(1);
  for (const name of names) expect(told[0]).toContain(name);
  expect(await toldBy('12:00')).toEqual([]);
});

test('where nothing changed nobody is told', async () => {
  await read('02:30', QUIET);
  await read('10:00', QUIET, { ...CHANGE, id: 'wang' });
  expect(await toldBy('12:00')).toEqual([]);
});

test('beside the invented county: told once a day what to do, and not tried again', async () => {
  await read('08:00', new DemoCounty());
  await read('09:00', new DemoCounty(), { ...CHANGE, id: 'wang' });
  const told = await toldBy('12:00');
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('npm run sync -- --replace-demo');
});

test('any other fault is the queue’s to try again', async () => {
  await expect(read('08:00', new Error('no answer'))).rejects.toThrow('no answer');
});
