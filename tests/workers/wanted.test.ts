import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { decideFacts } from '../../domain/decide.ts';
import { worldOf } from '../../domain/decision.ts';
import type { Fact, FactBody } from '../../domain/facts/fact.ts';
import { lockForClasses, saveDecision } from '../../prisma/stores/school-store.ts';
import { audit } from '../../workers/audit.ts';
import type { Channel, Delivery, Receipt } from '../../workers/channel.ts';
import { deliverDue } from '../../workers/deliver.ts';
import { tickSchool } from '../../workers/tick.ts';
import { closeFields, Field, MONDAY } from '../support/field.ts';

type FactOf<Kind extends FactBody['kind']> = Extract<FactBody, { kind: Kind }>;

let town: Field;

afterEach(closeFields);

beforeEach(async () => {
  town = await Field.open();
  await town.goTo('07:45');
});

/** What happened to the notices of some words, in the order in which they were decided. */
const fate = async (words: string): Promise<string[]> => {
  const rows = await town.database.notice.findMany({ orderBy: { id: 'asc' } });
  return rows
    .filter(({ content }) => (content as { words: string }).words === words)
    .map(({ state }) => state);
};

/** The clock looks, and nothing is sent yet. */
const tick = async (time: string): Promise<void> => {
  town.now = at(MONDAY, time);
  await tickSchool(town.database, 'tangdan', town.now, town.county());
};

/** Half a minute later, by the database's own clock, whoever took a notice and said no more is taken for dead. */
const halfAMinute = () =>
  town.database.$executeRaw`UPDATE notice SET claimed_at = claimed_at - interval '31 seconds'`;

/** A channel that answers as told, one answer after the other, and remembers what it was given. */
const scripted = (...answers: (Receipt | 'throws' | 'executes, then throws')[]) => {
  const given: Delivery[] = [];
  const shown = new Set<string>();
  const channel: Channel = {
    deliver: async (delivery) => {
      given.push(delivery);
      const answer = answers.shift() ?? { kind: 'accepted' };
      if (answer !== 'throws') shown.add(delivery.key);
      if (answer === 'throws' || answer === 'executes, then throws') throw new Error('no answer within 5 s');
      return answer;
    },
  };
  return { channel, given, shown };
};

test('a reminder whose matter was settled after it was decided is dropped', async () => {
  await tick('07:50');
  expect(await fate('P3.1-ROLL/reminder')).toEqual(['pending', 'pending']);
  await town.says('wang', '全到齐');
  expect((await fate('P3.1-ROLL/reminder')).sort()).toEqual(['dropped', 'sent']);
  expect(town.news('wang')).toEqual([]);
  expect(town.news('liu')).toHaveLength(1);
  const dropped = await town.database.notice.findFirst({ where: { state: 'dropped' } });
  expect(dropped).toMatchObject({ recipient: 'wang', sentAt: null, outcome: 'settled before it was sent' });
});

test('what waited for the morning and was settled in the night is not said', async () => {
  await town.says('wang', '应到10实到9，张伟没来');
  // 14 September, late in the evening: the office's verification fell due at 18:00, its next level hears in quiet hours
  await town.goTo('21:50');
  await town.database.$executeRaw`
    UPDATE notice SET state = 'pending', send_at = ${new Date(at('2026-09-15', '06:30'))}, sent_at = NULL
    WHERE content->>'words' = 'overdue' AND recipient = 'zhao'`;
  const held = await town.database.notice.count({ where: { recipient: 'zhao', state: 'pending' } });
  expect(held).toBeGreaterThan(0);
  town.now = at(MONDAY, '23:00');
  await town.says('zhao', '1');
  town.news('zhao');
  town.now = at('2026-09-15', '06:30');
  await deliverDue(null, town.now, town.dependencies());
  expect(town.news('zhao').filter((text) => text.includes('当天核实'))).toEqual([]);
  expect(await fate('overdue')).toContain('dropped');
});

test('two deliverers at once send each notice once', async () => {
  await tick('07:50');
  const slow: Delivery[] = [];
  const channel: Channel = {
    deliver: async (delivery) => {
      await pause(5);
      slow.push(delivery);
      return { kind: 'accepted' };
    },
  };
  const dependencies = town.dependencies(channel);
  await Promise.all(Array.from({ length: 8 }, () => deliverDue(null, town.now, dependencies)));
  expect(slow.map(({ key }) => key).sort()).toEqual([...new Set(slow.map(({ key }) => key))].sort());
  expect(slow).toHaveLength(2);
});

test('a channel that takes a message and then falls silent is asked once more under the same key, then it is seen', async () => {
  await town.says('liu', '全到齐');
  await tick('07:50');
  const { channel, given, shown } = scripted('executes, then throws', 'executes, then throws');
  const dependencies = town.dependencies(channel);
  await deliverDue(null, town.now, dependencies);
  expect(await fate('P3.1-ROLL/reminder')).toContain('sending');
  // at once, nobody tries again
  await deliverDue(null, town.now, dependencies);
  expect(given).toHaveLength(1);
  await halfAMinute();
  await deliverDue(null, town.now, dependencies);
  await halfAMinute();
  await deliverDue(null, town.now, dependencies);
  expect(given.map(({ key }) => key)).toEqual([given[0]?.key, given[0]?.key]);
  expect(shown.size).toBe(1);
  expect((await fate('P3.1-ROLL/reminder')).filter((state) => state !== 'dropped')).toEqual(['unknown']);
  expect(await audit(town.database, town.now)).toContainEqual({
    what: 'unknown_sending',
    count: 1,
    oldestMs: expect.any(Number),
  });
});

test('silence followed by an answer is a message sent', async () => {
  await town.says('liu', '全到齐');
  await tick('07:50');
  const { channel, given } = scripted('throws', { kind: 'accepted' });
  const dependencies = town.dependencies(channel);
  await deliverDue(null, town.now, dependencies);
  await halfAMinute();
  await deliverDue(null, town.now, dependencies);
  expect(given).toHaveLength(2);
  expect(await fate('P3.1-ROLL/reminder')).toContain('sent');
  expect(await audit(town.database, town.now)).toEqual([]);
});

test('a refusal is kept with its reason and not tried again', async () => {
  await town.says('liu', '全到齐');
  await tick('07:50');
  const { channel, given } = scripted({ kind: 'refused', reason: '81013 user not in scope' });
  const dependencies = town.dependencies(channel);
  await deliverDue(null, town.now, dependencies);
  await halfAMinute();
  await deliverDue(null, town.now, dependencies);
  expect(given.filter(({ to }) => to === 'wang')).toHaveLength(1);
  const row = await town.database.notice.findFirst({ where: { state: 'refused' } });
  expect(row).toMatchObject({ recipient: 'wang', outcome: '81013 user not in scope', sentAt: null });
});

test('a digest that was cut off goes out again as the same digest; what came since goes beside it', async () => {
  const at0630 = at('2026-09-15', '06:30');
  const waiting = (key: string) => town.database.$executeRaw`
    INSERT INTO notice (key, recipient, role, kind, stream, matter, day, content, duties, at, send_at, urgent, state)
    VALUES (${key}, 'qian', 'principal', 'notice', 'tangdan', ${key}, '2026-09-14',
      ${JSON.stringify({ words: 'told', rules: ['P1.2-POST'], items: [{ rule: 'P1.2-POST', title: key, about: {}, subject: key, duty: null, due: at0630, actor: null, note: null }], options: [], values: {}, late: false, file: null })}::jsonb,
      '{}', ${new Date(at(MONDAY, '23:00'))}, ${new Date(at0630)}, false, 'pending')`;
  await waiting('first');
  await waiting('second');
  const { channel, given, shown } = scripted('executes, then throws');
  const dependencies = town.dependencies(channel);
  await deliverDue(['qian'], at0630, dependencies);
  expect(given.map(({ key, kind }) => [key, kind])).toEqual([['first|digest', 'digest']]);
  await waiting('third');
  await waiting('fourth');
  await halfAMinute();
  await deliverDue(['qian'], at0630, dependencies);
  expect([...shown].sort()).toEqual(['first|digest', 'third|digest']);
  expect(given[1]?.text).toBe(given[0]?.text);
  expect(given[2]?.text).toContain('third');
  expect(given[2]?.text).not.toContain('first');
});

const PEOPLE = ['wang', 'zhao', 'qian', 'luo', 'sun', 'shen', 'zhou', 'wu'];

const dutyOf = async (name: string): Promise<string> => {
  const found = await town.database.duty.findFirst({
    where: { name: { startsWith: name }, student: 'c31-1' },
  });
  return found?.id ?? '';
};

/** Reports by the principal whose answers have not been sent yet. */
const record = async (...reports: Omit<FactOf<'duty_report'>, 'kind'>[]): Promise<void> => {
  const facts = reports.map(
    (report, place): Fact => ({
      key: `report:${place}`,
      at: town.now,
      by: { person: 'qian', role: 'principal' },
      about: { student: 'c31-1' },
      words: null,
      body: { kind: 'duty_report', ...report },
    }),
  );
  const world = worldOf(town.county(), 'tangdan', town.now);
  await town.database.hot.transaction(async (tx) => {
    const { stream, state } = await lockForClasses(
      tx,
      'tangdan',
      { classes: ['c31'], pupils: null },
      town.now,
    );
    saveDecision(tx, stream, decideFacts(state, facts, world), world.directory, {
      now: town.now,
      checkpoint: town.now + 60_000,
    });
  });
};

/** What waits now, as `recipient words`. */
const waiting = async (): Promise<string[]> => {
  const rows = await town.database.notice.findMany({ where: { state: 'pending' }, orderBy: { id: 'asc' } });
  return rows.map(({ recipient, content }) => `${recipient} ${(content as { words: string }).words}`);
};

test('of a message about two children, the one who has come meanwhile is left out', async () => {
  await town.says('wang', '应到10实到8，张伟、李思雨没来');
  town.news('wang');
  await tick('08:40');
  expect(await waiting()).toContain('wang reminder');
  await town.says('wang', '张伟到了');
  const reminder = town.news('wang').find((text) => text.includes('联系家长')) ?? '';
  expect(reminder).toContain('李思雨');
  expect(reminder).not.toContain('张伟');
  // what the short reply now settles is what was shown
  await town.says('wang', '1');
  expect(await town.duties('P3.1-CHECK-1H')).toEqual([
    'P3.1-CHECK-1H c31-1 not_applicable',
    'P3.1-CHECK-1H c31-2 done',
  ]);
});

test('what tells of an absence is not said once the child is back: papers, what others must know, what was done, what cannot be done', async () => {
  for (const day of ['2026-09-14', '2026-09-15', '2026-09-16']) {
    await town.goTo(`${day} 08:02`);
    await town.says('wang', '应到10实到9，张伟没来');
  }
  await town.goTo('2026-09-16 14:59');
  town.now = at('2026-09-16', '15:00');
  await tickSchool(town.database, 'tangdan', town.now, town.county());
  const paper = await town.database.notice.findFirst({ where: { kind: 'document', recipient: 'qian' } });
  expect(paper).toMatchObject({ state: 'pending' });
  expect(await waiting()).toEqual(
    expect.arrayContaining(['wang paper', 'qian paper', 'sun told', 'zhou told']),
  );
  const [written] = await town.database.duty.findMany({
    where: { name: { startsWith: 'P3.1-LINK-WRITTEN' }, student: 'c31-1' },
  });
  // Decided and not sent yet: the report has gone out, and the visit cannot be made.
  await record(
    { duty: written?.id ?? '', outcome: 'done', to: null, detail: null },
    { duty: await dutyOf('P3.1-VISIT-3D'), outcome: 'cannot', to: null, detail: '路断了' },
  );
  expect(await waiting()).toEqual(expect.arrayContaining(['zhou done', 'qian cannot']));
  for (const person of PEOPLE) town.news(person);
  await town.says('wang', '张伟到了');
  for (const person of PEOPLE) {
    const told = town.news(person);
    expect(told.filter((text) => text.includes('张伟') && !text.includes('返校'))).toEqual([]);
  }
  expect(await fate('paper')).toEqual(['dropped', 'dropped']);
  for (const words of ['done', 'cannot']) expect(new Set(await fate(words))).toEqual(new Set(['dropped']));
  expect(await fate('returned')).toContain('sent');
});
