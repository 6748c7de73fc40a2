import { describe, expect, test } from 'vitest';
import { compose, type Say } from '../../../domain/notices/compose.ts';
import { moment, POLICY } from '../../support/desk.ts';
import { when } from '../../support/town.ts';

const say = (change: Omit<Partial<Say>, 'item'> & { rule?: string; student?: string } = {}): Say => {
  const { rule = 'P3.1-CHECK-1H', student = 'zhang', ...rest } = change;
  return {
    to: 'wang',
    role: 'homeroom_teacher',
    kind: 'reminder',
    words: 'reminder',
    item: {
      rule,
      title: '联系家长',
      about: { student },
      subject: student,
      duty: `${rule}|student:${student}|2026-09-14`,
      due: null,
      actor: null,
      note: null,
      how: null,
    },
    options: [{ key: '1', label: '已联系上' }],
    urgent: false,
    late: false,
    whileLive: true,
    turn: 'step-1',
    ...rest,
  };
};
const composed = (says: Say[], time = '09-14 08:35') => compose(says, when(time), POLICY.settings);

describe('what is said at one instant to one person', () => {
  test('waits for the next gathering of the day where it asks nothing, after the last one for the morning', () => {
    const heard = (time: string) => composed([say({ kind: 'notice', gathered: true })], time)[0]?.sendAt;
    expect(heard('09-14 10:05')).toBe(when('09-14 14:40'));
    expect(heard('09-14 19:00')).toBe(when('09-15 07:00'));
    expect(composed([say({ kind: 'notice' })], '09-14 10:05')[0]?.sendAt).toBe(when('09-14 10:05'));
  });

  test('about one rule is one message, with every child in it', () => {
    const [notice, ...others] = composed([say(), say({ student: 'li' })]);
    expect(others).toEqual([]);
    expect(notice?.items.map(({ subject }) => subject)).toEqual(['zhang', 'li']);
    expect(notice?.duties).toHaveLength(2);
  });

  test('the order of speaking makes no other message', () => {
    const [one] = composed([say(), say({ student: 'li' })]);
    const [other] = composed([say({ student: 'li' }), say()]);
    expect(one?.key).toBe(other?.key);
  });

  test('reminders of two rules are two, since “1” means two things', () => {
    expect(composed([say(), say({ rule: 'P3.1-VISIT-3D' })])).toHaveLength(2);
  });

  const part = (title: string, key: string, label: string): Say => {
    const one = say();
    return { ...one, item: { ...one.item, title }, options: [{ key, label }] };
  };

  test('parts of one rule with numbers of their own are one message, which offers them all', () => {
    const [notice, ...others] = composed([part('开会', '1', '会已开'), part('定会期', '2', '会期已定')]);
    expect(others).toEqual([]);
    expect(notice?.items.map(({ title }) => title)).toEqual(['开会', '定会期']);
    expect(notice?.options.map(({ key, label }) => `${key} ${label}`)).toEqual(['1 会已开', '2 会期已定']);
  });

  test('parts of one rule whose numbers mean different things are messages apart, in whatever order they were said', () => {
    const [one, other] = [part('开会', '1', '会已开'), part('定会期', '1', '会期已定')];
    const apart = composed([one, other]);
    expect(apart.map(({ items, options }) => `${items[0]?.title}：${options[0]?.label}`).sort()).toEqual([
      '定会期：会期已定',
      '开会：会已开',
    ]);
    expect(new Set(apart.map(({ key }) => key)).size).toBe(2);
    expect(
      composed([other, one])
        .map(({ key }) => key)
        .sort(),
    ).toEqual(apart.map(({ key }) => key).sort());
  });

  test('what opened together is one message, without numbered replies', () => {
    const opened = { words: 'opened', kind: 'notice' } as const;
    const [notice, ...others] = composed([say(opened), say({ ...opened, rule: 'P3.1-VISIT-3D' })]);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ rules: ['P3.1-CHECK-1H', 'P3.1-VISIT-3D'], options: [] });
  });

  test.each<[string, Partial<Say>]>([
    ['two people', { to: 'zhao' }],
    ['two kinds', { kind: 'escalation' }],
    ['urgent and not', { urgent: true }],
  ])('%s are two messages', (_, other) => {
    expect(composed([say(), say(other)])).toHaveLength(2);
  });

  test('the key tells step from step and day from day', () => {
    const [first] = composed([say()]);
    const [second] = composed([say({ turn: 'step-2' })]);
    expect(first?.key).not.toBe(second?.key);
  });
});

describe('quiet hours defer the sending, never the deciding', () => {
  test.each<[string, string, Partial<Say>, string]>([
    ['staff at the last minute of the evening', '09-14 21:59', {}, '09-14 21:59'],
    ['staff at night', '09-14 22:00', {}, '09-15 06:30'],
    ['staff before dawn', '09-15 03:55', {}, '09-15 06:30'],
    ['staff in the morning', '09-15 06:30', {}, '09-15 06:30'],
    ['a guardian in the evening', '09-14 21:00', { role: 'guardian' }, '09-15 07:00'],
    ['a guardian at 06:45', '09-15 06:45', { role: 'guardian' }, '09-15 07:00'],
    ['MISSING and SAFEGUARD', '09-14 23:00', { urgent: true }, '09-14 23:00'],
    ['an answer to what was just said', '09-14 23:00', { kind: 'reply' }, '09-14 23:00'],
  ])('%s', (_, time, change, sent) => {
    const [notice] = composed([say(change)], time);
    expect(moment(notice?.sendAt ?? 0)).toBe(sent);
    expect(moment(notice?.at ?? 0)).toBe(time);
  });
});
