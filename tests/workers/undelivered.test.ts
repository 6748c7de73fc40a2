import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import type { Channel, Delivery } from '../../workers/channel.ts';
import { deliverDue } from '../../workers/deliver.ts';
import { runUntil } from '../../workers/run-until.ts';
import { undeliveredNotice } from '../../workers/undelivered.ts';
import { closeFields, Field, MONDAY, WORDS } from '../support/field.ts';
import { fieldCounty } from '../support/field-county.ts';

let town: Field;
afterEach(closeFields);
beforeEach(async () => {
  town = await Field.open();
  await town.goTo('07:55');
});

/** Takes what is for anybody but these people. */
const without = (...people: string[]): Channel & { told: Delivery[] } => {
  const told: Delivery[] = [];
  return {
    told,
    deliver: async (delivery) => {
      if (people.includes(delivery.to)) return { kind: 'refused', reason: '81013' };
      told.push(delivery);
      return { kind: 'accepted' };
    },
  };
};

const pass = async (channel: Channel, time: string): Promise<void> => {
  const target = at(MONDAY, time);
  await runUntil(town.now, target, town.dependencies(channel));
  town.now = target;
  await deliverDue(null, target, town.dependencies(channel));
};

test('a teacher whom no way reaches is told of to the office, which is asked to pass it on, once a day', async () => {
  await town.says('wang', '三(1)班应到6实到5，张伟没来');
  const channel = without('wang');
  await pass(channel, '09:00');
  const passed = channel.told.filter(({ text }) => text.includes('没送到'));
  expect(passed.map(({ to }) => to)).toEqual(['zhao']);
  expect(passed[0]?.text).toContain('王老师');
  expect(passed[0]?.text).toContain('张伟');
  const refused = await town.database.notice.findMany({ where: { state: 'refused' } });
  expect(refused.length).toBeGreaterThan(0);
  for (const { outcome } of refused) expect(outcome).toBe('81013');
});

test('what is refused after a try whose end nobody knows may have been shown: the office is told, and it is not called refused', async () => {
  await town.says('wang', '三(1)班应到6实到5，张伟没来');
  const cutOff: Channel = {
    deliver: async ({ to }) => (to === 'wang' ? { kind: 'unknown' } : { kind: 'accepted' }),
  };
  await pass(cutOff, '09:00');
  const begun = await town.database.notice.findMany({ where: { recipient: 'wang', state: 'sending' } });
  expect(begun.length).toBeGreaterThan(0);
  await town.database.$executeRaw`UPDATE notice SET claimed_at = claimed_at - interval '1 minute'`;
  const channel = without('wang');
  await pass(channel, '09:10');
  await pass(channel, '09:30');
  const ended = await town.database.notice.findMany({ where: { id: { in: begun.map(({ id }) => id) } } });
  for (const { state, outcome } of ended)
    expect({ state, outcome }).toEqual({ state: 'unknown', outcome: '81013' });
  expect(channel.told.some(({ to, text }) => to === 'zhao' && text.includes('没送到'))).toBe(true);
});

test('a guardian whom no way reaches is for the teacher’s telephone', async () => {
  await town.says('wang', '三(1)班应到6实到5，张伟没来');
  const sent = town.inboxes.delivered.find(({ role }) => role === 'guardian');
  expect(sent).toBeDefined();
  if (!sent) return;
  const notice = undeliveredNotice(
    { delivery: sent, reason: 'school:not_subscribed' },
    town.now,
    town.county(),
  );
  expect(notice).toMatchObject({ to: 'wang', words: 'undelivered', values: { guardian: true } });
  expect(WORDS.say('undelivered', { ...notice, now: town.now })).toMatch(
    /没有关注学校通知.*请打电话告诉家长/,
  );
  // What fails for several within five minutes is one list.
  expect(notice?.sendAt).toBe(at(MONDAY, '08:00'));
});

test('who stands above and is not reached either is told of further up', async () => {
  await town.says('wang', '三(1)班应到6实到5，张伟没来');
  const channel = without('wang', 'zhao');
  await pass(channel, '09:00');
  const above = channel.told.filter(({ text }) => text.includes('没送到'));
  expect([...new Set(above.map(({ to }) => to))]).toEqual(['qian']);
});

test('where one person holds two rungs, the next other person is told', async () => {
  await town.says('wang', '三(1)班应到6实到5，张伟没来');
  await town.database
    .$executeRaw`UPDATE post SET person = 'zhao' WHERE role = 'principal' AND unit = 'tangdan'`;
  await town.reload();
  const list = town.inboxes.delivered.find(({ to, role }) => to === 'zhao' && role === 'academic_office');
  expect(list).toBeDefined();
  if (!list) return;
  const notice = undeliveredNotice({ delivery: list, reason: 'app:81013' }, town.now, town.county());
  expect(notice?.role).toBe('bureau_officer');
});

test('of two parents it is enough that one has it', async () => {
  const parts = fieldCounty();
  const students = parts.students.map((student) =>
    student.name === '张伟' ? { ...student, guardians: [...student.guardians, 'g-two'] } : student,
  );
  const people = [...parts.people, { id: 'g-two', name: '张伟的爸爸' }];
  town = await Field.open({ ...parts, students, people });
  await town.goTo('07:55');
  town.inboxes.refusing.add('g-two');
  await town.says('wang', '三(1)班应到6实到5，张伟没来');
  expect(await town.database.notice.count({ where: { recipient: 'g-two', state: 'refused' } })).toBe(1);
  expect(await town.database.notice.count({ where: { key: { startsWith: 'undelivered' } } })).toBe(0);
});

test('when neither parent has it, the teacher gets one call to make', async () => {
  const parts = fieldCounty();
  const students = parts.students.map((student) =>
    student.name === '张伟' ? { ...student, guardians: [...student.guardians, 'g-two'] } : student,
  );
  const people = [...parts.people, { id: 'g-two', name: '张伟的爸爸' }];
  town = await Field.open({ ...parts, students, people });
  await town.goTo('07:55');
  for (const guardian of town.county().directory.parts.students.find(({ name }) => name === '张伟')
    ?.guardians ?? [])
    town.inboxes.refusing.add(guardian);
  await town.says('wang', '三(1)班应到6实到5，张伟没来');
  const rows = await town.database.notice.findMany({ where: { key: { startsWith: 'undelivered' } } });
  expect(rows.map(({ recipient }) => recipient)).toEqual(['wang']);
});
