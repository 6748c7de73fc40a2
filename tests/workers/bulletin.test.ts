import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { bindGroup } from '../../prisma/stores/group-store.ts';
import { tellGroups } from '../../workers/bulletin.ts';
import { deliverDue } from '../../workers/deliver.ts';
import { closeFields, Field, MONDAY } from '../support/field.ts';

let town: Field;
afterEach(closeFields);

beforeEach(async () => {
  town = await Field.open();
  await town.goTo('07:55');
  const group = { channel: 'aibot', id: 'wrSchool', unit: 'tangdan' };
  await town.database.hot.transaction((tx) => bindGroup(tx, group, 'zhao', town.now));
});

const tell = async (time: string): Promise<string[]> => {
  const now = at(MONDAY, time);
  const { database, county } = town;
  await tellGroups(now, { database, county, webhooks: [{ id: 'webhook-1', unit: null }] });
  await deliverDue(null, now, town.dependencies());
  return town.inboxes.delivered
    .filter(({ to }) => to.startsWith('group:'))
    .map(({ to, text }) => `${to} ${text}`);
};

test('a bound group hears how the morning stands, by numbers alone, and once', async () => {
  await town.says('wang', '三(1)班应到6实到4，张伟没来，李思雨病假');
  expect(await tell('08:20')).toEqual([]);
  const told = await tell('08:45');
  const [school = '', county = ''] = [
    told.find((line) => line.startsWith('group:aibot:wrSchool')),
    told.find((line) => line.startsWith('group:webhook:webhook-1')),
  ];
  expect(school).toContain('没到2');
  expect(school).toMatch(/还没点名：/);
  expect(county).toMatch(/个班/);
  for (const line of told) expect(line).not.toMatch(/张伟|李思雨/);
  expect(await tell('08:46')).toEqual(told);
});

test('on a day off nobody hears anything', async () => {
  const saturday = at('2026-09-12', '09:00');
  const { database, county } = town;
  await tellGroups(saturday, { database, county, webhooks: [] });
  expect(await database.notice.count({ where: { recipient: { startsWith: 'group:' } } })).toBe(0);
});
