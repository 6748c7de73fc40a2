import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import { putNotices } from '../../prisma/stores/notice-store.ts';
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
    { delivery: sent, reason: 'school:not_subscribed', words: 'parents/L1', by: null },
    null,
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
  const refused = { delivery: list, reason: 'app:81013', words: 'opened', by: null };
  const notice = undeliveredNotice(refused, null, town.now, town.county());
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

/** 张伟 with both parents. */
const withBoth = async (): Promise<void> => {
  const parts = fieldCounty();
  const students = parts.students.map((student) =>
    student.name === '张伟' ? { ...student, guardians: ['g-ma', 'g-ba'] } : student,
  );
  const people = [...parts.people, { id: 'g-ma', name: '张伟的妈妈' }, { id: 'g-ba', name: '张伟的爸爸' }];
  town = await Field.open({ ...parts, students, people });
  await town.goTo('07:55');
};

const undelivered = async () => {
  const rows = await town.database.notice.findMany({
    where: { key: { startsWith: 'undelivered' } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ recipient, content }) => {
    const { words, ...notice } = content as unknown as Notice;
    return { to: recipient, text: WORDS.say(words, { ...notice, now: town.now }) };
  });
};

test('it is told above before it is written down that nobody was reached', async () => {
  const about = { class: 'c31' };
  const notices = ['he', 'liu', 'wang'].map(
    (to): Notice => ({
      ...{ key: to, to, role: 'homeroom_teacher', kind: 'notice', words: 'told', rules: ['P1.2-POST'] },
      items: [
        {
          ...{ rule: 'P1.2-POST', title: '', about, subject: '三(1)班', duty: null, due: null },
          ...{ actor: null, note: null, how: null },
        },
      ],
      ...{ matter: to, options: [], values: {}, at: town.now, sendAt: town.now, urgent: false, late: false },
      ...{ duties: [], file: null },
    }),
  );
  await putNotices(town.database, notices);
  const told: string[][] = [];
  const slow: Channel = {
    deliver: async ({ to }) => {
      const refused = await town.database.notice.count({ where: { recipient: 'he', state: 'refused' } });
      if (refused > 0) told.push((await undelivered()).map((one) => one.to));
      await pause(250);
      return to === 'he' ? { kind: 'refused', reason: '81013' } : { kind: 'accepted' };
    },
  };
  await deliverDue(['he', 'liu', 'wang'], town.now, town.dependencies(slow));
  expect(told).toEqual([['zhao'], ['zhao']]);
});

test('a slow way does not have the teacher call while the other parent is still to be tried', async () => {
  await withBoth();
  town.inboxes.refusing.add('g-ma');
  const slow: Channel = {
    deliver: async (delivery) => {
      await pause(delivery.role === 'guardian' ? 250 : 0);
      return town.inboxes.deliver(delivery);
    },
  };
  await town.says('wang', '三(1)班应到6实到5，张伟没来');
  await town.database.$executeRaw`
    UPDATE notice SET state = 'pending', sent_at = NULL, attempts = 0 WHERE role = 'guardian'`;
  await town.database.$executeRaw`DELETE FROM notice WHERE key LIKE 'undelivered%'`;
  await deliverDue(null, town.now, town.dependencies(slow));
  const states = await town.database.notice.findMany({
    where: { role: 'guardian' },
    orderBy: { recipient: 'asc' },
  });
  expect(states.map(({ recipient, state }) => `${recipient} ${state}`)).toEqual([
    'g-ba sent',
    'g-ma refused',
  ]);
  expect(await undelivered()).toEqual([]);
});

test('where only one guardian is safe the principal calls that one and no other', async () => {
  await withBoth();
  await town.says('qian', '张伟的消息只发给张伟的妈妈');
  town.inboxes.refusing.add('g-ma');
  await town.says('wang', '三(1)班应到6实到5，张伟没来');
  const told = await undelivered();
  expect(told.map(({ to }) => to)).toEqual(['qian']);
  expect(told[0]?.text).toContain('请打电话告诉张伟的妈妈，只找这一位');
  expect(told[0]?.text).not.toContain('请打电话告诉家长');
});

test('whoever has to tell the principal so is told whom alone to call', async () => {
  await withBoth();
  await town.says('qian', '张伟的消息只发给张伟的妈妈');
  for (const person of ['g-ma', 'qian']) town.inboxes.refusing.add(person);
  await town.says('wang', '三(1)班应到6实到5，张伟没来');
  await town.goTo('08:10');
  const told = await undelivered();
  expect(told.map(({ to }) => to)).toEqual(['qian', 'zhou']);
  expect(told[1]?.text).toContain('请打电话告诉张伟的妈妈，只找这一位');
});

test('also where the principal was to be told of several children at once', async () => {
  const parts = fieldCounty();
  const people = [...parts.people, { id: 'g-a', name: '张伟的妈妈' }, { id: 'g-b', name: '李思雨的妈妈' }];
  const mother: Readonly<Record<string, string>> = { 张伟: 'g-a', 李思雨: 'g-b' };
  const students = parts.students.map((student) => {
    const guardian = mother[student.name];
    return guardian ? { ...student, guardians: [guardian, ...student.guardians] } : student;
  });
  town = await Field.open({ ...parts, students, people });
  await town.goTo('07:55');
  await town.says('qian', '张伟的消息只发给张伟的妈妈');
  await town.says('qian', '李思雨的消息只发给李思雨的妈妈');
  for (const person of ['g-a', 'g-b', 'qian']) town.inboxes.refusing.add(person);
  await town.says('wang', '三(1)班应到6实到4，张伟、李思雨没来');
  await town.goTo('08:10');
  const above = (await undelivered()).filter(({ to }) => to === 'zhou').map(({ text }) => text);
  expect(above).toHaveLength(2);
  for (const name of ['张伟', '李思雨'])
    expect(above.join('\n')).toContain(`请打电话告诉${name}的妈妈，只找这一位`);
});

/** An answer to 张伟's father, given at night. */
const answeredAtNight = async (): Promise<void> => {
  await withBoth();
  await town.says('wang', '三(1)班应到6实到5，张伟没来');
  await town.says('g-ba', '家里收苞谷要他帮忙，请假一天');
  await town.goTo('21:30');
  await town.says('wang', '2 农忙不能请假，我明天来家里商量');
};

test.each([
  ['only the other parent is safe', '张伟的消息只发给张伟的妈妈'],
  ['harm is told of and nobody knows who is safe', '张伟身上有伤，说是他爸打的'],
])('an answer that waits is not sent once %s, and whoever gave it learns that', async (_, words) => {
  await answeredAtNight();
  await town.says('qian', words);
  town.news('g-ba');
  await town.goTo('2026-09-15 07:30');
  expect(town.news('g-ba')).toEqual([]);
  const answers = await town.database.notice.findMany({
    where: { recipient: 'g-ba', key: { contains: 'guardian_leave' } },
  });
  expect(answers.map(({ state }) => state)).toEqual(['dropped']);
  const told = await undelivered();
  expect(told.map(({ to }) => to)).toEqual(['wang']);
  expect(told[0]?.text).toContain('您给家长的答复没有发出（这位家长不在可以告知的家长里）');
  expect(told[0]?.text).toContain('先不要打电话');
  expect(told[0]?.text).toContain('农忙不能请假');
});

test('an answer that waits goes to the guardian who is safe', async () => {
  await answeredAtNight();
  await town.says('qian', '张伟的消息只发给张伟的爸爸');
  await town.goTo('2026-09-15 07:30');
  expect(town.news('g-ba').join('\n')).toContain('农忙不能请假');
  expect(await undelivered()).toEqual([]);
});

test('news that the unsafe parent had before does not count as told', async () => {
  await withBoth();
  town.inboxes.refusing.add('g-ma');
  await town.says('wang', '三(1)班应到6实到5，张伟没来');
  expect(await undelivered()).toEqual([]);
  await town.says('qian', '张伟的消息只发给张伟的妈妈');
  await town.database.$executeRaw`
    UPDATE notice SET state = 'pending', attempts = 0 WHERE recipient = 'g-ma'`;
  await deliverDue(null, town.now, town.dependencies());
  expect((await undelivered()).map(({ to }) => to)).toEqual(['qian']);
});

test('an answer that does not arrive comes back to whoever gave it, with its words', async () => {
  await town.says('wang', '三(1)班应到6实到5，张伟没来');
  await town.says('g-c31-1', '家里收苞谷要他帮忙，请假一天');
  town.inboxes.refusing.add('g-c31-1');
  await town.says('wang', '2');
  await town.says('wang', '农忙不能请假，我下午来家里商量');
  const told = await undelivered();
  expect(told.map(({ to }) => to)).toEqual(['wang']);
  expect(told[0]?.text).toContain('您给家长的答复没有送到');
  expect(told[0]?.text).toContain('没有同意张伟9月14日（周一）的请假：农忙不能请假，我下午来家里商量');
});

test('who gave it may be no class teacher, and each answer is told', async () => {
  await town.says('wang', '三(1)班应到6实到5，张伟没来');
  await town.says('g-c31-1', '请病假三天，医生说要输液');
  town.inboxes.refusing.add('g-c31-1');
  await town.says('zhao', '同意');
  await town.says('g-c31-1', '请病假一个星期，医生说还要输液');
  await town.says('qian', '同意');
  expect((await undelivered()).map(({ to }) => to)).toEqual(['zhao', 'qian']);
});

test('the answer to a word against the teacher stays with the principal', async () => {
  await town.says('wang', '三(1)班应到6实到5，张伟没来');
  await town.says('g-c31-1', '王老师骂他笨，罚站一上午');
  town.inboxes.refusing.add('g-c31-1');
  await town.says('qian', '1 已和王老师、孩子都谈了');
  const told = await undelivered();
  expect(told.map(({ to }) => to)).toEqual(['qian']);
  expect(told[0]?.text).toContain('钱校长答复：已和王老师、孩子都谈了');
});

test('while something is alleged against the school the principal calls the family', async () => {
  await town.says('g-c31-1', '王老师骂他笨，罚站一上午');
  await town.goTo('2026-09-15 07:55');
  town.inboxes.refusing.add('g-c31-1');
  await town.says('wang', '三(1)班应到6实到5，张伟没来');
  expect((await undelivered()).map(({ to }) => to)).toEqual(['qian']);
});
