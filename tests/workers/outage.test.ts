import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { deliverDue } from '../../workers/deliver.ts';
import { tickSchool } from '../../workers/tick.ts';
import { closeFields, Field } from '../support/field.ts';
import { pupil } from '../support/field-county.ts';

let town: Field;
const ZHANG = pupil('c31', '张伟');

afterEach(closeFields);

/** Monday: a child missing, nobody called. Then nothing runs until Thursday morning. */
beforeEach(async () => {
  town = await Field.open();
  await town.goTo('07:50');
  await town.says('wang', '应到10实到9，张伟没来');
  for (const person of ['wang', 'zhao', 'qian', 'sun', 'zhou']) town.news(person);
});

/** What a sweep does after the outage: one look at every school, one delivery. */
const startAgain = async (time: string): Promise<void> => {
  const [day = '', clock = ''] = time.split(' ');
  town.now = at(day, clock);
  for (const school of ['tangdan', 'middle'])
    await tickSchool(town.database, school, town.now, town.county());
  await deliverDue(null, town.now, town.dependencies());
};

test('three days later each overdue duty is told once, as late, in one digest per person', async () => {
  await startAgain('2026-09-17 09:00');
  const office = town.news('zhao');
  const digests = office.filter((text) => text.startsWith('【汇总】'));
  expect(digests).toHaveLength(1);
  expect(digests[0]).toContain('系统停过，现在补报');
  expect(digests[0]?.match(/【到时限未办】联系家长/g)).toHaveLength(1);
  expect(digests[0]).toContain('张伟');
  const teacher = town.news('wang').filter((text) => text.startsWith('【汇总】'));
  expect(teacher).toHaveLength(1);
  expect(teacher[0]?.match(/【已到时限】联系家长/g)).toHaveLength(1);
});

test('no reminder that should have come before is sent now', async () => {
  await startAgain('2026-09-17 09:00');
  const all = town.inboxes.delivered.filter(({ kind, at: when }) => kind !== 'reply' && when === town.now);
  expect(all.map(({ text }) => text).filter((text) => text.includes('【提醒】联系家长'))).toEqual([]);
  const perPerson = new Map<string, number>();
  for (const { to, kind } of all) if (kind === 'digest') perPerson.set(to, (perPerson.get(to) ?? 0) + 1);
  expect(Math.max(...perPerson.values())).toBe(1);
});

test('the days that passed are counted, and the case is open', async () => {
  await startAgain('2026-09-17 09:00');
  expect(await town.file(ZHANG)).toMatchObject({ stage: 'SUSPECTED', firstMissed: '2026-09-14' });
  const counted = await town.facts('counted');
  expect(
    counted
      .filter(({ body }) => body.student === ZHANG)
      .map(({ body, at: when }) => [body.day, body.run, when]),
  ).toEqual([
    ['2026-09-14', 1, '2026-09-14T18:00:00+08:00'],
    ['2026-09-15', 2, '2026-09-15T18:00:00+08:00'],
    ['2026-09-16', 3, '2026-09-16T15:00:00+08:00'],
  ]);
  expect(await town.duties('P3.1-LINK-WRITTEN')).toEqual([expect.stringContaining(ZHANG)]);
});

test('a second look right after says nothing more', async () => {
  await startAgain('2026-09-17 09:00');
  const said = town.inboxes.delivered.length;
  await startAgain('2026-09-17 09:00');
  await startAgain('2026-09-17 09:01');
  expect(town.inboxes.delivered.length).toBe(said);
});

test('a child told of long after its time is told further at once, and nothing is said to have stood still', async () => {
  await town.goTo('2026-09-15 09:50');
  for (const person of ['wang', 'zhao', 'qian']) town.news(person);
  await town.says('wang', '应到10实到8，张伟、李思雨没来');
  await town.goTo('2026-09-15 09:55');
  const told = ['wang', 'zhao', 'qian'].flatMap((person) => town.news(person));
  expect(told.filter((text) => text.includes('联系家长')).join('\n')).toContain('应在今天09:00前完成');
  expect(told.filter((text) => text.includes('系统停过'))).toEqual([]);
});
