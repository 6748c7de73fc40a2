/** T18 under race: a child comes back while clocks run out, messages leave and the case is dispatched, all at once. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { handleMessage } from '../../bot/handle.ts';
import { addDays, at, dayOf } from '../../domain/calendar/time.ts';
import type { DirectoryParts, Post } from '../../domain/people/directory.ts';
import { type Database, openDatabase } from '../../prisma/client.ts';
import { keepMessage } from '../../prisma/stores/inbox-store.ts';
import { dice } from '../../seeds/demo/dice.ts';
import type { Channel, Delivery } from '../../workers/channel.ts';
import { deliverDue } from '../../workers/deliver.ts';
import { tickSchool } from '../../workers/tick.ts';
import { closeFields, Field, POLICY, WORDS } from '../support/field.ts';
import { TOWN } from '../support/town.ts';

const ROUNDS = Number(process.env.RACE_ROUNDS ?? 18);
const SCHOOL = 's1';
const MONDAY = '2026-09-14';

/** As many classes as rounds: of each one child is missing, so that one message to the office speaks of many children. */
const places = Array.from({ length: ROUNDS }, (_, i) => i);
const nameOf = (i: number): string =>
  `${'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许'[i % 20]}晓${'云山川江'[Math.floor(i / 20)]}`;

const parts = (): DirectoryParts => {
  const since = TOWN.posts[0]?.from ?? MONDAY;
  const students = places.flatMap((i) =>
    Array.from({ length: 6 }, (_, turn) => ({
      id: turn === 0 ? `missing-${i}` : `pupil-${i}-${turn}`,
      name: turn === 0 ? nameOf(i) : `同学${i}${'甲乙丙丁戊己'[turn]}`,
      ...{ class: `c${i}`, school: SCHOOL, household: 't1', village: 'v1', flags: [] },
      guardians: turn === 0 ? [`g-${i}`] : [],
    })),
  );
  const teachers = places.map(
    (i): Post => ({ person: `w${i}`, role: 'homeroom_teacher', unit: `c${i}`, from: since, until: null }),
  );
  return {
    ...TOWN,
    students,
    classes: places.map((i) => ({ id: `c${i}`, name: `${i + 1}班`, school: SCHOOL })),
    people: [
      ...TOWN.people,
      ...places.flatMap((i) => [
        { id: `w${i}`, name: `班主任${i}` },
        { id: `g-${i}`, name: `${nameOf(i)}家长` },
      ]),
    ],
    posts: [
      ...TOWN.posts
        .filter(({ role }) => role !== 'homeroom_teacher')
        .map((post) => ({ ...post, ...(post.students ? { students: [] } : {}) })),
      ...teachers,
    ],
  };
};

const others: Database[] = [];
afterEach(async () => {
  await Promise.all(others.splice(0).map((database) => database.$disconnect()));
  await closeFields();
});

const connection = (field: Field): Database => {
  const database = openDatabase(field.url, { poolSize: 3 });
  others.push(database);
  return database;
};

/** Three days without these children: of each there is a case, and its duties are open. */
const openCases = async (field: Field): Promise<void> => {
  for (const day of [0, 1, 2].map((days) => addDays(MONDAY, days))) {
    await field.goTo(`${day} 08:02`);
    for (const i of places) await field.says(`w${i}`, `应到6实到5，${nameOf(i)}没来`);
    await field.goTo(`${day} 15:30`);
  }
};

/** What may be said of a child who is back: that it is, what begins with it, and answers to one's own message. */
const BEGINS_WITH_RETURN = new Set((POLICY.opening.get('returned') ?? []).map(({ rule }) => rule.id));
const isOfReturn = ({ rules, kind, text }: Delivery): boolean =>
  kind === 'reply' || rules.some((rule) => BEGINS_WITH_RETURN.has(rule)) || text.includes('返校');

interface Said {
  delivery: Delivery;
  /** When whoever sent it had begun to look. */
  begun: number;
}

const race = async (seed: number): Promise<void> => {
  const { next, pick } = dice(`return ${seed}`);
  const field = await Field.open(parts(), at(MONDAY, '07:20'));
  await openCases(field);
  const databases = places.slice(0, 4).map(() => connection(field));
  let turn = 0;
  const said: Said[] = [];
  const back = new Map<string, { name: string; at: number; day: string }>();

  const look = async (database: Database, steps: number): Promise<void> => {
    for (let step = 0; step < steps; step++) {
      turn += 1;
      const begun = turn;
      const channel: Channel = {
        deliver: async (delivery) => {
          said.push({ delivery, begun });
          await pause(next() * 3);
          return { kind: 'accepted', way: 'test' };
        },
      };
      await pause(next() * 12);
      if (next() < 0.5) await tickSchool(database, SCHOOL, field.now, field.county());
      else await deliverDue(null, field.now, field.dependencies(channel));
    }
  };
  const tell = async (database: Database, person: string, text: string, id: string): Promise<void> => {
    await pause(next() * 30);
    const message = { channel: 'test', messageId: id, sender: person, text, sentAt: field.now };
    const kept = await keepMessage(database, message, field.now);
    if (kept !== null) await handleMessage(database, kept, field.now, { ...field.county(), words: WORDS });
  };

  const left = [...places];
  while (left.length > 0) {
    const i = pick(left);
    left.splice(left.indexOf(i), 1);
    // At the very moment at which one of its own clocks runs out, in lessons or at night, when everything is held back.
    const [clock] = await field.database.$queryRaw<{ at: Date | null }[]>`
      SELECT next_at AS at FROM duty WHERE student = ${`missing-${i}`} AND state IN ('open', 'overdue')
        AND next_at > ${new Date(field.now)} ORDER BY next_at OFFSET ${Math.floor(next() * 2)} LIMIT 1`;
    const moment = Math.min(clock?.at?.getTime() ?? Number.POSITIVE_INFINITY, field.now + 5 * 3_600_000);
    // Nothing is sent before, so that much waits.
    field.now = moment;
    await field.database
      .$executeRaw`UPDATE stream SET next_at = least(next_at, ${new Date(moment)}) WHERE id = ${SCHOOL}`;
    const [one, two, three, four] = databases as [Database, Database, Database, Database];
    const returning = tell(one, `w${i}`, `${nameOf(i)}到了`, `back-${i}`).then(() => {
      turn += 1;
      back.set(`missing-${i}`, { name: nameOf(i), at: turn, day: dayOf(field.now) });
    });
    await Promise.all([
      returning,
      tell(two, 'zhou', `${nameOf(i)}派单给汤丹镇`, `dispatch-${i}`),
      look(three, 6),
      look(four, 6),
    ]);
    await look(three, 3);
  }
  expect(back.size).toBe(ROUNDS);
  // Whoever is back stays; the clocks go on for more than a week, and the last things that were held back go out.
  turn += 1;
  const begun = turn;
  const last: Channel = {
    deliver: async (delivery) => {
      said.push({ delivery, begun });
      return { kind: 'accepted', way: 'test' };
    },
  };
  const channel = field.inboxes.deliver;
  field.inboxes.deliver = last.deliver;
  await field.goTo(`${addDays(dayOf(field.now), 9)} 20:00`);
  field.inboxes.deliver = channel;

  const files = await field.database.caseFile.findMany({ where: { student: { in: [...back.keys()] } } });
  expect(files.filter(({ stage }) => stage !== 'RETURNED').map(({ student }) => student)).toEqual([]);
  const late = said.flatMap(({ delivery, begun: when }) =>
    isOfReturn(delivery)
      ? []
      : [...back]
          .filter(([id, { at: since, name }]) => {
            const isAbout = delivery.items.some(({ about }) => about.student === id);
            return when > since && (isAbout || delivery.text.includes(name));
          })
          .map(
            ([id]) => `${delivery.to} ${delivery.kind} ${delivery.rules.join('+')} ${id}: ${delivery.text}`,
          ),
  );
  expect(late).toEqual([]);
  const live = await field.database.duty.findMany({
    where: { student: { in: [...back.keys()] }, state: { in: ['open', 'overdue'] } },
  });
  expect(live.filter(({ rule }) => !BEGINS_WITH_RETURN.has(rule)).map(({ id }) => id)).toEqual([]);
  expect(await field.database.fact.count({ where: { kind: 'dispatch' } })).toBeGreaterThan(0);
  // The race was one: something was under way about these children, and some of it was dropped.
  expect(said.some(({ delivery }) => delivery.kind === 'reminder')).toBe(true);
  expect(await field.database.notice.count({ where: { state: 'dropped' } })).toBeGreaterThan(0);
};

test(`${ROUNDS} returns in the midst of ticks, deliveries and dispatches stop every clock and every notice`, {
  timeout: 300_000,
}, async () => {
  const seed = Number(process.env.RACE_SEED ?? Date.now() % 1_000_000);
  try {
    await race(seed);
  } catch (error) {
    throw new Error(`RACE_SEED=${seed}`, { cause: error });
  }
});
