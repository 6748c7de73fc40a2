import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, HOUR, type Instant, MINUTE } from '../../domain/calendar/time.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import { openDatabase } from '../../prisma/client.ts';
import { takePlaces } from '../../prisma/stores/daily-store.ts';
import { putNotices } from '../../prisma/stores/notice-store.ts';
import { audit } from '../../workers/audit.ts';
import { deliverDue } from '../../workers/deliver.ts';
import { closeFields, Field, MONDAY } from '../support/field.ts';

let town: Field;

afterEach(closeFields);
beforeEach(async () => {
  town = await Field.open();
});

/** News of a matter of its own, as the bureau or a school may have many a day. */
const news = (to: string, name: string, when: Instant, change: Partial<Notice> = {}): Notice => ({
  key: `${name}|${to}`,
  to,
  role: 'township_officer',
  kind: 'notice',
  words: 'told',
  rules: ['P3.1-VISIT-3D'],
  matter: name,
  items: [
    {
      ...{ rule: 'P3.1-VISIT-3D', title: `家访${name}`, about: {}, subject: `学生${name}`, duty: null },
      ...{ due: when + 24 * HOUR, actor: null, note: null, how: null },
    },
  ],
  options: [],
  values: {},
  at: when,
  sendAt: when,
  urgent: false,
  late: false,
  duties: [],
  file: null,
  ...change,
});

/** Something new every ten minutes from eight in the morning, each delivered at once, then the night and the morning. */
const busyDay = async (to: string, count: number, change: Partial<Notice> = {}): Promise<void> => {
  for (let n = 0; n < count; n += 1) {
    const when = at(MONDAY, '08:00') + n * 10 * MINUTE;
    await town.goTo(new Date(when + 8 * HOUR).toISOString().slice(11, 16));
    await putNotices(town.database, [news(to, `第${n}件`, when, change)]);
    await deliverDue(null, when, town.dependencies());
  }
  await town.goTo('23:50');
};

const counted = (to: string) => town.inboxes.delivered.filter((one) => one.to === to && one.kind !== 'reply');

describe('a day on which more comes up than anybody can read', () => {
  test('brings eight messages at most, and each matter is in one of them', async () => {
    await busyDay('sun', 40);
    const today = counted('sun');
    expect(today.length).toBeLessThanOrEqual(8);
    for (const { text } of today) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
    await town.goTo('2026-09-15 07:05');
    const all = counted('sun')
      .map(({ text }) => text)
      .join('\n');
    for (let n = 0; n < 40; n += 1) expect(all).toContain(`家访第${n}件`);
    const states = await town.database.notice.groupBy({ by: ['state'], where: { recipient: 'sun' } });
    expect(states.map(({ state }) => state).filter((state) => !['sent', 'gathered'].includes(state))).toEqual(
      [],
    );
    expect(await audit(town.database, town.now)).toEqual([]);
  });

  test('leaves a place for each gathering: the morning does not use up the afternoon', async () => {
    await busyDay('sun', 40);
    const times = counted('sun').map(
      ({ kind, at: when }) => `${kind} ${new Date(when + 8 * HOUR).toISOString().slice(11, 16)}`,
    );
    expect(times).toContain('digest 09:30');
    expect(times).toContain('digest 14:40');
    expect(times.slice(0, 5).every((line) => line.startsWith('notice 08:'))).toBe(true);
  });

  test('lets what falls due before the next gathering take a place that is kept', async () => {
    await busyDay('sun', 6, {});
    await town.goTo('2026-09-15 07:50');
    const before = counted('sun').length;
    const now = town.now;
    const due = (name: string, hours: number): Notice => {
      const one = news('sun', name, now);
      return { ...one, items: one.items.map((item) => ({ ...item, due: now + hours * HOUR })) };
    };
    await putNotices(
      town.database,
      Array.from({ length: 8 }, (_, n) => due(`第二天第${n}件`, 24)),
    );
    await deliverDue(null, now, town.dependencies());
    const full = counted('sun').length;
    await putNotices(town.database, [due('九点前要办', 1), due('下午要办', 8)]);
    await deliverDue(null, now, town.dependencies());
    const texts = counted('sun')
      .slice(before)
      .map(({ text }) => text);
    expect(counted('sun')).toHaveLength(full + 1);
    expect(texts.at(-1)).toContain('家访九点前要办');
  });

  test('holds back nothing that is urgent, and no answer', async () => {
    await busyDay('sun', 20, { urgent: true });
    expect(counted('sun')).toHaveLength(20);
    for (let n = 0; n < 10; n += 1) expect(await town.says('sun', '待办')).not.toBe('');
    expect(town.inboxes.delivered.filter(({ kind }) => kind === 'reply')).toHaveLength(10);
  });

  test('what was settled while it waited is not said at all', async () => {
    await town.goTo('07:50');
    await putNotices(
      town.database,
      Array.from({ length: 12 }, (_, n) => news('sun', `第${n}件`, town.now)),
    );
    await deliverDue(null, town.now, town.dependencies());
    expect(counted('sun')).toHaveLength(5);
    await town.database.$executeRaw`
      UPDATE notice SET duties = '{gone}', content = jsonb_set(content, '{items}', (
        SELECT jsonb_agg(item || '{"duty": "gone"}') FROM jsonb_array_elements(content->'items') AS told(item)))
      WHERE state = 'pending'`;
    await town.goTo('09:30');
    expect(counted('sun')).toHaveLength(5);
  });
});

test('a teacher who is a parent has a day as each: a full one leaves room in the other', async () => {
  await town.goTo('07:50');
  const asParent = (name: string): Notice =>
    news('wang', name, town.now, { role: 'guardian', words: 'parents/L9', values: { child: '小明' } });
  await putNotices(town.database, [
    ...Array.from({ length: 20 }, (_, n) => news('wang', `第${n}件`, town.now, { role: 'homeroom_teacher' })),
    asParent('谢谢'),
    asParent('又一次'),
  ]);
  await deliverDue(null, town.now, town.dependencies());
  const roles = (role: string) => counted('wang').filter((one) => one.role === role).length;
  expect([roles('homeroom_teacher'), roles('guardian')]).toEqual([9, 1]);
  await town.goTo('2026-09-15 07:10');
  expect(roles('guardian')).toBe(2);
});

test('in a digest each matter stands with its reply, and the reply in words settles it', async () => {
  await town.goTo('07:50');
  await putNotices(
    town.database,
    Array.from({ length: 5 }, (_, n) => news('zhao', `第${n}件`, town.now)),
  );
  await deliverDue(null, town.now, town.dependencies());
  await town.says('wang', '应到10实到9，张伟没来');
  await town.goTo('13:30');
  await town.goTo('14:40');
  const digest = counted('zhao')
    .filter(({ kind }) => kind === 'digest')
    .at(-1);
  expect(digest?.text).toContain('张伟');
  expect(digest?.text).toContain('回复：无故未到　有原因，补假　在别处就读　去向不明');
  expect(await town.says('zhao', '无故未到')).toContain('张伟');
  expect(await town.duties('P3.1-VERIFY-SD')).toEqual([expect.stringContaining('done')]);
});

describe('two workers at one person’s day', () => {
  const closing: (() => Promise<void>)[] = [];
  afterAll(() => Promise.all(closing.map((close) => close())));

  test('take the places between them: none twice, none beyond the last', async () => {
    const other = openDatabase(town.url, { poolSize: 4 });
    closing.push(() => other.$disconnect());
    const now = at(MONDAY, '10:00');
    const people = ['zhao', 'qian', 'sun', 'zhou'];
    const wanted = (worker: string, turn: number) =>
      people.map((person) => ({
        ...{ person, asParent: false },
        ...{ key: `${worker}-${turn}|${person}`, places: 6 },
      }));
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, turn) => [
        takePlaces(town.database, now, wanted('one', turn)),
        takePlaces(other, now, wanted('other', turn).reverse()),
      ]).flat(),
    );
    const rows = await town.database.dailyMessage.findMany({
      orderBy: [{ person: 'asc' }, { place: 'asc' }],
    });
    for (const person of people)
      expect(rows.filter((row) => row.person === person).map(({ place }) => place)).toEqual([
        1, 2, 3, 4, 5, 6,
      ]);
    const told = results.flatMap((keys) => [...keys]);
    expect(told.sort()).toEqual(rows.map(({ key }) => key).sort());
  });

  test('a message that goes out again keeps its place', async () => {
    const now = at(MONDAY, '10:00');
    const one = [{ person: 'zhao', asParent: false, key: 'k', places: 1 }];
    const second = [{ person: 'zhao', asParent: false, key: 'l', places: 1 }];
    expect([...(await takePlaces(town.database, now, one))]).toEqual(['k']);
    expect([...(await takePlaces(town.database, now, one))]).toEqual(['k']);
    expect([...(await takePlaces(town.database, now, second))]).toEqual([]);
    const tomorrow = at('2026-09-15', '10:00');
    expect([...(await takePlaces(town.database, tomorrow, second))]).toEqual(['l']);
  });
});
